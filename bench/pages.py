"""The pages and moves that are measured, each in turn with its bare twin, as they are served."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from statistics import median
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from bench import world as worlds
from bench.database import statements
from bench.served import FORM, Answer, Question, Served
from bench.world import World

PLAN = "/northmoor/plans/plan-1"
MOVED = "/eastmoor/plans"
PUBLIC = "/eastmoor/published/plan-published/"
SIGN_IN = "/account/login/"
# A page takes milliseconds and a PDF or a password a hundred of them.
SLOW = 4
# Requests before the clock starts: every thread's connection then knows its statements.
WARM = 60


@dataclass(frozen=True)
class Step:
    """One page or form; `session` is that of the person who asks, none a stranger's.

    `bare` is the path of the same page in the bare app; without one the bare form of a paragraph
    stands beside it, as the machine's measure. `form` makes what is typed, and lays the ground for
    it, before the clock starts; a step that asks whether a page is `unchanged` sends its ETag.
    What a script sends is answered by `told` in place of another page; `says` are its own headers.
    """

    name: str
    session: str
    path: str
    bare: str = ""
    form: Callable[[World], dict[str, Any]] | None = None
    unchanged: bool = False
    told: int = 0
    says: tuple[tuple[str, str], ...] = ()

    def called(self, name: str) -> "Step":
        return replace(self, name=name)

    def question(self, world: World, known: str = "") -> Question:
        typed = self.form(world) if self.form else None
        return Question(self.path, self.session, typed, known, self.says)

    def bare_question(self, world: World, typed: dict[str, Any] | None, known: str) -> Question:
        if not self.bare:
            return Question(worlds.bare_form(world), world.author)
        return Question(self.bare, self.session, typed, known)

    @property
    def status(self) -> int:
        return self.told or (304 if self.unchanged else 302 if self.form else 200)


def steps(world: World) -> Iterator[Step]:
    """In the order they are taken: what adds acts to a plan comes after what reads it."""
    by, plan, public = world.author, world.plan.pk, f"/public/{world.published.pk}/"
    paragraph, bare = f"{PLAN}/passages/{world.passage.pk}/", worlds.bare_form(world)
    sent, cleared = f"{MOVED}/plan-in-clearance/answer/", f"{MOVED}/plan-cleared/put/"
    yield Step("home", by, "/")
    yield Step("plan’s home", by, f"{PLAN}/")
    yield Step("list of plans", by, "/northmoor/", f"/plans/{world.council.pk}/")
    yield Step("edit form", by, paragraph, bare)
    yield Step("whole plan to write", by, f"{PLAN}/write/")
    yield Step("history", by, f"{PLAN}/history/", f"/history/{plan}/")
    yield Step("compare", by, f"{PLAN}/versions/compare/?before=1&after=2", f"/compare/{plan}/")
    yield Step("version, web page", by, f"{PLAN}/versions/2/")
    yield Step("version, PDF", by, f"{PLAN}/versions/2/plan.pdf")
    yield Step("clearance page", world.officer, sent)
    yield Step("answer", world.officer, sent, f"/answers/{world.note}/", form=worlds.form_to_answer)
    yield Step("put to decision", world.mover, cleared, form=worlds.form_to_put)
    yield Step("public page", "", PUBLIC, public)
    yield Step("public, unchanged", "", PUBLIC, public, unchanged=True)
    yield Step("sign in", "", SIGN_IN, "/sign-in/", form=worlds.form_to_sign_in)
    yield Step("save", by, paragraph, bare, form=worlds.form_to_save)


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
class Side:
    """Seconds a request, by the clock and of the processors: `cpu` is web and database together."""

    time: Spread
    cpu: Spread
    web: Spread
    database: Spread

    @classmethod
    def of(cls, answers: Sequence[Answer]) -> "Side":
        return cls(
            Spread.of([one.time for one in answers]),
            Spread.of([one.web + one.database for one in answers]),
            Spread.of([one.web for one in answers]),
            Spread.of([one.database for one in answers]),
        )


@dataclass(frozen=True)
class Measured:
    """A step and its bare twin beside it; statements and bytes of one answer of the product's."""

    ours: Side
    bare: Side
    has_twin: bool
    statements: int
    bytes: int

    @property
    def ratio(self) -> float:
        return self.ours.time.median / self.bare.time.median

    @property
    def cpu_ratio(self) -> float:
        return self.ours.cpu.median / self.bare.cpu.median


def measure(step: Step, world: World, product: Served, bare: Served, *, rounds: int) -> Measured:
    """`rounds` of both sides in turn, after some that only warm up.

    So a busy moment strikes both alike.
    """
    warm, rounds = (2, 2) if rounds <= 2 else (WARM, rounds)
    if "PDF" in step.name or step.path == SIGN_IN:
        rounds = max(2, rounds // SLOW)
    known, known_bare = "", ""
    if step.unchanged:
        known = product.ask(step.question(world)).headers["ETag"]
        known_bare = bare.ask(step.bare_question(world, None, "")).headers["ETag"]
    ours: list[Answer] = []
    theirs: list[Answer] = []
    for _ in range(warm + rounds):
        question = step.question(world, known)
        twin = step.bare_question(world, question.typed, known_bare)
        ours.append(_asked(product, question, step.status))
        theirs.append(_asked(bare, twin, step.status if step.bare else 200))
    counted = statements(lambda: _in_process(step.question(world, known)))
    sides = Side.of(ours[-rounds:]), Side.of(theirs[-rounds:])
    return Measured(*sides, bool(step.bare), counted, len(ours[-1].body))


def _asked(served: Served, question: Question, status: int) -> Answer:
    answer = served.ask(question)
    if answer.status != status:
        raise RuntimeError(f"{question.path} answered {answer.status}, not {status}")
    return answer


def _in_process(question: Question) -> None:
    """Asked in this process, on whose one connection its statements can be counted."""
    factory = RequestFactory(headers={"Host": "127.0.0.1", **question.headers})
    method = "GET" if question.typed is None else "POST"
    asked = factory.generic(method, question.path, question.posted, FORM).environ
    response: Any = _product()(asked, lambda status, headers, *more: None)
    b"".join(response)
    response.close()


@cache
def _product() -> WSGIHandler:
    return WSGIHandler()
