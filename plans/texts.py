"""Every text of a plan in which words may be found and replaced: its parts and what it lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.db import models

from plans.lengths import LONGEST_ENTRY, LONGEST_HEADING, LONGEST_PARAGRAPH
from plans.models import Barrier, Commitment, Evidence, Figure, Metric, Passage, Plan, Theme
from plans.parts import parts_of

# The columns that are words of the plan. A figure's name is no word of it: paragraphs call the
# figure by it, and nobody reads it. What is not part of the plan's document is left out too.
LISTED: dict[type[models.Model], tuple[str, ...]] = {
    Figure: ("label", "unit_words", "period", "source", "owner"),
    Commitment: ("what", "measure", "priority", "partners", "owner"),
    Metric: ("name", "unit", "frequency", "source", "owner"),
    Barrier: ("what", "services", "ask", "asked_of"),
    Evidence: ("title",),
}
COLUMNS: dict[type[models.Model], tuple[str, ...]] = {
    Theme: ("title",),
    Passage: ("body",),
    **LISTED,
}


def kind_of(model: type[models.Model]) -> str:
    """The code of a kind of row, as the record has it."""
    return cast(str, cast(Any, model).record_kind)


MODELS = {kind_of(model): model for model in COLUMNS}


@dataclass(frozen=True)
class Text:
    """One text: a column of a row, and where it is, in words ("" of a paragraph)."""

    row: Any
    column: str
    where: str = ""

    @property
    def words(self) -> str:
        return str(getattr(self.row, self.column))

    @property
    def kind(self) -> str:
        return kind_of(type(self.row))


def texts_of(plan: Plan) -> Iterator[Text]:
    """Themes and passages in reading order, then each list in its own; seven queries."""
    for part in parts_of(plan):
        if part.theme:
            yield Text(part.theme, "title", f"title of {part.name}")
        for passage in part.passages:
            yield Text(passage, "body", "heading" if passage.is_heading else "")
    for model, columns in LISTED.items():
        for row in model._default_manager.filter(plan=plan):
            for column in columns:
                yield Text(row, column, where_in(row, column))


def where_in(row: Any, column: str) -> str:
    """ "commitment C1: measure of success", "figure: source"."""
    called = row._meta.verbose_name
    name = f"{called} {row.reference}" if isinstance(row, Commitment) else called
    return f"{name}: {row._meta.get_field(column).verbose_name}"


def longest(row: Any, column: str) -> int:
    """How many characters a text may have."""
    if isinstance(row, Passage):
        return LONGEST_HEADING if row.is_heading else LONGEST_PARAGRAPH
    return row._meta.get_field(column).max_length or LONGEST_ENTRY


def may_be_empty(row: Any, column: str) -> bool:
    found: bool = row._meta.get_field(column).blank
    return found and not isinstance(row, Passage)
