"""Elements of OpenDocument, made with the words for them alone."""

import re
from xml.etree import ElementTree as ET

from web.text import visible

Node = ET.Element
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {
    "xmlns:office": f"{OASIS}office:1.0",
    "xmlns:style": f"{OASIS}style:1.0",
    "xmlns:text": f"{OASIS}text:1.0",
    "xmlns:table": f"{OASIS}table:1.0",
    "xmlns:fo": f"{OASIS}xsl-fo-compatible:1.0",
    "xmlns:meta": f"{OASIS}meta:1.0",
    "xmlns:svg": f"{OASIS}svg-compatible:1.0",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
}
# What is no plain letter in a line: a break, a tab, or spaces that a reader would make one of.
APART = re.compile(r"(\n|\t|(?<= ) +|^ +)")


def node(tag: str, *children: Node, **values: str | int) -> Node:
    """An element; `fo__color` is the attribute "fo:color", `_` within a name a dash."""
    made = ET.Element(tag)
    for name, value in values.items():
        made.set(name.replace("__", ":").replace("_", "-"), str(value))
    made.extend(children)
    return made


def worded(made: Node, text: str) -> Node:
    """The element with these words after what it has; breaks, tabs and spaces are elements."""
    for piece in APART.split(visible(text)):
        if piece == "\n":
            made.append(node("text:line-break"))
        elif piece == "\t":
            made.append(node("text:tab"))
        elif piece and not piece.strip(" "):
            made.append(node("text:s", text__c=len(piece)) if len(piece) > 1 else node("text:s"))
        elif piece:
            _add(made, piece)
    return made


def _add(made: Node, words: str) -> None:
    if len(made):
        made[-1].tail = (made[-1].tail or "") + words
    else:
        made.text = (made.text or "") + words


def paragraph(style: str, text: str = "") -> Node:
    return worded(node("text:p", text__style_name=style), text)


def root(tag: str, *children: Node) -> Node:
    """The outermost element of a part."""
    made = node(tag, *children)
    made.attrib = {**SPACES, "office:version": "1.3"}
    return made
