"""Which part of the plan each paragraph and row is: told invisibly, for whoever reads it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from plans.document import Barrier, Commitment, Document, Metric
from plans.exports.tables import BARRIERS, COMMITMENTS, METRICS
from plans.exports.word.story import Story
from plans.word_marks import PLAN_AT_TITLE, ROUND_AT_TITLE, Marks, Part


@dataclass(frozen=True)
class Marker:
    """Marks what a story told last."""

    story: Story
    document: Document
    marks: Marks

    def __post_init__(self) -> None:
        self.story.figures = {figure.name: figure.id for figure in self.document.figures}

    def title(self) -> None:
        self.story.name(f"{PLAN_AT_TITLE}{self.marks.plan}")
        self.story.name(f"{ROUND_AT_TITLE}{self.marks.round}")

    def theme(self, key: int) -> None:
        self.story.mark("theme", key, len(self.story.content) - 1)

    def passage(self, key: int, since: int) -> None:
        """All that was told from `since` on."""
        self.story.mark("passage", key, since)

    def records(self, title: str) -> None:
        """The rows of a table, where they are things of the plan."""
        rows: dict[str, tuple[Part, Sequence[Commitment | Metric | Barrier]]] = {
            COMMITMENTS: ("commitment", self.document.commitments),
            METRICS: ("metric", self.document.metrics),
            BARRIERS: ("barrier", self.document.barriers),
        }
        if title in rows:
            part, records = rows[title]
            self.story.mark_rows(part, [each.id for each in records])
