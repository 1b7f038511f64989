"""What makes Word offer to repair a file, looked for in its parts."""

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
W, R = f"{{{MAIN}}}", f"{{{RELATED}}}"

# The order that ECMA-376 gives the children of what we write.
ORDERS = {
    "pPr": "pStyle keepNext keepLines numPr pBdr shd tabs spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs color sz szCs u vertAlign lang",
    "style": "name basedOn next qFormat pPr rPr tblPr tblStylePr",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "lvl": "start numFmt pStyle lvlText lvlJc pPr",
    "abstractNum": "nsid multiLevelType lvl",
    "num": "abstractNumId lvlOverride",
    "numbering": "abstractNum num",
    "sectPr": "headerReference footerReference pgSz pgMar cols",
    "settings": "zoom defaultTabStop characterSpacingControl footnotePr compat themeFontLang "
    "decimalSymbol listSeparator",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "tc": "tcPr p",
    "sdt": "sdtPr sdtContent",
    "sdtPr": "alias tag id docPartObj",
    "trPr": "cantSplit tblHeader",
    "numPr": "ilvl numId",
    "p": "pPr *",
    "r": "rPr *",
}


def parts_of(content: bytes) -> dict[str, ET.Element]:
    """Every part of a Word file, parsed, by its name."""
    with zipfile.ZipFile(BytesIO(content)) as zipped:
        return {
            name: ET.fromstring(zipped.read(name))  # noqa: S314 (made by us)
            for name in zipped.namelist()
        }


def faults_in(content: bytes) -> list[str]:
    """What Word would repair, in words; nothing for a sound file."""
    with zipfile.ZipFile(BytesIO(content)) as zipped:
        names = zipped.namelist()
    parts = parts_of(content)
    found = [f"{name} is there twice" for name in set(names) if names.count(name) > 1]
    return [*found, *_types(parts), *_relations(parts), *_words(parts), *_orders(parts)]


def _types(parts: dict[str, ET.Element]) -> Iterator[str]:
    types = parts["[Content_Types].xml"]
    endings = {each.get("Extension") for each in types.iter(f"{{{PACKAGE}content-types}}Default")}
    named = {each.get("PartName") for each in types.iter(f"{{{PACKAGE}content-types}}Override")}
    for name in parts:
        if f"/{name}" not in named and name.rpartition(".")[2] not in endings:
            yield f"{name} has no content type"
    yield from (f"{name} has a type and is not there" for name in named if name[1:] not in parts)


def _relations(parts: dict[str, ET.Element]) -> Iterator[str]:
    for name, root in parts.items():
        folder, file = posixpath.split(name)
        rels = parts.get(posixpath.join(folder, "_rels", f"{file}.rels"))
        rows = () if rels is None else list(rels)
        known = [row.get("Id") for row in rows]
        yield from (f"{name}: {key} twice" for key in set(known) if known.count(key) > 1)
        for row in rows:
            target = posixpath.normpath(posixpath.join("/", folder, row.get("Target", "")))[1:]
            if row.get("TargetMode") != "External" and target not in parts:
                yield f"{name}: {target} is not there"
        for element in root.iter():
            for key, value in element.attrib.items():
                if key.startswith(R) and value not in known:
                    yield f"{name}: {value} leads nowhere"


def _words(parts: dict[str, ET.Element]) -> Iterator[str]:
    document, styles = parts["word/document.xml"], parts["word/styles.xml"]
    numbering = parts["word/numbering.xml"]
    every = [root for name, root in parts.items() if name.startswith("word/")]
    defined = _values(styles, "style", "styleId")
    for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
        used = {value for root in every for value in _values(root, tag, "val")}
        yield from (f"no style {value}" for value in used - set(defined))
    for root, tag, key in (
        (styles, "style", "styleId"),
        (numbering, "abstractNum", "abstractNumId"),
        (numbering, "abstractNum/nsid", "val"),
        (numbering, "num", "numId"),
        (document, "bookmarkStart", "id"),
        (document, "bookmarkStart", "name"),
        (document, "sdtPr/id", "val"),
        (document, "docPr", "id"),
    ):
        values = _values(root, tag, key)
        yield from (f"{tag} {one} twice" for one in set(values) if values.count(one) > 1)
    lists = set(_values(numbering, "num", "numId"))
    used = {value for root in (document, styles) for value in _values(root, "numId", "val")}
    yield from (f"no list {value}" for value in used - lists)
    definitions = set(_values(numbering, "abstractNum", "abstractNumId"))
    referred = set(_values(numbering, "num/abstractNumId", "val"))
    yield from (f"no definition {one}" for one in referred - definitions)
    starts, ends = (sorted(_values(document, f"bookmark{one}", "id")) for one in ("Start", "End"))
    if starts != ends:
        yield "a bookmark without an end"
    places = set(_values(document, "bookmarkStart", "name"))
    anchors = set(_values(document, "hyperlink", "anchor"))
    yield from (f"no place {one}" for one in anchors - places)
    fields = _values(document, "fldChar", "fldCharType")
    if fields not in ([], ["begin", "separate", "end"]):
        yield f"fields {fields}"


def _orders(parts: dict[str, ET.Element]) -> Iterator[str]:
    for element in (each for root in parts.values() for each in root.iter()):
        if not element.tag.startswith(W) or element.tag.removeprefix(W) not in ORDERS:
            continue
        tag = element.tag.removeprefix(W)
        order = ORDERS[tag].split()
        children = [child.tag.removeprefix(W) for child in element]
        if order[-1] == "*":
            if order[0] in children[1:]:
                yield f"{tag}: {children}"
        elif [each for each in order for _ in range(children.count(each))] != children:
            yield f"{tag}: {children}"
    for table in parts["word/document.xml"].iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        if any(len(row.findall(f"{W}tc")) != columns for row in table.findall(f"{W}tr")):
            yield "a row with other columns than its table"
    tail = [child.tag.removeprefix(W) for child in parts["word/document.xml"][0]][-2:]
    if tail != ["p", "sectPr"]:
        yield f"ends with {tail}"


def _values(root: ET.Element, path: str, key: str) -> list[str]:
    """An attribute of every element at the end of such a path, that have it."""
    spaced = "/".join(W + step for step in path.split("/"))
    return [value for each in root.findall(f".//{spaced}") if (value := each.get(W + key))]
