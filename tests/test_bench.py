"""The measurement runs, and measures every step; how fast things are is nobody's test."""

import subprocess
import sys

import pytest
from django.conf import settings

from bench.pages import Spread
from bench.together import AtOnce, in_record
from plans.actions.passages import edit_passage
from tests.patience import LAST_SECONDS
from tests.plan_makers import World

pytestmark = pytest.mark.slow

STEPS = [
    *("home", "plan’s home", "list of plans", "edit form", "whole plan to write", "history"),
    *("compare", "version, web page", "version, PDF", "save", "PDF, 4 pages", "sign in"),
    *("page to write on", "page of 200", "one editor opened", "what is left to do"),
    *("who else is here", "words kept", "page to write on, 25", "who else is here, 25"),
    *("script ready", "PDF, pages counted"),
    *("out to Word", "in from Word", "out to OpenDocument"),
    *("clearance page", "answer", "put to decision", "public page", "public, unchanged", "memory"),
]
AT_ONCE = ["a plan each", "all in one plan"]


def test_the_measurement_runs_and_tells_of_every_step():
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--quick"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=LAST_SECONDS,
    )

    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert [step for step in STEPS if not any(line.startswith(step) for line in lines)] == []
    for name in AT_ONCE:
        (said,) = [line for line in lines if line.startswith(name)]
        assert said.split()[-8:] == ["64", "64", "64", "0", "lost,", "numbers", "without", "gaps"]


def test_a_save_that_the_record_does_not_have_counts_as_lost(db):
    """The control: "0 lost" above is not what is said anyway."""
    world = World()
    body = "Words. Draft: the first."
    edit_passage(world.paragraph, by=world.author, seen=1, body=body, reason="Asked")

    assert in_record(["the first", "the second"]) == 1
    even = Spread.of([1])
    assert AtOnce("all in one plan", even, even, 2, 2, found=1, without_gaps=True).lost == 1
