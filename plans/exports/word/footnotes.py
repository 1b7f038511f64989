"""Notes as Word's own footnotes: a part of the file that is there only where there is a note."""

from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart

from plans.exports.word.nodes import WORD, Node, node, paragraph, run

NAME = PackURI("/word/footnotes.xml")
TEXT, REFERENCE = "FootnoteText", "FootnoteReference"
# What Word draws above the notes of a page, by the numbers that its own files give them.
SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


def new_part(file: WordFile) -> XmlPart:
    """The part of a file's notes, with none in it yet."""
    marks = [node("footnote", _separator(kind), type=kind, id=key) for kind, key in SEPARATORS]
    part = XmlPart(NAME, CONTENT_TYPE.WML_FOOTNOTES, node("footnotes", *marks), file.part.package)
    file.part.relate_to(part, KIND.FOOTNOTES)
    known = node("footnotePr", *(node("footnote", id=key) for _, key in SEPARATORS))
    # The schema of settings has an order, in which what a file is compatible with comes after.
    file.settings.element.find(f"{WORD}compat").addprevious(known)
    return part


def part_of(file: WordFile) -> XmlPart | None:
    """The part of its notes, where it has some."""
    found = (one.target_part for one in file.part.rels.values() if one.reltype == KIND.FOOTNOTES)
    return next(found, None)


def add_note(part: XmlPart, *words: Node) -> Node:
    """The mark of a new note with these words."""
    key = len(part.element) - len(SEPARATORS) + 1
    number = _raised(node("footnoteRef"))
    part.element.append(node("footnote", paragraph(TEXT, number, run(" "), *words), id=key))
    return _raised(node("footnoteReference", id=key))


def _raised(content: Node) -> Node:
    return node("r", node("rPr", node("rStyle", val=REFERENCE)), content)


def _separator(kind: str) -> Node:
    spacing = node("pPr", node("spacing", before=0, after=0))
    return node("p", spacing, node("r", node(kind)))
