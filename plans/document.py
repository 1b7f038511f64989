"""A plan as plain, immutable data with one canonical form and one digest: what members endorse.

In it is what `docs/architecture.md` calls the document: words in order, figures as printed, the
commission's questions, commitments, barriers, planned savings, targets, owners by role. Not in it
is whatever may change without changing what was endorsed: results, forecasts, assignments, ready
marks, coverage with its private reasons, people's names, and the version's own number.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

import msgspec

from plans.blocks import Block, lines_of, notes_in, notes_of, tables_in, words_of

# The second is the first with tables and notes; a document without keeps the first, byte for byte.
Form = Literal["clearday/plan/1", "clearday/plan/2"]
FORM: Form = "clearday/plan/1"
SECOND: Form = "clearday/plan/2"


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class CommissionTheme:
    key: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class CommissionAsked:
    """What was asked, as it stood when the version was made; `due` is a moment with its offset."""

    title: str
    department: str
    letter_date: date | None
    due: datetime | None
    themes: tuple[CommissionTheme, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph (with its number as printed, "" when unnumbered) or a heading."""

    id: int
    kind: Literal["paragraph", "heading"]
    number: str
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    id: int
    number: int
    title: str
    commission_theme: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a plan, less its records."""

    introduction: tuple[Passage, ...]
    themes: tuple[Theme, ...]

    @property
    def passages(self) -> Iterator[Passage]:
        """Every passage in the order it is read."""
        yield from self.introduction
        for theme in self.themes:
            yield from theme.passages


@dataclass(frozen=True, slots=True)
class Figure:
    id: int
    name: str
    label: str
    printed: str
    period: str
    as_at: date | None
    source: str
    owner: str


@dataclass(frozen=True, slots=True)
class Saving:
    """Pounds planned in one financial year, which is named by the year it starts in."""

    year: int
    planned: Decimal
    cash_releasing: bool
    recurring: bool


@dataclass(frozen=True, slots=True)
class Commitment:
    id: int
    reference: str
    what: str
    theme: int | None
    priority: str
    partners: str
    owner: str
    start: date | None
    due: date | None
    measure: str
    metrics: tuple[int, ...]
    savings: tuple[Saving, ...]


@dataclass(frozen=True, slots=True)
class Metric:
    id: int
    name: str
    kind: Literal["reported here", "reported elsewhere", "to follow"]
    unit: str
    direction: Literal["higher is better", "lower is better", "neither"]
    baseline: Decimal | None
    baseline_on: date | None
    target: Decimal | None
    target_on: date | None
    frequency: str
    source: str
    owner: str
    link: str
    promised_on: date | None


@dataclass(frozen=True, slots=True)
class Barrier:
    id: int
    what: str
    services: str
    ask: str
    asked_of: str


@dataclass(frozen=True, slots=True)
class Evidence:
    id: int
    title: str
    kind: Literal["background paper", "published work"]
    link: str
    sha256: str
    published_on: date | None


@dataclass(frozen=True)
class Document:
    form: Form
    council: str
    title: str
    commission: CommissionAsked
    introduction: tuple[Passage, ...]
    themes: tuple[Theme, ...]
    figures: tuple[Figure, ...]
    commitments: tuple[Commitment, ...]
    metrics: tuple[Metric, ...]
    barriers: tuple[Barrier, ...]
    evidence: tuple[Evidence, ...]

    @cached_property
    def canonical(self) -> bytes:
        """The document's one form as bytes: RFC 8785 JSON, decimals as strings, UTF-8.

        msgspec writes that form of what a document holds: text, whole numbers, names in ASCII.
        """
        return msgspec.json.encode(self, order="sorted")

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical form, in hexadecimal."""
        return hashlib.sha256(self.canonical).hexdigest()

    @property
    def passages(self) -> Iterator[Passage]:
        """Every passage in the order it is read."""
        return Text(self.introduction, self.themes).passages

    @property
    def words(self) -> int:
        """Words in the introduction and the themes, those of headings, tables and notes included.

        The mark of a list's item is none, nor is that of a note.
        """
        lines = [line for passage in self.passages for line in lines_of(passage.body)]
        said = (words_of(runs) for line in lines for runs in (line, *notes_of(line)))
        return sum(len(words.split()) for words in said)


def form_of(passages: Iterable[Passage]) -> Form:
    """The first form that can hold these words."""
    new = any(tables_in(passage.body) or notes_in(passage.body) for passage in passages)
    return SECOND if new else FORM


def parse_document(canonical: bytes | str) -> Document:
    """The document a version froze, which keeps the bytes it was read from as its canonical form.

    A form this release does not know is a ValueError, and so is a table or a note in the first.
    """
    document = msgspec.json.decode(canonical, type=Document)
    if document.form == FORM != form_of(document.passages):
        raise ValueError("A document in the first form has no tables and no notes.")
    frozen = canonical.encode() if isinstance(canonical, str) else canonical
    document.__dict__["canonical"] = frozen
    return document


def document_schema() -> dict[str, Any]:
    """The document's JSON Schema (draft 2020-12), as published in docs/plan.schema.json."""
    generated = msgspec.json.schema(Document)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Clearday plan, forms 1 and 2",
        **generated,
    }
