"""Numbers as people write them: whatever the product prints, it also reads."""

import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plans.exports.tables import measured_value
from plans.figures import printed_value
from plans.models import Figure
from web.quantities import Unreadable, number_in
from web.values import money_in_words, number_in_words

AMOUNTS = st.decimals(
    min_value=-(10**13), max_value=10**13, places=4, allow_nan=False, allow_infinity=False
)
WORDS = st.sampled_from(["", "agency workers", "m", "of savings", "bn", "%", "k tonnes"])
UNITS = st.one_of(
    st.sampled_from(
        ["", "£", "€", "%", "days", "£m", "million pounds", "m", "1,000s", "days (mean)"]
    ),
    st.text(st.characters(categories=["L"]), max_size=12).map(str.strip),
)


@given(AMOUNTS)
def test_a_number_that_is_printed_is_read(amount):
    assert number_in(number_in_words(amount)) == amount


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_money_that_is_printed_is_read(amount):
    assert number_in(money_in_words(amount), "£") == amount


@given(AMOUNTS, st.sampled_from(Figure.Unit.values), WORDS)
@example(Decimal("96.4"), "£m", "m")
def test_a_figure_that_is_printed_is_read(amount, unit, words):
    printed = printed_value(amount, unit, words)

    assert number_in(printed, "" if unit == Figure.Unit.NUMBER else unit, words) == amount


@given(AMOUNTS, UNITS)
def test_a_metrics_value_that_is_printed_is_read(amount, unit):
    assert number_in(measured_value(amount, unit, None), unit) == amount


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("£96.4m", "£", "96400000"),
        ("£96.4 million", "£m", "96.4"),
        ("1.25m", "£", "1250000"),
        ("£95k", "£m", "0.095"),
        ("1 250 000", "", "1250000"),
        ("1\N{NO-BREAK SPACE}250", "", "1250"),
        ("(1,250)", "£", "-1250"),
        ("£-20", "£", "-20"),
        ("+5", "", "5"),
        ("1.25 million pounds", "£", "1250000"),
        ("7 per cent", "%", "7"),
        ("12 Days", "days", "12"),
        ("１２", "", "12"),
    ],
)
def test_it_is_read_in_the_unit_that_is_asked_for(text, unit, number):
    assert number_in(text, unit) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "unit", "says"),
    [
        ("1.250,00", "", "Write 1,250.00 or 125,000."),
        ("1,25", "", "Write 1.25 or 125."),
        ("1.250.000", "£", "Write 1,250.000 or 1,250,000."),
        ("£1,250,000", "£m", "write 1.25 for £1,250,000, or 1,250,000 without the £"),
        ("7%", "", "a number without a unit"),
        ("£5", "days", "the unit “days”"),
        ("5k%", "%", "A percentage has no thousands"),
        ("12 buses", "days", "the unit “days”"),
    ],
)
def test_one_that_could_be_another_is_asked_about(text, unit, says):
    with pytest.raises(Unreadable, match=re.escape(says)):
        number_in(text, unit)


@given(st.text(max_size=40), UNITS)
@example("9" * 5000, "")
@example("-(−5)", "£")
def test_any_other_text_is_refused_and_nothing_else_happens(text, unit):
    try:
        number = number_in(text, unit)
    except Unreadable:
        return
    assert number.is_finite()
