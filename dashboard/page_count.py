"""How many pages a plan takes so far: of text, and in all, as its PDF has."""

from councils.record.models import Act
from plans.assemble import build_document
from plans.exports.pdf import PageCount
from plans.models import Plan
from plans.page_count import count_once


def pages_of(plan: Plan, last_act: Act | None) -> PageCount | None:
    """Pages of the working copy in final layout, kept until the next act on the plan.

    None where it is too long to be drawn.
    """
    name = f"{plan.pk}:{last_act.sequence if last_act else 0}"
    return count_once(name, lambda: build_document(plan))
