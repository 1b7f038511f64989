"""Which column of a sheet is which field of a list's entries, and what its cells say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms

from plans.exports.csv import cell_of
from plans.item_types import ItemType
from plans.models import Commitment, Plan, Theme

# The field by which an entry is recognised: it alone must have a column.
KEYS = {
    "figures": "name",
    "commitments": "reference",
    "metrics": "name",
    "barriers": "what",
    "evidence": "title",
}
# A file comes with its entry, not in a cell.
NEVER = {"upload"}
# What the published files of commitments and metrics call them.
OTHER_NAMES = {
    "metrics": {"reported": "kind", "promised by": "promised_on"},
    "commitments": {"priority": "priority"},
}
NUMBERED = re.compile(r"(\d{1,3})[.)]?(?:\s.*)?", re.DOTALL)


@dataclass(frozen=True)
class Column:
    """A field of the list's form, under the heading that its sheet has."""

    name: str
    heading: str


@cache
def columns_of(kind: ItemType) -> tuple[Column, ...]:
    """In the order in which the form asks."""
    fields = kind.form.base_fields.items()
    return tuple(Column(name, str(field.label)) for name, field in fields if name not in NEVER)


def key_column(kind: ItemType) -> Column:
    return next(one for one in columns_of(kind) if one.name == KEYS[kind.key])


@cache
def names_of(kind: ItemType) -> dict[str, str]:
    """The field that a heading means, whichever of its names stands there."""
    names = {plain(other): name for other, name in OTHER_NAMES.get(kind.key, {}).items()}
    for one in columns_of(kind):
        names |= {plain(one.name.replace("_", " ")): one.name, plain(one.name): one.name}
    return names | {plain(one.heading): one.name for one in columns_of(kind)}


def plain(words: str) -> str:
    """Words as they are compared: capitals, spaces and “(optional)” make no difference."""
    return " ".join(words.replace("(optional)", "").casefold().split())


def cells_of(row: Any, kind: ItemType, plan: Plan) -> dict[str, str]:
    """What a sheet says of an entry, by field."""
    return {one.name: cell_for(row, one.name, plan) for one in columns_of(kind)}


def cell_for(row: Any, name: str, plan: Plan) -> str:
    if name == "metrics" and isinstance(row, Commitment):
        return "; ".join(link.metric.name for link in row.linked_metrics.all())
    value = getattr(row, name)
    if isinstance(value, Theme):
        return theme_names(plan)[value.pk]
    shown = getattr(row, f"get_{name}_display", None)
    return str(shown()) if shown else cell_of(value, guard=False)


def theme_names(plan: Plan) -> dict[int, str]:
    """Each theme with its number in the plan: “2. Better services”."""
    ordered = sorted(plan.themes.all(), key=lambda one: one.place)
    return {one.pk: f"{n}. {one.title}" for n, one in enumerate(ordered, start=1)}


def theme_called(words: str, plan: Plan) -> Theme | None:
    """The theme by its number, its title, or both; ValueError where there is none such."""
    if not words:
        return None
    names = theme_names(plan)
    by_key = {one.pk: one for one in plan.themes.all()}
    titled = [key for key, one in by_key.items() if plain(one.title) == plain(words)]
    same = [key for key, name in names.items() if plain(name) == plain(words)]
    number = NUMBERED.fullmatch(words)
    alone = [key for key, name in names.items() if number and name.startswith(f"{number[1]}. ")]
    found = same or titled or (alone if number and words.strip(" .)") == number[1] else [])
    if len(found) != 1:
        raise ValueError(words)
    return by_key[found[0]]


def choice_called(words: str, field: forms.Field) -> str:
    """The code of a choice, given as its code or by what pages call it; the words where none is."""
    choices: Mapping[Any, Any] = dict(getattr(field, "choices", ()))
    for code, label in choices.items():
        if plain(words) in (plain(str(code)), plain(str(label))):
            return str(code)
    return words
