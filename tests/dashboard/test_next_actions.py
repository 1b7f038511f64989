"""What comes next: a person's home and a plan's home say the same, whatever has happened."""

from functools import partial

import pytest

from approvals.workflow.transitions import TRANSITIONS
from councils.access import access_of
from councils.actions.council import change_settings
from councils.models import Council, User
from councils.roles import Role
from dashboard import home, working_copies
from dashboard.next_actions import RULES, next_action
from dashboard.queries import state_of, states_of
from plans.access import plan_url
from plans.actions.passages import edit_passage
from plans.models import Plan
from tests.approvals.makers import Chamber
from tests.approvals.pages import browser_of
from tests.dashboard.pages import tasks, work
from tests.dashboard.situations import SITUATIONS, TODAY
from tests.makers import administrator_of
from tests.plan_makers import make_paragraph, make_plan
from tests.wire import statements

pytestmark = pytest.mark.usefixtures("plain_paper")
CLERK = Role.DEMOCRATIC_SERVICES
# The situations walked so far, and the rows of the table that held there for somebody.
walked: set[str] = set()
used: set[str] = set()


def brought(chamber: Chamber, situation: str) -> Plan:
    """The chamber's plan in a situation, as it is read there."""
    SITUATIONS[situation](chamber)
    plan = Plan.objects.get(pk=chamber.plan.pk)
    plan.council = chamber.council
    return plan


def everybody(chamber: Chamber) -> list[User]:
    return [*chamber.person.values(), administrator_of(chamber.council)]


def disagreement(plan: Plan, person: User) -> str:
    """What a person's home and the plan's home say differently; "" when they say the same."""
    browser = browser_of(person)
    here = browser.get("/").context["work"]
    at_home = [task for one in here for task in one.tasks if task.title == plan.title]
    page = browser.get(plan.get_absolute_url())
    if page.status_code != 200:
        return f"{at_home} of a plan that they cannot open" if at_home else ""
    comes_next, ways = page.context["next"], [href for _, href in page.context["ways"]]
    used.update(one.code for one in (comes_next, *at_home))
    if at_home[:1] != [comes_next] * comes_next.waits:
        return f"{at_home}, but {comes_next}"
    if comes_next.href.partition("?")[0] in ways or len(set(ways)) < len(ways):
        return f"{comes_next.href} beside itself in {ways}"
    # Whatever else waits and is a move has its way beside the first.
    moves = {plan_url(f"move_{move.page}", plan) for move in TRANSITIONS}
    lost = [task for task in at_home[1:] if task.href in moves - set(ways)]
    return f"no way to {lost}" if lost else ""


@pytest.mark.parametrize("situation", SITUATIONS)
def test_both_homes_say_the_same_to_everybody(chamber, situation):
    plan = brought(chamber, situation)
    walked.add(situation)
    said = {str(one): disagreement(plan, one) for one in everybody(chamber)}

    assert {who: words for who, words in said.items() if words} == {}


def test_the_walk_meets_every_row_of_the_table():
    """The control of how far it goes, where this worker walked all of it."""
    if walked == set(SITUATIONS):
        assert {rule.code for rule in RULES} - used == set()


@pytest.mark.parametrize(
    ("situation", "role"),
    [
        ("sent back and put right", Role.AUTHOR),
        ("earlier words", Role.AUTHOR),
        ("published and submitted", Role.AUTHOR),
        ("nothing reported yet", Role.AUTHOR),
        ("noted", Role.DEMOCRATIC_SERVICES),
        ("on the day of its meeting", Role.CABINET_MEMBER),
    ],
)
def test_a_home_that_goes_by_rules_of_its_own_is_found_out(chamber, monkeypatch, situation, role):
    """The control: the homes agree because they read one table, not because nothing is asked."""
    plan, person = brought(chamber, situation), chamber.person[role]
    assert disagreement(plan, person) == ""

    monkeypatch.setattr(
        home, "actions_for", lambda states, held, on: {one.council.pk: () for one in held}
    )

    assert "but" in disagreement(plan, person)


DRAFTED = "an amendment to be drafted, sent"


def comes_next(chamber: Chamber, situation: str, role: Role) -> tuple[str, str]:
    state = state_of(brought(chamber, situation))
    action = next_action(state, access_of(chamber.person[role], chamber.council), TODAY)
    return action.label, action.why


@pytest.mark.parametrize(
    ("situation", "role", "label"),
    [
        ("sent back", Role.AUTHOR, "Put it right"),
        ("sent back and put right", Role.AUTHOR, "Send for clearance"),
        ("sent back, its report put right", Role.AUTHOR, "Send for clearance"),
        ("refused", Role.AUTHOR, "Put it right"),
        ("refused and changed", Role.AUTHOR, "Send for clearance"),
        ("earlier words of the report", Role.AUTHOR, "Send again"),
        ("answered, and earlier words", Role.AUTHOR, "Send again"),
        ("answered, and earlier words", Role.DEMOCRATIC_SERVICES, "Put to decision"),
        ("written by somebody who clears", Role.CONTRIBUTOR, "Read the whole plan"),
        ("before its meeting", Role.DEMOCRATIC_SERVICES, "Read the report"),
        ("on the day of its meeting", Role.DEMOCRATIC_SERVICES, "Record the decision"),
        ("noted", Role.AUTHOR, "Submit it as noted only"),
        ("noted and submitted", Role.AUTHOR, "Start monitoring"),
        ("submitted subject to approval, then noted", Role.AUTHOR, "Publish it as noted"),
        ("noted and published, then agreed", Role.DEMOCRATIC_SERVICES, "Publish"),
        ("published, call-in runs", Role.AUTHOR, "Read the whole plan"),
        ("submitted early, then amended", Role.AUTHOR, "Publish"),
        ("monitored, other words sent", Role.AUTHOR, "Publish"),
        ("published and submitted", Role.AUTHOR, "Start monitoring"),
        ("published and submitted", Role.AUDITOR, "Read the whole plan"),
        ("an amendment to be drafted", Role.AUDITOR, "Read what was decided"),
        (
            "an amendment to be drafted, sent",
            Role.DEMOCRATIC_SERVICES,
            "Record the drafted amendment",
        ),
        (DRAFTED, Role.AUDITOR, "Read what was decided"),
        ("an amendment to be drafted, with no power", Role.AUDITOR, "Read what was decided"),
        ("an amendment that was drafted", Role.AUDITOR, "Read the whole plan"),
        ("every commitment ended", Role.AUTHOR, "Publish"),
        ("something promised is due", CLERK, "Record what came of a promise"),
        ("something promised is due", Role.AUDITOR, "Read the whole plan"),
        ("something promised is done", CLERK, "Read the whole plan"),
        ("something is to be reported back, nobody knows when", CLERK, "Read the whole plan"),
        ("scrutiny recommended, in an older record", CLERK, "Record the response to scrutiny"),
    ],
)
def test_what_comes_next_is_the_truth_for_that_person(chamber, situation, role, label):
    assert comes_next(chamber, situation, role)[0] == label


def test_whoever_may_not_clear_is_asked_for_nothing(chamber):
    plan = brought(chamber, "written by somebody who clears")
    writer = chamber.person[Role.CONTRIBUTOR]
    assert tasks(writer) == []

    # The control: it is the council's rule that keeps them from it.
    administrator, revision = administrator_of(chamber.council), chamber.council.revision
    settings = {"contributors_may_clear": True}
    change_settings(chamber.council, by=administrator, seen=revision, **settings)
    assert tasks(writer) == ["Answer the clearance"]
    assert disagreement(plan, writer) == ""


# Many plans

MIXED = (
    "a whole draft",
    "sent back and put right",
    "earlier words",
    "noted",
    "nothing reported yet",
)


def one_more_of_each(chamber: Chamber) -> None:
    for situation in MIXED:
        chamber.plan = make_plan(chamber.council, chamber.author, f"A plan: {situation}")
        for theme in chamber.plan.themes.all():
            make_paragraph(chamber.plan, chamber.author, "Words.", theme)
        SITUATIONS[situation](chamber)


def asked_for(person: User, *, cold: bool) -> int:
    if cold:
        working_copies._kept.clear()
    with statements() as sent:
        work(person)
    return len(sent)


def test_thirty_plans_take_as_many_statements_as_five(chamber):
    one_more_of_each(chamber)
    # What a process learns only once is known by now.
    work(chamber.author)
    few = [asked_for(chamber.author, cold=cold) for cold in (True, False)]
    for _ in range(5):
        one_more_of_each(chamber)

    assert [asked_for(chamber.author, cold=cold) for cold in (True, False)] == few
    assert len(tasks(chamber.author)) > 6 * 4


# The words as they stand


def test_words_that_were_changed_and_changed_back_are_those_that_were_sent(chamber):
    plan = brought(chamber, "sent")
    passage = plan.passages.first()
    words = passage.body
    edit = partial(edit_passage, passage, by=chamber.author, reason="Asked")
    edit(seen=1, body="Other words.")
    assert state_of(plan).changed_since_sent

    edit(seen=2, body=words)
    assert not state_of(plan).changed_since_sent


def test_a_council_of_another_name_has_other_words(chamber):
    plan = brought(chamber, "sent")
    assert not state_of(plan).changed_since_sent
    administrator, revision = administrator_of(chamber.council), chamber.council.revision
    change_settings(chamber.council, by=administrator, seen=revision, name="Another name")

    plan.council = Council.objects.get(pk=chamber.council.pk)
    assert state_of(plan).changed_since_sent


def test_what_was_not_read_is_not_guessed(chamber):
    plan = brought(chamber, "a whole draft")
    held = access_of(chamber.author, chamber.council)
    with pytest.raises(ValueError, match="was not read"):
        next_action(states_of([plan])[plan.pk], held, TODAY)
