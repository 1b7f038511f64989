"""Answers to a clearance: given here, or by an e-mail that the author records."""

from dataclasses import dataclass
from datetime import datetime

from approvals.clearance.emails import read_email
from approvals.clearance.meeting_notice import is_planned_in_time
from approvals.clearance.notifications import (
    notify_all_answered,
    notify_of_emailed_answer,
    notify_of_return,
    notify_officers,
)
from approvals.clearance.now import ClearingNow, clearing_now
from approvals.clearance.queries import still_to_answer
from approvals.clearance.rules import why_may_not_clear
from approvals.decisions.routes import Way
from approvals.decisions.steps import open_next_step
from approvals.models import (
    CarriedAnswer,
    ClearanceRequest,
    ClearanceResponse,
    ClearanceRound,
    ReceivedEmail,
)
from approvals.workflow.engine import PageState, TransitionContext, transition
from councils.access import access_of
from councils.models import Appointment, User
from councils.roles import Role
from plans.actions.files import FileData, store_given
from web.dates import london_day
from web.errors import Refused

NOT_YET = (
    "This council asks in an order, and offices before yours have not answered yet. You are told "
    "by e-mail when it is your turn."
)
SILENT = (ClearanceResponse.Outcome.CONTENT, ClearanceResponse.Outcome.NO_COMMENT)


@dataclass(frozen=True)
class ResponseData:
    """What an office answered: its words go into the report, its place says what was sent back."""

    outcome: str
    words: str
    place: str


def respond(
    asked: ClearanceRequest,
    *,
    by: User,
    seen: PageState,
    outcome: str,
    words: str = "",
    place: str = "",
) -> ClearanceResponse:
    """Answer for an office one holds; the last required answer may put the plan to its meeting."""
    said = ResponseData(outcome, words, place)
    with transition("answer", asked.round.plan, by=by, seen=seen, reason=words) as m:
        now = clearing_now(asked, m.access)
        if now.is_early and not now.is_over:
            raise Refused(NOT_YET, code="not_yet")
        given = write_response(m, asked, seen, now, said, m.now)
        move_on(m, given, now, back="send_back", put="answer_and_put")
    return given


def respond_by_email(
    asked: ClearanceRequest,
    *,
    by: User,
    seen: PageState,
    outcome: str,
    stated_at: datetime,
    email: FileData,
    words: str = "",
    place: str = "",
) -> ClearanceResponse:
    """Record what the person named for an office answered by e-mail, with the e-mail itself."""
    said = ResponseData(outcome, words, place)
    plan = asked.round.plan
    with transition("answer_by_email", plan, by=by, seen=seen, reason=words) as m:
        if asked.person is None:
            raise Refused("Nobody is named for this role, so nobody can have answered by e-mail.")
        check_email_came_after(m, asked.round, stated_at)
        # What counts is the role held on the day of the e-mail, whenever it is recorded.
        held = access_of(asked.person, m.plan.council, on=london_day(stated_at))
        now = clearing_now(asked, held)
        given = write_response(m, asked, seen, now, said, stated_at, email=email)
        move_on(m, given, now, back="email_sends_back", put="answer_by_email_and_put")
    return given


def check_email_came_after(
    m: TransitionContext, round_: ClearanceRound, stated_at: datetime
) -> None:
    # An e-mail shows its minute, not its second.
    sent_at = round_.sent_at.replace(second=0, microsecond=0)
    if not sent_at <= stated_at <= m.now:
        raise Refused(
            "The e-mail must have been sent after the plan was, and not in the future.",
            field="stated_at",
        )


def check_may_clear(m: TransitionContext, asked: ClearanceRequest, now: ClearingNow) -> Appointment:
    """The appointment under which somebody answers, in the newest round, what they may clear."""
    if now.is_over:
        raise Refused(
            "This round is over: the plan was sent for clearance again.", code="round_over"
        )
    if why := why_may_not_clear(
        now.held, asked.office, plan=m.plan.pk, sent_by=asked.round.sent_by_id, wrote=now.wrote
    ):
        raise Refused(why, code="barred")
    appointment = now.held.held_as(asked.office)
    assert appointment is not None
    return appointment


def write_response(
    m: TransitionContext,
    asked: ClearanceRequest,
    seen: PageState,
    now: ClearingNow,
    said: ResponseData,
    stated_at: datetime,
    *,
    email: FileData | None = None,
) -> ClearanceResponse:
    round_ = asked.round
    appointment = check_may_clear(m, asked, now)
    m.check_words(seen.plan, round_.version.digest)
    m.check_words(seen.report, round_.report.digest, "report")
    check_says_enough(said)
    facts = read_email(email.content) if email else None
    given = ClearanceResponse(
        asked=asked,
        **vars(said),
        plan_digest=round_.version.digest,
        report_digest=round_.report.digest,
        answered_by=m.act.identity_of(appointment),
        had_written=Role.CONTRIBUTOR in now.wrote.of(m.plan.pk, now.held.person.pk),
        stated_at=stated_at,
        recorded_at=m.now,
        recorded_by=m.act.by,
        email=store_given(m.plan.council, email),
    )
    m.act.add(given)
    if email is not None and facts is not None:
        m.act.add(ReceivedEmail(answer=given, form=facts.form, sender=facts.sender))
        notify_of_emailed_answer(m, given)
    if email is None:
        # Given here, it is an act of that office; by e-mail, of whoever records it.
        m.act.actor = appointment
    m.act.details = {**appointment.codes, "outcome": said.outcome}
    return given


def check_says_enough(said: ResponseData) -> None:
    if said.outcome not in SILENT and not said.words.strip():
        raise Refused("Write the words that go into the report.", field="words")
    if said.outcome == ClearanceResponse.Outcome.SENT_BACK and not said.place.strip():
        raise Refused("Say which place in the plan or the report it is about.", field="place")


def move_on(
    m: TransitionContext, given: ClearanceResponse, now: ClearingNow, *, back: str, put: str
) -> None:
    """Go by the row `back` when it is sent back, by `put` when this was the last answer."""
    round_ = given.asked.round
    if given.outcome == ClearanceResponse.Outcome.SENT_BACK:
        m.become(back)
        notify_of_return(m, given)
    elif now.is_last:
        if goes_to_meeting(m, round_):
            m.become(put)
            open_next_step(m, round_.body, round_.meets_on, round_, way=Way(round_.route))
            notify_all_answered(m, round_, put=True)
        elif completes_round(given):
            notify_all_answered(m, round_, put=False)
    elif now.is_last_of_turn:
        ask_next_turn(m, given)


def ask_next_turn(m: TransitionContext, given: ClearanceResponse) -> None:
    """Those whose turn begins with this answer hear that the plan waits for them."""
    waiting = [one for one in still_to_answer(given.asked.round_id) if one.pk != given.asked_id]
    turn = min((one.turn for one in waiting), default=0)
    if turn > given.asked.turn and completes_round(given):
        asked = {one.office: one.person for one in waiting if one.turn == turn and one.person}
        notify_officers(m, given.asked.round, asked)


def goes_to_meeting(m: TransitionContext, round_: ClearanceRound) -> bool:
    """Whether the sender asked that it goes on, to a meeting that can still be held on it.

    After that day, or once its agenda is too late, the answer is kept, and the plan is put to a
    meeting by hand.
    """
    today = london_day(m.now)
    if not (round_.then_put and round_.meets_on and round_.meets_on >= today):
        return False
    return is_planned_in_time(round_, today)


def completes_round(given: ClearanceResponse) -> bool:
    """Whether it takes no other's place, so that what it completes was not complete before."""
    if CarriedAnswer.objects.filter(asked=given.asked_id).exists():
        return False
    return not given.asked.answers.standing().exclude(pk=given.pk).exists()
