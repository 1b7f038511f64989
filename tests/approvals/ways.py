"""The way of a plan to each of its stages, with everybody there who could move it."""

from collections.abc import Callable

from approvals.decisions.routes import Way
from approvals.models import Submission
from approvals.models.routes import Route
from approvals.workflow import engine
from approvals.workflow.transitions import TRANSITIONS
from councils.models import User
from councils.roles import CLEARING, Role
from plans.models import Stage
from tests.approvals.attempts import attempt
from tests.approvals.makers import Chamber, callable_facts, declare, with_power
from tests.makers import make_council, make_person
from tests.plan_makers import make_paragraph
from web.dates import london_day

ROLES = [role for role in Role if role in CLEARING]
NOTED = Submission.Basis.NOTED


class TwoCouncils:
    """A plan, somebody in each role of its council and of another, and somebody without a role."""

    def __init__(self) -> None:
        self.here = Chamber(make_council(clearing_roles=ROLES))
        self.there = Chamber(make_council())
        self.plan = self.here.plan
        self.visitors: dict[str, User] = {
            **{f"{role} here": person for role, person in self.here.person.items()},
            **{f"{role} elsewhere": person for role, person in self.there.person.items()},
            "nobody": make_person(self.here.council),
        }

    def go(self, name: str, role: Role = Role.AUTHOR, **facts: object) -> None:
        attempt(name, self.plan, by=self.here.person[role], **facts)

    def answer(self, *roles: Role) -> None:
        for role in roles:
            self.go("answer", role)

    def edit(self) -> None:
        make_paragraph(self.plan, self.here.author, "As amended.", reason="Members asked")


# The ways to each state; those of the first list are the stages, as far as one plan gets.


def drafting(world: TwoCouncils) -> None:
    pass


def clearance(world: TwoCouncils) -> None:
    world.go("send")


def cleared(world: TwoCouncils) -> None:
    clearance(world)
    world.answer(*ROLES)


def decision(world: TwoCouncils) -> None:
    """Before its meeting, with other words in the working copy already."""
    cleared(world)
    world.go("put")
    world.edit()


def endorsed(world: TwoCouncils) -> None:
    """Endorsed in other words than were submitted before."""
    decision(world)
    world.go("submit")
    world.go("amended", Role.DEMOCRATIC_SERVICES)


def with_a_power(world: TwoCouncils) -> None:
    """Endorsed, with a power to amend it, and amended in the working copy."""
    cleared(world)
    world.go("put")
    world.go("agreed", Role.DEMOCRATIC_SERVICES, **with_power())
    world.edit()


def monitored_with_a_power(world: TwoCouncils) -> None:
    cleared(world)
    world.go("put")
    world.go("agreed", Role.DEMOCRATIC_SERVICES, **with_power())
    world.go("submit")
    world.go("start_monitoring")
    world.edit()


def before_scrutiny(world: TwoCouncils) -> None:
    """Referred to scrutiny for its advice."""
    cleared(world)
    world.go("put")
    said = {"body": "Scrutiny Committee", "next_kind": "scrutiny"}
    world.go("referred", Role.DEMOCRATIC_SERVICES, **said)


def to_be_called_in(world: TwoCouncils) -> None:
    """Endorsed today, its notice out today."""
    cleared(world)
    world.go("put")
    world.go("agreed", Role.DEMOCRATIC_SERVICES, **callable_facts())


def received(world: TwoCouncils) -> None:
    """A call-in was received; nobody has said whether it is valid."""
    to_be_called_in(world)
    world.go("receive_call_in", Role.DEMOCRATIC_SERVICES)


def called_in(world: TwoCouncils) -> None:
    received(world)
    world.go("call_in", Role.DEMOCRATIC_SERVICES)


def monitored_and_changed(world: TwoCouncils) -> None:
    """Monitored as sent before it was endorsed, while what was decided can be called in."""
    cleared(world)
    world.go("put")
    world.go("submit")
    world.go("agreed", Role.DEMOCRATIC_SERVICES, **callable_facts())
    world.go("start_monitoring")


def received_in_monitoring(world: TwoCouncils) -> None:
    monitored_and_changed(world)
    world.go("receive_call_in", Role.DEMOCRATIC_SERVICES)


def monitoring(world: TwoCouncils) -> None:
    endorsed(world)
    world.go("start_monitoring")


def closed(world: TwoCouncils) -> None:
    monitoring(world)
    world.go("close")


def before_people(*extra: str) -> Callable[[TwoCouncils], None]:
    """Put to whoever decides alone, and to others of these names, all of whom have declared."""

    def way(world: TwoCouncils) -> None:
        here = world.here
        people = [here.person[Role.DECISION_MAKER]]
        people += [make_person(here.council, Role.DECISION_MAKER, name=one) for one in extra]
        cleared(world)
        world.go("put", way=Way(Route.MEMBERS, people))
        for one in people:
            declare(world.plan, one)

    return way


def noted(world: TwoCouncils) -> None:
    """Noted, and submitted as that."""
    decision(world)
    world.go("noted", Role.DEMOCRATIC_SERVICES)
    world.go("submit", basis=NOTED, officer_view="It was before members.")


def one_short_of(role: Role) -> Callable[[TwoCouncils], None]:
    """All answers but one; the last puts the plan to its meeting."""

    def way(world: TwoCouncils) -> None:
        world.go("send", meets_on=london_day(engine.timezone.now()), then_put=True)
        world.answer(*(other for other in ROLES if other != role))

    return way


def sent_back_by_email(role: Role) -> Callable[[TwoCouncils], None]:
    """Back with its author, by an e-mail that is said to be from this role."""

    def way(world: TwoCouncils) -> None:
        world.go("send")
        world.go("email_sends_back", asked=world.plan.rounds.get().asked.get(role=role))

    return way


def put_by_email(role: Role) -> Callable[[TwoCouncils], None]:
    """Before its meeting, where one answer is an e-mail that is said to be from this role."""

    def way(world: TwoCouncils) -> None:
        world.go("send")
        world.answer(*(other for other in ROLES if other != role))
        world.go("answer_by_email", asked=world.plan.rounds.get().asked.get(role=role))
        world.go("put")

    return way


STAGES = {
    Stage.DRAFTING: drafting,
    Stage.CLEARANCE: clearance,
    Stage.DECISION: decision,
    Stage.ENDORSED: endorsed,
    Stage.MONITORING: monitoring,
    Stage.CLOSED: closed,
}
FROM_RECORD = [row.name for row in TRANSITIONS if row.page == "from_record"]
# Moves that need more than their stage, and where everything they need is there.
ELSEWHERE: dict[tuple[str, Stage], tuple[Callable[[TwoCouncils], None], ...]] = {
    ("answer_and_put", Stage.CLEARANCE): tuple(one_short_of(role) for role in ROLES),
    ("answer_by_email_and_put", Stage.CLEARANCE): (one_short_of(Role.SECTION_151),),
    ("disown", Stage.DRAFTING): tuple(sent_back_by_email(role) for role in ROLES),
    ("disown", Stage.DECISION): tuple(put_by_email(role) for role in ROLES),
    ("put", Stage.CLEARANCE): (cleared,),
    **{
        (f"sign_{outcome}", Stage.DECISION): (before_people(),)
        for outcome in ("agreed", "noted", "deferred", "refused")
    },
    ("sign", Stage.DECISION): (before_people("Second decider, Northmoor"),),
    ("advised", Stage.DECISION): (before_scrutiny,),
    ("finalise", Stage.ENDORSED): (with_a_power,),
    ("finalise", Stage.MONITORING): (monitored_with_a_power,),
    ("correct", Stage.DECISION): (noted,),
    ("correct", Stage.ENDORSED): (to_be_called_in,),
    ("correct", Stage.MONITORING): (monitored_and_changed,),
    ("correct_endorses", Stage.DECISION): (noted,),
    ("correct_undecides", Stage.ENDORSED): (to_be_called_in,),
    ("correct_undecides", Stage.MONITORING): (monitored_and_changed,),
    ("correct_refuses", Stage.DECISION): (noted,),
    ("correct_refuses", Stage.ENDORSED): (to_be_called_in,),
    ("correct_refuses", Stage.MONITORING): (monitored_and_changed,),
    ("receive_call_in", Stage.ENDORSED): (to_be_called_in,),
    ("receive_call_in", Stage.MONITORING): (monitored_and_changed,),
    ("call_in", Stage.ENDORSED): (received,),
    ("call_in", Stage.MONITORING): (received_in_monitoring,),
    ("call_in_not_valid", Stage.ENDORSED): (received,),
    ("call_in_not_valid", Stage.MONITORING): (received_in_monitoring,),
    ("call_in_upheld", Stage.DECISION): (called_in,),
    ("call_in_stands", Stage.DECISION): (called_in,),
    **{(name, Stage.DECISION): (noted,) for name in FROM_RECORD},
    ("start_monitoring", Stage.DECISION): (noted,),
    ("publish_noted", Stage.DECISION): (noted,),
}
