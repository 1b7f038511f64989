"""A report in the council's own form: its parts under their headings, with their numbers.

A heading has its number by its place in the form, and a paragraph by its place under the heading,
so that no number comes twice and an empty part moves none.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from approvals.papers.paper import Section, paper_table
from approvals.reports.blocks import PIECES, Piece, Told, in_a_cell
from councils.models import ReportTemplate
from councils.report_forms.blocks import BY_CODE
from councils.report_forms.layout import Heading
from plans.exports.tables import Column

PARAGRAPHS = ReportTemplate.Numbering.PARAGRAPHS
# A list, or a table, goes on with the paragraph that it stands beneath.
GOES_ON = re.compile(r"\s*(?:[-*•]|\(?[0-9a-zA-Z]{1,3}[.)]\s|\|)")


def laid_out(told: Told) -> Iterator[Section]:
    """The sections of a report in the council's own form, in its order."""
    layout = told.report.layout
    if layout.front:
        yield from front_table(told, layout.front)
    for heading in layout.opening:
        yield from under(told, heading)
    for place, heading in enumerate(layout.numbered, start=1):
        yield from under(told, heading, number=str(place))


def front_table(told: Told, rows: tuple[Heading, ...]) -> Iterator[Section]:
    pieces = [(row.title, PIECES[row.blocks[0]](told)) for row in rows]
    cells = [(title, in_a_cell(piece)) for title, piece in pieces]
    columns = (Column("Item", 34), Column("Details", 66))
    table = paper_table("About this report", columns, cells)
    yield Section("About this report", table=table, part="front")
    for _, piece in pieces:
        yield from piece.beneath


def under(told: Told, heading: Heading, number: str = "") -> Iterator[Section]:
    """A heading with its parts: one stands right under it, several have headings of their own."""
    title = f"{number} {heading.title}".strip()
    pieces = [(code, PIECES[code](told)) for code in heading.blocks]
    said = [(code, piece) for code, piece in pieces if not piece.is_empty]
    if not said:
        return
    count = Count(number if told.report.layout.numbering == PARAGRAPHS else "")
    if len(heading.blocks) == 1:
        code, piece = said[0]
        yield count.section(Section(title, part=code), piece)
        yield from piece.beneath
        return
    yield Section(title, part=f"under:{'-'.join(heading.blocks)}"[:80])
    for code, piece in said:
        yield count.section(Section(BY_CODE[code].label, level=3, part=code), piece)
        yield from piece.beneath


class Count:
    """Counts the paragraphs under one heading; where these have no numbers it counts nothing."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.last = 0

    def section(self, empty: Section, piece: Piece) -> Section:
        texts = (*paragraphs_in(piece.text), *piece.numbered)
        if not self.number or not texts or GOES_ON.match(piece.text):
            words = "\n\n".join(filter(None, (piece.text, piece.note)))
            return replace(empty, text=words, numbered=piece.numbered, table=piece.table)
        if piece.note:
            texts = (*texts[:-1], f"{texts[-1]}\n\n{piece.note}")
        labels = tuple(f"{self.number}.{self.last + place}" for place in range(1, len(texts) + 1))
        self.last += len(texts)
        return replace(empty, numbered=texts, labels=labels, table=piece.table)


def paragraphs_in(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, each with the lists and tables beneath it."""
    found: list[str] = []
    for stretch in re.split(r"\n[ \t]*\n", text):
        if found and GOES_ON.match(stretch):
            found[-1] += f"\n\n{stretch}"
        elif stretch.strip():
            found.append(stretch)
    return tuple(found)
