"""What anybody may read of a decision: its record and the report decided on, as issued."""

from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from approvals.models import Publication, StepPaper
from approvals.publication.public import ceil_second
from plans.actions.files import read_file
from public.drawn_once import drawn_once
from web.caching import cacheable
from web.files import download

Kind = StepPaper.Kind
# What the page of an issued paper calls the minutes on the council's website.
MINUTES = {
    Kind.DRAFT_MINUTES: "The draft minutes on the council’s website",
    Kind.SIGNED_MINUTES: "The signed minutes on the council’s website",
}


@drawn_once
def published_statement(
    request: HttpRequest, council: str, plan: str, place: int, *, on: date
) -> HttpResponse:
    return paper_page(request, issued_or_404(council, plan, place, Kind.DECISION_NOTICE))


@drawn_once
def published_statement_pdf(
    request: HttpRequest, council: str, plan: str, place: int, *, on: date
) -> HttpResponse:
    return pdf_of(issued_or_404(council, plan, place, Kind.DECISION_NOTICE))


@drawn_once
def published_report(
    request: HttpRequest, council: str, plan: str, place: int, *, on: date
) -> HttpResponse:
    return paper_page(request, issued_or_404(council, plan, place, Kind.REPORT))


@drawn_once
def published_report_pdf(
    request: HttpRequest, council: str, plan: str, place: int, *, on: date
) -> HttpResponse:
    return pdf_of(issued_or_404(council, plan, place, Kind.REPORT))


def issued_or_404(council: str, plan: str, place: int, kind: str) -> StepPaper:
    """The newest that was issued of a kind, in one query; alike for whatever is not public."""
    rows = StepPaper.objects.issued().filter(
        step__plan__council__slug=council, step__plan__slug=plan, step__place=place, kind=kind
    )
    of_it = StepPaper.objects.issued().filter(step=OuterRef("step")).exclude(kind=kind).order_by()
    published = Publication.objects.filter(plan=OuterRef("step__plan")).order_by()
    known = rows.annotate(
        has_other=Exists(of_it),
        has_plan=Exists(published),
        minutes=ArraySubquery(minutes_of(OuterRef("step"))),
    )
    row = known.select_related("step__plan__council", "file").first()
    if row is None:
        raise Http404
    return row


def minutes_of(step: OuterRef) -> QuerySet[StepPaper, Any]:
    """The minutes of a step that have an address, the newest first."""
    rows = StepPaper.objects.filter(step=step, kind__in=MINUTES).exclude(address="")
    told = JSONObject(kind="kind", address="address", at="recorded_at")
    return rows.order_by("-pk").values_list(told)


def newest_minutes(row: Any) -> dict[str, dict[str, str]]:
    """The newest of draft and of signed minutes."""
    return {one["kind"]: one for one in reversed(row.minutes)}


def paper_page(request: HttpRequest, row: Any) -> HttpResponse:
    """As it was issued, with the way to its other paper and to the plan, once that is public."""
    plan, is_report = row.step.plan, row.kind == Kind.REPORT
    here = [plan.council.slug, plan.slug, row.step.place]
    other = ("published_statement", "What was decided")
    others = [other if is_report else ("published_report", "The report that was decided on")]
    ways = [(label, reverse(name, args=here)) for name, label in others if row.has_other]
    if row.has_plan:
        ways.append(("The plan", reverse("published_plan", args=here[:2])))
    minutes = newest_minutes(row)
    ways += [(MINUTES[kind], minutes[kind]["address"]) for kind in MINUTES if kind in minutes]
    name = "published_report_pdf" if is_report else "published_statement_pdf"
    context = {
        "council": plan.council,
        "plan": plan,
        "paper": row,
        "pdf": reverse(name, args=here),
        "others": ways,
    }
    page = render(request, "public/paper.html", context)
    told = [datetime.fromisoformat(one["at"]) for one in minutes.values()]
    return cacheable(page, changed_at=ceil_second(max([row.recorded_at, *told])))


def pdf_of(row: StepPaper) -> HttpResponse:
    assert row.file is not None  # what is issued has its file
    row.file.council = row.step.plan.council
    response = download(read_file(row.file), row.file.name, "application/pdf")
    return cacheable(response, changed_at=ceil_second(row.recorded_at), etag=row.file.sha256)
