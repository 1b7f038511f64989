"""What anybody may read: a council's published plans, and each with its downloads."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from approvals.models import StepPaper
from approvals.publication.public import (
    PublicView,
    ceil_second,
    public_view_of,
    public_views,
    publishing_councils,
)
from delivery.queries import progress_public
from plans.actions.files import read_file
from plans.document import Document, parse_document
from plans.exports import html
from plans.exports.csv import commitments_csv, metrics_csv
from plans.exports.marked import marked_json
from plans.versions import imprint_of
from public.drawn_once import drawn_once
from web.caching import cacheable, unless_known
from web.files import download

EVER = datetime.min.replace(tzinfo=UTC)


@login_not_required
@require_safe
def published_councils(request: HttpRequest) -> HttpResponseBase:
    """The councils that have published a plan; it is said where none has."""
    councils = publishing_councils()
    page = render(request, "public/councils.html", {"councils": councils})
    if not councils:
        return page
    newest = max(ceil_second(one.newest) for one in councils)
    return unless_known(request, cacheable(page, changed_at=newest))


@drawn_once
def published_list(request: HttpRequest, council: str, *, on: date) -> HttpResponse:
    """The plans a council has published; nothing here, as if there were no such council."""
    every = public_views(council, on=on)
    if not every:
        raise Http404
    context = {"council": every[0].publication.plan.council, "publications": every}
    page = render(request, "public/published.html", context)
    return cacheable(page, changed_at=max(one.changed_at for one in every))


@drawn_once
def published_plan(request: HttpRequest, council: str, plan: str, *, on: date) -> HttpResponse:
    """One plan as it was rendered when it was published, and how its delivery stands."""
    shown = public_view_or_404(council, plan, on)
    row = shown.publication
    progress = progress_public(row.plan, row, on=on)
    context = {
        "progress": progress,
        "council": row.plan.council,
        "plan": row.plan,
        "publication": row,
        "shown": shown,
        "papers": papers_of(shown),
        "trail": [("Published plans", reverse("published", args=[council]))],
    }
    page = render(request, "public/published_plan.html", context)
    told_at = progress.changed_at if progress else None
    return cacheable(page, changed_at=max(shown.changed_at, ceil_second(told_at or EVER)))


# What leads to a paper of the decision, and what it is called.
PAPERS = {
    StepPaper.Kind.DECISION_NOTICE: ("published_statement", "What was decided"),
    StepPaper.Kind.REPORT: ("published_report", "The report that was decided on"),
}


def papers_of(shown: PublicView) -> list[tuple[str, str]]:
    """The issued record of the decision that endorsed it, and its report, as (label, address)."""
    plan = shown.publication.plan
    named = [(*PAPERS[StepPaper.Kind(kind)], place) for kind, place in shown.papers]
    return [
        (label, reverse(name, args=[plan.council.slug, plan.slug, place]))
        for name, label, place in named
    ]


@drawn_once
def published_pdf(request: HttpRequest, council: str, plan: str, *, on: date) -> HttpResponse:
    shown = public_view_or_404(council, plan, on)
    file = shown.pdf
    file.council = shown.publication.plan.council
    response = download(read_file(file), download_name(shown, ".pdf"), "application/pdf")
    return cacheable(response, changed_at=shown.changed_at, etag=file.sha256)


@drawn_once
def published_html(request: HttpRequest, council: str, plan: str, *, on: date) -> HttpResponse:
    """Clean HTML, for the council's own site or for anybody's."""
    shown = public_view_or_404(council, plan, on)
    version = shown.publication.version
    imprint = imprint_of(version, shown.marking, shown.endorsed)
    content = html.standalone(parse_document(version.document), imprint).encode()
    response = download(content, download_name(shown, ".html"), "text/html")
    return cacheable(response, changed_at=shown.changed_at)


@drawn_once
def published_json(request: HttpRequest, council: str, plan: str, *, on: date) -> HttpResponse:
    """The canonical form, byte for byte what the reference is made of; in words not endorsed,
    beside what is printed on them."""
    shown = public_view_or_404(council, plan, on)
    row = shown.publication
    content = marked_json(row.version.document, shown.lasting_mark)
    response = download(content, download_name(shown, ".json"), "application/json")
    return cacheable(response, changed_at=shown.changed_at)


@drawn_once
def published_commitments(
    request: HttpRequest, council: str, plan: str, *, on: date
) -> HttpResponse:
    return csv_response(council, plan, on, "commitments", commitments_csv)


@drawn_once
def published_metrics(request: HttpRequest, council: str, plan: str, *, on: date) -> HttpResponse:
    return csv_response(council, plan, on, "metrics", metrics_csv)


def csv_response(
    council: str,
    plan: str,
    on: date,
    name: str,
    write: Callable[[Document, str], bytes],
) -> HttpResponse:
    shown = public_view_or_404(council, plan, on)
    row = shown.publication
    content = write(parse_document(row.version.document), shown.lasting_mark)
    response = download(content, download_name(shown, f"-{name}.csv"), "text/csv; charset=utf-8")
    return cacheable(response, changed_at=shown.changed_at)


def public_view_or_404(council: str, plan: str, on: date) -> PublicView:
    """A plan's newest publication, in one query; Http404 alike for whatever is not public."""
    shown = public_view_of(council, plan, on=on)
    if shown is None:
        raise Http404
    return shown


def download_name(shown: PublicView, ending: str) -> str:
    """The name of a download; words not endorsed say so in it, and in the file."""
    row = shown.publication
    noted = "-noted" if row.lasting_mark else ""
    return f"{row.plan.slug}{'-draft' if row.is_draft else noted}{ending}"
