"""A plan as clean HTML: for our own page, and to paste into a council's site."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape, unescape

import nh3

from plans.blocks import Block
from plans.document import Document, Passage, Theme, parse_document
from plans.exports.imprint import Imprint
from plans.exports.tables import (
    Cell,
    Table,
    answers_line,
    evidence_list,
    identity_line,
    tables_of,
    theme_title,
)
from plans.richtext import LINK_SCHEMES, plain_text
from plans.richtext_html import Notes, richtext_html
from web.text import clean

# Whatever was written, only these come out; everything in the text is escaped before it gets here.
PLAIN_TAGS = {
    *("h1", "h2", "h3", "p", "br", "strong", "a", "sup", "ul", "ol", "li"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
PLAIN_ATTRIBUTES = {"a": {"href"}, "ol": {"type", "start"}, "th": {"scope"}}
PAGE_TAGS = PLAIN_TAGS | {"section", "div", "span"}
# The id is that of a heading, or of the part that begins with it.
PART = r'<section(?: (?!id=)[-\w]+="[^"]*")* id="([-\w]+)"[^>]*>\s*<h2>'
HEADING = re.compile(rf'(?:{PART}|<h2 id="([-\w]+)">)(.*?)</h2>', re.DOTALL)
# Dark on white, on paper too; no address, no script.
STYLE = """
body { margin: 0; background: #fff; color: #0b0c0c }
body { font: 1.1875rem/1.5 Arial, Helvetica, sans-serif }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 1rem }
h2 { font-size: 1.5rem; line-height: 1.25; margin: 2.5rem 0 1rem }
h3 { font-size: 1.1875rem; margin: 1.5rem 0 .5rem }
p, ul, ol { margin: 0 0 1rem }
a { color: #1d4f91 }
sup { font-size: .75em; line-height: 0 }
table { width: 100%; border-collapse: collapse; font-size: 1rem }
caption { text-align: left; padding-bottom: .5rem }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0 }
th, td { border-bottom: 1px solid #b1b4b6 }
@media print {
  body { font-size: 11pt }
  main { max-width: none; padding: 0 }
  h1, h2, h3 { break-after: avoid }
  tr { break-inside: avoid }
}
"""
PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{title} – {council}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
# Documents whose page is kept: those that a council's people read in one week, and some more.
DRAWN = 64
PAGE_ATTRIBUTES = PLAIN_ATTRIBUTES | {
    "a": {"href", "id", "class", "role", "aria-label"},
    "ol": {"type", "start", "class"},
    "li": {"id"},
    "section": {"class", "id", "tabindex", "role", "aria-label"},
    "h2": {"id"},
    "div": {"class", "id"},
    "span": {"class"},
    "table": {"class"},
    "th": {"scope", "class"},
    "td": {"class", "data-label"},
}


def page_body(document: Document) -> str:
    """The plan below its title: headings from h2, a few `plan-…` classes, ids to link to."""
    return _page(document.canonical)


def with_marks(body: str, marks: Mapping[int, str]) -> str:
    """A plan's page with a line of ours above some of its paragraphs, by their keys."""
    for key, words in marks.items():
        start = f'id="passage-{key}">'
        body = body.replace(start, f'{start}<p class="plan-mark">{_words(words)}</p>', 1)
    return body


def with_note(body: str, title: str, words: str) -> str:
    """A plan's page with a line of ours below the heading of one of its tables; "" adds none."""
    heading = f"<h2>{_words(title)}</h2>\n<table"
    note = f'<h2>{_words(title)}</h2>\n<p class="plan-mark">{_words(words)}</p>\n<table'
    return body.replace(heading, note, 1) if words else body


@lru_cache(DRAWN)
def _page(canonical: bytes) -> str:
    """Kept, as everybody who clears or decides a plan reads the same words."""
    return _cleaned("".join(_body(parse_document(canonical), Notes())), PAGE_TAGS, PAGE_ATTRIBUTES)


def contents_of(body: str) -> list[tuple[str, str]]:
    """The headings of a page made here, as (id, words); of an earlier page, those with an id."""
    return [(of_part or own, unescape(words)) for of_part, own, words in HEADING.findall(body)]


def standalone(document: Document, imprint: Imprint) -> str:
    """The plan as a page of its own, to keep, print or put on the council's site.

    It has its title and a few styles, and needs nothing from anywhere. Within `main` are no
    classes, ids or styles, so that it can be pasted into another page.
    """
    title = _words(document.title)
    lines = [imprint.endorsed, document.council, answers_line(document), identity_line(imprint)]
    first = "".join(f"<p>{_words(line)}</p>" for line in lines if line)
    words = "".join(_body(document, Notes("bare")))
    body = _cleaned(f"<h1>{title}</h1>{first}{words}", PLAIN_TAGS, PLAIN_ATTRIBUTES)
    return clean(PAGE.format(title=title, council=_words(document.council), style=STYLE, body=body))


def _cleaned(markup: str, tags: set[str], attributes: dict[str, set[str]]) -> str:
    return nh3.clean(
        clean(markup), tags=tags, attributes=attributes, url_schemes=LINK_SCHEMES, link_rel=None
    )


def _body(document: Document, notes: Notes) -> Iterator[str]:
    """Notes are numbered through the plan, and stand beneath the part that has their marks."""
    if document.introduction:
        words = [*_passages(document.introduction, "h2", notes)]
        yield _section("plan-introduction", [*words, notes.beneath("Notes to the introduction")])
    for theme in document.themes:
        words = [*_theme(theme, notes)]
        title = f"Notes to theme {theme.number}"
        yield _section("plan-theme", [*words, notes.beneath(title)])
    for number, table in enumerate(tables_of(document), start=1):
        yield _wide(table, number)
    if pieces := evidence_list(document):
        items = tuple((Block("paragraph", runs=runs),) for runs in pieces)
        listed = richtext_html((Block("bullets", items=items),))
        yield _section("plan-records", ["<h2>Evidence</h2>", listed], key="evidence")


def _section(kind: str, parts: list[str], key: str = "") -> str:
    named = f' id="{key}"' if key else ""
    return f'<section class="{kind}"{named}>{"".join(parts)}</section>\n'


def _wide(table: Table, number: int) -> str:
    """A table may be wider than a phone: what scrolls can be reached and named by the keyboard."""
    facts = f'class="plan-records" id="table-{number}" tabindex="0"'
    facts += f' aria-label="{_words(table.title)}"'
    return f"<section {facts}>{''.join(_table(table))}</section>\n"


def _theme(theme: Theme, notes: Notes) -> Iterator[str]:
    yield f'<h2 id="theme-{theme.number}">{_words(theme_title(theme))}</h2>\n'
    yield from _passages(theme.passages, "h3", notes)


def _passages(passages: tuple[Passage, ...], heading: str, notes: Notes) -> Iterator[str]:
    for passage in passages:
        if passage.kind == "heading":
            key = f' id="heading-{passage.id}"' if heading == "h2" else ""
            yield f"<{heading}{key}>{_words(plain_text(passage.body))}</{heading}>\n"
        else:
            yield f'<div class="plan-paragraph" id="passage-{passage.id}">'
            yield f"{_numbered(passage, notes)}</div>\n"


def _numbered(passage: Passage, notes: Notes) -> str:
    """The paragraph's number is words, so that everybody meets it, and a link to the paragraph."""
    words = richtext_html(passage.body, notes)
    if not passage.number:
        return words
    said = _words(passage.number)
    number = f'<p><a class="plan-number" href="#passage-{passage.id}">{said}</a>'
    if words.startswith("<p>"):
        return f"{number} {words.removeprefix('<p>')}"
    return f"{number}</p>{words}"


def _table(table: Table) -> Iterator[str]:
    """Each value carries its column's name too: on a phone a row is a small block."""
    yield f'<h2>{_words(table.title)}</h2>\n<table class="stacked">'
    yield f"<caption>{_words(table.caption)}</caption>\n"
    yield "<thead><tr>"
    for column in table.columns:
        yield f'<th scope="col"{_kind(column.numbers)}>{_words(column.title)}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for row in table.rows:
        yield "<tr>"
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            label = f' data-label="{_words(column.title)}"'
            tag, facts = ("td", label) if place else ("th", ' scope="row"')
            yield f"<{tag}{facts}{_kind(column.numbers)}>{_cell(cell)}</{tag}>"
        yield "</tr>\n"
    yield "</tbody></table>\n"


def _kind(numbers: bool) -> str:
    return ' class="plan-amount"' if numbers else ""


def _cell(cell: Cell) -> str:
    return richtext_html((Block("paragraph", runs=cell),)).removeprefix("<p>").removesuffix("</p>")


def _words(text: str) -> str:
    return escape(text).replace("\n", " ")
