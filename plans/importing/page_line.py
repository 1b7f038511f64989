"""One line of a web page or Word file, and the kinds of what is not the plan's own words."""

from typing import NamedTuple

# Said of a line that stood in a table; it stays in the text.
CELL = "cell"
# Said of a row of a table, its cells between bars; of its first row, and of one of headings.
ROW, FIRST_ROW, HEADINGS = "row", "first row", "row of headings"
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
