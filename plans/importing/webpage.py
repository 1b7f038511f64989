"""A web page's words as lines of our rich text, each with the part of the page it stood in."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from plans.importing.marks import DEEPEST
from plans.importing.markup import BLOCKS, Tag, Unread, tokens
from plans.importing.page_line import DELETED, Blocks, counted
from plans.importing.told import told
from plans.importing.webpage_aside import COMMENT, SILENT, Aside, aside_at, is_one_comment
from plans.importing.webpage_notes import NoteTokens, Token, with_notes
from plans.importing.webpage_page import NotePage, Page, PageList
from plans.richtext import safe_link

# Parts of a page that are the site's and not the plan's, as a person would name them.
PARTS = {
    "nav": "the web page’s menu",
    "header": "the web page’s header",
    "footer": "the web page’s footer",
    "form": "a form on the web page",
    "noscript": "the web page’s notice",
    "title": "the web page’s title",
}
# What holds no words of the plan.
WITHOUT_WORDS = {
    "script": "script",
    "style": "style sheet",
    "comment": "hidden comment",
    "template": "template",
}
COUNTED = {
    "svg": "drawing",
    "iframe": "embedded page",
    "object": "object",
    "video": "embedded page",
    "audio": "embedded page",
    "canvas": "drawing",
}
TEXT_BEGINS = {"main", "article", "h1"}
HEADING = re.compile(r"h([1-6])")
# How Word says in a web page that a paragraph is a list's item, and of which level.
WORD_LIST = re.compile(r"mso-list:\s*\w+\s+level([1-9])", re.IGNORECASE)
WORD_MARK = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
TYPED_MARK = re.compile(r"\(?(\d{1,3}|[a-z]{1,4})[.)]", re.IGNORECASE)
WORD_BULLETS = ("o", "§", "v", "Ø", "ü", "q", "n")
# The parts of a formula between which a sign stands.
SIGNS = {"mfrac": "/", "msup": "^", "msub": "_"}


@dataclass
class Reading:
    """The page, and what is being left out or taken as a mark or formula at this moment."""

    page: Page = field(default_factory=Page)
    aside: Aside | None = None
    mark: Aside | None = None
    typed: str = ""
    formulas: list[list[str]] = field(default_factory=list)

    def take(self, token: Token | NoteTokens) -> None:
        if isinstance(token, NoteTokens):
            self.note(token)
        elif isinstance(token, Tag):
            self.tag(token)
        elif isinstance(token, Unread):
            self.page.counts[f"left out {token.name}"] += token.name in WITHOUT_WORDS
            self.page.counts[COUNTED.get(token.name, "")] += 1
        else:
            self.words(token)

    def note(self, note: NoteTokens) -> None:
        """In what is left out the words of a note are left out with the rest."""
        if self.aside or self.mark:
            self.words(note.words)
        else:
            page = NotePage()
            _read(note.inside, page)
            self.page.note(page)

    def words(self, text: str) -> None:
        if self.aside:
            if self.aside.why not in (COMMENT, SILENT):
                self.page.leave_out(self.aside.why, text)
        elif self.mark:
            self.typed += text
        else:
            self.page.add(text)

    def tag(self, tag: Tag) -> None:
        is_block = tag.name in BLOCKS
        self.page.counts["one comment"] += is_one_comment(tag)
        if self.aside:
            if not self.aside.ends_with(tag, is_block=is_block):
                self.words(" " if is_block else "")
                return
            own, self.aside = tag.name == self.aside.name, None
            if own and tag.closes:
                if is_block:
                    self.page.end_line()
                    self.page.breaks += 1
                return
        elif self.mark:
            if self.mark.ends_with(tag, is_block=is_block):
                self.mark = None
                self.page.mark = _mark_of(self.typed)
            return
        self._begin(tag, is_block=is_block)

    def _begin(self, tag: Tag, *, is_block: bool) -> None:
        self.aside = aside_at(tag)
        if self.aside:
            self.page.counts["deletion"] += self.aside.why == DELETED
            self.page.counts["comment mark"] += self.aside.why == COMMENT and not is_block
            if is_block:
                self.page.end_line()
        elif not tag.closes and WORD_MARK.search(tag.get("style")):
            self.mark, self.typed = Aside(tag.name, SILENT), ""
        elif tag.name == "ins":
            self.page.counts["insertion"] += not tag.closes
        else:
            self._formula(tag)
            _tag(self.page, tag)

    def _formula(self, tag: Tag) -> None:
        """A sign between the first and the second part of a fraction or a power."""
        if tag.name == "math":
            self.page.counts["equation"] += not tag.closes
            self.formulas = []
        elif tag.closes and self.formulas and self.formulas[-1][0] == tag.name:
            self.formulas.pop()
            if self.formulas and self.formulas[-1][0] in SIGNS and not self.formulas[-1][1]:
                self.formulas[-1][1] = SIGNS[self.formulas[-1][0]]
                self.page.add(self.formulas[-1][1])
        elif not tag.closes and tag.name in (*SIGNS, "mi", "mn", "mo", "mrow", "mtext", "msqrt"):
            self.page.add("√" if tag.name == "msqrt" else "")
            self.formulas.append([tag.name, ""])


def webpage_blocks(source: str) -> Blocks:
    """Headings as `##`, list items with their marks, cells as lines; scripts only counted."""
    page = Page()
    _read(with_notes(tokens(source)), page)
    while page.tables:
        page.close_table()
    counts = page.counts
    counts["comment"] = max(counts["comment mark"], counts["one comment"])
    return Blocks(tuple(page.lines), tuple(_notes(counts)))


def _read(found: Iterable[Token | NoteTokens], page: Page) -> None:
    reading = Reading(page)
    for token in found:
        reading.take(token)
    page.end_line()


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
    elif tag.name in ("sup", "sub"):
        page.raised = 0 if tag.closes else 1 if tag.name == "sup" else -1
    elif tag.name == "a":
        _anchor(page, tag)
    elif tag.name == "img":
        _picture(page, tag)
    elif tag.name == "rt":
        page.counts["reading"] += not tag.closes
        page.add(")" if tag.closes else " (")
    elif tag.name == "q":
        page.add("”" if tag.closes else "“")
    elif not tag.closes:
        page.counts[COUNTED.get(tag.name, "")] += 1


def _anchor(page: Page, tag: Tag) -> None:
    page.link = ""
    if not tag.closes and (address := tag.get("href")):
        page.link = safe_link(address)
        page.counts["dead link"] += not page.link


def _picture(page: Page, tag: Tag) -> None:
    alt = tag.get("alt").strip()
    page.counts["described picture" if alt else "picture"] += 1
    if alt:
        page.bracket(f"Picture: {alt}")


def _block(page: Page, tag: Tag) -> None:
    if tag.name in ("ol", "ul"):
        _list(page, tag)
    elif tag.name == "li":
        _item(page, tag)
    elif found := HEADING.fullmatch(tag.name):
        # A list left open ends at the next heading.
        page.lists, page.in_item = [], False
        page.heading = 0 if tag.closes else int(found[1])
    elif tag.name in ("table", "tr", "td", "th"):
        _table(page, tag)
    elif not tag.closes and (found := WORD_LIST.search(tag.get("style"))):
        page.level = int(found[1])
    # Bold, links and raised letters left open end with their block, as a reader would expect.
    page.bold, page.link, page.raised = 0, "", 0
    _part(page, tag)


def _item(page: Page, tag: Tag) -> None:
    page.in_item = not tag.closes
    if tag.closes:
        return
    page.lists = page.lists or [PageList("bullet", 0)]
    value, level = tag.get("value"), tag.get("data-aria-level") or tag.get("aria-level")
    if value.isdecimal() and len(value) < 5:
        page.lists[-1].count = int(value) - 1
    page.mark = page.lists[-1].next_mark()
    # Word in a browser writes each item as a list of its own, and says how deep it is.
    page.level = int(level) if level.isdecimal() and 0 < int(level[:2]) <= DEEPEST else 0


def _list(page: Page, tag: Tag) -> None:
    page.mark = ""
    if tag.closes:
        del page.lists[-1:]
        page.in_item = bool(page.lists)
        return
    page.in_item = False
    start = tag.get("start")
    first = int(start) if start.isdecimal() and len(start) < 4 else 1
    if len(page.lists) < DEEPEST:
        page.lists.append(PageList(_form(tag), first - 1))


def _form(tag: Tag) -> str:
    kind, style = tag.get("type"), tag.get("style").lower()
    if tag.name == "ul":
        return "bullet"
    if kind in ("a", "A") or "alpha" in style or "latin" in style:
        return "letter"
    return "roman" if kind in ("i", "I") or "roman" in style else "number"


def _table(page: Page, tag: Tag) -> None:
    if tag.name == "table":
        (page.close_table if tag.closes else page.open_table)()
    elif tag.name == "tr":
        page.close_cell()
        if page.tables and not tag.closes:
            page.tables[-1].table.next_row()
    elif tag.closes:
        page.close_cell()
    else:
        across, down = (_merged(tag.get(name)) for name in ("colspan", "rowspan"))
        page.open_cell(across, down, heading=tag.name == "th")


def _merged(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 3 else 1


def _mark_of(typed: str) -> str:
    """The mark that Word typed before an item, as our rich text writes it."""
    mark = typed.strip(" \t\r\n\u00a0")
    return f"{mark} " if mark not in WORD_BULLETS and TYPED_MARK.fullmatch(mark) else "- "


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
    left_out = [
        counted(counts[f"left out {name}"], noun)
        for name, noun in WITHOUT_WORDS.items()
        if counts[f"left out {name}"]
    ]
    if left_out:
        yield f"Left out, as they hold no words of the plan: {', '.join(left_out)}."
    yield from told(counts)
