"""The measurement runs, and measures every step; what it finds is nobody's test."""

import subprocess
import sys

from django.conf import settings

STEPS = [
    *("home", "plan’s home", "list of plans", "edit form", "history", "compare"),
    *("version, web page", "version, PDF", "save", "PDF, 4 pages"),
    *("clearance page", "answer", "put to decision", "public page", "public, unchanged"),
]
AT_ONCE = ["a plan each", "all in one plan"]


def test_the_measurement_runs_and_tells_of_every_step():
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--quick"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=180,
    )

    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert [step for step in STEPS if not any(line.startswith(step) for line in lines)] == []
    for name in AT_ONCE:
        (said,) = [line for line in lines if line.startswith(name)]
        assert "64 (64)    64 (64)    64 (64)  0 lost, numbers without gaps" in said
