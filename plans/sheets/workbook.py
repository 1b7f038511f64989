"""The cells of an Excel workbook as people read them.

The zip is judged before it is opened, and it is opened in a process of its own (see `web.apart`).
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import msgspec
import openpyxl

from plans.exports.csv import cell_of
from plans.importing.errors import Unreadable
from plans.importing.open_text.package import kind_of
from web.apart import TooMuch, answer_apart, read_apart
from web.zips import Limits, fault_of

MOST_UNPACKED = 60 * 1024 * 1024
LIMITS = Limits(entries=2_000, unpacked=MOST_UNPACKED)
# Rows and columns looked at: beyond them a sheet is refused anyway.
LAST_ROW, LAST_COLUMN = 2_000, 80
DAMAGED = "This workbook is damaged, or none. Open it in Excel, save it as .xlsx, or paste cells."
TOO_LARGE = "This workbook unpacks to far more than a plan's lists. Save the one sheet alone."
LOCKED = "This workbook is protected by a password. Take it off first."
OPEN_DOCUMENT = (
    "This is an OpenDocument file. Open it and save it as .xlsx or .csv, or paste cells."
)
NEVER = (b"<!DOCTYPE", b"<!ENTITY")

Lines = list[tuple[int, list[str]]]


class Cells(msgspec.Struct):
    """What was read: numbered lines of cells, and what of the workbook was left unread."""

    lines: Lines = []
    notes: tuple[str, ...] = ()
    refused: str = ""


def workbook_lines(data: bytes) -> tuple[Lines, tuple[str, ...]]:
    """Numbered lines of cells of the first sheet that has any, and what was left unread."""
    judge(data)
    try:
        read = msgspec.json.decode(read_apart("plans.sheets.workbook", data), type=Cells)
    except TooMuch as why:
        raise Unreadable(TOO_LARGE) from why
    if read.refused:
        raise Unreadable(read.refused)
    return read.lines, read.notes


def read_here(data: bytes) -> Cells:
    """What the workbook shows; without a limit on what that takes."""
    try:
        shown, typed = (opened(data, results=results) for results in (True, False))
        both = zip(shown.worksheets, typed.worksheets, strict=True)
        sheets = [(one.title, list(lines_of(one, other))) for one, other in both]
    except MemoryError:
        raise
    except Exception:  # whatever a stranger's file makes of its reader, it is the file's fault
        return Cells(refused=DAMAGED)
    full = [(title, lines) for title, lines in sheets if lines]
    if not full:
        return Cells()
    (title, lines), *others = full
    left = ", ".join(f"“{name}”" for name, _ in others)
    return Cells(lines, (f"Only the sheet “{title}” was read, not {left}.",) if left else ())


def opened(data: bytes, *, results: bool) -> Any:
    """The workbook with what its formulas came to when it was saved, or with the formulas."""
    return openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=results, keep_links=False
    )


def judge(data: bytes) -> None:
    """Refuse what would unpack without end, or whose XML says more than cells."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if fault := fault_of(archive, LIMITS):
                raise Unreadable(LOCKED if fault == "locked" else TOO_LARGE)
            if kind_of(archive):
                raise Unreadable(OPEN_DOCUMENT)
            room = MOST_UNPACKED
            for one in archive.infolist():
                with archive.open(one) as part:
                    # A directory may lie of how much it holds.
                    words = part.read(room + 1)
                room -= len(words)
                if room < 0:
                    raise Unreadable(TOO_LARGE)
                if one.filename.endswith((".xml", ".rels")) and any(no in words for no in NEVER):
                    raise Unreadable(DAMAGED)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        raise Unreadable(DAMAGED) from None


def lines_of(sheet: Any, typed: Any) -> Iterator[tuple[int, list[str]]]:
    """What each cell shows; of a formula that was never computed, the formula itself."""
    rows, others = (one.iter_rows(max_row=LAST_ROW, max_col=LAST_COLUMN) for one in (sheet, typed))
    for number, (cells, formulas) in enumerate(zip(rows, others, strict=True), start=1):
        shown = [
            formula_in(other) if was_never_computed(cell, other) else shown_in(cell)
            for cell, other in zip(cells, formulas, strict=True)
        ]
        if any(shown):
            yield number, shown


def was_never_computed(shown: Any, typed: Any) -> bool:
    """Whether a formula has no result; one that came to no words has one, which is text."""
    return typed.data_type == "f" and shown.value is None and shown.data_type != "str"


def formula_in(cell: Any) -> str:
    """As it is typed; one that fills several cells is no text, and one that goes on has none."""
    value = cell.value if isinstance(cell.value, str) else getattr(cell.value, "text", "")
    return f"={value.removeprefix('=') or '…'}"


def shown_in(cell: Any) -> str:
    """What a cell shows: a date as 2026-03-31, a share of 0.35 as 35%, a yes as Yes."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return number_in(value, str(cell.number_format or ""))
    # As our own files have it: words that a spreadsheet might run are kept from that.
    return cell_of(str(value))


def number_in(value: float, form: str) -> str:
    """A number as it was typed: without the last digits of a binary fraction."""
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return str(value)
    if form.rstrip().endswith("%"):
        return f"{(exact * 100).normalize():f}%"
    return f"{exact.normalize():f}"


if __name__ == "__main__":
    answer_apart(lambda data: msgspec.json.encode(read_here(data)))
