"""The fields of a figure, a commitment or a metric as the plan prints them, and words typed there.

A cell of a table may print two fields: a value and its day, what will be done and with whom.
"""

import re
from collections.abc import Mapping
from typing import Any

from plans.exports.tables import measured_value
from plans.figures import printed_value
from plans.models import Figure
from web.dates import day_in_words

VALUE = "value"
# The field that each column of a table prints first, by what its rows are.
FIELD_OF: dict[str, dict[str, str]] = {
    "commitment": {
        "Reference": "reference",
        "What we will do": "what",
        "Who leads": "owner",
        "Due": "due",
        "How we will know": "measure",
    },
    "metric": {
        "Metric": "name",
        "Baseline": "baseline",
        "Target": "target",
        "Reported": "frequency",
        "Owner": "owner",
    },
}
DAY_OF = {"baseline": "baseline_on", "target": "target_on"}
VALUE_AND_DAY = re.compile(r"(?P<value>.*?)\s*(?P<day>\d{1,2}\s+\w+\s+\d{4})?", re.DOTALL)
SEVERAL_LINES = "its words have several lines here, and a cell that came back has one"
BESIDE = "the cell says “{}” beside it, which is another field"
NO_FIELD = "the cell prints what is no field of its own"


class NotOne(Exception):
    """Words that are no value of one field; says why, within a sentence."""


def column_of(about: str, field: str) -> str:
    """What the column of a field is headed in print; "" of a figure’s value."""
    columns = FIELD_OF.get(about, {})
    return next((column for column, name in columns.items() if name == field), "")


def standing_in(row: Any, field: str) -> str:
    """What a field of a row prints now, in one line."""
    if isinstance(row, Figure):
        return printed_value(row.value, row.unit, row.unit_words)
    value = getattr(row, field)
    if field in DAY_OF:
        number = None if value is None else value.normalize()
        said = measured_value(number, row.unit, getattr(row, DAY_OF[field]))
    else:
        said = day_in_words(value) if field == "due" else f"{value}{beside(row, field)}"
    return one_line(said)


def beside(row: Any, field: str) -> str:
    """What a cell says of another field after this one."""
    if field == "what" and row.partners:
        return f" With {row.partners}"
    if field == "name" and row.direction != "neither":
        return f" ({row.direction})"
    return ""


def typed_in(row: Any, field: str, words: str) -> Mapping[str, str]:
    """What was typed for each field that the place prints; NotOne where that cannot be told."""
    words = one_line(words)
    if field in DAY_OF:
        found = VALUE_AND_DAY.fullmatch(words)
        assert found is not None, "any words are a value with or without a day"
        return {field: found["value"], DAY_OF[field]: found["day"] or ""}
    if field == "frequency" and row.kind != "reported here":
        raise NotOne(NO_FIELD)
    if "\n" in str(getattr(row, field)):
        raise NotOne(SEVERAL_LINES)
    also = one_line(beside(row, field))
    if also and not words.endswith(f" {also}"):
        raise NotOne(BESIDE.format(also))
    return {field: words.removesuffix(also).rstrip() if also else words}


def one_line(words: str) -> str:
    return " ".join(words.split())
