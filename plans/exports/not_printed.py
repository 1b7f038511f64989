"""Which letters of a text its PDF cannot print, said in sentences before anything is frozen."""

from collections.abc import Iterable, Iterator
from unicodedata import category

from plans.document import Document, Passage
from plans.exports.pdf.fonts import stand_in, unprintable
from plans.exports.tables import Cell, evidence_list, tables_of, theme_title
from plans.richtext import plain_text

# As many places are told one by one, and as many letters of each; then how many more there are.
PLACES, LETTERS = 10, 8


def not_printed(document: Document) -> tuple[str, ...]:
    """Of a whole plan, in the order of its PDF."""
    return sentences(_texts(document))


def sentences(texts: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Of texts by what each is called: "Paragraph 2.1 has 3 letters the PDF cannot print: …"."""
    found = [(where, lacking) for where, text in texts if (lacking := unprintable(text))]
    told = [_sentence(where, lacking) for where, lacking in found[:PLACES]]
    if more := len(found) - len(told):
        told.append(f"There are others in {more} more place{'' if more == 1 else 's'}.")
    return tuple(told)


def _sentence(where: str, lacking: tuple[str, ...]) -> str:
    letters = all(category(one)[0] in "LM" for one in lacking)
    count, each = len(lacking), tuple(dict.fromkeys(lacking))
    what = ("letter" if letters else "sign") + ("" if count == 1 else "s")
    shown = ", ".join(f"{one} as {stand_in(ord(one))}" for one in each[:LETTERS])
    more = f" and {len(each) - LETTERS} others" if len(each) > LETTERS else ""
    return f"{where} has {count} {what} the PDF cannot print. It prints {shown}{more}."


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    yield "The plan’s title", document.title
    yield "The council’s name", document.council
    asked = document.commission
    yield "The commission’s name", f"{asked.title} {asked.department}"
    yield from _passages("the introduction", document.introduction)
    for theme in document.themes:
        name = f"theme {theme.number}"
        yield f"The title of {name}", theme_title(theme)
        yield from _passages(name, theme.passages)
    for table in tables_of(document):
        for row in table.rows:
            cells = [_words(cell) for cell in row]
            yield f"“{table.title}”, {_named(cells[0])}", " ".join(cells)
    for piece in evidence_list(document):
        yield f"Evidence {_named(_words(piece))}", _words(piece)


def _passages(part: str, passages: tuple[Passage, ...]) -> Iterator[tuple[str, str]]:
    for passage in passages:
        text = plain_text(passage.body)
        kind = "Heading" if passage.kind == "heading" else "Paragraph"
        name = passage.number or f"{_named(text)} in {part}"
        yield f"{kind} {name}", f"{passage.number} {text}"


def _words(cell: Cell) -> str:
    return "".join(run.text for run in cell)


def _named(text: str) -> str:
    first = " ".join(text.split())
    return f"“{first if len(first) <= 40 else first[:39] + '…'}”"
