"""The figures of a plan as the editor of a text offers them."""

from typing import TypedDict

from plans.access import plan_url
from plans.figures import printed_value
from plans.models import Plan
from plans.richtext import figures_in


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
    rows = plan.figures.order_by("label", "name")
    if within is not None:
        rows = rows.filter(name__in=figures_in(within))
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
