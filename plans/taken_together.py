"""What accepting all of one person's suggestions would leave open, said before it is pressed."""

from collections.abc import Iterable
from dataclasses import dataclass

from councils.access import Access
from plans.actions.all_suggestions import IS_NOT_THEIRS, TO_SETTLE
from plans.actions.suggested_values import (
    IN_SOME_PLACES,
    IS_GONE,
    IS_THERE,
    OTHERS_TOO,
    READS_OTHERWISE,
)
from plans.comment_pages import THING_GONE
from plans.models import Plan, Suggestion
from plans.suggestion_pages import STANDS_ALREADY, ShownSuggestion
from plans.suggestions import suggestions_for

Field = tuple[str, int | None, str]
NO_ONE_PART = "it is of no one part of the plan, so it is answered by itself"


@dataclass(frozen=True)
class StaysOpen:
    """A suggestion by the name of what it is for, and why it stays open, within a sentence."""

    suggestion: Suggestion
    name: str
    why: str


def stays_open(
    plan: Plan,
    access: Access,
    shown: Iterable[ShownSuggestion],
    beside: Iterable[ShownSuggestion] = (),
) -> list[StaysOpen]:
    """Of those `shown`, what a person must look at by itself; one query where values are.

    `beside` are the same person's that belong to no part, where one part alone is shown.
    """
    shown = list(shown)
    met = fields_of_others(plan, access, [one.suggestion for one in shown])
    found = [(one, why_open(one, met)) for one in shown]
    found += [(one, NO_ONE_PART) for one in beside]
    return [StaysOpen(one.suggestion, one.name, why) for one, why in found if why]


def fields_of_others(plan: Plan, access: Access, rows: list[Suggestion]) -> set[Field]:
    """Each field for which a value is suggested here and, beside these, another one too."""
    values = {field_of(one) for one in rows if one.is_value}
    if not values:
        return set()
    others = suggestions_for(access, plan).still_open().filter(kind=Suggestion.Kind.VALUE)
    others = others.exclude(pk__in=[one.pk for one in rows]).order_by()
    twice = {one for one in values if [field_of(row) for row in rows].count(one) > 1}
    return twice | (values & set(others.values_list("about", "item", "field")))


def field_of(one: Suggestion) -> Field:
    return one.about, one.item, one.field


def why_open(one: ShownSuggestion, met: set[Field]) -> str:
    """ "" of what would be accepted with the others."""
    row = one.suggestion
    if one.said == THING_GONE:
        return IS_GONE
    if not one.may_accept:
        return IS_NOT_THEIRS
    if not row.is_value:
        return TO_SETTLE if one.said and one.said != STANDS_ALREADY else ""
    if field_of(row) in met:
        return OTHERS_TOO
    if one.said:
        return IS_THERE if one.said == STANDS_ALREADY else READS_OTHERWISE
    return IN_SOME_PLACES if row.note else ""
