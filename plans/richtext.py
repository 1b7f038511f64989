"""The small rich text people write, read into blocks and runs for every output to draw."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from html import escape
from typing import Literal
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.list import list_block
from markdown_it.token import Token

from plans.blocks import Block, Cell, Run, Table, with_runs, words_of
from plans.list_marks import marked
from plans.written_tables import WrittenTable, stretches_of
from web.text import clean

# What may be linked to: never javascript:, data: or file:.
LINK_SCHEMES = {"http", "https", "mailto", "tel"}

FIGURE = re.compile(r"\{figure:([a-z0-9][a-z0-9-]{0,79})\}")
# Texts of plans being written whose blocks one process keeps.
KEPT = 2048
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
    """The words alone: a line for each paragraph, list item, caption and row of a table.

    Items are marked as they print; between the cells of a row is a tab.
    """
    return "\n".join(_lines(blocks, ""))


def richtext_html(blocks: tuple[Block, ...]) -> str:
    """Clean HTML: p, ul, ol type="a", li, strong and a, with every word escaped."""
    return "".join(_html(block) for block in blocks)


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


def _html(block: Block) -> str:
    if block.kind == "paragraph":
        return f"<p>{html_of(block.runs)}</p>"
    if block.table:
        return "".join(_html_table(block.table))
    items = "".join(f"<li>{_html_item(item)}</li>" for item in block.items)
    if block.kind == "letters":
        return f'<ol type="a">{items}</ol>'
    return f"<ul>{items}</ul>"


def _html_item(item: tuple[Block, ...]) -> str:
    """A list item of one paragraph needs no `p` of its own."""
    if item and item[0].kind == "paragraph":
        return html_of(item[0].runs) + richtext_html(item[1:])
    return richtext_html(item)


def _html_table(table: Table) -> Iterator[str]:
    """What is wider than the page scrolls in a box that the keyboard reaches, by its name."""
    yield f'<section class="plan-table" tabindex="0" aria-label="{escape(table.title)}"><table>'
    if table.caption:
        yield f"<caption>{html_of(table.caption)}</caption>"
    numbers = table.numbers
    if table.header_row:
        yield f"<thead>{_html_row(table, table.head, numbers, in_head=True)}</thead>"
    yield "<tbody>"
    for row in table.body:
        yield _html_row(table, row, numbers)
    yield "</tbody></table></section>"


def _html_row(
    table: Table, row: Sequence[Cell], numbers: Sequence[bool], *, in_head: bool = False
) -> str:
    cells = []
    for place, cell in enumerate(row):
        tag, scope = "td", ""
        if in_head:
            tag, scope = "th", ' scope="col"'
        elif table.header_column and not place:
            tag, scope = "th", ' scope="row"'
        kind = ' class="plan-amount"' if numbers[place] else ""
        cells.append(f"<{tag}{scope}{kind}>{html_of(cell)}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def html_of(runs: Sequence[Run]) -> str:
    """The words of one line as clean HTML, without a paragraph around them."""
    return "".join(_html_run(run) for run in runs)


def _html_run(run: Run) -> str:
    words = escape(run.text).replace("\n", "<br>")
    if run.bold:
        words = f"<strong>{words}</strong>"
    if address := safe_link(run.link):
        words = f'<a href="{escape(address)}">{words}</a>'
    return words


@cache
def _parser() -> MarkdownIt:
    # Past its own limit markdown-it drops words, so ours must be reached first.
    parser = MarkdownIt("zero", {"maxNesting": 4 * DEEPEST})
    parser.enable(["list", "emphasis", "link", "escape", "newline"])
    parser.block.ruler.at("list", _list_not_too_deep, {"alt": ["paragraph"]})
    # We check addresses ourselves, in one place, for every way in.
    parser.validateLink = lambda url: bool(safe_link(url))  # type: ignore[method-assign]
    return parser


def _list_not_too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A list and its item are two levels of nesting."""
    return state.level < 2 * DEEPEST and list_block(state, start, end, silent)


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
        if held and alike and not (held.figure or run.figure):
            held = replace(held, text=held.text + run.text)
            continue
        if held:
            yield held
        held = run
    if held:
        yield held
