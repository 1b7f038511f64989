"""Bytes made into text: UTF-8, UTF-16 with its mark, else Windows-1252 where that is plausible."""

import codecs
import re

from plans.importing.errors import Unreadable

NOT_TEXT = "This is not text. Save the plan as .docx, or paste its text."
WRONG_ENCODING = (
    "Its characters could not be read. Save it as UTF-8 text or .docx, or paste its text."
)
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
ABOVE_ASCII = re.compile(rb"[\x80-\xff]")
# Letters and marks of UTF-8 as two or more bytes: their presence says the file was once UTF-8.
UTF8_SEQUENCES = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text and what the person should know of how it was read; raises Unreadable."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Unreadable(WRONG_ENCODING)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(data, "utf-16"), ("The text was read as UTF-16.",)
    if len(CONTROLS.findall(data)) > max(10, len(data) // 50):
        raise Unreadable(NOT_TEXT)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return _windows(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(WRONG_ENCODING) from None


def _windows(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Windows-1252 only where few bytes are above ASCII and none look like damaged UTF-8."""
    above = len(ABOVE_ASCII.findall(data))
    if above > max(2, len(data) // 5) or UTF8_SEQUENCES.search(data):
        raise Unreadable(WRONG_ENCODING)
    text = _strictly(data, "cp1252")
    note = "The text was read as Windows-1252: check its quotation marks, dashes and pound signs."
    return text, (note,)
