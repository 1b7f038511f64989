"""The words of many plans as they stand now, as digests to hold beside those that were frozen.

To put a document together takes longer than all the rest of a page. A plan's words change only by
an act on it, so its digests are kept by the plan's newest act, in the memory of this process: the
cache, which is a table, would take several statements to keep each.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, prefetch_related_objects

from approvals.models import ClearanceRound, Report
from approvals.reports.document import build_report
from councils.record.models import Act
from plans.assemble import build_documents
from plans.models import Plan
from web.compiled_queries import prepared

KEPT = 10_000
# The act has no say in what its council is called, which stands in every document.
Moment = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """Digests of the plan and of its report; "" for a report that was not written, or never sent.

    The report's is that of the report beside the plan and for the body of the newest round.
    """

    plan: str
    report: str


_kept: dict[Moment, WorkingCopy] = {}


def moments_of(plans: Collection[int]) -> dict[int, Moment]:
    """The newest act on each plan, by the plan's key; one query."""
    return {key: (act, council) for key, act, council in newest_acts([*plans])}


@prepared
def newest_acts(plans: list[int]) -> QuerySet[Any, Any]:
    newest = Act.objects.filter(plan=OuterRef("pk")).order_by("-sequence").values("pk")[:1]
    rows = Plan.objects.filter(pk__any=plans).order_by()
    return rows.values_list("pk", Subquery(newest), "council__name")


def working_copies(
    moments: Mapping[int, Moment], rounds: Mapping[int, ClearanceRound]
) -> dict[int, WorkingCopy]:
    """By the plan's key; thirteen queries for all that have changed since they were last read.

    `rounds` has the newest round of each plan, read after `moments`.
    """
    # Looked up once each: another thread may empty what is kept meanwhile.
    looked_up = ((key, _kept.get(moment)) for key, moment in moments.items())
    found = {key: words for key, words in looked_up if words}
    if missing := [key for key in moments if key not in found]:
        if len(_kept) + len(missing) > KEPT:
            _kept.clear()
        for key, words in read_anew(missing, rounds).items():
            found[key] = _kept[moments[key]] = words
    return found


def read_anew(keys: list[int], rounds: Mapping[int, ClearanceRound]) -> dict[int, WorkingCopy]:
    plans = Plan.objects.filter(pk__in=keys).select_related("council", "commission").order_by()
    reports = reports_of(rounds[key] for key in keys if key in rounds)
    return {
        key: WorkingCopy(words.digest, reports.get(key, ""))
        for key, words in build_documents(plans).items()
    }


def reports_of(rounds: Iterable[ClearanceRound]) -> dict[int, str]:
    """The digest of each plan's report as it is written now.

    Three queries, and one more where any has the council's own form.
    """
    sent = {one.plan_id: one for one in rounds}
    if not sent:
        return {}
    known = Report.objects.filter(plan__in=sent).select_related("plan__council", "template")
    rows = list(known.prefetch_related("implications", "plan__evidence"))
    prefetch_related_objects([one for one in rows if one.template_id], "parts")
    return {
        one.plan_id: build_report(
            one,
            plan_digest=sent[one.plan_id].version.digest,
            body=sent[one.plan_id].body,
        ).digest
        for one in rows
    }
