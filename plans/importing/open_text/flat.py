"""A flat OpenDocument text (.fodt): one piece of XML, put into a package as an .odt has it."""

import io
import re
import zipfile

# How the piece begins, and what it says it is among the names of its many dialects.
START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]*>\s*)?(?:<!DOCTYPE[^>]*[>\s\]]*)?<office:document\s"
)
KIND = re.compile(rb"\soffice:mimetype=[\"'](application/vnd\.oasis\.opendocument\.[a-z-]+)[\"']")
HEAD = 20_000
# A picture stands in the text as letters and digits, and holds no words.
PICTURE = re.compile(rb"<office:binary-data\b[^<>]*>[^<]*</office:binary-data\s*>")
# From the first to the last: what is drawn in a text has a body too.
BODY = re.compile(rb"<office:body\b.*</office:body\s*>", re.DOTALL)


def is_flat(data: bytes) -> bool:
    """Whether it is OpenDocument in one piece of XML, of a text or of anything else."""
    return START.match(data) is not None and KIND.search(data[:HEAD]) is not None


def packed(data: bytes) -> bytes:
    """The same as a package, whose parts are the one piece; those beside the text without its body.

    Pictures are left out: they count as text here, and are never read.
    """
    kind = KIND.search(data[:HEAD])
    assert kind is not None, "whoever asks has looked"
    piece = PICTURE.sub(b"", data)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind[1])
        archive.writestr("content.xml", piece)
        for beside in ("styles.xml", "meta.xml"):
            archive.writestr(beside, BODY.sub(b"", piece))
    return file.getvalue()
