"""What the compliance of several plans is read from: one query for each kind of row."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max

from approvals.decisions.queries import newest_decisions
from approvals.decisions.recorders import recorded_by_authors
from approvals.decisions.to_do import Task, tasks_in
from approvals.models import Decision, DecisionStep, Publication, Submission
from approvals.models.call_in import called_in
from approvals.workflow.transitions import BY_NAME
from councils.record.models import Act
from delivery.models import ProgressUpdate
from plans.models import Metric, Plan, Stage
from web.dates import day_in_words, london_day

MONITORED = (Stage.MONITORING, Stage.CLOSED)
# What of a step, its decision and its papers the lines read.
KNOWN = (
    *("round", "decision__version", "decision__recorded_by"),
    *("decision__first_period__superseded_by", "decision__corrected_by", "under__decision__step"),
)


@dataclass(frozen=True, slots=True)
class Records:
    """By the plan's key; `tasks` and `by_authors` (keys of decisions) are of all of them.

    `metrics` counts those of the working copy, `reported` is the day of the newest report, and
    `overtaken` says of plans that events have overtaken when that was and why.
    """

    decisions: Mapping[int, Decision]
    published: Mapping[int, Publication]
    sent: Mapping[int, Sequence[Submission]]
    steps: Mapping[int, Sequence[DecisionStep]]
    tasks: Sequence[Task]
    by_authors: Collection[int]
    metrics: Mapping[int, int]
    reported: Mapping[int, date]
    overtaken: Mapping[int, str]


def records_of(plans: Iterable[Plan], today: date) -> Records:
    known = {plan.pk: plan for plan in plans}
    steps = steps_of(known)
    made = [step.decision for rows in steps.values() for step in rows if hasattr(step, "decision")]
    published = Publication.objects.filter(plan__in=known).decided().select_related("version")
    newest = published.order_by("plan_id", *Publication._meta.ordering or ()).distinct("plan_id")
    sent = Submission.objects.filter(plan__in=known).sent().with_dispatches()
    return Records(
        decisions=newest_decisions(known),
        published={one.plan_id: one for one in newest},
        sent=by_plan(sent.select_related("version").order_by("number")),
        steps=steps,
        tasks=tasks_in(known),
        by_authors=recorded_by_authors(made),
        metrics=counted(known),
        reported=newest_reports(known.values(), today),
        overtaken=overtaken(known.values()),
    )


def steps_of(known: Mapping[int, Plan]) -> dict[int, list[DecisionStep]]:
    """The newest first, without those whose decision was recorded wrongly and corrected."""
    rows: Any = DecisionStep.objects.filter(plan__in=known).select_related(*KNOWN)
    rows = rows.annotate(called_in=called_in("decision", "under__decision"))
    whole = rows.prefetch_related("papers", "decision__declarations").order_by("-place")
    found = [step for step in whole if not step.was_corrected]
    for step in found:
        step.plan = known[step.plan_id]
        if hasattr(step, "decision"):
            step.decision.step, step.decision.called_in = step, step.called_in
    return by_plan(found)


def by_plan(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.plan_id].append(row)
    return found


def counted(plans: Collection[int]) -> dict[int, int]:
    rows = Metric.objects.filter(plan__in=plans).order_by().values_list("plan")
    return dict(rows.annotate(Count("pk")))


def newest_reports(plans: Iterable[Plan], today: date) -> dict[int, date]:
    """The newest day that a commitment of a plan is reported on for; only of those monitored."""
    keys = [plan.pk for plan in plans if plan.stage in MONITORED]
    rows = ProgressUpdate.objects.filter(commitment__plan__in=keys, as_at__lte=today)
    return dict(rows.order_by().values_list("commitment__plan").annotate(Max("as_at")))


def overtaken(plans: Iterable[Plan]) -> dict[int, str]:
    closed = [plan.pk for plan in plans if plan.stage == Stage.CLOSED]
    acts = Act.objects.filter(plan__in=closed, verb=BY_NAME["overtaken"].verb).order_by("sequence")
    return {
        key: f"Closed as overtaken on {day_in_words(london_day(at))}: {reason}"
        for key, at, reason in acts.values_list("plan", "at", "reason")
        if key
    }
