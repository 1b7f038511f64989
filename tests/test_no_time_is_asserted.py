"""No test says how long something may take: a machine may be slow or busy. `make bench` measures.

What might go on for hours is run inside `tests.patience.ends`.
"""

import ast
from pathlib import Path

import pytest

CLOCKS = {"time", "monotonic", "perf_counter", "process_time", "thread_time"}
CLOCKS |= {f"{clock}_ns" for clock in CLOCKS}
TESTS = Path(__file__).parent


def _reads_a_clock(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    named = node.func
    name = named.attr if isinstance(named, ast.Attribute) else getattr(named, "id", "")
    return name in CLOCKS and not node.args


def times_asserted(source: str) -> list[int]:
    """The lines that assert how much lies between two looks at a clock."""
    return [
        asserted.lineno
        for asserted in ast.walk(ast.parse(source))
        if isinstance(asserted, ast.Assert)
        for taken in ast.walk(asserted)
        if isinstance(taken, ast.BinOp) and isinstance(taken.op, ast.Sub)
        if any(map(_reads_a_clock, ast.walk(taken)))
    ]


def test_no_test_asserts_a_time():
    found = {
        str(path.relative_to(TESTS)): lines
        for path in TESTS.rglob("*.py")
        if (lines := times_asserted(path.read_text()))
    }

    assert not found


@pytest.mark.parametrize("clock", ["time.process_time()", "monotonic()", "perf_counter_ns()"])
def test_one_that_did_would_be_found(clock):
    assert times_asserted(f"began = {clock}\nwork()\nassert {clock} - began < 1\n") == [3]
