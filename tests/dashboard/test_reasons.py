"""Why: an act's reason is what somebody gave, in their words, or nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from councils.record.models import Act
from plans.actions.passages import edit_passage
from tests.approvals.makers import Chamber, make_whole_life
from tests.plan_makers import World, make_paragraph, make_version

ROOT = Path(__file__).parents[2]
FLOORS = ("councils", "accounts", "plans", "approvals", "delivery", "dashboard", "config")
# Whoever writes an act, and the names under which they are handed its reason.
WRITERS = {"recording", "editing", "transition", "record_fact"}
GIVEN_AS = {"reason", "given"}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def words_in(node: ast.AST) -> list[str]:
    """The words that an expression itself would give, whatever somebody typed."""
    texts = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
    return [text for text in texts if isinstance(text, str) and text.strip()]


def own_reasons(tree: ast.Module) -> Iterator[str]:
    """Reasons that code which writes acts gives of itself: to what it calls, or to a name."""
    for node in ast.walk(tree):
        pairs: list[tuple[str | None, ast.AST]] = []
        if isinstance(node, ast.Call):
            pairs = [(keyword.arg, keyword.value) for keyword in node.keywords]
        elif isinstance(node, ast.Assign):
            names = [one for target in node.targets for one in ast.walk(target)]
            pairs = [(one.id, node.value) for one in names if isinstance(one, ast.Name)]
        for name, value in pairs:
            if name in GIVEN_AS:
                yield from words_in(value)


def writes_acts(tree: ast.Module) -> bool:
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return any(isinstance(one, ast.Name) and one.id in WRITERS for one in called)


def test_no_action_gives_a_reason_of_its_own():
    writers = {name: tree for name, tree in sources() if writes_acts(tree)}
    found = {(name, words) for name, tree in writers.items() for words in own_reasons(tree)}
    assert len(writers) > 15
    assert found == set()


@pytest.mark.parametrize(
    "code",
    [
        'recording(council, actor=actor, verb="role_given", reason="A role was given")',
        'editing(plan, by=by, verb="added", given=reason or "Drafting")',
        'reason = words.strip() or "Their own answer"',
        'reason, plan = "Answered by e-mail", asked.round.plan',
        'transition("put", plan, reason=f"For {body}")',
    ],
)
def test_a_reason_of_the_codes_own_is_noticed(code):
    """The control."""
    assert list(own_reasons(ast.parse(code)))


@pytest.fixture
def life(db, plain_paper) -> Chamber:
    chamber = Chamber()
    make_whole_life(chamber)
    World()
    return chamber


def test_each_act_has_the_reason_that_was_typed_or_none(life):
    """Through a whole life: no reason stands in the code of the product."""
    texts = {words for _, tree in sources() for words in words_in(tree)}
    reasons = set(Act.objects.values_list("reason", flat=True))
    assert "" in reasons
    assert len(reasons) > 2
    assert not reasons & texts


def test_a_change_for_which_nobody_gave_a_reason_shows_none(plan, author, signed_in):
    make_paragraph(plan, author)
    act = Act.objects.latest("sequence")

    browser = signed_in(author)
    page = browser.get(f"{plan.get_absolute_url()}history/{act.sequence}/").content.decode()

    assert act.reason == ""
    assert ">Why<" not in page


def test_the_reason_that_somebody_gave_is_shown(plan, author, signed_in):
    paragraph = make_paragraph(plan, author)
    make_version(plan, author, reason="For the directors")
    edit_passage(paragraph, by=author, seen=1, body="Other words.", reason="Facts came in")
    act = Act.objects.latest("sequence")

    browser = signed_in(author)
    page = browser.get(f"{plan.get_absolute_url()}history/{act.sequence}/").content.decode()

    assert ">Why<" in page
    assert "Facts came in" in page
