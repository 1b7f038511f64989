"""A list of a plan as a spreadsheet: taken away, brought in once it is checked, and taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from councils.record.models import Act
from plans.access import WRITE, PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.actions import sheets as actions
from plans.importing.errors import Unreadable
from plans.item_types import ItemType
from plans.models import Plan
from plans.sheets.comparing import Comparison, compare
from plans.sheets.forms import BringInForm, SheetForm, TakeBackForm
from plans.sheets.sheet import Sheet, sheet_from
from plans.sheets.writing import list_csv, list_xlsx
from plans.views.edit_page import change_page, reason_asked
from web.dates import moment_in_words
from web.errors import Refused
from web.files import download
from web.saved_input import saved_input

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOVED_ON = (
    "The plan was changed since this page showed what would change. Look at it again, then bring "
    "it in."
)


@require_safe
def list_as_csv(request: PlanRequest, council: str, plan: str, kind: ItemType) -> HttpResponse:
    found = plan_or_404(request, council, plan)
    name = f"{found.slug}-{kind.key}.csv"
    return download(list_csv(found, kind), name, "text/csv; charset=utf-8")


@require_safe
def list_as_xlsx(request: PlanRequest, council: str, plan: str, kind: ItemType) -> HttpResponse:
    found = plan_or_404(request, council, plan)
    return download(list_xlsx(found, kind), f"{found.slug}-{kind.key}.xlsx", XLSX)


@require_http_methods(["GET", "POST"])
def sheet_read(request: PlanRequest, council: str, plan: str, kind: ItemType) -> HttpResponse:
    """Which spreadsheet? What it would change is shown before anything is changed."""
    found = plan_or_404(request, council, plan, WRITE)
    form = SheetForm(request.POST or saved_input(request), request.FILES or None)
    context = {
        "plan": found,
        "list": kind,
        "brought": actions.sheets_of(found, kind.key),
        "trail": breadcrumbs(found, (kind.title, plan_url("items", found, kind))),
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        comparison = compare(found, kind, form.sheet)
        if not comparison.problems:
            return checked(request, found, kind, form.sheet, comparison, name=form.name)
        context |= {"comparison": comparison, "form": SheetForm()}
        return render(request, "plans/sheet.html", context, status=422)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "plans/sheet.html", context, status=status)


def checked(
    request: PlanRequest,
    plan: Plan,
    kind: ItemType,
    sheet: Sheet,
    comparison: Comparison,
    *,
    name: str,
) -> HttpResponse:
    """What would change, and the form that has it done."""
    first = {"kept": sheet.kept(), "name": name, "shown": comparison.digest}
    form = BringInForm(
        initial=first,
        reason=reason_asked(request, plan),
        action=plan_url("sheet_check", plan, kind),
    )
    back = plan_url("sheet_read", plan, kind)
    context = {
        "plan": plan,
        "list": kind,
        "comparison": comparison,
        "form": form,
        "back": back,
        "trail": breadcrumbs(plan, *steps_to(plan, kind)),
    }
    return render(request, "plans/sheet_check.html", context)


@require_http_methods(["GET", "POST"])
def sheet_check(request: PlanRequest, council: str, plan: str, kind: ItemType) -> HttpResponse:
    """Is all of this to come into the plan?"""
    found = plan_or_404(request, council, plan, WRITE)
    form = BringInForm(request.POST or saved_input(request), reason=reason_asked(request, found))
    if not form.is_bound:
        return redirect(plan_url("sheet_read", found, kind))
    comparison = compare_again(found, kind, form)
    overtaken = False

    def bring(*, by: Any, name: str, shown: str, reason: str = "", **_: Any) -> None:
        nonlocal overtaken
        assert comparison is not None, "a form whose sheet was read"
        if comparison.problems or comparison.digest != shown:
            overtaken = True
            form.show_as_read_again(comparison.digest)
            raise Refused(MOVED_ON)
        do = actions.bring_in_sheet
        do(found, by=by, changes=comparison.changes, file=name, kind=kind.key, reason=reason)
        messages.success(request, done_in_words(comparison))

    answer = change_page(
        request,
        found,
        form,
        bring,
        template="plans/sheet_check.html",
        list=kind,
        comparison=comparison,
        steps=steps_to(found, kind),
        done=plan_url("items", found, kind),
        back=plan_url("sheet_read", found, kind),
    )
    if overtaken and answer.status_code == 422:
        answer.status_code = 409
    return answer


def compare_again(plan: Plan, kind: ItemType, form: BringInForm) -> Comparison | None:
    """What the sheet that a page carried would change now; None where it carried none."""
    try:
        return compare(plan, kind, sheet_from(form["kept"].value() or ""))
    except Unreadable:
        return None


@require_http_methods(["GET", "POST"])
def sheet_take_back(
    request: PlanRequest, council: str, plan: str, kind: ItemType, act: int
) -> HttpResponse:
    """Is what a spreadsheet brought to go again?"""
    found = plan_or_404(request, council, plan, WRITE)
    brought = get_object_or_404(
        Act,
        council=found.council,
        plan=found.pk,
        sequence=act,
        verb="sheet_brought_in",
        details__list=kind.key,
    )
    form = TakeBackForm(request.POST or saved_input(request), reason=reason_asked(request, found))

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
        done=plan_url("items", found, kind),
        back=plan_url("sheet_read", found, kind),
    )


def steps_to(plan: Plan, kind: ItemType) -> tuple[tuple[str, str], ...]:
    return (
        (kind.title, plan_url("items", plan, kind)),
        ("Spreadsheet", plan_url("sheet_read", plan, kind)),
    )


def done_in_words(comparison: Comparison) -> str:
    added = sum(one.is_new for one in comparison.shown)
    changed = len(comparison.shown) - added
    parts = [f"{count} {what}" for count, what in ((added, "added"), (changed, "changed")) if count]
    return f"The spreadsheet is brought in: {', '.join(parts)}."
