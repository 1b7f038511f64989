"""Both sides of a step timed in turn, so that a busy moment strikes each alike."""

from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

from bench.asking import Question, Stack
from bench.database import statements
from bench.steps import Step


@dataclass(frozen=True)
class Cost:
    """Medians of one side, in seconds; statements and bytes of one answer."""

    time: float
    cpu: float
    statements: int
    bytes: int


@dataclass(frozen=True)
class Measured:
    step: Step
    ours: Cost
    bare: Cost

    @property
    def ratio(self) -> float:
        return self.ours.time / self.bare.time

    @property
    def cpu_ratio(self) -> float:
        return self.ours.cpu / self.bare.cpu

    @property
    def within(self) -> bool:
        """Whether every aim of the step is met."""
        quick = self.step.aim is None or self.ratio <= self.step.aim
        return quick and (self.step.most is None or self.ours.statements <= self.step.most)


def measure(step: Step, sides: tuple[Stack, Stack], *, rounds: int) -> Measured:
    """`rounds` of both sides in turn, after some that only warm up."""
    times: tuple[list[float], list[float]] = ([], [])
    cpus: tuple[list[float], list[float]] = ([], [])
    known = [_etag(step, side, sides[side]) for side in (0, 1)]
    for number in range(-max(2, rounds // 10), rounds):
        for side in (0, 1):
            time, cpu = _once(step.question(side, known[side]), step, sides[side])
            if number >= 0:
                times[side].append(time)
                cpus[side].append(cpu)
    ours, bare = (
        Cost(
            median(times[side]),
            median(cpus[side]),
            *_counted(step.question(side, known[side]), sides[side]),
        )
        for side in (0, 1)
    )
    return Measured(step, ours, bare)


def _once(question: Question, step: Step, stack: Stack) -> tuple[float, float]:
    began, worked = perf_counter(), process_time()
    answer = stack.ask(question)
    spent = perf_counter() - began, process_time() - worked
    if answer.status != step.status:
        raise RuntimeError(f"{step.name}, {question.path}: answered {answer.status}")
    return spent


def _counted(question: Question, stack: Stack) -> tuple[int, int]:
    size = 0

    def work() -> None:
        nonlocal size
        size = len(stack.ask(question).body)

    return statements(work), size


def _etag(step: Step, side: int, stack: Stack) -> str:
    """Of the page as it is now, for a step that asks whether it has changed."""
    if not step.unchanged:
        return ""
    return stack.ask(step.question(side)).headers["ETag"]
