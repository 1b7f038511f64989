"""Versions of a plan: make one, read it, take it away as a file of several kinds, compare two."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from plans import document
from plans.access import WRITE, PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.actions.files import read_file
from plans.actions.versions import make_version
from plans.actions.word_template import look_of
from plans.assemble import build_document
from plans.compare import compare
from plans.document import parse_document
from plans.edits import may_write
from plans.exports import html, word
from plans.exports.marked import marked_json
from plans.exports.not_printed import not_printed
from plans.exports.open_text import render_open_text
from plans.forms.plans import CompareForm, VersionForm
from plans.marks import printed_on
from plans.models import Plan, Version
from plans.page import page_for_people
from plans.versions import imprint_of, pdf_of
from plans.views.edit_page import change_page
from web.file_kinds import ODT, WORD
from web.files import download
from web.saved_input import saved_input


@require_safe
def versions(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Every version, newest first."""
    found = plan_or_404(request, council, plan)
    rows = list(found.versions.defer("document").select_related("made_by", "act"))
    for row in rows:
        row.plan = found
    context = {
        "plan": found,
        "versions": rows,
        "trail": breadcrumbs(found),
        "may_write": may_write(found, request.access),
    }
    return render(request, "plans/versions.html", context)


@require_http_methods(["GET", "POST"])
def version_make(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Freeze the words as they stand?"""
    found = plan_or_404(request, council, plan, WRITE)

    def make(**typed: Any) -> Version:
        version = make_version(found, **typed)
        messages.success(request, f"Version {version.number} is made. It will never change.")
        version.plan = found
        return version

    return change_page(
        request,
        found,
        VersionForm(request.POST or saved_input(request)),
        make,
        title="Make a version",
        text=(
            "This freezes the plan’s words as they stand now, with a number. "
            "You can go on writing; the version never changes."
        ),
        done=lambda version: version,
        back=found.get_absolute_url(),
        page=lambda: {"not_printed": not_printed(build_document(found))},
    )


@require_safe
def version(request: PlanRequest, council: str, plan: str, number: int) -> HttpResponse:
    """A version as a web page."""
    found, row = version_or_404(request, council, plan, number)
    frozen, (mark, endorsed) = parse_document(row.document), printed_on(row)
    context = {
        "plan": found,
        "version": row,
        "mark": mark,
        "endorsed": endorsed,
        "document": frozen,
        "body": page_for_people(found, frozen),
        "trail": breadcrumbs(found, ("Versions", plan_url("versions", found))),
    }
    return render(request, "plans/version.html", context)


@require_safe
def version_pdf(request: PlanRequest, council: str, plan: str, number: int) -> HttpResponse:
    """As it was drawn for whoever asked first while the words stood as they do."""
    found, row = version_or_404(request, council, plan, number)
    paper = read_file(pdf_of(row, *printed_on(row)))
    return download(paper, f"{found.slug}-version-{number}.pdf", "application/pdf")


@require_safe
def version_docx(request: PlanRequest, council: str, plan: str, number: int) -> HttpResponse:
    """A Word file, for whoever works on in Word."""
    found, row = version_or_404(request, council, plan, number)
    imprint = imprint_of(row, *printed_on(row))
    frozen, look = parse_document(row.document), look_of(found.council)
    file = word.render_word(frozen, imprint=imprint, made=row.made_at, look=look)
    return download(file, f"{found.slug}-version-{number}.docx", WORD.media_type)


@require_safe
def version_odt(request: PlanRequest, council: str, plan: str, number: int) -> HttpResponse:
    """An OpenDocument text, for whoever works on in another office program."""
    found, row = version_or_404(request, council, plan, number)
    imprint = imprint_of(row, *printed_on(row))
    file = render_open_text(parse_document(row.document), imprint=imprint, made=row.made_at)
    return download(file, f"{found.slug}-version-{number}.odt", ODT.media_type)


@require_safe
def version_html(request: PlanRequest, council: str, plan: str, number: int) -> HttpResponse:
    """Clean HTML to paste into the council's own site."""
    found, row = version_or_404(request, council, plan, number)
    page = html.standalone(parse_document(row.document), imprint_of(row, *printed_on(row)))
    return download(page.encode(), f"{found.slug}-version-{number}.html", "text/html")


@require_safe
def version_json(request: PlanRequest, council: str, plan: str, number: int) -> HttpResponse:
    """The canonical form, byte for byte what the digest is made of; with its mark, if any."""
    found, row = version_or_404(request, council, plan, number)
    name = f"{found.slug}-version-{number}.json"
    return download(marked_json(row.document, printed_on(row)[0]), name, "application/json")


@require_safe
def versions_compare(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What changed from one version to another, or to the working copy."""
    found = plan_or_404(request, council, plan)
    numbers = list(found.versions.values_list("number", flat=True))
    asked = request.GET if {"before", "after"} & set(request.GET) else None
    form = CompareForm(asked, numbers=numbers)
    context = {"plan": found, "form": form, "numbers": numbers, "trail": breadcrumbs(found)}
    if form.is_valid():
        before, after = form.cleaned_data["before"], form.cleaned_data["after"]
        context["before"] = f"version {before}"
        context["after"] = f"version {after}" if after else "the working copy"
        context["comparison"] = compare(*compared_documents(found, int(before), int(after or 0)))
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "plans/compare.html", context, status=status)


def compared_documents(
    plan: Plan, before: int, after: int
) -> tuple[document.Document, document.Document]:
    """The two documents in one query, or one and the working copy for `after` 0."""
    kept = dict(plan.versions.filter(number__in={before, after}).values_list("number", "document"))
    first = parse_document(kept[before])
    return first, parse_document(kept[after]) if after else build_document(plan)


def version_or_404(
    request: PlanRequest, council: str, plan: str, number: int
) -> tuple[Plan, Version]:
    found = plan_or_404(request, council, plan)
    row = get_object_or_404(found.versions.select_related("made_by", "act"), number=number)
    row.plan = found
    return found, row
