"""The tables of a plan, as every export prints them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from plans.exports.html import page_body
from plans.exports.tables import Column, measured_value, narrowed, tables_of
from tests.plans.documents import example


@pytest.mark.parametrize(
    ("value", "unit", "on", "printed"),
    [
        (Decimal("12.50"), "%", None, "12.50%"),
        (Decimal("1200"), "£", None, "£1,200"),
        (Decimal("-5"), "£", None, "−£5"),
        (Decimal("-0.5"), "days", None, "−0.5 days"),
        (Decimal("0"), "", date(2024, 3, 31), "0\n31 March 2024"),
        (None, "£", date(2024, 3, 31), ""),
    ],
)
def test_a_value_is_printed_as_it_was_given_with_its_unit_and_its_day(value, unit, on, printed):
    assert measured_value(value, unit, on) == printed


def without(document, kind: str, *names: str):
    """The example with nothing said in these fields of each record."""
    empty = dict.fromkeys(names, "")
    return replace(
        document, **{kind: tuple(replace(one, **empty) for one in getattr(document, kind))}
    )


@pytest.mark.parametrize(
    ("kind", "title", "fields", "column"),
    [
        ("commitments", "What we will do", ["owner"], "Who leads"),
        ("commitments", "What we will do", ["measure"], "How we will know"),
        ("metrics", "How we will measure it", ["owner"], "Owner"),
        ("barriers", "What we ask of government", ["services"], "Services"),
        ("barriers", "What we ask of government", ["asked_of"], "Of whom"),
    ],
)
def test_a_column_that_is_empty_in_every_row_goes_and_no_other(kind, title, fields, column):
    whole, narrow = example(), without(example(), kind, *fields)
    [before] = [one for one in tables_of(whole) if one.title == title]
    [after] = [one for one in tables_of(narrow) if one.title == title]

    left = [one.title for one in before.columns if one.title != column]
    assert [one.title for one in after.columns] == left
    assert {len(row) for row in after.rows} == {len(left)}
    assert f">{column}</th>" in page_body(whole)
    assert f">{column}</th>" not in page_body(narrow)


def test_a_column_with_one_word_in_it_stays_and_so_do_the_names_of_the_rows():
    columns = (Column("Name", 1), Column("Some", 1), Column("None", 1))

    kept, rows = narrowed(columns, [("", "", ""), ("", "word", " \n")])

    assert [one.title for one in kept] == ["Name", "Some"]
    assert rows == (("", ""), ("", "word"))
