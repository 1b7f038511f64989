"""The XML of an OpenDocument file under short names, and the elements of Word made of it."""

from xml.etree import ElementTree as ET

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SHORT = {"xsl-fo-compatible": "fo", "svg-compatible": "svg", "drawing": "draw"}
OTHERS = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/1998/Math/MathML": "math",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
}
NONE = ET.Element("none")


def named(part: bytes) -> ET.Element:
    """The part's root, with "text_p" for the name of a paragraph; raises ET.ParseError.

    The package has refused every part with a DOCTYPE, so no entity can be defined in it.
    """
    root = ET.fromstring(part)  # noqa: S314
    prefixes: dict[str, str] = {}

    def short(name: str) -> str:
        space, _, local = name.rpartition("}")
        if space not in prefixes:
            prefixes[space] = _prefix(space.lstrip("{"))
        return prefixes[space] + local

    for element in root.iter():
        element.tag = short(str(element.tag))
        if element.attrib:
            values = {short(key): value for key, value in element.attrib.items()}
            element.attrib.clear()
            element.attrib.update(values)
    return root


def _prefix(space: str) -> str:
    if space.startswith(OASIS):
        family = space.removeprefix(OASIS).partition(":")[0]
        return f"{SHORT.get(family, family)}_"
    return f"{OTHERS.get(space, 'other')}_" if space else ""


def made(tag: str, *children: ET.Element, **values: str) -> ET.Element:
    """An element of Word's, under the short name that its readers know it by."""
    element = ET.Element(tag, values)
    element.extend(children)
    return element


def worded(tag: str, text: str) -> ET.Element:
    element = ET.Element(tag)
    element.text = text
    return element
