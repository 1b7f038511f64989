"""How many pages a plan's text takes so far."""

from django.core.cache import cache

from councils.record.models import Act
from plans.assemble import build_document
from plans.exports import pdf
from plans.models import Plan


def pages_of(plan: Plan, last_act: Act | None) -> int:
    """Pages of the working copy in final layout, kept until the next act on the plan."""
    key = f"pages:{plan.pk}:{last_act.sequence if last_act else 0}"
    pages = cache.get(key)
    if pages is None:
        pages = pdf.count_plan_pages(build_document(plan))
        cache.set(key, pages, timeout=7 * 24 * 3600)
    return pages
