"""HTML cut into tags and words in one pass, whose time grows only with its length.

No tree is built and nothing is repaired: the words are wanted, not the page. Parsers that repair
take minutes over a file made to hurt them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

# Each alternative stops at the next "<", so no stretch of text is read twice.
TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>""")
ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]*+)\s*=\s*(?:"([^"<]*+)"|'([^'<]*+)'|([^\s"'<>]++))""")
# What begins and ends a line of a page.
BLOCK_TAGS = """
    address article aside blockquote body button caption dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html label legend li main nav
    noscript ol option p pre section select summary table tbody td textarea tfoot th thead title
    tr ul
"""
BLOCKS = frozenset(BLOCK_TAGS.split())
# What stands inside these is for the browser, not for a reader.
UNREAD = {"script", "style", "template", "svg", "object", "iframe"}
UNREAD_END = {tag: re.compile(rf"</{tag}\s*>", re.IGNORECASE) for tag in UNREAD}


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    closes: bool
    attributes: str

    def get(self, name: str) -> str:
        for found in ATTRIBUTE.finditer(self.attributes):
            if found[1].lower() == name:
                return unescape(found[2] or found[3] or found[4] or "")
        return ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A script, style sheet, drawing or comment left out whole."""

    name: str


def tokens(source: str) -> Iterator[Tag | Unread | str]:
    """Tags, words (entities read) and what was left out, in order."""
    place = 0
    while place < len(source):
        start = source.find("<", place)
        if start < 0:
            start = len(source)
        if start > place:
            yield unescape(source[place:start])
        if start == len(source):
            return
        token, place = _at(source, start)
        yield token
        if isinstance(token, Tag) and token.name in UNREAD and not token.closes:
            yield Unread(token.name)
            place = _end_of(UNREAD_END[token.name], source, place)


def _at(source: str, start: int) -> tuple[Tag | Unread | str, int]:
    if source.startswith("<!--", start):
        end = source.find("-->", start)
        return Unread("comment"), len(source) if end < 0 else end + 3
    if source.startswith(("<!", "<?"), start):
        end = source.find(">", start)
        return Unread("declaration"), len(source) if end < 0 else end + 1
    if tag := TAG.match(source, start):
        return Tag(tag[2].lower(), bool(tag[1]), tag[3]), tag.end()
    return "<", start + 1


def _end_of(closing: re.Pattern[str], source: str, start: int) -> int:
    found = closing.search(source, start)
    return found.end() if found else len(source)
