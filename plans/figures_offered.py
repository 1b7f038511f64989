"""The figures of a plan as the editor of a text offers them."""

from collections.abc import Iterable
from typing import TypedDict

from django.db.models import QuerySet

from plans.access import plan_url
from plans.figures import printed_value
from plans.models import Figure, Plan
from plans.richtext import figures_in
from web.compiled_queries import prepared


class OfferedFigure(TypedDict):
    """A figure by its name, with what it is and how it reads in prose."""

    name: str
    label: str
    printed: str


class FiguresOffered(TypedDict):
    """What may be put into a text, and the address where one more is added, or nothing."""

    figures: list[OfferedFigure]
    add: str


def figures_offered(plan: Plan, *, may_add: bool, within: str | None = None) -> FiguresOffered:
    """The plan's figures by what they are; only who may add one is told where.

    Whoever sees no more of a draft than one text is offered those that it names: `within` is that
    text.
    """
    rows = figures_of(plan.pk)
    if within is not None:
        named = figures_in(within)
        rows = [one for one in rows if one.name in named]
    return offered(plan, rows, may_add=may_add)


def offered(plan: Plan, rows: Iterable[Figure], *, may_add: bool) -> FiguresOffered:
    """The same of figures that a page has already."""
    return {
        "figures": [
            {
                "name": one.name,
                "label": one.label,
                "printed": printed_value(one.value, one.unit, one.unit_words),
            }
            for one in rows
        ],
        "add": plan_url("item_add", plan, "figures") if may_add else "",
    }


@prepared
def figures_of(plan: int) -> QuerySet[Figure]:
    return Figure.objects.filter(plan=plan).order_by("label", "name")
