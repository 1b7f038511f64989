"""A random walk: people of two councils who edit, send, answer, decide, publish and submit."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, ClassVar
from unittest import mock
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from approvals.clearance.queries import unreviewed_answers
from approvals.decisions.routes import Way
from approvals.models import CallIn, ClearanceRequest, Delegation, StepDecider
from approvals.models.routes import Route
from approvals.workflow.engine import PageState
from approvals.workflow.transitions import BY_NAME, TRANSITIONS, Transition
from councils.models import User
from councils.roles import MAY, Role
from plans.models import Plan, Stage
from tests.approvals.attempts import NothingThere, attempt, shown, stage_of
from tests.approvals.makers import Chamber, make_callable, with_power
from tests.approvals.rules import broken, council_in_short, goes
from tests.approvals.typed import NOTES, declare_interest, typed_for
from tests.makers import make_appointment, make_council, make_person
from tests.plan_makers import make_commitment, make_paragraph, make_plan, make_version
from web.errors import Refused

# Some weeks before the deadline of the shipped commission, so that walks pass it.
START = datetime(2024, 6, 24, 9, tzinfo=UTC)
REFUSALS = (PermissionDenied, Refused, NothingThere)
# How much likelier than others a row is chosen: most ways lead on, few back or to the end.
WEIGHTS: dict[str, float] = {
    "send": 3,
    "answer": 12,
    "agreed": 6,
    "amended": 6,
    "submit": 2,
    "put": 3,
}
WEIGHTS |= {"overtaken": 0.05, "withdraw": 0.05, "take_back": 0.02}
# Rare ways, which need one another: sent as noted, and replaced by what was decided later.
WEIGHTS |= {"noted": 4, "send_back": 0.5, "email_sends_back": 0.5, "from_record": 0.3}
WEIGHTS |= {"receive_call_in": 2, "call_in": 4, "call_in_upheld": 2, "call_in_stands": 1}
WEIGHTS |= {"correct": 0.5, "correct_endorses": 0.3, "correct_undecides": 0.3}
WEIGHTS |= {"review": 1, "correct_refuses": 0.2, "call_in_not_valid": 0.5}
# What people sign alone, once they have declared; and older records, which lead past all that.
WEIGHTS |= {f"sign_{one}": 4 for one in ("agreed", "noted", "deferred", "refused")}
WEIGHTS |= {f"from_record_{one}": 0.1 for one in ("undecided", "refused", "advice")}
# In one stage other than elsewhere.
IN_STAGE: dict[tuple[str, str], float] = {
    ("send", Stage.CLEARANCE): 0.3,
    ("start_monitoring", Stage.DECISION): 6,
    ("overtaken", Stage.DECISION): 0.3,
    ("submit", Stage.MONITORING): 1,
}
THROW = st.integers(0, 2**64 - 1)


def anything(_: Plan) -> bool:
    return True


def has_deciders(plan: Plan) -> bool:
    step = plan.steps.last()
    return step is not None and step.deciders.exists()


def somebody_to_sign(plan: Plan, dice: Random) -> StepDecider | None:
    waiting = StepDecider.objects.filter(step__plan=plan, signature=None)
    return dice.choice([*waiting.select_related("person").order_by("-step__place", "pk")] or [None])


# By the page of a row: without these it leads nowhere, so only `try_anything` tries it then.
NEEDS: dict[str, Callable[[Plan], bool]] = {
    "sign": has_deciders,
    "decide": lambda plan: not has_deciders(plan),
    "finalise": lambda plan: Delegation.objects.filter(
        resolution__decision__step__plan=plan
    ).exists(),
    "call_in": lambda plan: CallIn.objects.filter(decision__step__plan=plan, ruling=None).exists(),
    "call_in_heard": lambda plan: CallIn.objects.filter(decision__step__plan=plan).exists(),
    "start_monitoring": lambda plan: plan.submissions.exists(),
    "disown": lambda plan: unreviewed_answers([plan.pk]).exists(),
}


@dataclass
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


CLOCK = Clock()


@contextmanager
def stopped() -> Iterator[Clock]:
    """Time stands at START, and goes on when the walk says so."""
    CLOCK.now = START
    with mock.patch.object(timezone, "now", CLOCK):
        yield CLOCK


class Councils:
    """Two councils with all roles and people of awkward ones; plans at four places of their way.

    Few walks come far by themselves: one plan is before people, one can be changed under a power,
    one called in.
    """

    def __init__(self) -> None:
        self.chambers = [Chamber(make_council()) for _ in range(2)]
        self.people: list[User] = []
        self.plans: list[Plan] = []
        for chamber in self.chambers:
            self.people += [*chamber.person.values(), *awkward(chamber)]
            self.plans.append(chamber.plan)
            make_commitment(chamber.plan, chamber.author)
        self.plans.append(further_plan(self.chambers[0], "A plan on the side"))
        put_to_people(self.chambers[0], self.plans[-1])
        self.plans.append(further_plan(self.chambers[0], "A plan with a power"))
        endorse_with_a_power(self.chambers[0], self.plans[-1])
        # What was decided is called in and corrected only where a plan gets that far.
        make_callable(self.chambers[1])
        # Of those who have not left by then.
        self.roles = {
            person.pk: {
                (one.council_id, one.role) for one in person.appointments.filter(ends_on=None)
            }
            for person in self.people
        }


def awkward(chamber: Chamber) -> list[User]:
    """Who writes and clears, who contributes and clears, a leaver, a second who decides alone."""
    council = chamber.council
    writes = make_person(council, Role.AUTHOR, name="Acting portfolio holder")
    make_appointment(council, writes, Role.PORTFOLIO_HOLDER, deputy=True)
    contributes = make_person(council, Role.CONTRIBUTOR, name="Contributing accountant")
    make_appointment(council, contributes, Role.SECTION_151, deputy=True)
    leaver = make_person(council, Role.AUTHOR, name="Leaver", ends_on=START.date())
    decides = make_person(council, Role.DECISION_MAKER, name="Second decider")
    return [writes, contributes, leaver, decides]


def further_plan(chamber: Chamber, title: str) -> Plan:
    plan = make_plan(chamber.council, chamber.author, title)
    for theme in plan.themes.all():
        make_paragraph(plan, chamber.author, f"On {theme}.", theme)
    return plan


def clear(chamber: Chamber, plan: Plan) -> None:
    attempt("send", plan, by=chamber.author)
    for asked in plan.rounds.get().asked.all():
        attempt("answer", plan, by=asked.person, asked=asked)


def endorse_with_a_power(chamber: Chamber, plan: Plan) -> None:
    """Which lets the Leader amend it."""
    clear(chamber, plan)
    attempt("put", plan, by=chamber.clerk)
    attempt("agreed", plan, by=chamber.clerk, **with_power())


def put_to_people(chamber: Chamber, plan: Plan) -> None:
    """Cleared, and before two who decide it together."""
    clear(chamber, plan)
    held = chamber.council.appointments.filter(role=Role.DECISION_MAKER).order_by("pk")
    people = [one.person for one in held.select_related("person")]
    attempt("put", plan, by=chamber.clerk, way=Way(Route.MEMBERS, people))


@dataclass
class Tally:
    """How many steps were walked; how often each row of the table was gone from each
    stage, and refused."""

    steps: int = 0
    gone: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)


class Walk(RuleBasedStateMachine):
    """Each walk is a transaction of its own that is taken back at its end."""

    councils: ClassVar[Councils]
    tally: ClassVar[Tally]

    def __init__(self) -> None:
        super().__init__()
        CLOCK.now = START + timedelta(days=1)
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.touched: set[int] = set()
        self.keys: list[UUID] = []
        self.thrown = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @rule(throw=THROW)
    def bring_on(self, throw: int) -> None:
        """A move that the plan's stage allows."""
        dice = self.dice(throw)
        self.go_on(dice, self.plan(dice))

    @rule(throw=THROW)
    def go_on_with_what_is_decided(self, throw: int) -> None:
        """Of plans that were put to a body: few walks bring one there from its first draft."""
        dice = self.dice(throw)
        stages = (Stage.DECISION, Stage.ENDORSED, Stage.MONITORING)
        known = Plan.objects.select_related("council").filter(stage__in=stages).order_by("pk")
        plans = list(known.filter(pk__in=[plan.pk for plan in self.councils.plans]))
        if plans:
            self.go_on(dice, dice.choice(plans))

    def go_on(self, dice: Random, plan: Plan) -> None:
        """Twice, since much is refused."""
        rows = [row for row in TRANSITIONS if plan.stage in row.sources]
        names = [row.name for row in rows if NEEDS.get(row.page, anything)(plan)]
        weights = [IN_STAGE.get((name, plan.stage), WEIGHTS.get(name, 1)) for name in names]
        for name in dice.choices(names, weights, k=2) if names else ():
            if self.move(dice, plan, name):
                return

    @rule(throw=THROW)
    def bring_on_further(self, throw: int) -> None:
        """Once more, so that most steps of a walk lead somewhere."""
        self.bring_on(throw)

    @rule(throw=THROW)
    def try_anything(self, throw: int) -> None:
        """A move in whatever stage the plan is."""
        dice = self.dice(throw)
        every = [row.name for row in TRANSITIONS for _ in row.sources]
        final = ("overtaken", "take_back")
        names = [name for name in every if name not in final or dice.random() < 0.1]
        self.move(dice, self.plan(dice), dice.choice(names))

    @rule(throw=THROW)
    def edit(self, throw: int) -> None:
        dice = self.dice(throw)
        plan = self.plan(dice)
        by = self.person(dice, plan, BY_NAME["send"])
        self.write(plan, by)
        if dice.random() < 0.2:
            self.do(plan, "version", lambda: make_version(plan, by))

    @rule(throw=THROW)
    def note_a_fact(self, throw: int) -> None:
        """Something that moves nothing: an extension, a receipt, progress, an outcome."""
        dice = self.dice(throw)
        plan = self.plan(dice)
        by, note = self.person(dice, plan, BY_NAME["close"]), dice.choice(NOTES)
        self.do(plan, note.__name__, lambda: note(plan, by, dice))

    @rule(hours=st.integers(1, 24 * 10))
    def wait(self, hours: int) -> None:
        CLOCK.now += timedelta(hours=hours)

    @invariant()
    def every_rule_is_kept(self) -> None:
        """By the plans that the last step touched; the others' rows are as they were."""
        self.tally.steps += 1
        CLOCK.now += timedelta(seconds=1)
        for pk in self.touched:
            faults = broken(Plan(pk=pk))
            assert not faults, faults
        if self.touched:
            connection.check_constraints()
        self.touched = set()

    def dice(self, throw: int) -> Random:
        """Dice of this step's own: hypothesis likes to throw the same number again."""
        self.thrown += 1
        return Random(throw * 1_000 + self.thrown)

    def plan(self, dice: Random) -> Plan:
        """Often the first that is still open, so that one gets far."""
        plans = Plan.objects.select_related("council").filter(
            pk__in=[plan.pk for plan in self.councils.plans]
        )
        every = list(plans.order_by("pk"))
        still_open = [plan for plan in every if plan.stage != Stage.CLOSED]
        return still_open[0] if still_open and dice.random() < 0.4 else dice.choice(every)

    def person(self, dice: Random, plan: Plan, move: Transition) -> User:
        """Mostly somebody who may; now and then anybody, of the other council too."""
        roles = {(plan.council_id, role) for right in move.rights for role in MAY[right]}
        if move.page == "answer":
            waiting = ClearanceRequest.objects.filter(round=plan.rounds.first(), answers=None)
            asked = {(plan.council_id, role) for role in waiting.values_list("role", flat=True)}
            roles = asked or roles
        if move.page == "disown":
            recorded = unreviewed_answers([plan.pk]).values_list("answered_by__role", flat=True)
            roles = {(plan.council_id, role) for role in recorded} or roles
        likely_to_sign = move.page == "sign" and dice.random() < 0.8
        if likely_to_sign and (decider := somebody_to_sign(plan, dice)):
            return decider.person
        people, held = self.councils.people, self.councils.roles
        likely = [one for one in people if held[one.pk] & roles]
        return dice.choice(people if dice.random() < 0.15 or not likely else likely)

    def seen(self, dice: Random, plan: Plan, name: str, facts: dict[str, Any]) -> PageState:
        """Mostly what stands; now and then an older page, or one of other words."""
        fresh = shown(name, plan, **facts)
        if dice.random() < 0.85:
            return fresh
        other = shown(name, self.plan(dice))
        return dice.choice(
            [
                PageState(fresh.moves - 1, fresh.plan, fresh.report),
                PageState(fresh.moves, "0" * 64, fresh.report),
                PageState(fresh.moves, other.plan, fresh.report),
                PageState(fresh.moves, fresh.plan, "0" * 64),
            ]
        )

    def write(self, plan: Plan, by: User) -> None:
        theme, words = plan.themes.first(), f"Words of {CLOCK.now.isoformat()}."
        self.do(plan, "edit", lambda: make_paragraph(plan, by, words, theme, reason="A change"))

    def move(self, dice: Random, plan: Plan, name: str) -> bool:
        """Try a row of the table; it goes by one of its page's rows and touches no other plan."""
        facts = typed_for(name, plan, dice, self.keys)
        if asked := facts.get("asked"):
            # Whoever answers moves the plan they were asked about.
            plan = Plan.objects.select_related("council").get(pk=asked.round.plan_id)
        by, source = self.person(dice, plan, BY_NAME[name]), plan.stage
        if name in ("amended", "finalise", "correct_endorses") and dice.random() < 0.8:
            self.write(plan, self.person(dice, plan, BY_NAME["send"]))
        if BY_NAME[name].page == "sign" and dice.random() < 0.6:
            self.do(plan, "declare", lambda: declare_interest(plan, by, dice))
        seen = self.seen(dice, plan, name, facts)
        done = self.do(plan, name, lambda: attempt(name, plan, by=by, seen=seen, **facts))
        if done:
            self.keys += [facts["key"]] if "key" in facts else []
            way = (source, stage_of(plan))
            rows = [row for row in TRANSITIONS if row.page == BY_NAME[name].page]
            gone = [row.name for row in rows if goes(row, *way)]
            assert gone, f"{name} went {way}"
            self.tally.gone[name if name in gone else gone[0], source] += 1
        return done

    def do(self, plan: Plan, name: str, act: Callable[[], Any]) -> bool:
        """Whether it was done; what was refused has left no act and changed no plan."""
        here, there = self.councils.chambers
        if plan.council_id != here.council.pk:
            here, there = there, here
        before = [council_in_short(one.council) for one in (here, there)]
        try:
            act()
        except REFUSALS:
            self.tally.refused[name] += 1
            assert [council_in_short(one.council) for one in (here, there)] == before
            return False
        assert council_in_short(there.council) == before[1]
        self.touched.add(plan.pk)
        return True
