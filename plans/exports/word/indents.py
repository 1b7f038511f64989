"""What a list counts is set in as its style says, for programs that ask the list and not the style.

Word sets a numbered paragraph in as its style says where its list says nothing. LibreOffice asks
the list alone, and set each further line beneath the number.
"""

from collections.abc import Iterator
from copy import deepcopy

from docx.document import Document as WordFile

from plans.exports.word.nodes import WORD, Node, node

Level = tuple[str, str]


def set_in(file: WordFile) -> None:
    """Give each level that a finished file counts by the indent of the style it is counted in."""
    indents, based = _indents(file.styles.element)
    levels = dict(_levels(file.part.numbering_part.element))
    for key, style in dict.fromkeys(_counted(file.element.body)):
        level = levels.get(key)
        while style and style not in indents:
            style = based.get(style, "")
        if style and level is not None and level.find(f"{WORD}pPr") is None:
            level.append(node("pPr", deepcopy(indents[style])))


def _counted(body: Node) -> Iterator[tuple[Level, str]]:
    """By which list and level each paragraph that counts is counted, and in which style it is."""
    for facts in body.iter(f"{WORD}pPr"):
        listed, style = facts.find(f"{WORD}numPr"), facts.find(f"{WORD}pStyle")
        if listed is not None and style is not None:
            key = _value(listed, "numId"), _value(listed, "ilvl")
            yield key, style.get(f"{WORD}val", "")


def _levels(numbering: Node) -> Iterator[tuple[Level, Node]]:
    """Each level by the number of each list that follows its definition."""
    defined = {
        each.get(f"{WORD}abstractNumId"): {
            level.get(f"{WORD}ilvl", ""): level for level in each.iter(f"{WORD}lvl")
        }
        for each in numbering.iter(f"{WORD}abstractNum")
    }
    for each in numbering.iter(f"{WORD}num"):
        for depth, level in defined.get(_value(each, "abstractNumId"), {}).items():
            yield (each.get(f"{WORD}numId", ""), depth), level


def _indents(styles: Node) -> tuple[dict[str, Node], dict[str, str]]:
    """The indent of each style that says one, and on which style each is based."""
    indents, based = {}, {}
    for style in styles.iter(f"{WORD}style"):
        name = style.get(f"{WORD}styleId", "")
        based[name] = _value(style, "basedOn")
        found = style.find(f"{WORD}pPr/{WORD}ind")
        if found is not None:
            indents[name] = found
    return indents, based


def _value(element: Node, name: str) -> str:
    found = element.find(f"{WORD}{name}")
    return "" if found is None else str(found.get(f"{WORD}val", ""))
