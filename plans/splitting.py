"""Where a paragraph may be split in two, and what two become when they are joined.

Plain functions of the source of a passage (see `plans.richtext`). Neither way changes what is
printed: a place is offered where both parts read on their own as they do together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.blocks import Block, Run, Table, cells_of
from plans.merging import tokens_of
from plans.models.passages import opening_words
from plans.richtext import parse_richtext
from web.text import clean

# Characters read to find the places of one paragraph: of a very long one, those at its start.
MOST_READ = 1_000_000
BLANK_LINE, LINE, SPACE = "\n\n", "\n", " "

# What is printed, letter by letter, with the lists it stands in and how it is written.
Printed = list[tuple[object, ...]]


@dataclass(frozen=True)
class SplitPlace:
    """A place in a source, by how many of its characters stand before, and both parts."""

    at: int
    first: str
    second: str

    @property
    def words_before(self) -> int:
        """Characters before it, less what only parts words: by what an editor knows its place."""
        return len("".join(self.first.split()))

    def __str__(self) -> str:
        return f"Before {opening_words(self.second)}"


def places_to_split(source: str) -> list[SplitPlace]:
    """Each place between two sentences, two lines of a list or two blocks, from the start."""
    return list(find_places(clean(source)))


def place_at(source: str, at: int) -> SplitPlace | None:
    """The place with so many characters before it; None where the paragraph may not be split."""
    return next((one for one in places_to_split(source) if one.at == at), None)


def find_places(source: str) -> Iterator[SplitPlace]:
    at, left, whole = 0, MOST_READ, printed(source)
    for token in tokens_of(source):
        before, left = at, left - len(source)
        at += len(token)
        if left < 0:
            return
        first, second = clean(source[:before]), clean(source[before:])
        if not (token.strip() and first.strip() and second.strip()):
            continue
        if printed(first) + printed(second) == whole:
            yield SplitPlace(before, first, second)


def joined(first: str, second: str) -> str | None:
    """Both in one: running on where the words allow it, else with an empty line between.

    Two plain paragraphs run on as one, two lists of a kind as one list; after a list, and before
    one, what follows stands apart. None where lines would be lettered anew.
    """
    first, second = clean(first), clean(second)
    if not (first.strip() and second.strip()):
        return first if first.strip() else second
    last, begins = parse_richtext(first)[-1], parse_richtext(second)[0]
    between = SPACE if last.kind == "paragraph" else LINE
    ways = [f"{first}{between}{second}"] if last.kind == begins.kind else []
    both = printed(first) + printed(second)
    return next(
        (one for one in [*ways, f"{first}{BLANK_LINE}{second}"] if printed(one) == both), None
    )


def printed(source: str) -> Printed:
    """Each letter of a source as it prints, in order, without what only parts words."""
    return list(letters_of(parse_richtext(source), ()))


def letters_of(blocks: tuple[Block, ...], within: tuple[object, ...]) -> Printed:
    found: Printed = []
    for block in blocks:
        found += letters_in(block.runs, within)
        if block.table:
            found += letters_of_table(block.table, within)
        for number, item in enumerate(block.items):
            # A letter is a name by which others refer to a line: it stays.
            mark = (block.kind, number if block.kind == "letters" else 0)
            found += letters_of(item, (*within, mark))
    return found


def letters_in(runs: Sequence[Run], within: tuple[object, ...]) -> Printed:
    found: Printed = []
    for run in runs:
        if run.figure:
            found.append((within, run.figure, run.bold, run.link))
        found += [(within, one, run.bold, run.link) for one in run.text if not one.isspace()]
        if run.note:
            found.append((within, tuple(letters_in(run.note, ()))))
    return found


def letters_of_table(table: Table, within: tuple[object, ...]) -> Printed:
    """A cell is known by its place in a table of that size, with those headings."""
    size = (len(table.rows), len(table.rows[0]), table.header_row, table.header_column)
    found: Printed = []
    for place, cell in enumerate(cells_of(table)):
        found += letters_in(cell, (*within, (size, place)))
    return found
