"""A passage as it stands: in the version that was sent, or in one reading of a returned file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from plans.blocks import Block, Run, lines_of
from plans.document import Document, Passage
from plans.richtext import plain_text, safe_link
from plans.written_notes import CLOSES, OPENS

# From, to before, and the name of the figure that is printed there.
Span = tuple[int, int, str]
# What an address may have that is not written as a code.
ADDRESS = ":/?#@!$&'*+,;=%~[]"
# What a text says, whatever its spaces: two that are equal are the same to a reader.
Canonical = tuple[object, ...]


@dataclass(frozen=True)
class Standing:
    """`id` is the passage's own key, or below zero; `words` its source or its words, in which
    `spans` are where figures are printed. `marks` are the passages whose marks it bears."""

    id: int
    theme: int | None
    is_heading: bool
    words: str
    canonical: Canonical
    said: str
    spans: tuple[Span, ...] = ()
    marks: frozenset[int] = frozenset()
    paragraphs: tuple[int, ...] = ()
    figures_marked: tuple[tuple[int, str], ...] = ()

    @cached_property
    def bag(self) -> frozenset[str]:
        """Its words; a heading has none in common with a paragraph."""
        sign = "#" if self.is_heading else ""
        return frozenset(f"{sign}{word}" for word in self.said.split())


def standing_in(document: Document) -> tuple[Standing, ...]:
    """Every passage of a version, in order."""
    parts = [(None, document.introduction), *((each.id, each.passages) for each in document.themes)]
    return tuple(_standing(one, theme) for theme, passages in parts for one in passages)


def _standing(passage: Passage, theme: int | None) -> Standing:
    words, spans = "", []
    for run in _each_run(passage.body):
        before, after = _marks(run)
        words += before
        if run.figure:
            spans.append((len(words), len(words) + len(run.text), run.figure))
        words += run.text + after
    heading = passage.kind == "heading"
    blocks = (Block("paragraph", (Run(plain_text(passage.body)),)),) if heading else passage.body
    marks = frozenset({passage.id})
    return Standing(
        passage.id, theme, heading, words, canonical(blocks), said(blocks), tuple(spans), marks
    )


def _marks(run: Run) -> tuple[str, str]:
    """What stands around a run's words where they are typed, so that the two are found alike."""
    opens, closes = ("[", f"]({run.link})") if run.link else ("", "")
    return ("**" + opens, closes + "**") if run.bold else (opens, closes)


def _each_run(blocks: Sequence[Block]) -> Iterator[Run]:
    """Every run, those of notes in their brackets, and a line's end after those of each line."""
    for line in lines_of(blocks):
        yield from _with_notes(line, OPENS, CLOSES)
        yield Run("\n")


def _with_notes(runs: Sequence[Run], opens: str, closes: str) -> Iterator[Run]:
    """The same runs, with those of a note between two signs in the place of its mark."""
    for run in runs:
        yield from (Run(opens), *run.note, Run(closes)) if run.note else (run,)


def canonical(blocks: Sequence[Block]) -> Canonical:
    return tuple(
        (
            block.kind,
            _words(block.runs),
            tuple(canonical(item) for item in block.items),
            _words(block.table.caption) if block.table else (),
            tuple(tuple(_words(cell) for cell in row) for row in block.table.rows)
            if block.table
            else (),
        )
        for block in blocks
    )


def _words(runs: Sequence[Run]) -> tuple[tuple[str, bool, str], ...]:
    """Each word with its look, those of notes too; where looks meet inside a word, each piece of
    it."""
    found: list[tuple[str, bool, str]] = []
    goes_on = False
    for run in _with_notes(runs, f" {OPENS} ", f" {CLOSES} "):
        look = (run.bold, quote(safe_link(run.link), safe=ADDRESS) if run.link else "")
        for place, word in enumerate(run.text.split()):
            last = found[-1] if found else None
            inside = not place and goes_on and not run.text[0].isspace()
            if inside and last and last[1:] == look:
                found[-1] = (last[0] + word, *look)
            else:
                found.append((word, *look))
        if run.text:
            goes_on = not run.text[-1].isspace()
    return tuple(found)


def said(blocks: Sequence[Block]) -> str:
    """The words alone, whatever the spaces between them."""
    return " ".join(plain_text(blocks).split())
