"""A web page's words as lines of our rich text, each with the part of the page it stood in."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from plans.importing.errors import MOST_CHARACTERS, TOO_LONG, Unreadable
from plans.importing.markup import Tag, Unread, tokens
from plans.importing.to_markup import Markup, dialect
from plans.richtext import list_letter, safe_link

BLOCK_TAGS = """
    address article aside blockquote body button caption dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html label legend li main nav
    noscript ol option p pre section select summary table tbody td textarea tfoot th thead title
    tr ul
"""
BLOCKS = frozenset(BLOCK_TAGS.split())
# Parts of a page that are the site's and not the plan's, as a person would name them.
PARTS = {
    "nav": "the web page’s menu",
    "header": "the web page’s header",
    "footer": "the web page’s footer",
    "form": "a form on the web page",
    "noscript": "the web page’s notice",
    "title": "the web page’s title",
}
LEFT_OUT = {
    "script": "script",
    "style": "style sheet",
    "comment": "hidden comment",
    "svg": "drawing",
    "img": "picture",
    "iframe": "embedded page",
    "object": "embedded object",
}
NOTE = "a footnote"
# How the reader of Word files addresses a footnote (in a link) and names it.
NOTES = ("#footnote-", "#endnote-", "footnote-", "endnote-")
TEXT_BEGINS = {"main", "article", "h1"}
HEADING = re.compile(r"h([1-6])")
INDENT = "   "


class PageLine(NamedTuple):
    text: str
    part: str = ""
    gap: int | None = None


class Blocks(NamedTuple):
    lines: tuple[PageLine, ...]
    notes: tuple[str, ...]


@dataclass
class PageList:
    tag: str
    lettered: bool
    count: int

    def next_mark(self) -> str:
        self.count += 1
        if self.tag == "ul":
            return "- "
        return f"{list_letter(self.count - 1) if self.lettered else self.count}. "


@dataclass
class Page:
    """What is held while reading: the open line, the open lists, the open part of the page."""

    lines: list[PageLine] = field(default_factory=list)
    words: list[Markup] = field(default_factory=list)
    lists: list[PageList] = field(default_factory=list)
    mark: str = ""
    in_item: bool = False
    heading: int = 0
    bold: int = 0
    link: str = ""
    part: str = ""
    main: int = 0
    breaks: int = 1
    length: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, words: str) -> None:
        self.length += len(words)
        if self.length > MOST_CHARACTERS:
            raise Unreadable(TOO_LONG)
        self.words.append(Markup(words, bool(self.bold), self.link))

    def end_line(self) -> None:
        text = dialect(self.words)
        self.words.clear()
        if not text.strip():
            return
        depth = len(self.lists) - bool(self.mark) if self.in_item else 0
        if self.heading and not self.in_item:
            text = f"{'#' * self.heading} {text.replace('**', '')}"
        text = INDENT * depth + self.mark + _indented(text)
        self.lines.append(PageLine(text, self.part, min(self.breaks, 1)))
        self.mark = ""
        self.breaks = 0


def _indented(text: str) -> str:
    """Hard spaces before the first word are how Word and web pages indent a line."""
    words = text.lstrip("\u00a0 ")
    return " " * (len(text) - len(words)) + words


def webpage_blocks(source: str) -> Blocks:
    """Headings as `##`, list items with their marks, cells as lines; scripts only counted."""
    page = Page()
    for token in tokens(source):
        if isinstance(token, Tag):
            _tag(page, token)
        elif isinstance(token, Unread):
            page.counts[token.name] += 1
        else:
            page.add(token)
    page.end_line()
    return Blocks(tuple(page.lines), tuple(_notes(page.counts)))


def _tag(page: Page, tag: Tag) -> None:
    if tag.name in BLOCKS:
        page.end_line()
        page.breaks += 1
        _block(page, tag)
    elif tag.name == "br":
        words = len(page.words)
        page.end_line()
        page.breaks += 0 if words else 1
    elif tag.name in ("b", "strong"):
        page.bold = max(0, page.bold + (-1 if tag.closes else 1))
    elif tag.name == "a":
        _anchor(page, tag)
    elif tag.name == "img":
        page.counts["img"] += 1


def _anchor(page: Page, tag: Tag) -> None:
    page.link = ""
    if not tag.closes and (address := tag.get("href")):
        page.link = safe_link(address)
        page.counts["dead link"] += not page.link and not address.startswith(NOTES)


def _block(page: Page, tag: Tag) -> None:
    if tag.name in ("ol", "ul"):
        _list(page, tag)
    elif tag.name == "li":
        page.in_item = not tag.closes
        page.part = NOTE if tag.get("id").startswith(NOTES[2:]) else page.part
        if not tag.closes:
            page.lists = page.lists or [PageList("ul", lettered=False, count=0)]
            page.mark = page.lists[-1].next_mark()
    elif found := HEADING.fullmatch(tag.name):
        # A list left open ends at the next heading.
        page.lists, page.in_item = [], False
        page.heading = 0 if tag.closes else int(found[1])
    elif tag.name == "table":
        page.counts["table"] += not tag.closes
    # Bold and links left open end with their block, as a reader would expect.
    page.bold, page.link = 0, ""
    _part(page, tag)


def _list(page: Page, tag: Tag) -> None:
    page.mark = ""
    if tag.closes:
        del page.lists[-1:]
        page.in_item = bool(page.lists)
        return
    page.in_item = False
    lettered = tag.get("type") == "a" or "alpha" in tag.get("style").lower()
    start = tag.get("start")
    first = int(start) if start.isdecimal() and len(start) < 4 else 1
    # Deeper than eight is no list a person wrote.
    if len(page.lists) < 8:
        page.lists.append(PageList(tag.name, lettered, first - 1))


def _part(page: Page, tag: Tag) -> None:
    if tag.name in TEXT_BEGINS and not (tag.name == "h1" and page.part == PARTS["header"]):
        page.main = max(0, page.main + (-1 if tag.closes else 1)) if tag.name != "h1" else page.main
        page.part = ""
    name = PARTS.get(tag.name)
    if name is None or (tag.name == "header" and page.main):
        return
    if tag.closes and page.part == name:
        page.part = ""
    elif not tag.closes and not page.part:
        page.part = name


def _notes(counts: Counter[str]) -> Iterator[str]:
    left_out = [_counted(counts[name], noun) for name, noun in LEFT_OUT.items() if counts[name]]
    if left_out:
        yield f"Left out, as they hold no words of the plan: {', '.join(left_out)}."
    if tables := counts["table"]:
        yield f"{_counted(tables, 'table')} became lines of text, one for each cell."
    if dead := counts["dead link"]:
        yield f"{_counted(dead, 'link')} led to no web address; the words are kept."


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
