"""Waiting in tests: for progress, not for a clock, as a machine may be slow or busy."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

# How long to wait for what shows no progress of its own: only a failing test ever takes it.
PATIENCE_SECONDS = 600
STANDSTILL_SECONDS = 120
LAST_SECONDS = 1800
PROCESSOR_SECONDS = 180
LOOK_AGAIN_SECONDS = 0.1


def until(happens: Callable[[], object], *, seconds: float = PATIENCE_SECONDS) -> bool:
    """Whether it happens within a time that no working test needs."""
    give_up = time.monotonic() + seconds
    while not happens():
        if time.monotonic() > give_up:
            return False
        time.sleep(LOOK_AGAIN_SECONDS)
    return True


def while_it_works(
    process: Popen,
    happens: Callable[[], object],
    *,
    standstill: float = STANDSTILL_SECONDS,
    last: float = LAST_SECONDS,
) -> bool:
    """Whether it happens while the process lives and works.

    It works while it, or a process it started, uses the processor: `standstill` seconds without,
    or `last` in all, and it has come to nothing.
    """
    began = moved = time.monotonic()
    spent = -1
    while not happens():
        now = time.monotonic()
        if (spends := ticks_of(process.pid)) != spent:
            spent, moved = spends, now
        if process.poll() is not None or now - moved > standstill or now - began > last:
            return False
        time.sleep(LOOK_AGAIN_SECONDS)
    return True


class GoesOn(AssertionError):
    """What a test asked for had not ended after more work than anything that works needs."""


@contextmanager
def ends(*, processor_seconds: float = PROCESSOR_SECONDS) -> Iterator[None]:
    """Stops what would go on for hours, as a step does that grows with the square of its input.

    Counted is the processor time of this process, so that a busy machine stops nothing.
    """

    def stop(*_: object) -> None:
        raise GoesOn(f"not done after {processor_seconds} seconds of the processor's time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, processor_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def ticks_of(pid: int) -> int:
    """Processor time that a process and all it started have used, in the kernel's ticks."""
    spent, parents = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # Behind the name, which may hold anything, even brackets.
            numbers = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(numbers[1])
        spent[int(folder.name)] = sum(map(int, numbers[11:15]))
    return sum(used for one, used in spent.items() if _descends(one, pid, parents))


def _descends(one: int, pid: int, parents: dict[int, int]) -> bool:
    while one != pid and one in parents:
        one = parents[one]
    return one == pid
