"""The pages and moves that are measured, each in turn with the yardstick, in this process."""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import RequestFactory, override_settings

from bench import world as worlds
from bench import yardstick
from bench.database import statements
from bench.world import World
from config import gunicorn

CSRF = "c" * 32
FORM = "application/x-www-form-urlencoded"
PLAN = "/northmoor/plans/plan-1"
MOVED = "/eastmoor/plans"
PUBLIC = "/eastmoor/published/plan-published/"
# A page takes milliseconds and a PDF a hundred of them.
SLOW = 4


@dataclass(frozen=True)
class Question:
    """A page, or with `typed` its form; `known` is the ETag of what the asker has already.

    Without a session it is a stranger who asks.
    """

    path: str
    session: str = ""
    typed: dict[str, Any] | None = None
    known: str = ""

    @property
    def posted(self) -> bytes:
        if self.typed is None:
            return b""
        return urlencode({"csrfmiddlewaretoken": CSRF, **self.typed}, doseq=True).encode()

    @property
    def headers(self) -> dict[str, str]:
        headers = {"Accept": "text/html"}
        if self.session:
            headers["Cookie"] = f"sessionid={self.session}; csrftoken={CSRF}"
        if self.known:
            headers["If-None-Match"] = self.known
        return headers


@dataclass
class Answer:
    """`time` by the clock, `cpu` of our process alone, without the database's share; seconds."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    time: float = 0
    cpu: float = 0

    def start(self, status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        self.status, self.headers = int(status.split()[0]), dict(headers)


@dataclass(frozen=True)
class Stack:
    """A WSGI application, asked without a server or a network."""

    application: WSGIHandler

    def ask(self, question: Question) -> Answer:
        factory = RequestFactory(headers={"Host": "127.0.0.1", **question.headers})
        method = "GET" if question.typed is None else "POST"
        asked = factory.generic(method, question.path, question.posted, FORM).environ
        answer = Answer()
        began, worked = perf_counter(), process_time()
        response: Any = self.application(asked, answer.start)
        answer.body = b"".join(response)
        response.close()
        answer.time, answer.cpu = perf_counter() - began, process_time() - worked
        return answer


@contextmanager
def stacks() -> Iterator[tuple[Stack, Stack]]:
    """The product, as it is served, its log lines made and thrown away; and the yardstick."""
    with TemporaryDirectory() as static, open(os.devnull, "w") as nowhere:
        for handler in logging.getLogger().handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setStream(nowhere)
        with override_settings(STATIC_ROOT=static):
            call_command("collectstatic", interactive=False, verbosity=0)
            product = Stack(WSGIHandler())
            with override_settings(MIDDLEWARE=yardstick.MIDDLEWARE):
                trivial = Stack(WSGIHandler())
            gunicorn.keep_what_is_loaded()
            yield product, trivial


@dataclass(frozen=True)
class Step:
    """One page or form; `session` is that of the person who asks, none a stranger's.

    `form` makes what is typed, and lays the ground for it, before the clock starts; a step that
    asks whether a page is `unchanged` sends the page's ETag. `trivial` is the yardstick itself.
    """

    name: str
    session: str
    path: str
    form: Callable[[World], dict[str, Any]] | None = None
    unchanged: bool = False
    trivial: bool = False

    def question(self, world: World, known: str = "") -> Question:
        return Question(self.path, self.session, self.form(world) if self.form else None, known)

    @property
    def status(self) -> int:
        return 304 if self.unchanged else 302 if self.form else 200


def steps(world: World) -> Iterator[Step]:
    """In the order they are taken: what adds acts to a plan comes after what reads it."""
    by = world.author
    paragraph = f"{PLAN}/passages/{world.passage.pk}/"
    sent, cleared = f"{MOVED}/plan-in-clearance/answer/", f"{MOVED}/plan-cleared/put/"
    yield Step("yardstick", by, world.note.path, trivial=True)
    yield Step("home", by, "/")
    yield Step("plan’s home", by, f"{PLAN}/")
    yield Step("list of plans", by, "/northmoor/")
    yield Step("edit form", by, paragraph)
    yield Step("history", by, f"{PLAN}/history/")
    yield Step("compare", by, f"{PLAN}/versions/compare/?before=1&after=2")
    yield Step("version, web page", by, f"{PLAN}/versions/2/")
    yield Step("version, PDF", by, f"{PLAN}/versions/2/plan.pdf")
    yield Step("clearance page", world.officer, sent)
    yield Step("answer", world.officer, sent, form=worlds.form_to_answer)
    yield Step("put to decision", world.mover, cleared, form=worlds.form_to_put)
    yield Step("public page", "", PUBLIC)
    yield Step("public, unchanged", "", PUBLIC, unchanged=True)
    yield Step("save", by, paragraph, form=worlds.form_to_save)


@dataclass(frozen=True)
class Spread:
    """The middle of several measurements, and how far they lie apart."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, measured: Sequence[float]) -> "Spread":
        return cls(median(measured), min(measured), max(measured))


@dataclass(frozen=True)
class Measured:
    """A step and the yardstick beside it, in seconds; statements and bytes of one answer."""

    time: Spread
    cpu: Spread
    yardstick: Spread
    yardstick_cpu: Spread
    statements: int
    bytes: int

    @property
    def ratio(self) -> float:
        return self.time.median / self.yardstick.median

    @property
    def cpu_ratio(self) -> float:
        return self.cpu.median / self.yardstick_cpu.median


def measure(step: Step, world: World, sides: tuple[Stack, Stack], *, rounds: int) -> Measured:
    """`rounds` of the step and the yardstick in turn, after some that only warm up.

    So a busy moment strikes both alike.
    """
    product, trivial = sides
    asked = trivial if step.trivial else product
    rounds = max(2, rounds // SLOW) if "PDF" in step.name else rounds
    known = asked.ask(step.question(world)).headers["ETag"] if step.unchanged else ""
    note = Question(world.note.path, world.author)
    ours: list[Answer] = []
    yardsticks: list[Answer] = []
    for _ in range(rounds + max(2, rounds // 10)):
        ours.append(_asked(asked, step.question(world, known), step.status))
        yardsticks.append(_asked(trivial, note, 200))
    spreads = [
        Spread.of([getattr(one, what) for one in side[-rounds:]])
        for side in (ours, yardsticks)
        for what in ("time", "cpu")
    ]
    counted = _counted(asked, step.question(world, known))
    return Measured(*spreads, *counted)


def _asked(stack: Stack, question: Question, status: int) -> Answer:
    answer = stack.ask(question)
    if answer.status != status:
        raise RuntimeError(f"{question.path} answered {answer.status}, not {status}")
    return answer


def _counted(stack: Stack, question: Question) -> tuple[int, int]:
    size = 0

    def work() -> None:
        nonlocal size
        size = len(stack.ask(question).body)

    return statements(work), size
