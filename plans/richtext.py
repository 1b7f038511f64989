"""The small rich text people write, read into blocks and runs for every output to draw."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Literal
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.list import list_block
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from plans.blocks import Block, Cell, Run, Table, cells_of, notes_of, with_runs, words_of
from plans.list_marks import marked
from plans.written_notes import OPENS, end_of_note
from plans.written_tables import WrittenTable, stretches_of
from web.text import clean

# What may be linked to: never javascript:, data: or file:.
LINK_SCHEMES = {"http", "https", "mailto", "tel"}

FIGURE = re.compile(r"\{figure:([a-z0-9][a-z0-9-]{0,79})\}")
# Texts of plans being written whose blocks one process keeps.
KEPT = 2048
# Said to the parser while it reads the words of a note.
IN_NOTE = "in a note"
# Lists within lists; marks deeper than this stay in the text as they were typed.
DEEPEST = 5


@lru_cache(maxsize=KEPT)
def parse_richtext(source: str) -> tuple[Block, ...]:
    """Blocks of `source`, in order; figures are runs without words until `fill` prints them.

    Kept for the texts asked for last: of a plan that is written, one paragraph changes at a time.
    """
    return tuple(block for part in stretches_of(clean(source)) for block in _blocks_of(part))


def fill_figures(blocks: tuple[Block, ...], printed: Callable[[str], str]) -> tuple[Block, ...]:
    """The same blocks with each figure's words put in; `printed` takes a figure's name."""
    return with_runs(
        blocks, lambda run: replace(run, text=printed(run.figure)) if run.figure else run
    )


def plain_text(blocks: Sequence[Block]) -> str:
    """The words alone: a line for each paragraph, list item, caption, row of a table and note.

    Items are marked as they print; between the cells of a row is a tab. Notes come below the words
    or the table that have their marks.
    """
    return "\n".join(_lines(blocks, ""))


def figures_in(source: str) -> tuple[str, ...]:
    """Names of the figures `source` refers to, in order, each once."""
    return tuple(dict.fromkeys(FIGURE.findall(source)))


def list_letter(position: int) -> str:
    """a to z for 0 to 25, then aa, ab and so on."""
    name = ""
    position += 1
    while position:
        position, last = divmod(position - 1, 26)
        name = chr(ord("a") + last) + name
    return name


def safe_link(address: str) -> str:
    """The address if it may be linked to, else nothing."""
    try:
        scheme = urlsplit(address.strip()).scheme.lower()
    except ValueError:
        return ""
    return address.strip() if scheme in LINK_SCHEMES else ""


def _lines(blocks: Sequence[Block], indent: str) -> Iterator[str]:
    for block in blocks:
        if block.kind == "paragraph":
            yield indent + words_of(block.runs)
            yield from (indent + line for line in _note_lines(block.runs))
        if block.table:
            yield from _table_lines(block.table)
        for position, item in enumerate(block.items):
            mark = f"{list_letter(position)}. " if block.kind == "letters" else "• "
            first, *rest = list(_lines(item, "")) or [""]
            yield indent + mark + first
            yield from (f"{indent}   {line}" for line in rest)


def _table_lines(table: Table) -> Iterator[str]:
    if table.caption:
        yield words_of(table.caption)
    for row in table.rows:
        yield "\t".join(words_of(cell) for cell in row)
    for cell in cells_of(table):
        yield from _note_lines(cell)


def _note_lines(runs: Sequence[Run]) -> Iterator[str]:
    for note in notes_of(runs):
        yield f"Note: {words_of(note)}"


@cache
def _parser() -> MarkdownIt:
    # Past its own limit markdown-it drops words, so ours must be reached first.
    parser = MarkdownIt("zero", {"maxNesting": 4 * DEEPEST})
    parser.enable(["list", "emphasis", "link", "escape", "newline"])
    parser.block.ruler.at("list", _list_not_too_deep, {"alt": ["paragraph"]})
    parser.inline.ruler.before("link", "note", _note)
    # We check addresses ourselves, in one place, for every way in.
    parser.validateLink = lambda url: bool(safe_link(url))  # type: ignore[method-assign]
    return parser


def _list_not_too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A list and its item are two levels of nesting."""
    return state.level < 2 * DEEPEST and list_block(state, start, end, silent)


def _note(state: StateInline, silent: bool) -> bool:
    """A note within the words; there is none within a note."""
    words, at = state.src, state.pos
    if IN_NOTE in state.env or not words.startswith(OPENS, at):
        return False
    end = end_of_note(words, at)
    if end is None or end > state.posMax:
        return False
    if not silent:
        token = state.push("note", "", 0)
        token.children = []
        inside = words[at + len(OPENS) : end - 1].strip()
        state.md.inline.parse(inside, state.md, {IN_NOTE: True}, token.children)
    state.pos = end
    return True


LIST_KINDS: dict[str, Literal["bullets", "letters"]] = {
    "bullet_list_open": "bullets",
    "ordered_list_open": "letters",
}


def _blocks_of(part: str | WrittenTable) -> Iterator[Block]:
    if isinstance(part, WrittenTable):
        yield Block("table", table=_table(part))
    else:
        yield from _blocks(iter(_parser().parse(marked(part))), until=None)


def _table(typed: WrittenTable) -> Table:
    """A row that is short of cells has empty ones at its end."""
    width = typed.width
    rows = [(*map(_cell, row), *((),) * (width - len(row))) for row in typed.rows]
    return Table(_cell(typed.caption), typed.header_row, typed.header_column, tuple(rows))


def _cell(source: str) -> Cell:
    [line] = _parser().parseInline(source.strip())
    return _runs(line.children or [])


def _blocks(tokens: Iterator[Token], until: str | None) -> Iterator[Block]:
    for token in tokens:
        if token.type == until:
            return
        if token.type == "inline":
            yield Block("paragraph", runs=_runs(token.children or []))
        elif kind := LIST_KINDS.get(token.type):
            closing = token.type.replace("open", "close")
            yield Block(kind, items=tuple(_items(tokens, closing)))


def _items(tokens: Iterator[Token], until: str) -> Iterator[tuple[Block, ...]]:
    for token in tokens:
        if token.type == until:
            return
        if token.type == "list_item_open":
            yield tuple(_blocks(tokens, "list_item_close"))


def _runs(children: list[Token]) -> tuple[Run, ...]:
    runs: list[Run] = []
    bold = 0
    link = ""
    for token in children:
        if token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("link_open", "link_close"):
            link = str(token.attrs.get("href", "")) if token.nesting == 1 else ""
        elif token.type == "note":
            if note := _runs(token.children or []):
                runs.append(Run("", note=note))
        elif token.type in ("softbreak", "hardbreak"):
            runs.append(Run("\n", bool(bold), link))
        elif token.type in ("em_open", "em_close"):
            # There are no italics here: a single star or underline is itself.
            runs.append(Run(token.markup, bool(bold), link))
        elif token.content:
            runs.extend(_with_figures(token.content, bool(bold), link))
    return tuple(_joined(runs))


def _with_figures(text: str, bold: bool, link: str) -> Iterator[Run]:
    for place, part in enumerate(FIGURE.split(text)):
        if place % 2:
            yield Run("", bold, link, figure=part)
        elif part:
            yield Run(part, bold, link)


def _joined(runs: list[Run]) -> Iterator[Run]:
    """Neighbours in one style become one run, so that equal words have one form and one digest."""
    held: Run | None = None
    for run in runs:
        alike = held and (held.bold, held.link) == (run.bold, run.link)
        if held and alike and held.text and run.text:
            held = replace(held, text=held.text + run.text)
            continue
        if held:
            yield held
        held = run
    if held:
        yield held
