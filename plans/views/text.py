"""The whole plan on one page: to write, and to read as it will come out."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from councils.models import User
from plans.access import WRITE, PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.actions.whole_plan import WholePlanSaved, conflicts_of, write_all
from plans.actions.word_template import look_of
from plans.assemble import build_document
from plans.edits import may_comment, may_write
from plans.exports import pdf, word
from plans.exports.imprint import Imprint
from plans.exports.not_printed import not_printed
from plans.exports.open_text import render_open_text
from plans.figures_offered import figures_offered
from plans.forms.whole_plan import SettleForm, WholePlanForm
from plans.limits import size_of
from plans.models import Plan
from plans.once import worked_out_once
from plans.page import page_for_people
from plans.page_count import pages_of_document
from plans.parts import parts_of
from plans.remarks import remarks_on
from plans.views.edit_page import change_page, reason_asked, told_together
from web.errors import SentAlready
from web.file_kinds import ODT, WORD
from web.files import download
from web.saved_input import saved_input

# The same words come out as the same bytes, so a draft is drawn once for all who download it.
DRAFT_KEPT = 3600


@require_http_methods(["GET", "POST"])
def plan_write(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Every paragraph in a box of its own; what changed is saved as one act."""
    found = plan_or_404(request, council, plan, WRITE)
    settles = "settles" in request.POST
    data = request.POST or saved_input(request)
    made = SettleForm if settles else WholePlanForm
    form = made(data, plan=found, parts=parts_of(found), reason=reason_asked(request, found))
    try:
        return change_page(
            request,
            found,
            form,
            saving(request, found, form),
            template="plans/settle.html" if settles else "plans/plan_write.html",
            size=size_of(found),
            figures=partial(figures_offered, found, may_add=True),
            remarks=[] if settles else [one.remark for one in remarks_on(found)],
            done=found,
            back=plan_url("plan_write", found),
            page=lambda: {"not_printed": not_printed(build_document(found))},
        )
    except Unsettled as left:
        return settle_page(request, found, left.saved)


class Unsettled(Exception):
    """What was in nobody's way is saved; these conflicts wait for a choice."""

    def __init__(self, saved: WholePlanSaved) -> None:
        super().__init__(f"{len(saved.conflicts)} conflicts")
        self.saved = saved


def saving(
    request: PlanRequest, plan: Plan, form: WholePlanForm | SettleForm
) -> Callable[..., None]:
    """What the page does once it is sent: write what changed, and say whether anything did."""

    def save(*, by: User, reason: str = "", **_: Any) -> None:
        rewrites, additions = tuple(form.rewrites()), tuple(form.additions())
        try:
            saved = write_all(plan, by=by, rewrites=rewrites, additions=additions, reason=reason)
        except SentAlready:
            # A second click: the first has saved the rest, and its page of conflicts is not seen.
            saved = WholePlanSaved(0, conflicts_of(plan, rewrites, additions))
            if not saved.conflicts:
                raise
        for one in saved.together:
            messages.success(request, told_together(one))
        if saved.conflicts:
            raise Unsettled(saved)
        if saved.count:
            messages.success(request, "The plan is saved.")
        else:
            messages.info(request, "Nothing was different, so nothing was changed.")

    return save


def settle_page(request: PlanRequest, plan: Plan, saved: WholePlanSaved) -> HttpResponse:
    """Both texts of each conflict, and a choice for each (409)."""
    form = SettleForm(
        plan=plan,
        parts=parts_of(plan),
        conflicts=saved.conflicts,
        reason=request.POST.get("reason", "") if plan.asks_why else None,
    )
    context = {"plan": plan, "form": form, "saved": saved.count, "trail": breadcrumbs(plan)}
    context["figures"] = partial(figures_offered, plan, may_add=True)
    return render(request, "plans/settle.html", context, status=409)


@require_safe
def plan_read(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """The working copy as it would come out now, and how many pages it makes."""
    found = plan_or_404(request, council, plan)
    document = build_document(found)
    context = {
        "plan": found,
        "document": document,
        "body": page_for_people(found, document),
        "not_printed": not_printed(document),
        "pages": pages_of_document(document),
        "guidance": found.asked.pages,
        "may_comment": may_comment(found, request.access),
        "may_write": may_write(found, request.access),
        "trail": breadcrumbs(found),
    }
    return render(request, "plans/plan_read.html", context)


@require_safe
def plan_draft_pdf(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """The working copy on paper, marked as a draft."""
    found = plan_or_404(request, council, plan)
    document = build_document(found)
    imprint = Imprint(version=None, reference=document.digest[:8])
    paper = worked_out_once(
        f"draft:{document.digest}",
        lambda: pdf.render_plan(document, imprint=imprint),
        seconds=DRAFT_KEPT,
    )
    return download(paper, f"{found.slug}-draft.pdf", "application/pdf")


@require_safe
def plan_draft_docx(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """The working copy as a Word file, marked as a draft."""
    found = plan_or_404(request, council, plan)
    document = build_document(found)
    imprint = Imprint(version=None, reference=document.digest[:8])
    file = word.render_word(document, imprint=imprint, look=look_of(found.council))
    return download(file, f"{found.slug}-draft.docx", WORD.media_type)


@require_safe
def plan_draft_odt(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """The working copy as an OpenDocument text, marked as a draft."""
    found = plan_or_404(request, council, plan)
    document = build_document(found)
    imprint = Imprint(version=None, reference=document.digest[:8])
    file = render_open_text(document, imprint=imprint)
    return download(file, f"{found.slug}-draft.odt", ODT.media_type)
