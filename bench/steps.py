"""The steps that are measured, and what each may cost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bench.asking import Question
from bench.moved import Moved
from bench.world import World
from plans.models import Passage

PLAN = "/northmoor/plans/plan-1"
MOVED = "/eastmoor/plans"
PUBLIC = "/eastmoor/published/plan-published/"

Typed = Callable[[], dict[str, Any]]


@dataclass(frozen=True)
class Step:
    """One page asked of both sides; `aim` bounds the ratio of times, `most` the statements.

    `session` is that of the person who asks, none a stranger's. A step that posts a form has what
    to type for each side, made before the clock starts; one that asks whether a page is `unchanged`
    sends the page's ETag.
    """

    name: str
    session: str
    path: str
    aim: float | None = None
    most: int | None = None
    bare_path: str = ""
    typed: tuple[Typed, Typed] | None = None
    unchanged: bool = False

    def question(self, side: int, known: str = "") -> Question:
        path = self.bare_path if side and self.bare_path else self.path
        return Question(path, self.session, self.typed[side]() if self.typed else None, known)

    @property
    def status(self) -> int:
        return 304 if self.unchanged else 302 if self.typed else 200


def steps(world: World) -> Iterator[Step]:
    """In the order they are taken: what adds acts to a plan comes after what reads it."""
    yield from reading(world)
    yield from moving(world.moved)
    yield from public()
    yield saving(world)


def reading(world: World) -> Iterator[Step]:
    by = world.author
    yield Step("home", by, "/")
    yield Step("plan’s home", by, f"{PLAN}/")
    yield Step("list of plans", by, "/northmoor/", aim=1.75, most=6)
    yield Step("edit form", by, f"{PLAN}/passages/{world.ours.pk}/", aim=2, most=6)
    yield Step("history", by, f"{PLAN}/history/", aim=2, most=6)
    yield Step("compare", by, f"{PLAN}/versions/compare/?before=1&after=2", aim=2, most=6)
    yield Step("version, web page", by, f"{PLAN}/versions/2/")
    yield Step("version, PDF", by, f"{PLAN}/versions/2/plan.pdf", aim=1.5)


def moving(moved: Moved) -> Iterator[Step]:
    sent, cleared = f"{MOVED}/plan-in-clearance/answer/", f"{MOVED}/plan-cleared/put/"
    yield Step("clearance page", moved.officer, sent, aim=2)
    yield Step("answer", moved.officer, sent, aim=2, typed=(moved.to_answer, moved.to_answer))
    yield Step("put to decision", moved.author, cleared, aim=2, typed=(moved.to_put, moved.to_put))


def public() -> Iterator[Step]:
    yield Step("public page", "", PUBLIC, most=2)
    yield Step("public, unchanged", "", PUBLIC, most=2, unchanged=True)


def saving(world: World) -> Step:
    ours, bare = world.ours, world.bare
    return Step(
        "save",
        world.author,
        f"{PLAN}/passages/{ours.pk}/",
        aim=2,
        most=16,
        bare_path=f"{PLAN}/passages/{bare.pk}/",
        typed=(lambda: changed(ours), lambda: changed(bare)),
    )


def changed(passage: Passage) -> dict[str, Any]:
    """The form of a paragraph with other words in it and nothing else changed."""
    passage.refresh_from_db()
    return {
        "seen": passage.revision,
        "body": f"{passage.body.partition(' Draft ')[0]} Draft {passage.revision}.",
        "questions": [answer.question for answer in passage.answers.all()],
        "writer": passage.writer_id,
        "reason": "Clearer words",
    }
