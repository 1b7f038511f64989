"""What a Word file holds besides its words, counted and told in words."""

from collections import Counter
from collections.abc import Iterator, Sequence

from plans.importing.page_line import counted

# For each kind what is said of one, and of several.
SENTENCES = {
    "grid": (
        "1 table came as a table: look whether its headings and its merged cells are as they were.",
        "{} tables came as tables: look whether their headings and merged cells are as they were.",
    ),
    "table": (
        "1 table laid out the page: it became lines, one for each cell, with its place in it.",
        "{} tables laid out the page: they became lines, one for each cell, with its place.",
    ),
    "text box": (
        "1 text box came after the paragraph it stands beside.",
        "{} text boxes came after the paragraphs they stand beside.",
    ),
    "note": (
        "1 footnote or endnote came as a note at its mark.",
        "{} footnotes and endnotes came as notes at their marks.",
    ),
    "equation": (
        "1 equation came as text on one line: check that it reads right.",
        "{} equations came as text on one line: check that they read right.",
    ),
    "chart": (
        "1 chart was left out: its title is in brackets, its figures are among the lines below.",
        "{} charts were left out: titles are in brackets, figures among the lines below.",
    ),
    "diagram": (
        "1 diagram was left out; its words stand in brackets.",
        "{} diagrams were left out; their words stand in brackets.",
    ),
    "picture": (
        "1 picture was left out: describe it in words if it matters.",
        "{} pictures were left out: describe them in words if they matter.",
    ),
    "described picture": (
        "1 picture was left out; its description stands in brackets.",
        "{} pictures were left out; their descriptions stand in brackets.",
    ),
    "object": ("1 embedded object was left out.", "{} embedded objects were left out."),
    "document": (
        "1 document inside this one was left out: save it as .docx and bring it in too.",
        "{} documents inside this one were left out: save them as .docx and bring them in too.",
    ),
    "read document": (
        "1 document inside this one came with it.",
        "{} documents inside this one came with it.",
    ),
    "macro": ("The file’s macros were left out: they were neither read nor run.",) * 2,
    "comment": (
        "1 comment was left out; it is among the lines below.",
        "{} comments were left out; they are among the lines below.",
    ),
    "reading": (
        "1 word had its reading written above it, which stands in brackets after it.",
        "{} words had their readings written above them, which stand in brackets after them.",
    ),
    "symbol": (
        "1 symbol could not be read: [symbol] stands in its place.",
        "{} symbols could not be read: [symbol] stands in their places.",
    ),
    "hidden": (
        "Hidden words in 1 place were left out; they are among the lines below.",
        "Hidden words in {} places were left out; they are among the lines below.",
    ),
    "struck": (
        "Words struck through in 1 place were left out; they are among the lines below.",
        "Words struck through in {} places were left out; they are among the lines below.",
    ),
    "dead link": (
        "1 link led to no web address; the words are kept.",
        "{} links led to no web address; the words are kept.",
    ),
    "script": ("1 script was left out.", "{} scripts were left out."),
    "style": ("1 style sheet was left out.", "{} style sheets were left out."),
    "drawing": (
        "1 drawing was left out: describe it in words if it matters.",
        "{} drawings were left out: describe them in words if they matter.",
    ),
    "embedded page": (
        "1 embedded page, film or sound was left out.",
        "{} embedded pages, films or sounds were left out.",
    ),
}  # fmt: skip
CHANGES = {"insertion": "insertion", "deletion": "deletion", "move": "move"}


def told(counts: Counter[str], authors: Sequence[str] = ()) -> Iterator[str]:
    """A sentence for each kind that was met; `authors` are those whose changes are tracked."""
    changes = [counted(counts[name], noun) for name, noun in CHANGES.items() if counts[name]]
    if changes:
        by = f", by {' and '.join(filter(None, (', '.join(authors[:-1]), *authors[-1:])))}"
        yield f"Tracked changes came as if accepted: {', '.join(changes)}{by if authors else ''}."
    for kind, (one, several) in SENTENCES.items():
        if number := counts[kind]:
            yield one if number == 1 else several.format(f"{number:,}")
