"""Sixteen people saving at the same time through gunicorn: how many saves a second, none lost."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median
from threading import Barrier
from time import perf_counter

from bench import crowd
from bench.asking import Question
from bench.crowd import Writer
from bench.serving import Served, serving, written
from bench.world import World

AIM = 0.5
SAVED = 302


@dataclass
class Side:
    """How fast one side saved, round by round, and the names of its saves."""

    served: Served
    rates: list[float] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Saves a second, the median of the rounds that were timed."""
        return median(self.rates)


@dataclass(frozen=True)
class Counted:
    rate: float
    sent: int
    confirmed: int
    found: int


@dataclass(frozen=True)
class Together:
    name: str
    ours: Counted
    bare: Counted
    whole: bool

    @property
    def share(self) -> float:
        return self.ours.rate / self.bare.rate

    @property
    def lost(self) -> int:
        """Saves sent that were not confirmed, or were and are not in the record."""
        return sum(one.sent - one.found for one in (self.ours, self.bare))


def measure(world: World, *, rounds: int, saves: int) -> Iterator[Together]:
    """`rounds` of both sides in turn, in each `saves` by each person, after one that warms up."""
    crowds = crowd.gather(world)
    ready = Question("/", next(iter(crowds.values()))[0].session)
    with ExitStack() as servers:
        served = [servers.enter_context(serving(which, ready)) for which in ("ours", "bare")]
        for name, writers in crowds.items():
            sides = [Side(one) for one in served]
            for number in range(rounds + 1):
                for side in sides:
                    rate = _save(side, writers, saves)
                    if number:
                        side.rates.append(rate)
            whole = crowd.numbers_have_no_gaps(world)
            ours, bare = map(_counted, sides)
            yield Together(name, ours, bare, whole)


def _save(side: Side, writers: list[Writer], saves: int) -> float:
    """Everybody saves so many times, one after the other; saves a second of all of them."""
    forms = [[writer.next_save() for _ in range(saves)] for writer in writers]
    requests = [[(name, written(question)) for name, question in mine] for mine in forms]
    start = Barrier(len(writers) + 1)

    def work(mine: list[tuple[str, bytes]]) -> list[str]:
        start.wait()
        return [name for name, request in mine if side.served.ask(request) == SAVED]

    with ThreadPoolExecutor(len(writers)) as people:
        done = [people.submit(work, mine) for mine in requests]
        start.wait()
        began = perf_counter()
        confirmed = [name for one in done for name in one.result()]
        spent = perf_counter() - began
    side.sent += [name for mine in forms for name, _ in mine]
    side.confirmed += confirmed
    return len(confirmed) / spent


def _counted(side: Side) -> Counted:
    found = crowd.found(side.confirmed)
    return Counted(side.rate, len(side.sent), len(side.confirmed), found)
