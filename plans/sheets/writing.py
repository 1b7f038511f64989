"""A list of a plan as a spreadsheet, under the headings by which one is brought in again."""

import io

from django.db.models import prefetch_related_objects
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from plans.exports.csv import cell_of, sheet_in_csv
from plans.models import Plan
from plans.sheets.kinds import SheetKind

WIDE, NARROW = 60, 18
LONG = 40


def rows_of(plan: Plan, kind: SheetKind) -> list[list[str]]:
    """The headings, then a row of cells for each entry in its order."""
    prefetch_related_objects([plan], "themes")
    drawn = [kind.cells_of(row, plan) for row in kind.entries(plan, kind.others(plan))]
    return [
        [one.heading for one in kind.columns],
        *([cells[one.name] for one in kind.columns] for cells in drawn),
    ]


def list_csv(plan: Plan, kind: SheetKind) -> bytes:
    head, *rows = rows_of(plan, kind)
    return sheet_in_csv(head, rows)


def list_xlsx(plan: Plan, kind: SheetKind) -> bytes:
    """Every cell is text: nothing in it is computed, and nothing runs."""
    rows = rows_of(plan, kind)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(kind.title)
    sheet.freeze_panes = "A2"
    for place, cells in enumerate(zip(*rows, strict=True), start=1):
        longest = max(len(cell) for cell in cells)
        width = WIDE if longest > LONG else max(NARROW, longest + 2)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, row in enumerate(rows):
        sheet.append([_text(sheet, cell, heads=number == 0) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text(sheet: object, words: str, *, heads: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=cell_of(words, guard=False))
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if heads:
        cell.font = Font(bold=True)
    return cell
