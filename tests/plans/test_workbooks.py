"""What the cells of a workbook say, where a formula stands behind them."""

import io
import zipfile

import openpyxl
import pytest

from plans.importing.errors import Unreadable
from plans.sheets.comparing import why_not_words
from plans.sheets.reading import read_sheet
from tests.plans.importing.open_files import odt, p

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1"><v>2</v></c></row>'


def workbook(cell: str) -> bytes:
    """A workbook whose second row has a one, and this cell."""
    plain, file = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(plain)
    rows = f'{HEAD}<row r="2"><c r="A2"><v>1</v></c>{cell}</row>'
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            sheet = f'<worksheet xmlns="{SPACE}"><sheetData>{rows}</sheetData></worksheet>'
            is_sheet = entry.filename == "xl/worksheets/sheet1.xml"
            new.writestr(entry.filename, sheet if is_sheet else old.read(entry))
    return file.getvalue()


def read(cell: str) -> str:
    [row] = read_sheet(workbook(cell)).rows
    return row.cells[1]


@pytest.mark.parametrize(
    "formula",
    [
        "<f>1+1</f>",
        "<f>1+1</f><v></v>",
        '<f t="array" ref="B2">SUM(A1:A2)</f>',
        '<f t="dataTable" ref="B2:B3" r1="A1"/>',
        '<f t="shared" si="7"/>',
    ],
)
def test_a_formula_of_any_kind_that_was_never_computed_is_said_to_be_one(formula):
    assert why_not_words(read(f'<c r="B2">{formula}</c>')).startswith("This is a formula")


def test_a_formula_that_came_to_no_words_is_an_empty_cell():
    assert read('<c r="B2" t="str"><f>IF(A2=1,"","x")</f><v></v></c>') == ""
    assert read('<c r="B2"><f t="array" ref="B2">SUM(A1:A2)</f><v>3</v></c>') == "3"


def test_an_opendocument_spreadsheet_is_told_what_it_is():
    ods = odt(p("Words"), kind="application/vnd.oasis.opendocument.spreadsheet")

    for data in (ods, odt(p("Words"))):
        with pytest.raises(Unreadable, match="OpenDocument"):
            read_sheet(data)
