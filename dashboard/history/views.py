"""The history of a plan or of a whole council: every act, and what each changed."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from councils.access import Request, council_or_404
from councils.models import Council
from councils.record.models import Act, Identity
from councils.record.naming import with_names
from councils.roles import Right
from dashboard.history.changes import changes_in
from dashboard.history.forms import OF_A_COUNCIL, OF_A_PLAN, HistoryFilter, HistoryForm
from dashboard.history.search import Words, places_in
from dashboard.history.things import whereabouts
from plans.access import READ_RECORD, PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.edits import may_write
from plans.models import Plan
from web.compiled_queries import prepared

PAGE = 50
# What a line of the history needs of its act.
SHOWN = (
    *("sequence", "at", "actor", "verb", "details", "reason", "touched"),
    *("plan", "subject", "subject_kind", "subject_id"),
)


@require_safe
def history(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Every act on the plan, newest first: who, in which role, when, what and why."""
    found = plan_or_404(request, council, plan, READ_RECORD)
    acts = Act.objects.filter(plan=found.pk)
    context = {"plan": found, "trail": breadcrumbs(found), "newest": plan_url("history", found)}
    return history_page(request, found.council, acts, OF_A_PLAN, context)


@require_safe
def council_history(request: Request, council: str) -> HttpResponse:
    """Every act in the council: plans, people, settings, commissions."""
    access = council_or_404(request, council)
    access.require(*READ_RECORD)
    acts = Act.objects.filter(council=access.council)
    newest = reverse("council_history", args=[council])
    refused = reverse("refusals", args=[council]) if access.may(Right.READ_REFUSALS) else ""
    context = {"newest": newest, "refused": refused}
    return history_page(request, access.council, acts, OF_A_COUNCIL, context)


@require_safe
def act(request: PlanRequest, council: str, plan: str, sequence: int) -> HttpResponse:
    """What one act on the plan changed."""
    found = plan_or_404(request, council, plan, READ_RECORD)
    acts = Act.objects.filter(plan=found.pk)
    row = act_or_404(acts, sequence)
    writes = may_write(found, request.access)
    form = form_for(request, found.council, OF_A_PLAN)
    context = {
        "plan": found,
        "may_write": writes,
        "where": whereabouts(found, row, may_write=writes),
        "puts_back": puts_back(found, row),
        "trail": breadcrumbs(found, ("History", back_to(form, plan_url("history", found)))),
        **neighbours(form, acts, row, lambda number: plan_url("act", found, number)),
    }
    return act_page(request, row, context)


@require_safe
def council_act(request: Request, council: str, sequence: int) -> HttpResponse:
    """What one act in the council changed."""
    access = council_or_404(request, council)
    access.require(*READ_RECORD)
    acts = Act.objects.filter(council=access.council)
    row = act_or_404(acts, sequence)
    form = form_for(request, access.council, OF_A_COUNCIL)
    home = back_to(form, reverse("council_history", args=[council]))
    context = {
        "trail": [("History of the council", home)],
        "of_plan": plan_of(row, access.council),
        **neighbours(
            form, acts, row, lambda number: reverse("council_act", args=[council, number])
        ),
    }
    return act_page(request, row, context)


def act_page(request: Request, row: Act, context: dict[str, Any]) -> HttpResponse:
    context |= {"act": row, "changes": changes_in(row, request.access)}
    status = 422 if context["nonsense"] else 200
    return render(request, "dashboard/act.html", context, status=status)


def act_or_404(acts: QuerySet[Act], sequence: int) -> Act:
    row = get_object_or_404(acts.select_related("actor"), sequence=sequence)
    with_names([row])
    return row


def plan_of(row: Act, council: Council) -> Plan | None:
    """The plan an act was done on, with its council, for a link to it."""
    found = Plan.objects.filter(council=council, pk=row.plan).first() if row.plan else None
    if found:
        found.council = council
    return found


def puts_back(plan: Plan, row: Act) -> Act | None:
    """The act whose text this one put back."""
    if row.verb != "text_put_back":
        return None
    other = Act.objects.filter(plan=plan.pk, sequence=row.details["act"]).first()
    return with_names([other])[0] if other else None


def neighbours(
    form: HistoryForm, acts: QuerySet[Act], row: Act, address: Callable[[int], str]
) -> dict[str, Any]:
    """The acts before and after one, among those that its reader came from."""
    alike = form.narrowed(acts, paged=False).order_by("sequence")
    earlier = alike.filter(sequence__lt=row.sequence).values_list("sequence", flat=True).last()
    later = alike.filter(sequence__gt=row.sequence).values_list("sequence", flat=True).first()
    query = f"?{form.query}" if form.is_bound and form.query else ""
    found = {"earlier": earlier, "later": later}
    ways = {name: f"{address(number)}{query}" for name, number in found.items() if number}
    return {**ways, "nonsense": form.is_bound and not form.is_valid()}


def back_to(form: HistoryForm, home: str) -> str:
    return f"{home}?{form.query}" if form.is_bound and form.query else home


def form_for(request: Request, council: Council, parts: dict[str, HistoryFilter]) -> HistoryForm:
    return HistoryForm(request.GET or None, identities=people_in(council.pk), parts=parts)


def history_page(
    request: Request,
    council: Council,
    acts: QuerySet[Act],
    parts: dict[str, HistoryFilter],
    context: dict[str, Any],
) -> HttpResponse:
    """One page of these acts, newest first, narrowed as asked; the next begins after a sequence."""
    form = form_for(request, council, parts)
    rows = list(form.narrowed(acts).only(*SHOWN).order_by("-sequence")[: PAGE + 1])
    known = {identity.pk: identity for identity in form.identities}
    for row in rows:
        row.actor = known[row.actor_id]
    older = form.older(rows[PAGE - 1]) if len(rows) > PAGE else None
    home = context["newest"]
    context |= {
        "form": form,
        "all": home,
        "here": home,
        "acts": with_names(rows[:PAGE]),
        "older": f"?{urlencode(older)}" if older else "",
        "newest": f"{context['newest']}?{form.query}" if form.is_further_back else "",
        "query": form.query if form.is_bound else "",
    }
    if words := form.asked_words:
        show_places(context["acts"], words)
    if "plan" not in context:
        show_plans(context["acts"], council)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "dashboard/history.html", context, status=status)


def show_places(acts: Sequence[Act], words: Words) -> None:
    """Where in each act the words stand, for a page of those found by them."""
    places = places_in(acts, words)
    for act in acts:
        act.places = places.get(act.pk, ())
        act.marked_reason = words.marked(act.reason) if words.are_in(act.reason) else ()


def show_plans(acts: Sequence[Act], council: Council) -> None:
    """On which plan each act was done, where not all are of one."""
    plans = Plan.objects.filter(council=council, pk__in={act.plan for act in acts if act.plan})
    titles = dict(plans.values_list("pk", "title"))
    for act in acts:
        act.of_plan = titles.get(act.plan or 0, "")


@prepared
def people_in(council: int) -> QuerySet[Identity]:
    """Everybody who ever acted in a council, as they stood then."""
    return Identity.objects.filter(council=council).order_by("name")
