"""What was tried and refused, for Monitoring Officers and auditors."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from councils.access import Request, council_or_404
from councils.models import Council, RefusedAttempt
from councils.record.sentences import verbs
from councils.refusals import MOST
from councils.roles import Right
from plans.models import Plan
from web.forms.base import BaseForm

PAGE = 50


class RefusalsForm(BaseForm):
    """On which plan, and how far back."""

    method = "get"
    submit = "Show"
    mark_optional = False
    plan = forms.ChoiceField(label="Plan", required=False)
    before = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62
    )

    def __init__(self, *args: Any, plans: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("plan", [("", "Every plan"), *((str(key), name) for key, name in plans.items())])

    def older(self, last: RefusedAttempt) -> str:
        """The query of the next page: of the same plan, before the last line shown."""
        asked = {"plan": self.data.get("plan"), "before": last.pk}
        return "?" + urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True)
class RefusalLine:
    """One refused attempt in words; `often` where the same was tried more than once in a minute."""

    at: datetime
    person: str
    tried: str
    plan: str
    reason: str
    words: str
    often: str


@require_safe
def refusals(request: Request, council: str) -> HttpResponse:
    """Who was refused what, on which plan, and why; never the words they typed."""
    access = council_or_404(request, council)
    access.require(Right.READ_REFUSALS)
    plans = plans_named(access.council)
    form = RefusalsForm(request.GET or None, plans=plans)
    rows = list(narrowed(access.council, form)[: PAGE + 1])
    here = reverse("refusals", args=[council])
    context = {
        "form": form,
        "lines": lines_of(rows[:PAGE], plans),
        "older": form.older(rows[PAGE - 1]) if len(rows) > PAGE else "",
        "newest": here if form.data.get("before") else "",
        "trail": [("History of the council", reverse("council_history", args=[council]))],
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "dashboard/refusals.html", context, status=status)


def plans_named(council: Council) -> dict[int, str]:
    """The plans on which something was refused, by their keys."""
    keys = RefusedAttempt.objects.filter(council=council, plan__gt=0).order_by().values("plan")
    found = Plan.objects.filter(council=council, pk__in=keys).order_by("title")
    return dict(found.values_list("pk", "title"))


def narrowed(council: Council, form: RefusalsForm) -> Any:
    """The newest line of each minute's like, newest first: its number says how often it was."""
    rows = RefusedAttempt.objects.filter(council=council).select_related("person")
    if form.is_bound and not form.is_valid():
        return rows.none()
    asked = form.cleaned_data if form.is_bound else {}
    if asked.get("plan"):
        rows = rows.filter(plan=int(asked["plan"]))
    if asked.get("before"):
        rows = rows.filter(pk__lt=asked["before"])
    return rows.order_by("-pk")


def lines_of(rows: list[RefusedAttempt], plans: dict[int, str]) -> list[RefusalLine]:
    """One line for what is alike within a minute."""
    alike: dict[tuple[Any, ...], list[RefusedAttempt]] = defaultdict(list)
    for row in rows:
        key = (row.person_id, row.tried, row.plan, row.reason, row.minute)
        alike[key].append(row)
    return [line_of(same[0], plans.get(same[0].plan, "")) for same in alike.values()]


def line_of(row: RefusedAttempt, plan: str) -> RefusalLine:
    often = ""
    if row.number > 1:
        often = f"{row.number} times{' or more' if row.number >= MOST else ''} within a minute"
    return RefusalLine(
        at=row.at,
        person=row.person.name or "Name removed",
        tried=tried_in_words(row.tried, plan),
        plan=plan,
        reason=row.get_reason_display(),
        words=row.words,
        often=often,
    )


class Unsaid(dict[str, str]):
    """What a sentence would have named, had it been done."""

    def __missing__(self, key: str) -> str:
        return "…"


def tried_in_words(tried: str, plan: str) -> str:
    """What the record would have said; or the page that was sent, where it has no verb."""
    verb = verbs().get(tried)
    if verb is None:
        return f"Sent the page “{tried.replace('_', ' ')}”"
    return verb.words.format_map(Unsaid({"subject": plan} if plan else {})).strip()
