"""One line of a web page or Word file, and the kinds of what is not the plan's own words."""

from enum import IntFlag
from typing import NamedTuple

# Said of a line that stood in a table; it stays in the text.
CELL = "cell"
# Said of a row of a table, its cells between bars; `row_place` says more of its first row.
ROW = "row"
# Said of a paragraph's number that has no words beside it: a list or a table follows.
NUMBER_ALONE = "number alone"
# Said of the paragraph that is a table's caption, above it or below it.
CAPTION, CAPTION_BELOW = "caption", "caption below"
# Said of a line that goes on with the paragraph before it, as our own Word files say by a style.
CONTINUES = "continues"
# The same of one that goes on in an item of a list, set in as deep as what stands in that item.
IN_ITEM = "in the item"
# Said of a line that a line break parts from the one before it, of the same paragraph.
BROKEN = "on a new line"

HIDDEN = "hidden words, left out"
STRUCK = "struck through, left out"
DELETED = "deleted in a tracked change, left out"
CHART = "the words and figures of a chart"
COMMENT = "a comment"
BOX_DESCRIBED = "a text box’s description"
# Nobody means these for the plan; other parts of a page may be put back as they are.
LEFT_OUT = (HIDDEN, STRUCK, DELETED)


class Begins(IntFlag):
    """What the first row of a table says of it; later rows say none of this."""

    NOTHING = 0
    TABLE = 1
    # The row itself is of headings; so is the table's first column.
    HEADED = 2
    TITLED = 4
    # The table goes on with the paragraph before it; what follows may go on with the table. Only
    # our own Word files say so.
    CONTINUES = 8
    OPEN = 16


def row_place(begins: Begins) -> str:
    """The place of a table's first row."""
    return f"{ROW} {begins.value}"


ROWS = {ROW: Begins.NOTHING} | {row_place(each): each for each in map(Begins, range(32))}


class PageLine(NamedTuple):
    """`part` says what a line belongs to if not to the text; `gap` the blank lines before it.

    `paragraphs` are the numbers of those it came from, where a reader of changes gave them any.
    """

    text: str
    part: str = ""
    gap: int | None = None
    place: str = ""
    paragraphs: tuple[int, ...] = ()


class Blocks(NamedTuple):
    lines: tuple[PageLine, ...]
    notes: tuple[str, ...]


def counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
