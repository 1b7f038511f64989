"""A Word file as bytes: the same words give the same ones, in any process, on any day."""

import zipfile
from io import BytesIO

from docx.document import Document as WordFile

# The first moment that a zip can name: the file has none of its own.
NO_TIME = (1980, 1, 1, 0, 0, 0)
FIRST = ("[Content_Types].xml", "_rels/.rels")


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
