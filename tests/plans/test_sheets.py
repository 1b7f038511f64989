"""A plan's lists as spreadsheets: out, in again, judged row by row, and taken back as one act."""

import contextlib
import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.record.models import Act
from councils.record.sentences import sentence
from plans.access import plan_url
from plans.actions.items import edit_item, record_result
from plans.actions.sheet_rows import entries_of
from plans.actions.sheets import bring_in_sheet, sheets_of, take_sheet_back
from plans.importing.errors import Unreadable
from plans.models import Barrier, Commitment, Evidence, Figure, Metric, Plan, Result, Saving
from plans.sheets import workbook
from plans.sheets.comparing import compare
from plans.sheets.kinds import SHEETS
from plans.sheets.reading import read_cells, read_sheet
from plans.sheets.sheet import MOST_ROWS, sheet_from
from plans.sheets.writing import list_csv, list_xlsx
from tests.councils.pages import fields_of
from tests.plan_makers import (
    give_saving,
    make_barrier,
    make_commitment,
    make_evidence,
    make_figure,
    make_metric,
    make_paragraph,
    make_theme,
)
from tests.wire import statements
from web import apart
from web.errors import MovedOn, StalePage

COMMITMENTS, METRICS, FIGURES = (SHEETS[key] for key in ("commitments", "metrics", "figures"))


@pytest.fixture
def full(plan, author):
    """A plan with an entry in every list, each field of some filled in."""
    theme = make_theme(plan, author, "Better; cheaper")
    metric = make_metric(plan, author, "Days lost", baseline=Decimal("9.5"), unit="days")
    make_metric(plan, author, "=Calls answered", target_on=date(2027, 3, 31))
    make_figure(plan, author, "savings", value=Decimal("1250000"), unit="£", as_at=date(2026, 4, 1))
    make_figure(plan, author, "share", value=Decimal("-0.35"), unit="%")
    make_commitment(plan, author, "C1", theme=theme, due=date(2027, 3, 31), metrics=[metric])
    make_commitment(plan, author, "C2", what='Says "so", and\nmore', partners="Health; police")
    make_barrier(plan, author)
    make_evidence(plan, author)
    give_saving(plan.commitments.first(), by=author, year=2026, planned=Decimal("10.50"))
    facts = {"period": "June", "ends_on": date(2026, 6, 30), "value": Decimal("-1")}
    record_result(metric, by=author, **facts)
    return plan


def comparing(plan, kind, text):
    return compare(plan, kind, read_cells(text))


def problems(plan, kind, text):
    return [(one.row, one.heading, one.why) for one in comparing(plan, kind, text).problems]


def bring(plan, author, kind, text, **more):
    compared = comparing(plan, kind, text)
    assert compared.problems == []
    return bring_in_sheet(
        plan, by=author, changes=compared.changes, file="ours.csv", kind=kind.key, **more
    )


@pytest.mark.parametrize("write", [list_csv, list_xlsx])
def test_what_is_taken_away_and_brought_in_again_changes_nothing(full, write):
    for kind in SHEETS.values():
        data = write(full, kind)
        compared = compare(full, kind, read_sheet(data))
        rows = entries_of(full, kind.model).count()
        assert (compared.problems, compared.shown, compared.same) == ([], [], rows), kind.key
        assert compared.not_read == compared.absent == ()


def test_a_sheet_adds_and_changes_entries_as_one_act(full, author):
    text = (
        "Reference,What will be done,Due,Theme,Metrics that show it\n"
        "C1,Answer sooner,30/9/2027,1,'=Calls answered; Days lost\n"
        ",Publish every quarter,1 October 2027,Better; cheaper,\n"
    )
    acts = Act.objects.count()

    assert bring(full, author, COMMITMENTS, text) == 2

    changed, new = (Commitment.objects.get(reference=one) for one in ("C1", "C3"))
    assert (changed.what, changed.due) == ("Answer sooner", date(2027, 9, 30))
    assert changed.linked_metrics.count() == 2
    assert (new.what, new.due, new.theme.title) == (
        "Publish every quarter",
        date(2027, 10, 1),
        "Better; cheaper",
    )
    assert Commitment.objects.filter(reference="C2", partners="Health; police").exists()
    assert Act.objects.count() == acts + 1
    assert Act.objects.latest("sequence").details == {"file": "ours.csv", "list": "commitments"}


def test_what_has_no_column_stays_and_an_empty_cell_empties_its_field(full, author):
    bring(full, author, COMMITMENTS, "reference;due\nC1;\n")
    changed = Commitment.objects.get(reference="C1")
    assert changed.due is None
    assert changed.theme is not None
    assert changed.linked_metrics.count() == 1


# The list, a sheet of it, and what is said of which heading.
WRONG = [
    (COMMITMENTS, "What will be done\nMore", "Reference", "no column “Reference”"),
    (COMMITMENTS, "Reference,Due,due\nC1,,", "due", "Two columns are called this"),
    (COMMITMENTS, "Reference,Due\nC1,31 June 2027", "Due", "real date"),
    (COMMITMENTS, "Reference,Theme\nC1,7. None such", "Theme", "no one theme"),
    (COMMITMENTS, "Reference,Theme\nC1,1. Other words", "Theme", "no one theme"),
    (
        COMMITMENTS,
        "Reference,Metrics that show it\nC1,Nothing",
        "Metrics that show it",
        "no one",
    ),
    (COMMITMENTS, "Reference,Start,Due\nC1,1/1/28,1/1/27", "Due", "on or after the start"),
    (COMMITMENTS, "Reference,Owner (role)\nC1,#REF!", "Owner (role)", "shows #REF!"),
    (METRICS, "Name,Source\nDays lost,=HYPERLINK(1)", "Source", "a formula"),
    (METRICS, "Name,Kind\nDays lost,sometimes", "Kind", ""),
    (METRICS, "Name,Target\nDays lost,1e400", "Target", ""),
    (METRICS, "Name,Unit\n,days", "Name", "names no entry"),
    (METRICS, "Name,Unit\nA new one,days", "Kind", ""),
    (FIGURES, "Short name,Value\nsavings,a lot", "Value", ""),
    (FIGURES, "Short name,Value\nsavings,\nSavings ,2", "Short name", "Row 2 has the same"),
]


def test_what_is_wrong_is_said_at_its_row_in_the_headings_words(full):
    for kind, text, heading, why in WRONG:
        row = 1 if "column" in why else 3 if "same" in why else 2
        found = [one for one in problems(full, kind, text) if one[:2] == (row, heading)]
        assert found, (text, problems(full, kind, text))
        assert why in found[0][2]


def test_a_number_is_read_in_the_unit_that_stands_beside_it_by_its_code_or_its_name(full, author):
    make_figure(full, author, "spent", value=Decimal("96"), unit="£m")
    for head, cells in (("", ""), (",Unit", ",million pounds (£m)"), (",Unit", ",£m")):
        found = comparing(full, FIGURES, f"Short name,Value{head}\nspent,£90m{cells}\n")
        assert found.problems == []
        assert found.shown[0].change.values["value"] == 90


def test_one_wrong_row_keeps_the_others_out_too(full):
    found = comparing(full, FIGURES, "Short name,Value\nsavings,12\nshare,many\n")
    assert [one.row for one in found.problems] == [3]


PARTED = [
    "\ufeffReference;What will be done\r\nC1;Less\r\n",
    "sep=;\r\nReference;What will be done\r\nC1;Less\r\n",
    "Reference\tWhat will be done\nC1\tLess\n",
    '"Reference","What will be done"\n\n"C1","Less"\n',
    " REFERENCE , what  will be done \nc1,Less,\n",
]


def test_cells_are_read_however_a_spreadsheet_parts_them(full):
    for text in PARTED:
        for sheet in (read_cells(text), read_sheet(text.encode())):
            found = compare(full, COMMITMENTS, sheet)
            assert found.problems == []
            assert found.not_read == ()
            assert [(one.name, one.differences[0].mine) for one in found.shown] == [("C1", "Less")]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "nothing in it"),
        (b"Reference\n", "nothing in it"),
        (b'Reference\n"C1', "quotation mark"),
        (b"Reference\n" + b"C1\n" * (MOST_ROWS + 1), "more than 500 rows"),
        (b"Reference" + b",x" * 70 + b"\nC1", "more than 60 columns"),
        (b"Reference\nC1,more", "more cells than there are headings"),
        (b"Reference,What\nC1," + b"x" * 6_000, "more than 5,000 characters"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "older Excel"),
        (b"PK\x03\x04 not a zip", "damaged"),
        (b"\x00\x01\x02" * 50, "no spreadsheet"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_in_a_sentence(data, why):
    with pytest.raises(Unreadable, match=why):
        read_sheet(data)


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            archive.writestr(f"{name}.xml", words)
    return out.getvalue()


@pytest.mark.parametrize("words", ["<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "a" * 70_000_000])
def test_a_workbook_that_would_unpack_without_end_is_not_opened(words, monkeypatch):
    monkeypatch.setattr(workbook, "read_apart", lambda *_: pytest.fail("it was opened"))
    with pytest.raises(Unreadable):
        read_sheet(zipped(sheet=words))


def test_a_workbook_that_takes_more_memory_than_it_may_is_refused_in_a_sentence(monkeypatch):
    book = openpyxl.Workbook()
    for number in range(300):
        book.active.append([f"Cell {number} of {column}" for column in range(50)])
    out = io.BytesIO()
    book.save(out)
    assert len(read_sheet(out.getvalue()).rows) == 299
    monkeypatch.setattr(apart, "MEMORY", 28 * 1024 * 1024)
    with pytest.raises(Unreadable, match="far more than a plan"):
        read_sheet(out.getvalue())


def test_a_workbook_says_what_its_cells_show(full):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Short name", "Value", "As at", "Source"])
    sheet.append(["share", 0.35, date(2026, 4, 1), "Accounts"])
    sheet["B2"].number_format = "0.00%"
    book.create_sheet("Notes").append(["Not ours"])
    out = io.BytesIO()
    book.save(out)

    read = read_sheet(out.getvalue())

    assert read.rows[0].cells == ("share", "35%", "2026-04-01", "Accounts")
    assert "“Notes”" in read.notes[0]
    [shown] = compare(full, FIGURES, read).shown
    assert shown.change.values["value"] == Decimal("35")


def test_nothing_in_what_is_taken_away_runs(full):
    book = openpyxl.load_workbook(io.BytesIO(list_xlsx(full, METRICS)))
    assert "f" not in {cell.data_type for row in book.active.iter_rows() for cell in row}
    lines = list_csv(full, METRICS).decode("utf-8-sig").split("\r\n")
    cells = {cell for row in csv.reader(lines) for cell in row}
    assert "'=Calls answered" in cells
    assert "=Calls answered" not in cells


def test_a_formula_that_was_never_computed_empties_nothing(full):
    book = openpyxl.Workbook()
    book.active.append(["Short name", "Value"])
    book.active.append(["savings", "=1+1"])
    out = io.BytesIO()
    book.save(out)
    found = compare(full, FIGURES, read_sheet(out.getvalue()))
    assert [(one.heading, one.why[:17]) for one in found.problems] == [
        ("Value", "This is a formula")
    ]


def test_an_entry_changed_meanwhile_is_not_overwritten(full, author, colleague):
    compared = comparing(full, FIGURES, "Short name,Value\nsavings,12\n")
    edit_item(Figure.objects.get(name="savings"), by=colleague, seen=1, value=Decimal("7"))
    with pytest.raises(StalePage):
        bring_in_sheet(full, by=author, changes=compared.changes, file="f", kind="figures")
    assert Figure.objects.get(name="savings").value == 7
    assert comparing(full, FIGURES, "Short name,Value\nsavings,12\n").digest != compared.digest


def test_what_a_spreadsheet_brought_is_taken_back_but_what_others_changed_since(
    full, author, colleague
):
    text = (
        "Reference,What will be done,Metrics that show it\n"
        "C1,Less,\nC2,Fewer,Days lost\nC9,New,Days lost\n"
    )
    bring(full, author, COMMITMENTS, text)
    [act] = sheets_of(full, "commitments")
    theirs = Commitment.objects.get(reference="C2")
    edit_item(theirs, by=colleague, seen=theirs.revision, what="Theirs")

    back = take_sheet_back(full, act, by=author)

    assert (back.done, len(back.left)) == (2, 1)
    first = Commitment.objects.get(reference="C1")
    assert first.what != "Less"
    assert first.linked_metrics.count() == 1
    assert Commitment.objects.get(reference="C2").what == "Theirs"
    assert not Commitment.objects.filter(reference="C9").exists()
    assert sheets_of(full, "commitments") == []
    with pytest.raises(MovedOn):
        take_sheet_back(full, act, by=author)


def test_many_rows_ask_the_database_no_more_than_few(full, author):
    def asked() -> int:
        text = list_csv(full, COMMITMENTS).decode("utf-8-sig")
        taken_away, brought_in = (Plan.objects.get(pk=full.pk) for _ in range(2))
        with statements() as sent:
            list_csv(taken_away, COMMITMENTS)
            comparing(brought_in, COMMITMENTS, text)
        return len(sent)

    few = asked()
    for number in range(3, 9):
        make_commitment(full, author, f"C{number}", theme=full.themes.last())
    assert asked() == few


def test_what_is_in_use_by_then_stays(full, author):
    bring(full, author, FIGURES, "Short name,What it is,Value,Unit\nnew,A new one,3,number\n")
    make_paragraph(full, author, "It is {figure:new}.")
    [act] = sheets_of(full, "figures")
    with pytest.raises(MovedOn):
        take_sheet_back(full, act, by=author)
    assert Figure.objects.filter(name="new").exists()


@given(st.lists(st.lists(st.text(), max_size=4), max_size=5))
def test_any_cells_are_read_or_refused_and_carried_whole(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    for text in (out.getvalue(), "\n".join("".join(row) for row in rows)):
        try:
            sheet = read_cells(text)
        except Unreadable:
            continue
        again = sheet_from(sheet.kept())
        assert (again.headings, again.rows) == (sheet.headings, sheet.rows)


@given(st.text() | st.recursive(st.none() | st.integers(), st.lists).map(repr))
def test_a_page_that_lost_its_spreadsheet_says_so(kept):
    with contextlib.suppress(Unreadable):
        sheet_from(kept)


def test_the_lists_that_have_a_spreadsheet_are_all():
    assert {kind.model for kind in SHEETS.values()} == {
        *(Figure, Commitment, Metric, Barrier, Evidence, Saving, Result)
    }


def test_the_page_says_how_many_entries_were_added_and_how_many_changed(full, browser):
    page = plan_url("sheet", full, COMMITMENTS)
    cells = "Reference\tWhat will be done\nC1\tLess\nC3\tNew\nC4\tNew too\n"
    first = browser.post(page, fields_of(browser.get(page)) | {"cells": cells})

    done = browser.post(page, fields_of(first), follow=True).content.decode()

    assert "The spreadsheet is brought in: 2 added, 1 changed." in done


def test_pasted_cells_with_a_fault_stay_on_the_page_which_names_the_columns_not_read(full, browser):
    page = plan_url("sheet", full, COMMITMENTS)
    cells = "Reference\tWhat we do\nC9\tMore\n"

    answer = browser.post(page, fields_of(browser.get(page)) | {"cells": cells})

    assert answer.status_code == 422
    assert fields_of(answer)["cells"].split() == cells.split()
    assert "Columns that are not read: What we do." in answer.content.decode()


def test_taking_a_spreadsheet_back_is_recorded_of_the_plan_and_its_list(full, author):
    bring(full, author, COMMITMENTS, "Reference,What will be done\nC9,New\n")
    take_sheet_back(full, Act.objects.latest("sequence"), by=author)

    act = Act.objects.latest("sequence")
    assert (act.subject_kind, act.subject) == ("plan", str(full))
    assert f"into the commitments of {full}" in sentence(act.verb, act.subject, act.details)
