"""Tables in Word: what one says of itself, its rows and its cells. Widths are in twips."""

from collections.abc import Sequence

from plans.exports.tables import Column
from plans.exports.word.base import WIDTH
from plans.exports.word.nodes import Node, node, paragraph

# Bits of `w:tblLook`, from ECMA-376; without bands of rows or of columns.
FIRST_ROW, FIRST_COLUMN, NO_BANDS = 0x0020, 0x0080, 0x0600


def table_facts(
    style: str,
    title: str,
    description: str = "",
    *,
    header_row: bool = True,
    header_column: bool = True,
) -> Node:
    """A table's properties; its title and description are read to whoever does not see it."""
    look = NO_BANDS + FIRST_ROW * header_row + FIRST_COLUMN * header_column
    described = (node("tblDescription", val=description),) if description else ()
    return node(
        "tblPr",
        node("tblStyle", val=style),
        node("tblW", w=WIDTH, type="dxa"),
        node("tblLayout", type="fixed"),
        node(
            "tblLook",
            val=f"{look:04X}",
            firstRow=int(header_row),
            lastRow=0,
            firstColumn=int(header_column),
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        ),
        node("tblCaption", val=title),
        *described,
    )


def widths_of(columns: Sequence[Column]) -> list[int]:
    """The width of the text, shared out."""
    whole = sum(column.share for column in columns)
    return [round(WIDTH * column.share / whole) for column in columns]


def table_node(facts: Node, widths: Sequence[int], *rows: Node) -> Node:
    grid = node("tblGrid", *(node("gridCol", w=width) for width in widths))
    return node("tbl", facts, grid, *rows)


def row_node(*cells: Node, repeated: bool = False) -> Node:
    """A row that stays on one page, or is `repeated` on each that its table runs over."""
    heads = (node("tblHeader"),) if repeated else ()
    return node("tr", node("trPr", node("cantSplit"), *heads), *cells)


def cell_node(style: str, width: int, *words: Node, right: bool = False) -> Node:
    """A cell of one paragraph; `right` sets it to the right, as numbers are."""
    aligned = (node("jc", val="right"),) if right else ()
    width_of = node("tcPr", node("tcW", w=width, type="dxa"))
    return node("tc", width_of, paragraph(style, *words, facts=aligned))
