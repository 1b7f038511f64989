"""A file or pasted cells made into a sheet, or refused with a reason a person can act on."""

import csv
import re
from io import StringIO

from plans.importing import source
from plans.importing.encoding import decoded
from plans.importing.errors import Unreadable
from plans.sheets.sheet import Sheet, sheet_of
from plans.sheets.workbook import workbook_lines
from web.text import clean

TOO_LARGE = "The file is larger than 5 MB. Save the one sheet alone, or paste its cells."
NOT_READ = "This is no spreadsheet that can be read here. Save it as .xlsx or .csv, or paste cells."
OLDER = "This is an older Excel file (.xls). Open it and save it as .xlsx or .csv."
ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# What begins so is made of text, and is no table: a PDF, a rich text, a page.
OTHERS = (b"%pdf-", b"{\\rtf", b"<!doctype", b"<html")
DELIMITERS = "\t;,"
# What Excel writes first for itself, to say how cells are parted.
SAID = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)


def read_sheet(data: bytes) -> Sheet:
    """The first sheet of a workbook, or text whose cells are parted by commas and their like."""
    if len(data) > source.MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    if data.startswith(ZIP):
        lines, notes = workbook_lines(data)
        return sheet_of(lines, notes)
    if data.startswith(COMPOUND):
        raise Unreadable(OLDER)
    if data.lstrip()[:9].lower().startswith(OTHERS):
        raise Unreadable(NOT_READ)
    try:
        text, notes = decoded(data)
    except Unreadable:
        raise Unreadable(NOT_READ) from None
    return read_cells(text, notes)


def read_cells(text: str, notes: tuple[str, ...] = ()) -> Sheet:
    """Text of rows, as a spreadsheet saves or copies it (RFC 4180, tabs and semicolons too)."""
    said = SAID.match(text)
    text = text[said.end() :] if said else text.removeprefix("\ufeff")
    delimiter = said[1] if said and said[1] in DELIMITERS else delimiter_of(text)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines = []
    try:
        for cells in rows:
            lines.append((rows.line_num, [clean(cell) for cell in cells]))
    except csv.Error:
        raise Unreadable(
            f"Line {rows.line_num}: a quotation mark is not closed, or something stands behind it."
        ) from None
    return sheet_of(numbered(lines), notes)


def numbered(lines: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """By the row that a spreadsheet shows, where a cell may hold several lines of the file."""
    return [(row, cells) for row, (_, cells) in enumerate(lines, start=1)]


def delimiter_of(text: str) -> str:
    """What parts the most cells of the first line that has words."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(DELIMITERS, key=bare.count) if any(map(bare.count, DELIMITERS)) else ","
