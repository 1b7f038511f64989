"""The fields of a figure or of a row of a list as the plan prints them, and words typed there.

A cell of a table may print two fields: a value and its day, what will be done and with whom.
"""

import re
from collections.abc import Mapping
from typing import Any

from plans.exports.tables import kind_of_savings, measured_value
from plans.figures import printed_value
from plans.models import Figure, Saving
from web.dates import day_in_words
from web.values import money_in_words

VALUE = "value"
# The first of the two fields that say what kind of savings they are.
KIND = "cash_releasing"
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
    "barrier": {
        "What stands in the way": "what",
        "Services": "services",
        "What we ask": "ask",
        "Of whom": "asked_of",
    },
    "saving": {
        "Planned": "planned",
        "Kind": KIND,
    },
}
# Those that may have several lines.
OF_LINES = {("commitment", "what"), ("barrier", "what"), ("barrier", "ask")}
DAY_OF = {"baseline": "baseline_on", "target": "target_on"}
VALUE_AND_DAY = re.compile(r"(?P<value>.*?)\s*(?P<day>\d{1,2}\s+\w+\s+\d{4})?", re.DOTALL)
KINDS_OF_SAVINGS = re.compile(
    r"(?P<no>not\s+|non-)?cash[ -]releasing\s*[,;]?\s*(?:and\s+)?(?P<how>recurring|one-off)", re.I
)
NO_KIND = "it says no kind that savings have: “Cash-releasing” or not, and “recurring” or “one-off”"
BESIDE = "the cell says “{}” beside it, which is another field"
NO_FIELD = "the cell prints what is no field of its own"


class NotOne(Exception):
    """Words that are no value of one field; says why, within a sentence."""


def column_of(about: str, field: str) -> str:
    """What the column of a field is headed in print; "" of a figure’s value."""
    columns = FIELD_OF.get(about, {})
    return next((column for column, name in columns.items() if name == field), "")


def standing_in(row: Any, field: str) -> str:
    """What a field of a row prints now: in one line, but for what may have several."""
    if isinstance(row, Figure):
        return printed_value(row.value, row.unit, row.unit_words)
    if isinstance(row, Saving):
        return kind_of_savings(row) if field == KIND else money_in_words(row.planned)
    value = getattr(row, field)
    if field in DAY_OF:
        number = None if value is None else value.normalize()
        said = measured_value(number, row.unit, getattr(row, DAY_OF[field]))
    else:
        said = day_in_words(value) if field == "due" else f"{value}{beside(row, field)}"
    return in_lines(row.record_kind, field, said)


def in_lines(about: str, field: str, words: str) -> str:
    """Words of a field in its lines, without empty space around any of them; most have one."""
    if (about, field) not in OF_LINES:
        return one_line(words)
    return "\n".join(one_line(line) for line in words.strip().splitlines())


def reads_alike(one: str, other: str) -> bool:
    """Whether two read the same, wherever their lines end."""
    return one_line(one) == one_line(other)


def beside(row: Any, field: str) -> str:
    """What a cell says of another field after this one."""
    if field == "what" and row.record_kind == "commitment" and row.partners:
        return f"\nWith {row.partners}"
    if field == "name" and row.direction != "neither":
        return f" ({row.direction})"
    return ""


def typed_in(row: Any, field: str, words: str) -> Mapping[str, str]:
    """What was typed for each field that the place prints; NotOne where that cannot be told."""
    words = in_lines(row.record_kind, field, words)
    if isinstance(row, Saving):
        return kind_typed(words) if field == KIND else {field: words}
    if field in DAY_OF:
        found = VALUE_AND_DAY.fullmatch(words)
        assert found is not None, "any words are a value with or without a day"
        return {field: found["value"], DAY_OF[field]: found["day"] or ""}
    if field == "frequency" and row.kind != "reported here":
        raise NotOne(NO_FIELD)
    also = one_line(beside(row, field))
    if not also:
        return {field: words}
    beneath = r"\s".join(map(re.escape, also.split()))
    found = re.search(rf"\s{beneath}$", words)
    if found is None:
        raise NotOne(BESIDE.format(also))
    return {field: words[: found.start()].rstrip()}


def kind_typed(words: str) -> Mapping[str, str]:
    """ "Cash-releasing, one-off" as it is ticked; NotOne of any other words."""
    found = KINDS_OF_SAVINGS.fullmatch(words)
    if found is None:
        raise NotOne(NO_KIND)
    cash = "no" if found["no"] else "yes"
    return {KIND: cash, "recurring": "yes" if found["how"].lower() == "recurring" else "no"}


def one_line(words: str) -> str:
    return " ".join(words.split())
