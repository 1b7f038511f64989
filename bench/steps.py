"""The steps that are measured, and what each may cost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bench.world import SLUG, World
from plans.models import Passage

PLAN = f"/{SLUG}/plans/plan-1"

Typed = Callable[[], dict[str, Any]]


@dataclass(frozen=True)
class Step:
    """One page asked of both sides; `aim` bounds the ratio of times, `most` the statements.

    A step that posts a form has what to type for each side, made before the clock starts.
    """

    name: str
    path: str
    aim: float | None = None
    most: int | None = None
    bare_path: str = ""
    typed: tuple[Typed, Typed] | None = None

    @property
    def paths(self) -> tuple[str, str]:
        return self.path, self.bare_path or self.path

    @property
    def status(self) -> int:
        return 302 if self.typed else 200


def steps(world: World) -> Iterator[Step]:
    """In the order they are taken: saving is last, as it adds acts to the plan."""
    ours, bare = world.ours, world.bare
    yield Step("home", "/")
    yield Step("plan’s home", f"{PLAN}/")
    yield Step("list of plans", f"/{SLUG}/", aim=1.75, most=6)
    yield Step("edit form", f"{PLAN}/passages/{ours.pk}/", aim=2, most=6)
    yield Step("history", f"{PLAN}/history/", aim=2, most=6)
    yield Step("compare", f"{PLAN}/versions/compare/?before=1&after=2", aim=2, most=6)
    yield Step("version, web page", f"{PLAN}/versions/2/")
    yield Step("version, PDF", f"{PLAN}/versions/2/plan.pdf", aim=1.5)
    yield Step(
        "save",
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
