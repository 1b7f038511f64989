"""The cells of a sheet: what they say of an entry, and what somebody typed in them means."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from plans.exports.csv import cell_of
from plans.models import Commitment, Metric, Plan, Theme

NUMBERED = re.compile(r"(\d{1,3})[.)]?(?:\s.*)?", re.DOTALL)
# A financial year as it is written: 2026 to 2027, 2026/27, 2026-27, or the year it starts in.
YEARS = re.compile(r"(\d{4})(?:\s?(?:to|[/–-])\s?(\d{4}|\d{2}))?", re.ASCII)
EMPTY = "This is empty: the row names no entry."


class CellError(Exception):
    """A cell that cannot be taken: the field, and why."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(why)
        self.name, self.why = name, why


@dataclass(frozen=True)
class Column:
    """A field of the list's form, under the heading that its sheet has."""

    name: str
    heading: str


def plain(words: str) -> str:
    """Words as they are compared: capitals, spaces and “(optional)” make no difference."""
    return " ".join(words.replace("(optional)", "").casefold().split())


def cell_for(row: Any, name: str, plan: Plan) -> str:
    if name == "metrics" and isinstance(row, Commitment):
        return "; ".join(link.metric.name for link in row.linked_metrics.all())
    value = getattr(row, name)
    if isinstance(value, Theme):
        return theme_names(plan)[value.pk]
    if isinstance(value, Commitment):
        return value.reference
    if isinstance(value, Metric):
        return value.name
    if isinstance(value, bool):
        return "Yes" if value else "No"
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


def metrics_called(words: str, metrics: Iterable[Metric]) -> list[Metric]:
    """The metrics that a cell names, parted by semicolons; a name may have one itself."""
    by_name: dict[str, list[Metric]] = {}
    for one in metrics:
        by_name.setdefault(plain(one.name), []).append(one)
    whole = plain(words) in by_name
    found = []
    for name in [words] if whole else filter(None, map(str.strip, words.split(";"))):
        called = by_name.get(plain(name), [])
        if len(called) != 1:
            raise CellError("metrics", f"The plan has no one metric “{name}”.")
        found += called
    return found


def choice_called(words: str, field: forms.Field) -> str:
    """The code of a choice, given as its code or by what pages call it; the words where none is."""
    choices: Mapping[Any, Any] = dict(getattr(field, "choices", ()))
    for code, label in choices.items():
        if plain(words) in (plain(str(code)), plain(str(label))):
            return str(code)
    return words


def box_ticked(name: str, words: str) -> str:
    """What a box sends when it is ticked as a cell says; an empty cell leaves it as it is: not."""
    said = plain(words)
    if said in ("yes", "true"):
        return "true"
    if said in ("", "no", "false"):
        return "false"
    raise CellError(name, "Say yes or no.")


def year_called(words: str) -> int | None:
    """The year in which a financial year starts; None of what names none."""
    found = YEARS.fullmatch(" ".join(words.split()).casefold())
    if found is None:
        return None
    starts, ends = int(found[1]), found[2]
    goes_on = ends is None or str(starts + 1).endswith(ends)
    return starts if goes_on else None
