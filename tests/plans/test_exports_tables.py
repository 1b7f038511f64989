"""The tables of a plan, as every export prints them."""

from datetime import date
from decimal import Decimal

import pytest

from plans.exports.tables import measured_value


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
