"""The passages of the page to write on: each drawn once for all that its row shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from plans.figures import printed_html
from plans.models import Passage
from plans.models.passages import opening_words
from plans.parts import PlanPart
from plans.richtext import figures_in
from web.text import clean

# Rows that one process keeps: of the plans that are written in just now.
KEPT = 2048


@dataclass(frozen=True, slots=True)
class RowsPlace:
    """A plan's address, and what whoever asks may do there."""

    council: str
    plan: str
    may_write: bool
    reads_record: bool


@dataclass(frozen=True, slots=True)
class PassageRow:
    """All that a row is drawn from: of two that are equal the HTML is the same.

    `figures` are those it names, each with its words; `writer` is a name, "" for nobody's.
    """

    place: RowsPlace
    part: str
    counter: int
    pk: int
    theme_id: int | None
    kind: str
    body: str
    figures: tuple[tuple[str, str], ...]
    number: str
    joins: bool
    ready: bool
    writer: str
    writer_ended: date | None
    open_comments: int
    unsaved: bool

    def __str__(self) -> str:
        return opening_words(self.body)

    @property
    def is_heading(self) -> bool:
        return self.kind == Passage.Kind.HEADING

    @property
    def as_html(self) -> str:
        return printed_html(self.body, dict(self.figures).__getitem__)


def draw_rows(part: PlanPart, place: RowsPlace, printed: Callable[[str], str]) -> list[SafeString]:
    """Each passage of a part with what can be done to it, as HTML; `printed` words a figure."""
    return [
        drawn(
            PassageRow(
                place=place,
                part=part.name,
                counter=counter,
                pk=passage.pk,
                theme_id=passage.theme_id,
                kind=passage.kind,
                body=passage.body,
                figures=tuple((name, printed(name)) for name in figures_in(clean(passage.body))),
                number=passage.number,
                joins=passage.joins,
                ready=passage.ready,
                writer=str(passage.writer or ""),
                writer_ended=passage.writer_ended,
                open_comments=passage.open_comments,
                unsaved=passage.unsaved,
            )
        )
        for counter, passage in enumerate(part.passages, start=1)
    ]


@lru_cache(KEPT)
def drawn(row: PassageRow) -> SafeString:
    """Kept by all that it shows, as a paragraph seldom changes between two looks at its page."""
    at = [row.place.council, row.place.plan]
    add = (
        reverse("passage_add", args=[*at, row.theme_id, Passage.Kind.PARAGRAPH])
        if row.theme_id
        else reverse("introduction_add", args=[*at, Passage.Kind.PARAGRAPH])
    )
    shown = {
        "council": {"slug": row.place.council},
        "plan": {"slug": row.place.plan},
        "part": {"name": row.part},
        "passage": row,
        "counter": row.counter,
        "may_write": row.place.may_write,
        "reads_record": row.place.reads_record,
        "paragraph_add": add,
        "on": "?on=page",
    }
    return render_to_string("plans/passage_row.html", shown)
