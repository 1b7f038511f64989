"""The figures of a plan as the editor of a text offers them."""

from typing import TypedDict

from plans.access import plan_url
from plans.figures import printed_value
from plans.models import Plan


class OfferedFigure(TypedDict):
    """A figure by its name, with what it is and how it reads in prose."""

    name: str
    label: str
    printed: str


class FiguresOffered(TypedDict):
    """What may be put into a text, and the address where one more is added, or nothing."""

    figures: list[OfferedFigure]
    add: str


def figures_offered(plan: Plan, *, may_add: bool) -> FiguresOffered:
    """The plan's figures by what they are; only who may add one is told where."""
    return {
        "figures": [
            {
                "name": one.name,
                "label": one.label,
                "printed": printed_value(one.value, one.unit, one.unit_words),
            }
            for one in plan.figures.order_by("label", "name")
        ],
        "add": plan_url("item_add", plan, "figures") if may_add else "",
    }
