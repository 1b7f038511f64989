"""Answers to a clearance: given here, or by an e-mail that the author records."""

from dataclasses import dataclass
from datetime import datetime

from approvals.models import Answer, Asked, Round
from approvals.workflow.asking import why_barred, written_as
from approvals.workflow.clearance import later_rounds, put_step, still_to_answer
from approvals.workflow.moving import Moving, Seen, london, moving
from approvals.workflow.telling import tell_everybody_answered, tell_it_was_sent_back
from councils.errors import Refused
from councils.models import Appointment, User
from councils.roles import Role, Standing, standing
from plans.models import StoredFile

SILENT = (Answer.Outcome.CONTENT, Answer.Outcome.NO_COMMENT)


@dataclass(frozen=True)
class Said:
    """What an office answered: its words go into the report, its place says what was sent back."""

    outcome: str
    words: str
    place: str


def answer(
    asked: Asked,
    *,
    by: User,
    seen: Seen,
    outcome: str,
    words: str = "",
    place: str = "",
) -> Answer:
    """Answer for an office one holds; the last required answer may put the plan to its meeting."""
    said = Said(outcome, words, place)
    with moving(
        "answer", asked.round.plan, by=by, seen=seen, reason=words.strip() or "Their own answer"
    ) as m:
        held = held_for(m.standing, asked)
        m.act.actor = held
        given = write_answer(m, asked, seen, held, said, m.now)
        move_on(m, given, back="send_back", put="answer_and_put")
    return given


def answer_by_email(
    asked: Asked,
    *,
    by: User,
    seen: Seen,
    outcome: str,
    stated_at: datetime,
    email: StoredFile,
    words: str = "",
    place: str = "",
) -> Answer:
    """Record what the person named for an office answered by e-mail, with the e-mail itself."""
    said = Said(outcome, words, place)
    reason, plan = "Answered by e-mail", asked.round.plan
    with moving("answer_by_email", plan, by=by, seen=seen, reason=reason) as m:
        if asked.person is None:
            raise Refused("Nobody is named for this role, so nobody can have answered by e-mail.")
        check_email_came_after(m, asked.round, stated_at)
        # What counts is the role held on the day of the e-mail, whenever it is recorded.
        held = held_for(standing(asked.person, m.plan.council, on=london(stated_at)), asked)
        given = write_answer(m, asked, seen, held, said, stated_at, email=email)
        move_on(m, given, back="email_sends_back", put="answer_by_email_and_put")
    return given


def check_email_came_after(m: Moving, round_: Round, stated_at: datetime) -> None:
    # An e-mail shows its minute, not its second.
    sent_at = round_.sent_at.replace(second=0, microsecond=0)
    if not sent_at <= stated_at <= m.now:
        raise Refused(
            "The e-mail must have been sent after the plan was, and not in the future.",
            field="stated_at",
        )


def held_for(held: Standing, asked: Asked) -> Appointment:
    """The appointment under which a person answers for an office; refused when there is none."""
    appointment = held.held_as(asked.office)
    if appointment is None:
        raise Refused(f"Only the {asked.office.in_full}, or a deputy, answers here.")
    return appointment


def check_may_clear(m: Moving, asked: Asked, wrote: frozenset[Role], person: User) -> None:
    """Nobody clears what they sent or wrote as author; contributors if the council lets them."""
    if later_rounds(m.plan.pk, asked.round.number):
        raise Refused("This round is over: the plan was sent for clearance again.")
    if barred := why_barred(asked.round, wrote, person):
        raise Refused(barred)


def write_answer(
    m: Moving,
    asked: Asked,
    seen: Seen,
    held: Appointment,
    said: Said,
    stated_at: datetime,
    *,
    email: StoredFile | None = None,
) -> Answer:
    round_, wrote = asked.round, written_as(m.plan, held.person)
    check_may_clear(m, asked, wrote, held.person)
    m.check_words(seen.plan, round_.version.digest)
    m.check_words(seen.report, round_.report.digest, "report")
    check_says_enough(said)
    given = Answer(
        asked=asked,
        **vars(said),
        plan_digest=round_.version.digest,
        report_digest=round_.report.digest,
        answered_by=m.act.identity_of(held),
        had_written=Role.CONTRIBUTOR in wrote,
        stated_at=stated_at,
        recorded_at=m.now,
        recorded_by=m.act.by,
        email=email,
    )
    m.act.add(given)
    m.act.details = {**held.codes, "outcome": said.outcome}
    return given


def check_says_enough(said: Said) -> None:
    if said.outcome not in SILENT and not said.words.strip():
        raise Refused("Write the words that go into the report.", field="words")
    if said.outcome == Answer.Outcome.SENT_BACK and not said.place.strip():
        raise Refused("Say which place in the plan or the report it is about.", field="place")


def move_on(m: Moving, given: Answer, *, back: str, put: str) -> None:
    """Go by the row `back` when it is sent back, by `put` when this was the last answer."""
    round_ = given.asked.round
    if given.outcome == Answer.Outcome.SENT_BACK:
        m.become(back)
        tell_it_was_sent_back(m, given)
    elif not still_to_answer(round_.pk):
        if goes_on(m, round_):
            m.become(put)
            put_step(m, round_.body, round_.meets_on, round_)
            tell_everybody_answered(m, round_, put=True)
        elif is_first(given):
            tell_everybody_answered(m, round_, put=False)


def goes_on(m: Moving, round_: Round) -> bool:
    """Whether the sender asked that it goes on, to a meeting that is still to come.

    After that day the answer is kept, and the plan is put to another meeting by hand.
    """
    return bool(round_.then_put and round_.meets_on and round_.meets_on >= london(m.now))


def is_first(given: Answer) -> bool:
    """Whether it takes no other's place, so that what it completes was not complete before."""
    return not given.asked.answers.exclude(pk=given.pk).exists()
