"""Commitments, metrics and tables as CSV: what a spreadsheet opens is what was written."""

import csv
from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest

from plans.document import Document
from plans.exports import csv as exports_csv
from plans.exports.csv import commitments_csv, metrics_csv, tables_csv
from tests.plans import documents


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def with_first_commitment(**facts: object) -> Document:
    plan = documents.example()
    first, *others = plan.commitments
    return replace(plan, commitments=(replace(first, **facts), *others))


def test_every_commitment_and_metric_is_a_row():
    plan = documents.example()

    commitments, metrics = rows(commitments_csv(plan)), rows(metrics_csv(plan))

    assert [row["reference"] for row in commitments] == [one.reference for one in plan.commitments]
    assert [row["name"] for row in metrics] == [one.name for one in plan.metrics]
    assert commitments[0]["due"] == plan.commitments[0].due.isoformat()


def test_rows_end_as_the_standard_has_it_and_quotes_come_back_whole():
    words = 'A "quoted", long\r\nsentence'
    content = commitments_csv(with_first_commitment(what=words))

    assert content.endswith(b"\r\n")
    assert rows(content)[0]["what"] == words


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\N{NO-BREAK SPACE}@", "＝"]
)
def test_what_a_spreadsheet_would_run_is_text(start):
    words = f'{start}HYPERLINK("https://elsewhere.example")'
    content = commitments_csv(with_first_commitment(what=words))

    assert rows(content)[0]["what"] == f"'{words}"


def test_without_the_guard_a_formula_would_come_through(monkeypatch):
    monkeypatch.setattr(exports_csv, "FORMULA", ())
    content = commitments_csv(with_first_commitment(what="=1+1"))

    assert rows(content)[0]["what"] == "=1+1"


def test_a_spreadsheet_is_told_that_it_is_utf_8():
    assert commitments_csv(documents.example()).startswith("\N{BYTE ORDER MARK}".encode())


def test_a_number_below_nought_stays_a_number():
    plan = documents.example()
    first, *others = plan.metrics
    changed = replace(plan, metrics=(replace(first, baseline=Decimal("-3.50")), *others))

    assert rows(metrics_csv(changed))[0]["baseline"] == "-3.5"


def test_each_table_of_the_text_is_a_sheet_of_its_own_in_the_order_it_is_read():
    first = "Table: x\n| Service | £m |\n|---|\n| **Adults** | 40.1 |\n| =1+1 | -5 |"
    words = f"{first}\n\n|---|\n| a | b |"
    document = documents.plan(documents.theme(documents.paragraph(words)))

    assert [cells(one) for one in tables_csv(document)] == [
        [["Service", "£m"], ["Adults", "40.1"], ["'=1+1", "-5"]],
        [["a", "b"]],
    ]
    assert [cells(one) for one in tables_csv(document, "Draft")] == [
        [
            ["Service", "£m", "how these words stand"],
            ["Adults", "40.1", "Draft"],
            ["'=1+1", "-5", "Draft"],
        ],
        [["", "", "how these words stand"], ["a", "b", "Draft"]],
    ]
    assert not list(tables_csv(documents.example()))
