"""What is to be put right in a plan that came back, and the way to each place of it."""

import re
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from approvals.models import Decision, DecisionStep
from plans.access import WRITE, PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.figures import figure_formatter, printed_html
from plans.models import Plan, Stage
from plans.places import Place
from plans.remarks import PlacedRemark, remarks_on

# Words by which people name a part of the report, and the box in which it is written.
REPORT = {
    r"\btitle of the report\b": "title",
    r"\bsummary\b": "summary",
    r"\brecommendations?\b": "recommendation",
    r"\breasons?\b": "reasons",
    r"\bbackground\b": "background",
    r"\boptions?\b": "options",
    r"\brisks?\b": "risk_now",
    r"\breport\b": "title",
}


@dataclass(frozen=True)
class Way:
    """A place that may be meant: what it is called, where it is changed, how it reads now."""

    name: str
    href: str
    body: str = ""


@require_safe
def put_right(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What was said, and the passages it is about; of one passage, that passage itself."""
    found = plan_or_404(request, council, plan, WRITE)
    remarks = remarks_on(found)
    told = [(one.remark, ways_to(found, one)) for one in remarks]
    only = told[0][1] if len(told) == 1 else []
    if len(only) == 1:
        return HttpResponseRedirect(only[0].href)
    context = {
        "plan": found,
        "told": told,
        "refused": None if told else refused_by(found),
        "trail": breadcrumbs(found),
    }
    return render(request, "approvals/clearance/put_right.html", context)


def ways_to(plan: Plan, one: PlacedRemark) -> list[Way]:
    printed = figure_formatter(plan.figures.all())
    ways = [way_to(plan, place, printed) for place in one.places]
    if not ways and (box := report_box(one.remark.place)):
        ways = [Way("The report", f"{plan_url('move_send', plan)}#id_{box}")]
    return ways


def way_to(plan: Plan, place: Place, printed) -> Way:
    if place.passage is None:
        theme = place.part.theme
        where = plan_url("theme", plan, theme.pk) if theme else plan_url("introduction", plan)
        return Way(place.name, where)
    body = printed_html(place.passage.body, printed)
    return Way(place.name, plan_url("passage", plan, place.passage.pk), body)


def report_box(place: str) -> str:
    """The box of the report that somebody names, if they do."""
    found = (box for words, box in REPORT.items() if re.search(words, place, re.IGNORECASE))
    return next(found, "")


def refused_by(plan: Plan) -> DecisionStep | None:
    """The meeting that refused the words that were sent last, with its decision."""
    if plan.stage != Stage.DRAFTING:
        return None
    step = plan.steps.select_related("decision").order_by("-place").first()
    decision = getattr(step, "decision", None)
    return step if decision and decision.outcome == Decision.Outcome.REFUSED else None
