"""The empty file that a plan is written into: its styles, its settings, its page."""

from docx import Document as new_file
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE as KIND

from plans.exports.word.nodes import Node, node
from plans.exports.word.styles import LANGUAGE, every_style

# A4, in twips.
PAGE_WIDTH, PAGE_HEIGHT, MARGIN, EDGE = 11906, 16838, 1304, 624
WIDTH = PAGE_WIDTH - 2 * MARGIN
# What else the library's own empty file holds is its maker's.
PARTS = {KIND.STYLES, KIND.SETTINGS, KIND.NUMBERING}
PACKAGE = {KIND.CORE_PROPERTIES, KIND.EXTENDED_PROPERTIES, KIND.OFFICE_DOCUMENT}
WORD_2013 = "http://schemas.microsoft.com/office/word"


def open_base() -> WordFile:
    """A new file with our styles and without a word."""
    made = new_file()
    for owner, kept in ((made.part, PARTS), (made.part.package, PACKAGE)):
        rels = owner.rels
        for key in [key for key, relation in rels.items() if relation.reltype not in kept]:
            rels.pop(key)
    _fill(made.styles.element, *every_style(WIDTH))
    _fill(made.settings.element, *_settings())
    _fill(made.part.numbering_part.element)
    _fill(made.element.body, _page())
    return made


def _fill(root: Node, *content: Node) -> None:
    for child in list(root):
        root.remove(child)
    root.extend(content)


def _settings() -> tuple[Node, ...]:
    newest = node("compatSetting", name="compatibilityMode", uri=WORD_2013, val=15)
    return (
        node("zoom", percent=100),
        node("defaultTabStop", val=720),
        node("characterSpacingControl", val="doNotCompress"),
        node("compat", newest),
        node("themeFontLang", val=LANGUAGE),
        node("decimalSymbol", val="."),
        node("listSeparator", val=","),
    )


def _page() -> Node:
    sides = dict.fromkeys(("top", "right", "bottom", "left"), MARGIN)
    return node(
        "sectPr",
        node("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT),
        node("pgMar", **sides, header=EDGE, footer=EDGE, gutter=0),
        node("cols", space=720),
    )
