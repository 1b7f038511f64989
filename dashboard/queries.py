"""The states of many plans in as many queries as for one, each asked only where a rule needs it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat, JSONObject
from django.utils import timezone

from approvals.clearance.queries import (
    ClearanceSummary,
    OfficeClearance,
    newest_rounds,
    unreviewed_answers,
)
from approvals.clearance.rules import NOBODYS, authorship
from approvals.decisions.declarations import barring
from approvals.decisions.delegations import changing
from approvals.decisions.leave import leaving_told, told_limb
from approvals.decisions.queries import COUNTED
from approvals.decisions.to_do import Task, tasks_in
from approvals.models import (
    Amendment,
    ClearanceRound,
    Decision,
    DecisionStep,
    EarlierSubmission,
    MemberStatement,
    Publication,
    StepDecider,
    Submission,
)
from approvals.models.call_in import called_in
from approvals.models.submission import went_out
from councils.duties import ended_on
from councils.models import Meeting
from councils.roles import MAY, Right
from dashboard.plan_state import Earlier, Emailed, PlanState, Promise, Published, Submitted, Text
from dashboard.working_copies import WorkingCopy, moments_of, working_copies
from delivery.models import ProgressUpdate
from plans.deadline import UNDECIDED
from plans.models import Commitment, Passage, Plan, Stage, Theme, Version
from plans.models.plan import has_versions
from plans.parts import writer_ended
from web.compiled_queries import prepared

PUT_TO_MEMBERS = (Stage.DECISION, Stage.ENDORSED, Stage.MONITORING)

Keys = Collection[int]
Steps = QuerySet[Any, Any]
Row = TypeVar("Row")
Rounds = Mapping[int, tuple[ClearanceRound, tuple[OfficeClearance, ...]]]


def state_of(plan: Plan) -> PlanState:
    """All that any rule asks of one plan, and of what its home shows beside."""
    return states_of([plan], whole=[plan.pk])[plan.pk]


def states_of(plans: Iterable[Plan], *, whole: Keys = ()) -> dict[int, PlanState]:
    """By the plan's key; each plan comes with its council.

    What its tasks hang on: newest version, clearance and what its words are now, once it was sent
    and until it is decided, or while an amendment is to be drafted; its text once it came back; its
    newest step, and what left the building, from the decision on; what its decisions left to be
    done, once it was moved; its commitments while it is monitored. Of plans in `whole` the first
    four are told in whatever stage.
    """
    known = {plan.pk: plan for plan in plans}
    every = [key for key in whole if key in known]
    # What was never moved on was never sent, nor put to any meeting.
    moved = {key: plan.stage for key, plan in known.items() if plan.moves}

    def here(*stages: Stage) -> list[int]:
        return [key for key, stage in moved.items() if stage in stages]

    facts = facts_in(here, every)
    drafting = [key for key, step in facts["step"].items() if step.drafting]
    versions = read_for(newest_versions, {*here(*UNDECIDED), *every, *drafting})
    # First the newest acts, then the rows: words read later are never kept as those of a newer act.
    moments = read_for(moments_of, versions)
    rounds = read_for(newest_rounds, [key for key in versions if key in moved])
    working = working_copies(moments, {key: round_ for key, (round_, _) in rounds.items()})
    older = [key for key in moved if known[key].submitted_earlier]
    to_do = read_for(to_do_of, [*moved])
    found = (
        facts
        | {"to_do": to_do}
        | {"earlier": read_for(earlier_of, older)}
        | {"version": versions, "working": working}
    )
    written = {*here(Stage.CLEARANCE, Stage.DECISION), *to_do, *every}
    wrote = authorship(written) if written else NOBODYS
    return {
        key: PlanState(
            plan,
            wrote=wrote,
            clearing=clearing_in(plan, rounds, working),
            **{name: rows[key] for name, rows in found.items() if key in rows},
        )
        for key, plan in known.items()
    }


def facts_in(here: Callable[..., list[int]], every: Keys) -> dict[str, Mapping[int, Any]]:
    """What there is to tell beside the words and their clearance: each by the plan's key."""
    put = here(*PUT_TO_MEMBERS)
    return {
        "emailed": read_for(emailed_of, here(*Stage)),
        "text": read_for(texts_of, {*here(Stage.DRAFTING), *every}),
        "step": read_for(newest_steps, [*here(Stage.DRAFTING), *put]),
        "publication": read_for(published_of, put),
        "submission": read_for(submitted_of, put),
        "promises": read_for(promises_of, here(Stage.MONITORING)),
    }


def columns_of_a_step() -> Iterator[str]:
    """What is told of a step, its decision and when that takes effect, and of its power's."""
    yield from ("plan", "place", "kind", "route", "body", "meets_on", "round", "reconsiders")
    yield from ("decision__step", "under__decision__step")
    yield from (f"under__decision__step__{name}" for name in ("kind", "route", "under"))
    decided = ("outcome", "digest", "decided_on", "effective_from", "corrects", "from_the_record")
    call_in = ("call_in_applies", "call_in_exempt_why")
    period = ("decision", "supersedes", "effective_from", "why")
    for made in ("decision__", "under__decision__"):
        yield from (f"{made}{name}" for name in (*decided, *call_in))
        first = f"{made}first_period__"
        yield from (f"{one}{name}" for one in (first, f"{first}superseded_by__") for name in period)


STEP_TOLD = tuple(columns_of_a_step())


def earlier_of(keys: Keys) -> dict[int, Earlier]:
    rows = EarlierSubmission.objects.filter(plan__in=keys).order_by("plan_id", "-recorded_at")
    return {one.plan_id: Earlier(one.basis, one.is_settled) for one in rows.distinct("plan_id")}


def read_for(reader: Callable[[Keys], dict[int, Row]], keys: Keys) -> dict[int, Row]:
    """What it finds for these plans; for none the database is not asked."""
    return reader(keys) if keys else {}


def newest_versions(keys: Keys) -> dict[int, Version]:
    return {one.plan_id: one for one in last_versions([*keys])}


@prepared
def last_versions(keys: list[int]) -> QuerySet[Version]:
    rows = Version.objects.filter(plan__any=keys).only("plan", "number", "digest")
    return rows.order_by("plan_id", "-number").distinct("plan_id")


def clearing_in(
    plan: Plan, rounds: Rounds, working: Mapping[int, WorkingCopy]
) -> ClearanceSummary | None:
    """The newest round of a plan, and whether its words have changed since."""
    if plan.pk not in rounds:
        return None
    round_, clearances = rounds[plan.pk]
    round_.plan, now = plan, working[plan.pk]
    return ClearanceSummary(
        round_,
        clearances,
        plan_changed=now.plan != round_.version.digest,
        report_changed=now.report not in ("", round_.report.digest),
    )


def texts_of(keys: Keys) -> dict[int, Text]:
    return {
        key: Text(tuple(every), frozenset(written), tuple(dict.fromkeys(writers)), frozen)
        for key, every, written, writers, frozen in text_rows([*keys], timezone.localdate())
    }


@prepared
def text_rows(keys: list[int], on: date) -> QuerySet[Any, Any]:
    paragraphs = Passage.objects.filter(plan=OuterRef("pk"), kind=Passage.Kind.PARAGRAPH)
    themes = Theme.objects.filter(plan=OuterRef("pk")).order_by("place")
    unready = paragraphs.filter(ready=False, writer__isnull=False).order_by(
        F("theme__place").asc(nulls_first=True), "place"
    )
    return (
        Plan.objects.filter(pk__any=keys)
        .order_by()
        .values_list(
            "pk",
            ArraySubquery(themes.values("pk")),
            ArraySubquery(paragraphs.order_by().values("theme").distinct()),
            ArraySubquery(named_writers(unready, on)),
            has_versions(),
        )
    )


def named_writers(passages: QuerySet[Passage], on: date) -> QuerySet[Any, Any]:
    """The name of each passage's writer; of one who writes here no more, with that."""
    ended = writer_ended(on)
    said = Concat("writer__name", Value(" (who writes here no more)"))
    named = Case(When(ended=None, then="writer__name"), default=said)
    return passages.annotate(ended=ended).values_list(named)


def still_to_sign(deciders: QuerySet[StepDecider], on: date) -> QuerySet[Any, Any]:
    """Who has not signed, with their name (`named`); of one who decides here no more, with that."""
    ended = ended_on("person", "step__plan__council", MAY[Right.DECIDE], on)
    said = Concat("person__name", Value(" (who decides here no more)"))
    named = Case(When(ended=None, then="person__name"), default=said)
    return deciders.filter(signature=None).annotate(ended=ended).annotate(named=named)


def no_more() -> Exists:
    """Whether the meeting that a step names by its body and day is cancelled."""
    there = {"council": OuterRef("plan__council"), "on": OuterRef("meets_on")}
    return Exists(Meeting.objects.filter(**there, body__iexact=OuterRef("body"), is_cancelled=True))


def newest_steps(keys: Keys) -> dict[int, DecisionStep]:
    """With its decision, the digest of the words put to it (`put_digest`), and who spoke.

    `spoke` are the keys of the members who are content with those words, or take no part;
    `to_sign` the keys of those who decide alone and have not signed, `waits_for` their names once
    another has, and of whoever does so no more;
    `unanswered` those of the questions that nobody has answered, oldest first; `leave` is what was
    resolved about submitting or publishing the plan (`approvals.decisions.leave`); `drafting` the
    amendments that are still to be drafted, and `is_changeable` whether a power to do so stands.
    """
    newest: list[Any] = step_rows([*keys], timezone.localdate())
    for one in newest:
        one.leave = [told_limb(row) for row in one.leave]
        if hasattr(one, "decision"):
            one.decision.called_in = one.called_in
    return {one.plan_id: one for one in newest}


@prepared
def step_rows(keys: list[int], on: date) -> QuerySet[Any, Any]:
    """The newest step of each plan; who advised on the way moved nothing, so not theirs."""
    steps = DecisionStep.objects.filter(plan__any=keys).exclude(
        decision__outcome__in=Decision.ADVICE
    )
    told = with_who_signs(with_who_spoke(steps), on)
    powers = changing(on).filter(resolution__decision__step__plan=OuterRef("plan"))
    rows = (
        told.annotate(leave=ArraySubquery(leaving_told(OuterRef("plan"))))
        .annotate(drafting=ArraySubquery(amendments_told()), is_changeable=Exists(powers))
        .annotate(called_in=called_in("decision", "under__decision"), meets_no_more=no_more())
        .select_related(f"decision__{COUNTED}", f"under__decision__{COUNTED}")
        .select_related("under__decision__step")
        .only(*STEP_TOLD)
    )
    return rows.order_by("plan_id", "-place").distinct("plan_id")


def with_who_spoke(steps: Steps) -> Steps:
    """`put_digest`, `spoke` and `unanswered`, as of `newest_steps`."""
    kind, words = MemberStatement.Kind, OuterRef("round__version__digest")
    later = MemberStatement.objects.filter(
        step__plan=OuterRef("step__plan"), member=OuterRef("member"), pk__gt=OuterRef("pk")
    )
    declared = later.filter(kind__in=kind.declarations())
    corrected, barred = Exists(declared.exclude(barring())), Exists(later.filter(barring()))
    spoke = MemberStatement.objects.filter(
        Q(~corrected) & barring() | Q(~barred, kind=kind.CONTENT, plan_digest=words),
        step__plan=OuterRef("plan"),
    ).values("member")
    asked = MemberStatement.objects.filter(step__plan=OuterRef("plan"), kind=kind.QUESTION)
    unanswered = asked.filter(answers=None).order_by("pk").values("pk")
    return steps.annotate(
        put_digest=F("round__version__digest"),
        spoke=ArraySubquery(spoke),
        unanswered=ArraySubquery(unanswered),
    )


def with_who_signs(steps: Steps, on: date) -> Steps:
    """`to_sign` and `waits_for`, as of `newest_steps`."""
    deciders = StepDecider.objects.filter(step=OuterRef("pk")).order_by("pk")
    unsigned = still_to_sign(deciders, on)
    begun = StepDecider.objects.filter(step=OuterRef("step"), signature__isnull=False)
    waiting = unsigned.filter(Exists(begun) | Q(ended__isnull=False))
    return steps.annotate(
        to_sign=ArraySubquery(unsigned.values("person")),
        waits_for=ArraySubquery(waiting.values("named")),
    )


def amendments_told() -> QuerySet[Any, Any]:
    """What is told of a step's plan: its amendments that are still to be drafted, in order."""
    rows = Amendment.objects.filter(decision__step__plan=OuterRef("plan")).still_to_draft()
    told = {name: F(name) for name in ("place", "words", "drafted_by")}
    return rows.values(told=JSONObject(**told, step=F("decision__step__place")))


def published_of(keys: Keys) -> dict[int, Published]:
    return {
        plan: Published(made, digest, became)
        for plan, made, digest, became in newest_publications([*keys])
    }


@prepared
def newest_publications(keys: list[int]) -> QuerySet[Any, Any]:
    rows = Publication.objects.filter(plan__any=keys)
    newest = rows.order_by("plan_id", "-number").distinct("plan_id")
    return newest.values_list("plan", "decision", "digest", "decision__outcome")


def submitted_of(keys: Keys) -> dict[int, Submitted]:
    return {
        plan: Submitted(digest, basis, went)
        for plan, digest, basis, went in newest_submissions([*keys])
    }


@prepared
def newest_submissions(keys: list[int]) -> QuerySet[Any, Any]:
    rows = Submission.objects.not_over().filter(plan__any=keys).annotate(went=went_out())
    newest = rows.order_by("plan_id", "-number").distinct("plan_id")
    return newest.values_list("plan", "digest", "basis", "went")


def emailed_of(keys: Keys) -> dict[int, tuple[Emailed, ...]]:
    found: dict[int, list[Emailed]] = {}
    for plan, answer, officer, name in emailed_rows([*keys]):
        found.setdefault(plan, []).append(Emailed(answer, officer, name))
    return {plan: tuple(answers) for plan, answers in found.items()}


@prepared
def emailed_rows(keys: list[int]) -> QuerySet[Any, Any]:
    return unreviewed_answers(keys).values_list(
        "asked__round__plan", "pk", "answered_by__person", "recorded_by__name"
    )


def to_do_of(keys: Keys) -> dict[int, tuple[Task, ...]]:
    """What their decisions left to be done, and is not done yet."""
    found: dict[int, list[Task]] = {}
    for one in tasks_in(keys):
        if not one.is_done:
            found.setdefault(one.decision.step.plan_id, []).append(one)
    return {plan: tuple(tasks) for plan, tasks in found.items()}


def promises_of(keys: Keys) -> dict[int, tuple[Promise, ...]]:
    found: dict[int, list[Promise]] = {}
    for plan, start, due, ending, told_on in promise_rows([*keys]):
        found.setdefault(plan, []).append(Promise(start, due, ending is not None, told_on))
    return {plan: tuple(promises) for plan, promises in found.items()}


@prepared
def promise_rows(keys: list[int]) -> QuerySet[Any, Any]:
    told = (
        ProgressUpdate.objects.filter(commitment=OuterRef("pk")).order_by("-as_at").values("as_at")
    )
    rows = Commitment.objects.filter(plan__any=keys).order_by("place")
    return rows.values_list("plan", "start", "due", "ending", Subquery(told[:1]))
