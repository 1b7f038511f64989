"""Random walks break no rule; CLEARDAY_WALK_STEPS says how far they go (`make test-walk`)."""

import os
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from approvals.alone import signing
from approvals.submission import actions
from approvals.workflow import engine
from approvals.workflow.transitions import TRANSITIONS
from plans.models import Stage
from tests.approvals.walking import Councils, Tally, Walk, stopped

pytestmark = pytest.mark.slow

USUAL, LENGTH = 2_000, 100
# Ways beside the usual one: a walk that never takes them says nothing about them.
MUST_BE_GONE = {"sign", "finalise", "receive_call_in", "call_in", "correct", "from_record"}
STEPS = int(os.environ.get("CLEARDAY_WALK_STEPS", USUAL))


@pytest.fixture
def councils(transactional_db: None, plain_paper: None) -> Iterator[Councils]:
    """Two councils for every walk of a test: each walk is taken back at its end."""
    with stopped():
        yield Councils()


def walk(councils: Councils, steps: int) -> Tally:
    """Walk so many steps, the same ones each time unless more are asked for than usual."""
    Walk.councils, Walk.tally = councils, Tally()
    how = settings(
        stateful_step_count=LENGTH,
        derandomize=steps <= USUAL,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    # Some walks end early, so others are begun until the steps are full.
    while (left := steps - Walk.tally.steps) > 0:
        run_state_machine_as_test(Walk, settings=settings(how, max_examples=-(-left // LENGTH)))
    return Walk.tally


def test_a_random_walk_breaks_no_rule_and_gets_everywhere(councils):
    tally = walk(councils, STEPS)

    rows = {(row.name, stage): row for row in TRANSITIONS for stage in row.sources}
    never = sorted(rows.keys() - tally.gone.keys())
    print(f"\n{tally.steps} steps; gone: {tally.gone}; never: {never}; refused: {tally.refused}")
    assert tally.steps >= STEPS
    reached = {rows[way].target_from(way[1]) for way in tally.gone}
    assert reached == set(Stage)
    assert {name for name, _ in tally.gone} >= MUST_BE_GONE


@pytest.mark.parametrize(
    ("module", "guard", "found"),
    [
        (engine, "check_stage", r"went \(|does not begin in"),
        (signing, "check_may_sign", "nobody_decides_alone_before_declaring"),
        (actions, "check_replaces", "the_same_words_are_not_sent_twice"),
    ],
)
def test_a_walk_finds_what_a_guard_held_off(
    councils: Councils,
    monkeypatch: pytest.MonkeyPatch,
    module: object,
    guard: str,
    found: str,
) -> None:
    """The control: with one guard off, a random walk comes upon what it had held off."""
    nothing: Callable[..., None] = lambda *_, **__: None  # noqa: E731
    monkeypatch.setattr(module, guard, nothing)
    # Without it, a rule is broken; or a move that goes by another row has nowhere to begin.
    with pytest.raises((AssertionError, ValueError), match=found):
        walk(councils, USUAL)
