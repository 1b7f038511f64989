"""What was sent of a plan, and which decisions endorsed words, as one value of a query."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    DateTimeField,
    F,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, JSONObject

from approvals.models.call_in import called_in
from approvals.models.decision import Decision
from approvals.models.earlier import EarlierSubmission
from approvals.models.submission import Submission, SubmissionDispatch


def sent_facts(path: str = "") -> Combinable:
    """What `approvals.subject_to_approval` reads, as JSON; null of a plan that was never sent.

    `path` leads to the plan from a row beneath it.
    """
    was_sent = Q(**{f"{path}submitted_at__isnull": False}) | ~Q(**{f"{path}submitted_earlier": ""})
    here = OuterRef(f"{path}pk")
    told = JSONObject(
        sent=ArraySubquery(sent_of(here)),
        earlier=ArraySubquery(earlier_of(here)),
        endorsed=ArraySubquery(endorsed_of(here)),
    )
    return Case(When(was_sent, then=told), default=Value(None), output_field=JSONField())


def sent_of(plan: OuterRef) -> QuerySet[Submission, object]:
    """Every submission that went, in the order they went."""
    went = SubmissionDispatch.objects.filter(
        submission=OuterRef("pk"), state=Submission.State.SENT
    ).order_by("-pk")
    rows = Submission.objects.sent().filter(plan=plan).order_by("number")
    at = Coalesce("sent_at", Subquery(went.values("at")[:1]), output_field=DateTimeField())
    told = JSONObject(number="number", basis="basis", digest="digest", at=at)
    return rows.values_list(told)


def earlier_of(plan: OuterRef) -> QuerySet[EarlierSubmission, object]:
    """What the newest word of an older record shows of one."""
    rows = EarlierSubmission.objects.filter(plan=plan).order_by("-recorded_at", "-pk")
    told = JSONObject(basis="basis", at="sent_at", on="sent_on", same_words="same_words")
    return rows.values_list(told)[:1]


def endorsed_of(plan: OuterRef) -> QuerySet[Decision, object]:
    """Every decision that endorsed words and was not corrected, in their order."""
    rows = Decision.objects.filter(
        step__plan=plan, outcome__in=Decision.ENDORSING, corrected_by=None
    ).order_by("step__place")
    told = JSONObject(
        digest="digest",
        body=F("step__body"),
        on="decided_on",
        minute="minute",
        called_in=called_in("pk", "step__under__decision"),
    )
    return rows.values_list(told)
