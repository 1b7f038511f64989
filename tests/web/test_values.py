"""A value in words: the same wherever it is read."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.db import models

from web.values import money_in_words, number_in_words, value_in_words

COLOUR = models.CharField(choices=[("r", "Red"), ("g", "Green")])


@pytest.mark.parametrize(
    ("pounds", "words"),
    [
        (Decimal("1250000.00"), "£1,250,000"),
        (Decimal("-20.5"), "−£20.50"),
        (0, "£0"),
        (None, ""),
    ],
)
def test_money_has_pence_only_where_there_are_any(pounds, words):
    assert money_in_words(pounds) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Decimal("12345.60"), "12,345.6"),
        (Decimal("100"), "100"),
        (Decimal("-0.5"), "−0.5"),
        (0, "0"),
        (None, ""),
    ],
)
def test_a_number_has_no_trail_of_noughts(value, words):
    assert number_in_words(value) == words


@pytest.mark.parametrize(
    ("value", "field", "words"),
    [
        (None, None, ""),
        ("", COLOUR, ""),
        ([], None, ""),
        (False, None, "No"),
        (True, None, "Yes"),
        (0, None, "0"),
        (Decimal("2.50"), None, "2.5"),
        (date(2024, 7, 9), None, "9 July 2024"),
        (datetime(2024, 7, 19, 16, 4, tzinfo=UTC), None, "19 July 2024, 5:04pm"),
        (time(9, 5), None, "09:05"),
        ("r", COLOUR, "Red"),
        ("b", COLOUR, "b"),
        (["r", "g"], COLOUR, "Red, Green"),
    ],
)
def test_a_value_reads_as_people_say_it(value, field, words):
    assert value_in_words(value, field) == words
