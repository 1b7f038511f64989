"""A paper of the council as plain data: the page, the PDF and the Word file say the same.

They say it in the same order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plans.blocks import Block, Run
from plans.exports.tables import Column, Table, narrowed
from plans.richtext import parse_richtext
from plans.richtext_html import richtext_html


@dataclass(frozen=True, slots=True)
class Section:
    """Words under a heading: facts by label, text, numbered limbs, then a table.

    `labels` are the numbers of the limbs where they are not 1, 2, 3.
    """

    title: str
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    numbered: tuple[str, ...] = ()
    table: Table | None = None
    level: int = 2
    # What it is known by where its title may change: a part of a record.
    part: str = ""
    labels: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.part or self.title

    @property
    def blocks(self) -> tuple[Block, ...]:
        return parse_richtext(self.text)

    @property
    def limbs(self) -> tuple[tuple[str, tuple[Block, ...]], ...]:
        """Each numbered limb with its number as printed: "1.", or "2.1"."""
        labels = self.labels or tuple(f"{place}." for place in range(1, len(self.numbered) + 1))
        told = zip(labels, self.numbered, strict=True)
        return tuple((label, parse_richtext(limb)) for label, limb in told)

    @property
    def html(self) -> str:
        return richtext_html(self.blocks)

    @property
    def limbs_html(self) -> tuple[str, ...]:
        """Their words; those with numbers of their own begin with them."""
        return tuple(
            richtext_html(labelled(label, blocks) if self.labels else blocks)
            for label, blocks in self.limbs
        )

    @property
    def words(self) -> str:
        """All that is printed under the heading, with it."""
        facts = [f"{label} {value}" for label, value in self.facts]
        rows = self.table.rows if self.table else ()
        cells = [run.text for row in rows for cell in row for run in cell]
        return "\n".join((self.title, self.text, *facts, *self.numbered, *cells))


def labelled(label: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with a number of their own before the first words."""
    mark = Run(f"{label} ", bold=True)
    if blocks and blocks[0].kind == "paragraph":
        return (replace(blocks[0], runs=(mark, *blocks[0].runs)), *blocks[1:])
    return (Block("paragraph", runs=(mark,)), *blocks)


def paper_table(caption: str, columns: tuple[Column, ...], rows: Sequence[Sequence[str]]) -> Table:
    """A table of plain words, without the columns that are empty in every row."""
    cells = tuple(tuple((Run(text),) if text else () for text in row) for row in rows)
    columns, cells = narrowed(columns, cells)
    return Table(title=caption, caption=caption, columns=columns, rows=cells)


@dataclass(frozen=True, slots=True)
class Paper:
    """`kind` names it ("Decision notice"); `identity` says which words it is of, on every page.

    `name` and `reference` say that shortly ("Report 1", "1a2b3c4d"), where there are such words.
    """

    council: str
    kind: str
    title: str
    identity: str
    sections: tuple[Section, ...]
    opening: str = ""
    name: str = ""
    reference: str = ""

    @property
    def heading(self) -> str:
        """What it is and what it is about, in a line."""
        return f"{self.kind}: {self.title}"

    @property
    def foot(self) -> str:
        """What stands at the foot of each page."""
        return f"{self.council} · {self.kind} · {self.identity}"

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Its words by what each part is called."""
        top = "\n".join((self.council, self.kind, self.title, self.identity, self.opening))
        parts = ((f"“{one.title}”", one.words) for one in self.sections)
        return (("The top of this paper", top), *parts)
