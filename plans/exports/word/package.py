"""A Word file as bytes: the same words give the same ones, in any process, on any day."""

import zipfile
from datetime import UTC, datetime
from html import escape
from io import BytesIO

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE as KIND

from plans.document import Document
from plans.exports.imprint import Imprint
from plans.exports.tables import answers_line
from plans.exports.word.styles import LANGUAGE
from web.text import shorten, visible

# The first moment that a zip can name: the file has none of its own.
NO_TIME = (1980, 1, 1, 0, 0, 0)
FIRST = ("[Content_Types].xml", "_rels/.rels")
# The library refuses longer ones.
LONGEST = 255
APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    'openxmlformats.org/officeDocument/2006/extended-properties"><Application>Clearday'
    "</Application><Company>{council}</Company></Properties>"
)


def tell(file: WordFile, document: Document, imprint: Imprint, made: datetime | None) -> None:
    """What the file says of itself; of days only the one on which the version was `made`."""
    core = file.core_properties
    element = core._element
    for child in list(element):
        element.remove(child)
    core.title = _short(document.title)
    core.subject = _short(answers_line(document))
    core.author = core.last_modified_by = _short(document.council)
    core.content_status = _short(imprint.marking)
    core.version = imprint.name
    core.identifier = imprint.reference
    core.language = LANGUAGE
    if made:
        core.created = core.modified = made.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    application = file.part.package.part_related_by(KIND.EXTENDED_PROPERTIES)
    said = APPLICATION.format(council=escape(visible(document.council)))
    application._blob = said.encode()


def as_bytes(file: WordFile) -> bytes:
    """The parts in one order, without the time at which they were put together."""
    out, written = BytesIO(), BytesIO()
    file.save(out)
    with zipfile.ZipFile(out) as parts, zipfile.ZipFile(written, "w") as zipped:
        rest = sorted(set(parts.namelist()) - set(FIRST))
        for name in (*FIRST, *rest):
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            zipped.writestr(entry, parts.read(name))
    return written.getvalue()


def _short(text: str) -> str:
    return shorten(visible(text), LONGEST)
