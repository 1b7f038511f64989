"""The parts of an OpenDocument file as bytes: the same words give the same ones, on any day."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from xml.etree import ElementTree as ET

from plans.exports.open_text.nodes import OASIS, Node, node, root
from plans.exports.word.package import NO_TIME
from web.file_kinds import ODT


def as_bytes(*, content: Node, styles: Sequence[Node], meta: Node) -> bytes:
    """The type comes first and unpacked, as the format wants: a file is known by it."""
    parts = {
        "content.xml": content,
        "styles.xml": root("office:document-styles", *styles),
        "meta.xml": root("office:document-meta", meta),
    }
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as zipped:
        _write(zipped, "mimetype", ODT.media_type.encode(), zipfile.ZIP_STORED)
        for name, part in (*parts.items(), ("META-INF/manifest.xml", _manifest(parts))):
            said = ET.tostring(part, encoding="UTF-8", xml_declaration=True)
            _write(zipped, name, said, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _write(zipped: zipfile.ZipFile, name: str, content: bytes, packed: int) -> None:
    entry = zipfile.ZipInfo(name, NO_TIME)
    entry.compress_type, entry.create_system = packed, 0
    zipped.writestr(entry, content)


def _manifest(parts: dict[str, Node]) -> Node:
    kinds = {"/": ODT.media_type} | dict.fromkeys(parts, "text/xml")
    rows = (
        node("manifest:file-entry", manifest__full_path=name, manifest__media_type=kind)
        for name, kind in kinds.items()
    )
    made = node("manifest:manifest", *rows, manifest__version="1.3")
    made.set("xmlns:manifest", f"{OASIS}manifest:1.0")
    return made
