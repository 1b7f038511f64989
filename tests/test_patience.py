"""Tests wait as long as what they wait for works, and no longer."""

import itertools
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.patience import GoesOn, ends, until, while_it_works

pytestmark = pytest.mark.slow

SLEEPS = "import time; time.sleep(900)"
WORKS = "while True: pass"
HAS_IT_DONE = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {WORKS!r}])"


@contextmanager
def running(program: str) -> Iterator[subprocess.Popen]:
    # A group of its own, so that what it starts ends with it.
    with subprocess.Popen([sys.executable, "-c", program], start_new_session=True) as process:
        yield process
        subprocess.run(["kill", "-9", "--", f"-{process.pid}"], check=True)


def after(seconds: float):
    done = time.monotonic() + seconds
    return lambda: time.monotonic() > done


def test_what_works_is_waited_for_past_any_standstill():
    with running(WORKS) as process:
        assert while_it_works(process, after(4), standstill=2)


def test_what_a_process_has_others_do_is_its_work():
    with running(HAS_IT_DONE) as process:
        assert while_it_works(process, after(4), standstill=2)


def test_what_stands_still_is_given_up():
    with running(SLEEPS) as process:
        assert not while_it_works(process, lambda: False, standstill=2)


def test_what_works_for_ever_is_given_up_in_the_end():
    with running(WORKS) as process:
        assert not while_it_works(process, lambda: False, last=1)


def test_what_has_ended_is_given_up_at_once():
    with subprocess.Popen(["false"]) as process:
        assert not while_it_works(process, lambda: False)


def test_a_wait_without_a_process_ends_too():
    assert until(lambda: True)
    assert not until(lambda: False, seconds=0.2)


def test_work_that_would_go_on_for_hours_is_stopped():
    with pytest.raises(GoesOn), ends(processor_seconds=0.2):
        sum(1 for _ in itertools.repeat(True))


def test_waiting_for_others_is_not_stopped():
    with ends(processor_seconds=0.2):
        time.sleep(0.5)
