"""What was reported on a plan, read in one statement, beside the words it is measured against."""

from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Cast, JSONObject
from django.utils import timezone

from approvals.decisions.queries import newest_decision
from approvals.models import Publication
from delivery.models import CommitmentOutcome, ProgressUpdate
from delivery.reported import ReportedDelivery, ReportedOutcome, ReportedResult, ReportedUpdate
from delivery.status import Added, Delivery, delivery_at
from plans.assemble import build_document, commitments_of, metrics_of
from plans.document import Commitment, Document, Metric, parse_document
from plans.models import Plan, Result
from web.compiled_queries import prepared


def _listed(rows: Any, *names: str, **more: Any) -> ArraySubquery:
    """These rows as an array of objects."""
    columns = {name: F(name) for name in names} | more
    return ArraySubquery(rows.order_by("pk").values(found=JSONObject(**columns)))


UPDATES = _listed(
    ProgressUpdate.objects.filter(commitment__plan=OuterRef("pk")),
    *("commitment", "as_at", "recorded_at", "status", "narrative", "next_step"),
    key=F("pk"),
)
ENDINGS = _listed(
    CommitmentOutcome.objects.filter(commitment__plan=OuterRef("pk")),
    *("commitment", "recorded_at", "outcome", "words"),
)
RESULTS = _listed(
    Result.objects.filter(metric__plan=OuterRef("pk")),
    *("metric", "ends_on", "period", "provisional", "note"),
    # As text: a number in JSON would lose its last digits.
    value=Cast("value", models.TextField()),
    corrected=models.Q(revision__gt=1),
    recorded_at=Subquery(
        Result.history.filter(id=OuterRef("pk")).order_by("-history_id").values("history_date")[:1]
    ),
)


def reported_on(plan: int) -> ReportedDelivery:
    """Everything reported on the plan with this key; one statement."""
    [found] = with_reported(plan)
    return ReportedDelivery(
        msgspec.convert(found.updates, tuple[ReportedUpdate, ...]),
        msgspec.convert(found.endings, tuple[ReportedOutcome, ...]),
        msgspec.convert(found.results, tuple[ReportedResult, ...]),
    )


@prepared
def with_reported(plan: int) -> models.QuerySet[Any]:
    """The plan's row with its updates, endings and results, each as an array of objects."""
    found = Plan.objects.filter(pk=plan).only("pk")
    return found.annotate(updates=UPDATES, endings=ENDINGS, results=RESULTS).order_by()[:1]


def delivery_of(plan: Plan, *, on: date) -> Delivery:
    """How delivery stands for the council's own people.

    Measured against the words that were decided, and against what was added since, which is marked;
    before a decision, against the working copy.
    """
    decision = newest_decision(plan)
    if decision is None:
        working = delivery_at(build_document(plan), reported_on(plan.pk), on=on)
        return replace(working, is_decided=False)
    document, added = with_what_was_added(plan, parse_document(decision.words.document))
    return delivery_at(document, reported_on(plan.pk), on=on, added=added)


def progress_public(
    plan: Plan, publication: Publication | None = None, *, on: date | None = None
) -> Delivery | None:
    """How delivery stands for residents: what was published, with what was reported on it.

    One statement when the publication is given with its version; None while nothing decided is
    published.
    """
    publication = publication or plan.publications.select_related("version").first()
    if publication is None or publication.is_draft:
        return None
    document = parse_document(publication.version.document)
    return delivery_at(document, reported_on(plan.pk), on=on or timezone.localdate())


def with_what_was_added(plan: Plan, decided: Document) -> tuple[Document, Added]:
    """The decided words with the commitments and metrics that came later, and which these are.

    A metric that was "to follow" when it was decided is taken as it is by now.
    """
    commitments = {one.id: one for one in decided.commitments}
    for promised in commitments_of(plan):
        commitments.setdefault(promised.id, promised)
    metrics = {one.id: one for one in decided.metrics}
    for measured in metrics_of(plan):
        if measured.id not in metrics or metrics[measured.id].kind == "to follow":
            metrics[measured.id] = measured
    document = replace(
        decided, commitments=tuple(commitments.values()), metrics=tuple(metrics.values())
    )
    now: set[Commitment | Metric] = {*document.commitments, *document.metrics}
    before: set[Commitment | Metric] = {*decided.commitments, *decided.metrics}
    return document, frozenset(now - before)
