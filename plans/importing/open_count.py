"""The words of an OpenDocument text counted plainly, by where they stand.

Like the count of a Word file's (`word_count`) it shares nothing with what reads the file in: it
looks at each letter of the parts themselves. Not counted: numbers that a program prints by itself,
what an index would be made from, and the words of embedded workbooks.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from xml.etree import ElementTree as ET

from plans.importing.word_count import DELETED, PICTURE, TEXT, Stream
from plans.importing.word_package import MOST_TAGS, MOST_TAGS_OF_TEXT, Parts

CONTENT, STYLES = "content.xml", "styles.xml"
OBJECT = re.compile(r"[^/]+/content\.xml")
WITHIN = {
    "deletion": DELETED,
    "note": "footnote",
    "annotation": "comment",
    "table": "table",
    "text-box": "text box",
    "a": "link",
    "title": PICTURE,
    "desc": PICTURE,
    "math": "equation",
    # In a flat text; elsewhere a chart is a part of its own.
    "chart": "chart",
    "ruby-text": "reading above a word",
}
# Of these nothing is shown, or only what a program counts.
SILENT = {"note-citation", "creator", "date", "date-string", "annotation-end", "binary-data"}
SILENT |= {"creator-initials", "sender-initials", "meta-creator-initials", "scripts", "forms"}
# What a control of a form shows is said beside it; of a password nothing.
FORM, SHOWN = "form field", ("current-value", "value", "label")
CHOSEN = ("current-selected", "selected")
NOT_SHOWN = {"checkbox": {"value"}, "radio": {"value"}, "button": {"value"}, "hidden": {"value"}}
EDGES = {"header", "header-left", "header-first", "footer", "footer-left", "footer-first"}
TOGETHER = {"span", "a", "bookmark", "bookmark-start", "bookmark-end", "change", "change-start"}
TOGETHER |= {"change-end", "soft-page-break", "note", "annotation", "annotation-end", "meta"}


def words_of_open_text(package: Parts) -> dict[str, Counter[str]]:
    """The words by where they stand, and how often each does."""
    found: dict[str, Counter[str]] = {}
    for kind, root in _parts(package):
        stream, beside = Stream(), Stream()
        _walk(root, kind, stream, beside)
        for where, word in (*stream.words(), *beside.words()):
            found.setdefault(where, Counter())[word] += 1
    return found


def _parts(package: Parts) -> Iterator[tuple[str, ET.Element]]:
    """The text, what stands at the edges of its pages, and the charts and equations in it."""
    content = _root(package, CONTENT)
    yield from ((TEXT, each) for each in content if _local(each) == "body")
    yield from ((FORM, each) for each in _controls(content))
    said = set()
    for each in _root(package, STYLES).iter() if STYLES in package.names else ():
        if _local(each) in EDGES and (words := "".join(each.itertext()).split()):
            key = _local(each)[:6], tuple(words)
            if key not in said:
                said.add(key)
                yield key[0], each
    for name in sorted(package.names):
        if OBJECT.fullmatch(name):
            root = _root(package, name)
            if _local(root) == "math":
                yield "equation", root
            charts = (each for each in root.iter() if _local(each) == "chart")
            yield from (("chart", each) for each in islice(charts, 1))


def _controls(content: ET.Element) -> Iterator[ET.Element]:
    """What each control that is drawn in the text shows, as an element that has these words."""
    drawn = {_said(each, "control") for each in content.iter() if _local(each) == "control"}
    for form in (each for each in content.iter() if _local(each) == "forms"):
        for control in form.iter():
            if _said(control, "id") in drawn - {""} and _local(control) != "password":
                words = ET.Element("words")
                words.text = " ".join(_words_of(control))
                yield words


def _words_of(control: ET.Element) -> Iterator[str]:
    shown = [name for name in SHOWN if name not in NOT_SHOWN.get(_local(control), ())]
    values = [said for name in shown if (said := _said(control, name))]
    # What it held at first stands beside what it holds now.
    yield from values[:1]
    if not values:
        yield from control.itertext()
    options = [each for each in control if _local(each) == "option"]
    for name in CHOSEN:
        if chosen := [_said(each, "label") for each in options if _said(each, name) == "true"]:
            yield from chosen
            break


def _said(element: ET.Element, name: str) -> str:
    return next((said for key, said in element.items() if key.rpartition("}")[2] == name), "")


def _root(package: Parts, name: str) -> ET.Element:
    most = MOST_TAGS_OF_TEXT if name == CONTENT else MOST_TAGS
    return ET.fromstring(package.xml(name, most))  # noqa: S314 (no DOCTYPE is let through)


def _walk(element: ET.Element, kind: str, stream: Stream, beside: Stream) -> None:
    tag = _local(element)
    where = "endnote" if _is_endnote(element) else WITHIN.get(tag, kind)
    kind = kind if kind in (DELETED, "comment", "chart", "equation") else where
    # What stands apart from a line does not part its words.
    to = beside if tag in ("note", "annotation", "deletion", "frame", "custom-shape") else stream
    if tag not in TOGETHER or to is not stream:
        to.add(" ", "")
    # An equation has its own words over again, as somebody typed them.
    twice = kind == "equation" and tag == "annotation"
    if tag not in SILENT and not twice and not tag.endswith("-source"):
        to.add(element.text or "", kind)
        for child in element:
            _walk(child, kind, to, beside)
            to.add(child.tail or "", kind)
    if tag not in TOGETHER or to is not stream:
        to.add(" ", "")


def _is_endnote(element: ET.Element) -> bool:
    return any(key.endswith("}note-class") and said == "endnote" for key, said in element.items())


def _local(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]
