"""Who was asked to clear a plan, and what each answered: plain data for pages, papers and files."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from approvals.models import (
    CarriedAnswer,
    ClearanceRequest,
    ClearanceResponse,
    ClearanceRound,
    EmailedAnswerReview,
    ReceivedEmail,
    Report,
)
from approvals.models.clearance import RELATED, ResponseQuerySet
from approvals.reports.document import build_report
from councils.duties import ended_on
from councils.roles import CLEARING, Office
from plans.models import Plan, Version
from web.compiled_queries import prepared
from web.dates import day_in_words
from web.errors import Refused
from web.stated import stated_in_words


@prepared
def later_rounds(plan: int, number: int) -> QuerySet[ClearanceRound]:
    """Rounds in which a plan was sent again after one of this number."""
    return ClearanceRound.objects.filter(plan=plan, number__gt=number).order_by()


@prepared
def still_to_answer(round_: int) -> QuerySet[ClearanceRequest]:
    """The offices asked in a round that have given no answer, and had none carried."""
    return unanswered().filter(round=round_).order_by("pk")


def unanswered() -> QuerySet[ClearanceRequest]:
    given = ClearanceResponse.objects.standing().filter(asked=OuterRef("pk"))
    carried = CarriedAnswer.objects.filter(asked=OuterRef("pk"))
    return ClearanceRequest.objects.filter(~Exists(given), ~Exists(carried))


# Each office that was asked in a round with the answer that counts.
Responses = list[tuple[ClearanceRequest, ClearanceResponse | None]]


@dataclass(frozen=True)
class OfficeClearance:
    """One office's part in a round: who was asked, and the answer that counts.

    Where nobody answered yet, `outcome` and what follows it are empty. `capacity` is who answered,
    as they stood then; `by_email` when somebody else recorded it.
    """

    asked: int
    office: Office
    person: str
    outcome: str = ""
    outcome_name: str = ""
    words: str = ""
    place: str = ""
    name: str = ""
    capacity: str = ""
    answered_at: datetime | None = None
    answer: int | None = None
    by_email: bool = False
    recorded_by: str = ""
    recorded_at: datetime | None = None
    had_written: bool = False
    round: int = 0
    # When the role of whoever was asked ended, while it waits for their answer.
    ended: date | None = None
    answered_by: int = 0
    # Which parts of it they had written, where a page tells that.
    wrote: str = ""
    sender: str = ""
    sender_is_known: bool = False
    review: str = ""
    review_words: str = ""
    reviewed_at: datetime | None = None
    # From which version, and by which rule, it came to stand for these words.
    carried_from: int = 0
    carried: str = ""
    # In which turn it is asked, and the offices before it that have not answered yet.
    turn: int = 1
    after: tuple[str, ...] = ()
    # When the words were first opened for an answer; when they were last reminded, and whether they
    # may be now: where a page tells that.
    opened: str = ""
    reminded: str = ""
    may_be_reminded: bool = False

    @property
    def had_written_in_words(self) -> str:
        """ "Had written part of the plan: paragraph 3"."""
        if not self.had_written:
            return ""
        return "Had written part of the plan" + (f": {self.wrote}" if self.wrote else "")

    @property
    def is_unconfirmed(self) -> bool:
        """Whether only whoever recorded it says so."""
        return self.by_email and not self.review

    @property
    def by_email_in_words(self) -> str:
        """ "by e-mail, recorded by A Colleague, not yet confirmed by them"."""
        return emailed_in_words(self.recorded_by, self.review) if self.by_email else ""

    @property
    def role_name(self) -> str:
        return self.office.name

    @property
    def is_answered(self) -> bool:
        return bool(self.outcome)

    @property
    def stated_afterwards(self) -> str:
        return stated_in_words(self.answered_at, self.recorded_at, self.recorded_by)

    @property
    def is_objection(self) -> bool:
        return self.outcome == ClearanceResponse.Outcome.OBJECTS


def newest_round(plan: Plan, *, to_read: bool = False) -> ClearanceRound:
    """The round a plan was last sent in; its words are fetched now `to_read`, else when asked."""
    found = newest_round_of(plan.pk, to_read=to_read)
    if not found:
        raise Refused("The plan has not been sent for clearance.")
    found[0].plan = plan
    return found[0]


@prepared
def newest_round_of(plan: int, *, to_read: bool) -> QuerySet[ClearanceRound]:
    rounds = ClearanceRound.objects.filter(plan=plan).select_related("version", "report", "sent_by")
    words = () if to_read else ("version__document", "report__document")
    return rounds.defer(*words).order_by("-number")[:1]


def office_clearances(round_: ClearanceRound) -> tuple[OfficeClearance, ...]:
    """Every office asked in a round, in the order asked; two queries."""
    return clearances_from(newest_responses(round_))


def clearances_from(answers: Responses) -> tuple[OfficeClearance, ...]:
    return in_turn(office_clearance(asked, given) for asked, given in answers)


def in_turn(clearances: Iterable[OfficeClearance]) -> tuple[OfficeClearance, ...]:
    """With those that each one's turn still waits for, where the council asks in an order."""
    every = tuple(clearances)
    return tuple(
        one
        if one.is_answered or one.turn == 1
        else replace(one, after=tuple(still_before(one, every)))
        for one in every
    )


def still_before(one: OfficeClearance, every: Iterable[OfficeClearance]) -> Iterator[str]:
    return (each.role_name for each in every if each.turn < one.turn and not each.is_answered)


def newest_responses(round_: ClearanceRound) -> Responses:
    """Each office that was asked in a round with the answer that counts; two queries."""
    given = {answer.asked_id: answer for answer in responses_in(round_.pk)}
    asked = offices_asked(round_.pk)
    return [(one, given.get(one.pk) or carried_to(one)) for one in asked]


@prepared
def offices_asked(round_: int) -> QuerySet[ClearanceRequest]:
    return with_carried(ClearanceRequest.objects.filter(round=round_)).order_by("pk")


def with_carried(asked: QuerySet[ClearanceRequest]) -> QuerySet[ClearanceRequest]:
    """Each with its person, and with the answer that was carried to it."""
    whole = [f"carried__answer__{name}" for name in RELATED]
    return asked.select_related("person", *whole)


def carried_to(asked: ClearanceRequest) -> ClearanceResponse | None:
    """The answer to earlier words that stands here by the council's rule, if one does."""
    carried: CarriedAnswer | None = getattr(asked, "carried", None)
    if carried is None:
        return None
    carried.answer.carried_in_words = carried.in_words
    return carried.answer


@prepared
def responses_in(round_: int) -> QuerySet[ClearanceResponse]:
    """The newest answer of each office."""
    given = ClearanceResponse.objects.standing().filter(asked__round=round_)
    return given.whole().distinct("asked_id").order_by("asked_id", "-recorded_at", "-pk")


def newest_rounds(
    plans: Collection[int],
) -> dict[int, tuple[ClearanceRound, tuple[OfficeClearance, ...]]]:
    """The newest round of each plan that was sent, by the plan's key; three queries."""
    versions = ClearanceRound.objects.select_related("version", "report")
    rows = versions.defer("version__document", "report__document").filter(plan__in=plans)
    rounds = list(rows.order_by("plan_id", "-number").distinct("plan_id"))
    here = {round_.pk: round_ for round_ in rounds}
    given = ClearanceResponse.objects.standing().filter(asked__round__in=here).whole()
    counted = given.distinct("asked_id").order_by("asked_id", "-recorded_at", "-pk")
    newest = {one.asked_id: one for one in counted}
    asked: dict[int, list[OfficeClearance]] = {key: [] for key in here}
    for one in with_carried(with_ends(ClearanceRequest.objects.filter(round__in=here))).order_by(
        "pk"
    ):
        given_here = newest.get(one.pk) or carried_to(one)
        asked[one.round_id].append(office_clearance(one, given_here))
    return {one.plan_id: (one, in_turn(asked[one.pk])) for one in rounds}


def with_ends(asked: QuerySet[ClearanceRequest]) -> QuerySet[ClearanceRequest]:
    """Each with whether its person's role is over (`ended`): others of the office answer then."""
    ended = ended_on("person", "round__plan__council", CLEARING, timezone.localdate())
    return asked.annotate(ended=ended)


def rounds_of(plan: Plan) -> list[tuple[ClearanceRound, tuple[OfficeClearance, ...]]]:
    """Every round of a plan with its clearances, newest first; four queries."""
    asked = Prefetch("asked", with_carried(with_ends(ClearanceRequest.objects.all())))
    answers = ClearanceResponse.objects.standing().whole()
    rows = plan.rounds.select_related("version", "report", "sent_by")
    rounds = rows.prefetch_related(asked, Prefetch("asked__answers", answers), "in_spite")
    return [(one, in_turn(map(newest_clearance, one.asked.all()))) for one in rounds]


def newest_clearance(asked: ClearanceRequest) -> OfficeClearance:
    return office_clearance(asked, next(iter(asked.answers.all()), None) or carried_to(asked))


def office_clearance(asked: ClearanceRequest, given: ClearanceResponse | None) -> OfficeClearance:
    person = asked.person.name if asked.person else ""
    if given is None:
        ended = getattr(asked, "ended", None)
        return OfficeClearance(asked.pk, asked.office, person, ended=ended, turn=asked.turn)
    return OfficeClearance(
        asked=asked.pk,
        office=asked.office,
        person=person,
        outcome=given.outcome,
        outcome_name=given.get_outcome_display(),
        words=given.words,
        place=given.place,
        name=given.answered_by.name,
        capacity=given.answered_by.capacity,
        answered_at=given.stated_at,
        answer=given.pk,
        by_email=given.email_id is not None,
        recorded_by=given.recorded_by.name,
        recorded_at=given.recorded_at,
        had_written=given.had_written,
        round=asked.round_id,
        answered_by=given.answered_by.person_id,
        turn=asked.turn,
        **facts_of_carrying(asked, given),
        **facts_of_email(given),
    )


def facts_of_carrying(asked: ClearanceRequest, given: ClearanceResponse) -> dict[str, Any]:
    """Which version it was given to, and by which rule it stands here."""
    if given.asked_id == asked.pk:
        return {}
    return {"carried_from": asked.carried.from_version, "carried": asked.carried.in_words}


def facts_of_email(given: ClearanceResponse) -> dict[str, Any]:
    """Who sent the e-mail, as its file has it, and what the officer says of it."""
    received: ReceivedEmail | None = getattr(given, "received", None)
    review: EmailedAnswerReview | None = getattr(given, "review", None)
    sender = received.sender if received else ""
    told = {
        "sender": sender,
        "sender_is_known": sender.lower() == given.answered_by.person.email.lower(),
    }
    if review:
        told |= {
            "review": review.outcome,
            "review_words": review.words,
            "reviewed_at": review.at,
        }
    return told


def emailed_in_words(recorded_by: str, review: str) -> str:
    """That an answer came by e-mail, who recorded it, if that is told, and whether it is theirs."""
    said = {
        EmailedAnswerReview.Outcome.CONFIRMED: "confirmed by them",
        EmailedAnswerReview.Outcome.DISOWNED: "disowned by them",
    }
    told = said.get(EmailedAnswerReview.Outcome(review)) if review else "not yet confirmed by them"
    by = f"recorded by {recorded_by}, " if recorded_by else ""
    return f"by e-mail, {by}{told}"


def unreviewed_answers(plans: Collection[int]) -> ResponseQuerySet:
    """Those recorded from an e-mail, while their officer has not said whether they are theirs."""
    return ClearanceResponse.objects.filter(
        asked__round__plan__any=plans, email__isnull=False, review=None
    ).order_by("pk")


def disowned_of(plan: Plan) -> tuple[OfficeClearance, ...]:
    """Those in the round that counts; one query, and none for a plan that was never sent."""
    newest = ClearanceRound.objects.filter(plan=plan).order_by("-number")[:1]
    return disowned_in(newest) if plan.moves else ()


def disowned_in(rounds: Iterable[ClearanceRound]) -> tuple[OfficeClearance, ...]:
    """Answers in these rounds that were recorded and that nobody gave; one query."""
    disowned = EmailedAnswerReview.Outcome.DISOWNED
    rows = ClearanceResponse.objects.filter(asked__round__in=rounds, review__outcome=disowned)
    whole = rows.whole().select_related("asked__person").order_by("pk")
    return tuple(office_clearance(one.asked, one) for one in whole)


@dataclass(frozen=True)
class ClearanceSummary:
    """The newest round of a plan and its clearances, as the plan's pages tell them.

    `plan_changed` and `report_changed` say whether the working copy has other words by now: what
    was answered then stands for the earlier ones.
    """

    round: ClearanceRound
    clearances: tuple[OfficeClearance, ...]
    plan_changed: bool
    report_changed: bool

    @property
    def waiting(self) -> tuple[OfficeClearance, ...]:
        return tuple(one for one in self.clearances if not one.is_answered)

    @property
    def objections(self) -> tuple[OfficeClearance, ...]:
        return tuple(one for one in self.clearances if one.is_objection)

    @property
    def has_earlier_words(self) -> bool:
        return self.plan_changed or self.report_changed

    @property
    def earlier_words(self) -> str:
        """What has other words by now than were sent, and whether any answer was given to those."""
        if not self.has_earlier_words:
            return ""
        what = "plan" if self.plan_changed else "report"
        answered = any(one.is_answered for one in self.clearances)
        then = ": answers were given to earlier words." if answered else "."
        return f"The {what} has changed since it was sent{then}"

    @property
    def version(self) -> int:
        return self.round.version.number

    @property
    def sent_back(self) -> OfficeClearance | None:
        """Whoever sent it back, if somebody did."""
        back = ClearanceResponse.Outcome.SENT_BACK
        return next((one for one in self.clearances if one.outcome == back), None)

    @property
    def goes_to(self) -> str:
        """ " Then it goes to Cabinet on 9 July 2026." """
        meets = self.round.meets_on
        if not (self.round.then_put and self.waiting and meets):
            return ""
        return f" Then it goes to {self.round.body} on {day_in_words(meets)}."

    def waits_for(self, on: date) -> str:
        """ "Waiting for: Monitoring Officer, Section 151 officer, by 9 July 2026.\""""
        if not self.waiting:
            return "Everybody has answered."
        turns = groupby(sorted(self.waiting, key=turn_of), key=turn_of)
        names = ", then ".join(", ".join(one.role_name for one in turn) for _, turn in turns)
        due = self.round.due_on
        by = f", by {day_in_words(due)}" if due else ""
        late = " That day has passed." if due and due < on else ""
        return f"Waiting for: {names}{by}.{late}"


def turn_of(one: OfficeClearance) -> int:
    return one.turn


def clearance_summary(plan: Plan, changed: Callable[[Version], bool]) -> ClearanceSummary | None:
    """The newest round; `changed` says whether the working copy differs from a version."""
    round_ = plan.rounds.select_related("version", "report", "sent_by").first()
    if round_ is None:
        return None
    return ClearanceSummary(
        round=round_,
        clearances=office_clearances(round_),
        plan_changed=changed(round_.version),
        report_changed=report_changed(plan, round_),
    )


def report_changed(plan: Plan, round_: ClearanceRound) -> bool:
    """Whether the report as it is written now has other words than the one sent."""
    report = Report.objects.select_related("template").filter(plan=plan).first()
    if report is None:
        return False
    report.plan = plan
    now = build_report(report, plan_digest=round_.version.digest, body=round_.body)
    return now.digest != round_.report.digest
