"""How many pages a plan takes so far: of text, and in all, as its PDF has."""

from django.core.cache import cache

from councils.record.models import Act
from plans.assemble import build_document
from plans.exports import pdf
from plans.models import Plan


def pages_of(plan: Plan, last_act: Act | None) -> pdf.PageCount:
    """Pages of the working copy in final layout, kept until the next act on the plan."""
    key = f"page-count:{plan.pk}:{last_act.sequence if last_act else 0}"
    kept = cache.get(key)
    if kept is None:
        count = pdf.count_plan_pages(build_document(plan))
        kept = (count.text, count.all)
        cache.set(key, kept, timeout=7 * 24 * 3600)
    return pdf.PageCount(*kept)
