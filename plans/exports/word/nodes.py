"""Elements of WordprocessingML, made with the words for them alone."""

from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from web.text import visible

Node = BaseOxmlElement
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def node(tag: str, *children: Node, **values: str | int) -> Node:
    """The element `w:tag` with these attributes, all of Word's own namespace."""
    made: Node = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        made.set(f"{WORD}{name}", str(value))
    made.extend(children)
    return made


def text_node(tag: str, text: str) -> Node:
    """An element of words, whose spaces count."""
    made = node(tag)
    made.text = visible(text)
    made.set(XML_SPACE, "preserve")
    return made


def run(text: str, *look: Node) -> Node:
    """Words in one look; a line break or a tab in them is Word's own."""
    made = node("r", *([node("rPr", *look)] if look else []))
    for place, line in enumerate(visible(text).split("\n")):
        if place:
            made.append(node("br"))
        for column, words in enumerate(line.split("\t")):
            if column:
                made.append(node("tab"))
            if words:
                made.append(text_node("t", words))
    return made


def paragraph(style: str, *content: Node, facts: tuple[Node, ...] = ()) -> Node:
    """A paragraph in a style by its id; `facts` are further properties, in the schema's order."""
    return node("p", node("pPr", node("pStyle", val=style), *facts), *content)


def field(instruction: str, shown: str) -> Node:
    """A field on one line, with what it shows until Word counts anew."""
    return node("fldSimple", run(shown), instr=f" {instruction} ")


def set_apart(kind: str, title: str, key: int, *content: Node) -> Node:
    """Blocks in a frame that nobody sees in print, by which they are told from the plan's text."""
    facts = node("sdtPr", node("alias", val=title), node("tag", val=kind), node("id", val=key))
    return node("sdt", facts, node("sdtContent", *content))


def bookmark(key: int, name: str) -> tuple[Node, Node]:
    """Its start and its end; `key` is the bookmark's own in the file."""
    return node("bookmarkStart", id=key, name=name), node("bookmarkEnd", id=key)


def enclose(held: Node, start: Node, end: Node) -> None:
    """Put a bookmark around all the words of a paragraph."""
    held.insert(1, start)
    held.append(end)


def first_paragraphs(block: Node) -> Iterator[Node]:
    """A paragraph itself; of a table the first of each row."""
    if block.tag == f"{WORD}p":
        yield block
    for row in block.iterchildren(f"{WORD}tr"):
        yield next(row.iter(f"{WORD}p"))


def referring(made: Node, relation: str) -> Node:
    made.set(qn("r:id"), relation)
    return made
