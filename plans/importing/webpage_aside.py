"""What stands in a page and is not its words: deleted, struck, hidden, and reviewers' comments."""

import re
from dataclasses import dataclass

from plans.importing.markup import Tag
from plans.importing.page_line import DELETED, HIDDEN, STRUCK

COMMENT = "comment"
# Not told: a page's own marks of what is beside it already.
SILENT = ""
COMMENT_CLASS = re.compile(r"\b(?:msocom\w*|MsoComment\w*)", re.IGNORECASE)
COMMENT_STYLE = re.compile(r"mso-element:\s*comment", re.IGNORECASE)
ONE_COMMENT = re.compile(r"mso-element:\s*comment(?!-list)", re.IGNORECASE)
HIDDEN_STYLE = re.compile(
    r"display:\s*none|visibility:\s*hidden|mso-hide:\s*(?:all|screen)", re.IGNORECASE
)
STRUCK_STYLE = re.compile(r"text-decoration[\w-]*:[^;]*line-through", re.IGNORECASE)
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
HIDDEN_WORD = re.compile(r"(?:^|\s)hidden(?=\s|/|=|$)", re.IGNORECASE)
BY_NAME = {"del": DELETED, "s": STRUCK, "strike": STRUCK, "rp": SILENT, "annotation": SILENT}
VOID_TAGS = "area base br col embed hr img input link meta param source track wbr"
VOID = frozenset(VOID_TAGS.split())


@dataclass
class Aside:
    """An element that is left out: it ends with its own tag, or with the block it began in."""

    name: str
    why: str
    depth: int = 1
    blocks: int = 0

    def ends_with(self, tag: Tag, *, is_block: bool) -> bool:
        """Whether the element ends at this tag; tags within it are counted."""
        if tag.name == self.name:
            self.depth += -1 if tag.closes else 1
            return self.depth == 0
        if is_block:
            self.blocks += -1 if tag.closes else 1
            # A paragraph ends where another block begins.
            return self.blocks < 0 or (self.name == "p" and not tag.closes)
        return False


def aside_at(tag: Tag) -> Aside | None:
    """The element that begins here, if it is one to be left out."""
    if tag.closes or tag.name in VOID:
        return None
    if tag.name == "a" and tag.get("href").startswith("#cmnt_ref"):
        # The comment itself follows on the same line.
        return Aside("", COMMENT)
    if tag.name == "a" and tag.get("href").startswith("#cmnt"):
        return Aside(tag.name, COMMENT)
    if tag.name in BY_NAME:
        return Aside(tag.name, BY_NAME[tag.name])
    if not tag.attributes:
        return None
    style = tag.get("style")
    if COMMENT_CLASS.search(tag.get("class")) or COMMENT_STYLE.search(style):
        return Aside(tag.name, COMMENT)
    if HIDDEN_STYLE.search(style) or HIDDEN_WORD.search(QUOTED.sub("", tag.attributes)):
        return Aside(tag.name, HIDDEN)
    return Aside(tag.name, STRUCK) if STRUCK_STYLE.search(style) else None


def is_one_comment(tag: Tag) -> bool:
    return not tag.closes and bool(ONE_COMMENT.search(tag.get("style")))
