"""One line of a web page or Word file, and the kinds of what is not the plan's own words."""

from typing import NamedTuple

# Said of a line that stood in a table; it stays in the text.
CELL = "cell"

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
