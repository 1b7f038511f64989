"""The XML of a Word file under short names, whichever of its two dialects it is written in."""

from xml.etree import ElementTree as ET

# Word's own elements go by their bare name ("p"); others get the letters people know them by.
FAMILIES = (
    ("wordprocessingml/main", ""),
    ("wordprocessingml/2006/main", ""),
    ("/math", "m_"),
    ("drawingml/2006/main", "a_"),
    ("drawingml/main", "a_"),
    ("/wordprocessingDrawing", "wp_"),
    ("/chart", "c_"),
    ("/diagram", "dgm_"),
    ("/picture", "pic_"),
    ("/wordprocessingShape", "wps_"),
    ("/markup-compatibility/2006", "mc_"),
    ("urn:schemas-microsoft-com:vml", "v_"),
    ("/word/2010/wordml", "w14_"),
    ("package/2006/relationships", ""),
)


def parsed(part: bytes) -> ET.Element:
    """The part's root, every tag and attribute renamed; raises ET.ParseError.

    The package has refused every part with a DOCTYPE, so no entity can be defined in it.
    """
    root = ET.fromstring(part)  # noqa: S314
    prefixes: dict[str, str] = {}
    for element in root.iter():
        space, _, name = str(element.tag).rpartition("}")
        if space not in prefixes:
            prefixes[space] = _prefix(space)
        element.tag = prefixes[space] + name
        if any("}" in key for key in element.attrib):
            named = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
            element.attrib.clear()
            element.attrib.update(named)
    return root


def _prefix(space: str) -> str:
    if not space:
        return ""
    return next((prefix for end, prefix in FAMILIES if space.endswith(end)), "other_")


def value(element: ET.Element, path: str) -> str:
    """The `val` of the element at `path` beneath, "" where there is none."""
    found = element.find(path)
    return "" if found is None else found.get("val", "")


def switch(element: ET.Element | None, name: str) -> bool | None:
    """Whether properties turn something on or off; None where they say nothing of it."""
    found = None if element is None else element.find(name)
    return None if found is None else found.get("val", "true") not in ("0", "false", "off", "none")


def whole(digits: str) -> int:
    """Damage can put any word where Word puts a number."""
    return int(digits) if digits.isdecimal() and len(digits) < 6 else 0


def letters(element: ET.Element, *names: str) -> str:
    """The text of every element so named beneath, one after the other."""
    return "".join(each.text or "" for each in element.iter() if each.tag in names)
