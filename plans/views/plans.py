"""A council's plans: the list, starting one, and a plan's settings."""

from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from councils.access import council_or_404
from councils.meetings import working_in_words
from councils.models import Council, User
from councils.roles import Right
from plans.access import READ, READ_RECORD, WRITE, PlanRequest, plan_or_404, plan_url
from plans.actions import commissions
from plans.actions.imports import start_with_text
from plans.actions.plans import edit_plan
from plans.deadline import UNDECIDED
from plans.forms.plans import PlanCommissionForm, PlanForm, PlansForm, StartForm
from plans.models import Plan
from plans.models.plan import readable_by
from plans.views.edit_page import change_page, reason_asked
from web.compiled_queries import prepared
from web.dates import day_in_words, london_day
from web.responses import handle_form
from web.saved_input import saved_input

PAGE = 50


@require_safe
def plan_list(request: PlanRequest, council: str) -> HttpResponse:
    """The council's plans that this person may open, by title, fifty to a page."""
    access = council_or_404(request, council)
    form = PlansForm(request.GET)
    here, me = access.council.pk, access.person.pk
    rows = plans_after(*form.start, here, me, rights=access.rights)
    return render(
        request,
        "plans/plans.html",
        {
            "plans": [listed(row, access.council) for row in rows[:PAGE]],
            "next_page": urlencode(form.after(rows[PAGE - 1])) if len(rows) > PAGE else "",
            "may_open": access.may(*READ),
            "may_start": access.may(*WRITE),
            "may_read_record": access.may(*READ_RECORD),
            "first_page": not form.is_after,
        },
        status=422 if form.errors else 200,
    )


@prepared
def plans_after(
    title: str, key: int, council: int, person: int, *, rights: frozenset[str]
) -> QuerySet[Plan]:
    """A page of the plans somebody may open, and one row more if there is a next."""
    after = Q(title__gt=title) | Q(title=title, pk__gt=key)
    readable = Plan.objects.filter(readable_by(council, person, rights), taken_back_at=None)
    found = readable.filter(after).listed()
    return found.order_by("title", "pk")[: PAGE + 1]


@require_http_methods(["GET", "POST"])
def plan_start(request: PlanRequest, council: str) -> HttpResponse:
    """Which commission, when is the meeting, and is there a text? Else there is a default."""
    access = council_or_404(request, council)
    access.require(Right.WRITE_PLANS)
    form = StartForm(request.POST or saved_input(request), council=access.council)

    def start(typed):
        version = commissions.version_for(access.council, typed.pop("commission"))
        return start_with_text(access.council, by=access.person, commission=version, **typed)

    return handle_form(
        request,
        form,
        start,
        template="plans/plan_start.html",
        context={
            "trail": [("Plans", reverse("plans", args=[council]))],
            "under_way": form.plans_under_way,
            "cannot": form.meetings.cannot if form.meetings else [],
        },
        done=lambda plan: where_text_comes_in(plan, access.person),
    )


def where_text_comes_in(plan: Plan, person: User) -> str:
    """The review of a text that waits for this person, or else the page that asks for one."""
    kept = plan.imports.filter(by=person).first()
    return plan_url("import_review", plan, kept.pk) if kept else plan_url("import", plan)


@require_http_methods(["GET", "POST"])
def plan_settings(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """The plan's title, paragraph numbers and meeting date."""
    found = plan_or_404(request, council, plan, WRITE)
    due = london_day(found.due_at) if found.due_at else None
    form = PlanForm(
        request.POST or saved_input(request),
        row=found,
        meetings=working_in_words(found.council, deadline=due) if found.stage in UNDECIDED else "",
        reason=reason_asked(request, found),
    )
    return change_page(
        request,
        found,
        form,
        partial(edit_plan, found),
        title="Settings of the plan",
        done=found,
        back=found.get_absolute_url(),
    )


@require_http_methods(["GET", "POST"])
def plan_commission(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Move the plan to newer words of the commission it answers, on purpose."""
    found = plan_or_404(request, council, plan, WRITE)
    newer = commissions.newer_for(found)
    form = PlanCommissionForm(
        request.POST or saved_input(request),
        answered=found.commission,
        newer=newer,
        known=commissions.known_to(found),
    )
    return change_page(
        request,
        found,
        form,
        partial(commissions.move_plan_to, found),
        template="plans/plan_commission.html",
        versions=newer,
        done=found,
        back=plan_url("plan_commission", found),
    )


@dataclass(frozen=True)
class Listed:
    """A plan as the list shows it."""

    title: str
    address: str
    stage: str
    stage_name: str
    due: str
    submitted: str
    # That what was sent is an open exception.
    exception: str


def listed(plan: Plan, council: Council) -> Listed:
    return Listed(
        title=plan.title,
        address=f"/{council.slug}/plans/{plan.slug}/",
        stage=plan.stage,
        stage_name=plan.get_stage_display(),
        due=day_in_words(plan.due_at),
        submitted=submitted_in_words(plan),
        exception=plan.sent_exception.in_short if plan.sent_exception else "",
    )


def submitted_in_words(plan: Plan) -> str:
    """ "Submitted 18 July 2024", and where that was stated afterwards, that it was."""
    if not plan.submitted_at:
        return plan.earlier_in_words
    stated = f" ({plan.submission_stated})" if plan.submission_stated else ""
    return f"Submitted {day_in_words(plan.submitted_at)}{stated}"
