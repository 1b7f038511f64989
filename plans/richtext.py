"""The small rich text people write, read into blocks and runs for every output to draw."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from html import escape
from string import ascii_lowercase
from typing import Literal
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.list import list_block
from markdown_it.token import Token

from web.text import clean

# What may be linked to: never javascript:, data: or file:.
LINK_SCHEMES = {"http", "https", "mailto", "tel"}

FIGURE = re.compile(r"\{figure:([a-z0-9][a-z0-9-]{0,79})\}")
# A list's mark at the start of a line: "a.", "1." or "1)".
MARK = re.compile(r"^([ \t]{0,6})(?:([a-z])\.|(\d{1,9})([.)]))[ \t]+(?=\S)")
BULLET = re.compile(r"^([ \t]*)[-*+][ \t]+\S")
# The two kinds of marks.
LETTERS, NUMBERS = 0, 1
# Texts of plans being written whose blocks one process keeps.
KEPT = 2048
# Lists within lists; marks deeper than this stay in the text as they were typed.
DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style; `link` is an address, `figure` the name of the figure they print."""

    text: str
    bold: bool = False
    link: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of runs, or a list ("bullets" or "letters") whose items are blocks again."""

    kind: Literal["paragraph", "bullets", "letters"]
    runs: tuple[Run, ...] = ()
    items: tuple[tuple["Block", ...], ...] = ()


@lru_cache(maxsize=KEPT)
def parse_richtext(source: str) -> tuple[Block, ...]:
    """Blocks of `source`, in order; figures are runs without words until `fill` prints them.

    Kept for the texts asked for last: of a plan that is written, one paragraph changes at a time.
    """
    tokens = _parser().parse(_marked(clean(source)))
    return tuple(_blocks(iter(tokens), until=None))


def fill_figures(blocks: tuple[Block, ...], printed: Callable[[str], str]) -> tuple[Block, ...]:
    """The same blocks with each figure's words put in; `printed` takes a figure's name."""
    return tuple(
        replace(
            block,
            runs=tuple(
                replace(run, text=printed(run.figure)) if run.figure else run for run in block.runs
            ),
            items=tuple(fill_figures(item, printed) for item in block.items),
        )
        for block in blocks
    )


def plain_text(blocks: tuple[Block, ...]) -> str:
    """The words alone, one line for each paragraph and list item, items marked as they print."""
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


def _lines(blocks: tuple[Block, ...], indent: str) -> Iterator[str]:
    for block in blocks:
        if block.kind == "paragraph":
            yield indent + "".join(run.text for run in block.runs)
        for position, item in enumerate(block.items):
            mark = f"{list_letter(position)}. " if block.kind == "letters" else "• "
            first, *rest = list(_lines(item, "")) or [""]
            yield indent + mark + first
            yield from (f"{indent}   {line}" for line in rest)


def _html(block: Block) -> str:
    if block.kind == "paragraph":
        return f"<p>{''.join(_html_run(run) for run in block.runs)}</p>"
    items = "".join(f"<li>{_html_item(item)}</li>" for item in block.items)
    if block.kind == "letters":
        return f'<ol type="a">{items}</ol>'
    return f"<ul>{items}</ul>"


def _html_item(item: tuple[Block, ...]) -> str:
    """A list item of one paragraph needs no `p` of its own."""
    if item and item[0].kind == "paragraph":
        return "".join(_html_run(run) for run in item[0].runs) + richtext_html(item[1:])
    return richtext_html(item)


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


@dataclass(slots=True)
class Marks:
    """The marks of one indent: which letter and number come next, and how the list is written.

    Another delimiter is another list to Markdown, so each new list takes the other one.
    """

    following: list[int] = field(default_factory=lambda: [1, 1])
    kind: int | None = None
    delimiter: str = ")"

    def takes(self, kind: int, position: int, *, apart: bool) -> bool:
        """Whether the mark counts: it goes on, or begins a list anew after a blank line."""
        again = position == 1 and (kind == NUMBERS or apart)
        if position != self.following[kind] and not again:
            return False
        anew = again and apart and self.following[kind] > 2
        if kind != self.kind or anew:
            self.delimiter = "." if self.delimiter == ")" else ")"
        self.kind = kind
        self.following[kind] = position + 1
        return True


def _marked(source: str) -> str:
    """The source with each list mark as Markdown reads it, and what only looks like one kept.

    A mark counts when it is the first of its kind or follows the one before, so that "c. 40" and
    "2019. We" stay sentences, even below a list.
    """
    marked: list[str] = []
    expected: dict[str, Marks] = {}
    after_blank = True
    for line in source.split("\n"):
        if match := MARK.match(line):
            line = _mark(line, match, expected, apart=after_blank)
        elif bullet := BULLET.match(line):
            _close_within(bullet[1], expected)
        elif after_blank and line[:1].strip():
            expected.clear()
        after_blank = not line.strip()
        marked.append(line)
    return "\n".join(marked)


def _mark(line: str, match: re.Match[str], expected: dict[str, Marks], *, apart: bool) -> str:
    """One line with its mark as Markdown's own, or with what looks like one escaped."""
    indent, letter_typed, digits, ending = match.groups()
    marks = expected.get(indent) or Marks()
    position = ord(letter_typed) - ord("a") + 1 if letter_typed else int(digits)
    # After z the letters go on in figures.
    after_z = digits and position == marks.following[LETTERS] > len(ascii_lowercase)
    if not marks.takes(LETTERS if letter_typed or after_z else NUMBERS, position, apart=apart):
        return line if letter_typed else f"{indent}{digits}\\{ending}{line[match.end(3) + 1 :]}"
    _close_within(indent, expected)
    expected[indent] = marks
    return f"{indent}1{marks.delimiter} {line[match.end() :]}"


def _close_within(indent: str, expected: dict[str, Marks]) -> None:
    """A new item ends the lists inside the one before it."""
    for deeper in [other for other in expected if len(other) > len(indent)]:
        del expected[deeper]


LIST_KINDS: dict[str, Literal["bullets", "letters"]] = {
    "bullet_list_open": "bullets",
    "ordered_list_open": "letters",
}


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
