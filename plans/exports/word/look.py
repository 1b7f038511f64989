"""A council's own look: the styles of its Word template stand under the names that ours have.

Kept of a template are its styles alone, as plain WordprocessingML: what they take from its theme
is written out, and what they take from its lists is left, as numbers are ours.
"""

import io
import zipfile
from collections.abc import Iterator

from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE
from docx.oxml.parser import parse_xml

from plans.exports.word.base import WIDTH
from plans.exports.word.footnotes import part_of
from plans.exports.word.nodes import WORD, Node, node
from plans.exports.word.styles import LANGUAGE, paragraph_styles
from web.errors import Refused

# A template's styles are some 50 KB, those of the largest seen 400.
MOST_BYTES = 2 * 1024 * 1024
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# What stands before a number, and before an indent, among a paragraph's properties.
BEFORE_NUMBER = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
BEFORE_INDENT = (
    *(*BEFORE_NUMBER, "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens"),
    *("kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN"),
    *("bidi", "adjustRightInd", "snapToGrid", "spacing"),
)
REFERENCES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")

NOT_TEMPLATE = (
    "This is a Word document, not a template. Open it in Word, choose “Save as” and “Word template "
    "(.dotx)”, then choose that file."
)
DAMAGED = (
    "The styles of this template cannot be read. Open it in Word, save it again, and try anew."
)
TOO_LARGE = "The styles of this template are larger than 2 MB. Take out those nobody uses."


def read_look(template: bytes) -> str:
    """The styles of a template, a zip that was judged already; Refused where it has none."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as parts:
            kinds = parse_xml(_part(parts, "[Content_Types].xml"))
            if CONTENT_TYPE.WML_DOCUMENT_MAIN.replace("document.main", "template.main") not in {
                each.get("ContentType") for each in kinds
            }:
                raise Refused(NOT_TEMPLATE)
            styles = parse_xml(_part(parts, "word/styles.xml"))
            fonts = _fonts(parts)
    except (KeyError, ValueError, SyntaxError, zipfile.BadZipFile, OSError) as fault:
        raise Refused(DAMAGED) from fault
    if styles.tag != f"{WORD}styles" or not list(_names(styles)):
        raise Refused(DAMAGED)
    _plain(styles, fonts)
    return str(styles.xml)


def missing_from(look: str) -> list[str]:
    """Names of our styles that a look has not, in the order in which a plan uses them."""
    known = {name for kind, name, _ in _names(parse_xml(look)) if kind == "paragraph"}
    return [one.name for one in paragraph_styles(WIDTH) if one.name.lower() not in known]


def dress(file: WordFile, look: str) -> None:
    """A finished file in a council's look; styles that it has not stay as ours are."""
    own, theirs = file.styles.element, parse_xml(look)
    known = {(kind, name): style for kind, name, style in _names(theirs)}
    taken = {_key(style) for style in theirs.iterchildren(f"{WORD}style")}
    ids: dict[str, str] = {}
    added: list[Node] = []
    for kind, name, style in list(_names(own)):
        found = known.get((kind, name))
        if found is None:
            ids[_key(style)] = f"Clearday{_key(style)}" if _key(style) in taken else _key(style)
            added.append(style)
        else:
            ids[_key(style)] = _key(found)
            _keep_place(found, style)
    for style in added:
        style.set(f"{WORD}styleId", ids[_key(style)])
        style.attrib.pop(f"{WORD}default", None)
        _refer(style, ids)
    for child in list(own):
        own.remove(child)
    own.extend([*theirs, *added])
    section = file.sections[0]
    parts = [file.part, section.header.part, section.footer.part, file.part.numbering_part]
    for part in (*parts, *filter(None, [part_of(file)])):
        _refer(part.element, ids)


def _part(parts: zipfile.ZipFile, name: str) -> bytes:
    with parts.open(name) as part:
        content = part.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    if any(each in content for each in FORBIDDEN) or b"\0" in content:
        raise Refused(DAMAGED)
    return content


def _fonts(parts: zipfile.ZipFile) -> dict[str, str]:
    """The theme's two fonts by what styles call them: "major" and "minor"."""
    names = [name for name in parts.namelist() if name.startswith("word/theme/theme")]
    theme = parse_xml(_part(parts, min(names))) if names else node("none")
    found = {}
    for kind in ("major", "minor"):
        latin = next(theme.iter(f"{DRAWING}{kind}Font"), node("none")).find(f"{DRAWING}latin")
        if latin is not None and latin.get("typeface"):
            found[kind] = latin.get("typeface")
    return found


def _plain(styles: Node, fonts: dict[str, str]) -> None:
    for element in list(styles.iter()):
        parent = element.getparent()
        foreign = not isinstance(element.tag, str) or not element.tag.startswith(WORD)
        if parent is not None and (foreign or element.tag == f"{WORD}numPr"):
            parent.remove(element)
            continue
        for name in list(element.attrib):
            if "heme" in name:
                kind = element.attrib.pop(name)[:5]
                ending = name.removeprefix(WORD).removesuffix("Theme")
                if ending in ("ascii", "hAnsi") and kind in fonts:
                    element.set(f"{WORD}{ending}", fonts[kind])
            elif not name.startswith(WORD):
                del element.attrib[name]
    for language in styles.iter(f"{WORD}lang"):
        language.set(f"{WORD}val", LANGUAGE)


def _names(styles: Node) -> Iterator[tuple[str, str, Node]]:
    """Each style with its kind and its name, in small letters: Word tells none by its capitals."""
    for style in styles.iterchildren(f"{WORD}style"):
        name = style.find(f"{WORD}name")
        if name is not None and _key(style):
            yield style.get(f"{WORD}type", "paragraph"), name.get(f"{WORD}val", "").lower(), style


def _key(style: Node) -> str:
    return str(style.get(f"{WORD}styleId", ""))


def _keep_place(found: Node, ours: Node) -> None:
    """A list is counted by ours; where its style says no indent, as the list did, it has ours."""
    for name, before in (("numPr", BEFORE_NUMBER), ("ind", BEFORE_INDENT)):
        kept = ours.find(f"{WORD}pPr/{WORD}{name}")
        if kept is None or found.find(f"{WORD}pPr/{WORD}{name}") is not None:
            continue
        facts = found.find(f"{WORD}pPr")
        if facts is None:
            facts = node("pPr")
            letters = found.find(f"{WORD}rPr")
            found.append(facts) if letters is None else letters.addprevious(facts)
        after = [child for child in facts if child.tag.removeprefix(WORD) in before]
        facts.insert(len(after), kept)


def _refer(root: Node, ids: dict[str, str]) -> None:
    for name in REFERENCES:
        for element in root.iter(f"{WORD}{name}"):
            value = element.get(f"{WORD}val", "")
            element.set(f"{WORD}val", ids.get(value, value))
