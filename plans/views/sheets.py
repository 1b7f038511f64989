"""A list of a plan as a spreadsheet: taken away, brought in once it is checked, and taken back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from councils.record.models import Act
from councils.roles import Right
from plans.access import WRITE, PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.actions import sheets as actions
from plans.forms.base import ReasonField
from plans.importing.errors import Unreadable
from plans.item_types import ITEM_TYPES
from plans.models import Plan, Result
from plans.sheets.comparing import Comparison, compare
from plans.sheets.forms import BringInForm, SheetForm, TakeBackForm, WhyCorrectedField
from plans.sheets.kinds import SheetKind
from plans.sheets.sheet import sheet_from
from plans.sheets.writing import list_csv, list_xlsx
from plans.views.edit_page import change_page, reason_asked
from web.dates import moment_in_words
from web.errors import Refused
from web.files import download
from web.saved_input import saved_input

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHECK = "plans/sheet_check.html"
MOVED_ON = (
    "The plan was changed since this page showed what would change. Look at it again, then bring "
    "it in."
)


@require_safe
def list_as_csv(request: PlanRequest, council: str, plan: str, kind: SheetKind) -> HttpResponse:
    found = plan_keeping(request, council, plan, kind, kind.readers)
    name = f"{found.slug}-{kind.key}.csv"
    return download(list_csv(found, kind), name, "text/csv; charset=utf-8")


@require_safe
def list_as_xlsx(request: PlanRequest, council: str, plan: str, kind: SheetKind) -> HttpResponse:
    found = plan_keeping(request, council, plan, kind, kind.readers)
    return download(list_xlsx(found, kind), f"{found.slug}-{kind.key}.xlsx", XLSX)


@require_http_methods(["GET", "POST"])
def sheet(request: PlanRequest, council: str, plan: str, kind: SheetKind) -> HttpResponse:
    """Which spreadsheet? What it would change is shown, and brought in once that is confirmed."""
    found = plan_keeping(request, council, plan, kind)
    data = request.POST or saved_input(request)
    if data and "kept" in data:
        return bring_in(request, found, kind, data)
    form = SheetForm(data, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        comparison = compare(found, kind, form.sheet)
        if not comparison.problems:
            first = {"kept": form.sheet.kept(), "name": form.name, "shown": comparison.digest}
            why = why_asked(request, found, kind, corrects=comparison.corrects)
            confirm = BringInForm(initial=first, why=why)
            context = shown_with(found, kind, comparison) | {"form": confirm}
            return render(request, CHECK, context)
        again = SheetForm(initial={"cells": form.cleaned_data["cells"]})
        context = page_of(found, kind) | {"comparison": comparison, "form": again}
        return render(request, "plans/sheet.html", context, status=422)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "plans/sheet.html", page_of(found, kind) | {"form": form}, status=status)


def page_of(plan: Plan, kind: SheetKind) -> dict[str, Any]:
    """What the page shows on which one chooses a spreadsheet, beside its form."""
    return {
        "plan": plan,
        "list": kind,
        "brought": actions.sheets_of(plan, kind.key),
        "trail": breadcrumbs(plan, home_step(plan, kind)),
    }


def shown_with(plan: Plan, kind: SheetKind, comparison: Comparison | None) -> dict[str, Any]:
    """What the page shows on which one looks at what would change."""
    return {
        "plan": plan,
        "list": kind,
        "comparison": comparison,
        "back": plan_url("sheet", plan, kind),
        "trail": breadcrumbs(plan, *steps_to(plan, kind)),
    }


def bring_in(request: PlanRequest, plan: Plan, kind: SheetKind, data: Any) -> HttpResponse:
    """Bring in what the page showed; where the plan differs by now, it shows that first."""
    comparison = compare_again(plan, kind, data["kept"])
    corrects = comparison is not None and comparison.corrects
    form = BringInForm(data, why=why_asked(request, plan, kind, corrects=corrects))
    overtaken = False

    def bring(*, by: Any, name: str, shown: str, reason: str = "", **_: Any) -> None:
        nonlocal overtaken
        assert comparison is not None, "a form whose sheet was read"
        if comparison.problems or comparison.digest != shown:
            overtaken = True
            form.show_as_read_again(comparison.digest)
            raise Refused(MOVED_ON)
        done = done_in_words(comparison)
        actions.bring_in_sheet(
            plan,
            by=by,
            changes=comparison.changes,
            file=name,
            kind=kind.key,
            reason=reason,
        )
        messages.success(request, done)

    answer = change_page(
        request,
        plan,
        form,
        bring,
        template=CHECK,
        list=kind,
        comparison=comparison,
        steps=steps_to(plan, kind),
        done=plan_url("items", plan, kind.home),
        back=plan_url("sheet", plan, kind),
    )
    if overtaken and answer.status_code == 422:
        answer.status_code = 409
    return answer


def compare_again(plan: Plan, kind: SheetKind, kept: str) -> Comparison | None:
    """What the sheet that a page carried would change now; None where it carried none."""
    try:
        return compare(plan, kind, sheet_from(kept))
    except Unreadable:
        return None


@require_http_methods(["GET", "POST"])
def sheet_take_back(
    request: PlanRequest, council: str, plan: str, kind: SheetKind, act: int
) -> HttpResponse:
    """Is what a spreadsheet brought to go again?"""
    found = plan_keeping(request, council, plan, kind)
    brought = get_object_or_404(
        Act,
        council=found.council,
        plan=found.pk,
        sequence=act,
        verb="sheet_brought_in",
        details__list=kind.key,
    )
    why = why_asked(request, found, kind, corrects=actions.corrected_by(brought))
    form = TakeBackForm(request.POST or saved_input(request), why=why)

    def take_back(**typed: Any) -> None:
        done = actions.take_sheet_back(found, brought, **typed)
        them = "1 entry is" if done.done == 1 else f"{done.done} entries are"
        messages.success(request, f"{them} as before the spreadsheet.")
        if done.left:
            named = "; ".join(done.left)
            messages.warning(request, f"Left, for they were changed since or are in use: {named}.")

    return change_page(
        request,
        found,
        form,
        take_back,
        title="Take back what a spreadsheet brought?",
        quote=f"{brought.details['file']}, {moment_in_words(brought.at)}",
        steps=steps_to(found, kind),
        done=plan_url("items", found, kind.home),
        back=plan_url("sheet", found, kind),
    )


def plan_keeping(
    request: PlanRequest,
    council: str,
    plan: str,
    kind: SheetKind,
    rights: tuple[Right, ...] = WRITE,
) -> Plan:
    """The plan, where it has such entries at all."""
    found = plan_or_404(request, council, plan, rights)
    if not kind.is_kept_by(found):
        raise Http404
    return found


def why_asked(
    request: PlanRequest, plan: Plan, kind: SheetKind, *, corrects: bool
) -> forms.Field | None:
    """The question why: of results it is asked when some are corrected, of others as ever."""
    if kind.model is Result:
        return WhyCorrectedField() if corrects else None
    before = reason_asked(request, plan)
    return None if before is None else ReasonField(before)


def home_step(plan: Plan, kind: SheetKind) -> tuple[str, str]:
    return ITEM_TYPES[kind.home].title, plan_url("items", plan, kind.home)


def steps_to(plan: Plan, kind: SheetKind) -> tuple[tuple[str, str], ...]:
    return home_step(plan, kind), (
        f"Spreadsheet of {kind.title.lower()}",
        plan_url("sheet", plan, kind),
    )


def done_in_words(comparison: Comparison) -> str:
    """What bringing it in does; asked before it is done, when what is new is not there yet."""
    added = sum(one.is_new for one in comparison.shown)
    changed = len(comparison.shown) - added
    parts = [f"{count} {what}" for count, what in ((added, "added"), (changed, "changed")) if count]
    return f"The spreadsheet is brought in: {', '.join(parts)}."
