"""What anybody may read: a council's published plans, and each with its downloads."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals.delivery import progress_public
from approvals.issuing import imprint_of
from approvals.models import Publication
from councils.public import public
from plans import document, html, sheets
from plans.actions import files
from plans.document import Document
from plans.views.files import download

LONDON = ZoneInfo("Europe/London")


@login_not_required
@require_safe
def published(request: HttpRequest, council: str) -> HttpResponseBase:
    """The plans a council has published; nothing here, as if there were no such council."""
    rows = list(Publication.objects.newest_of(council))
    if not rows:
        raise Http404
    shown = [(row, row.marking_on(today())) for row in rows]
    context = {"council": rows[0].plan.council, "publications": shown}
    page = render(request, "approvals/published.html", context)
    return public(request, page, changed_at=max(changed_at(row) for row in rows))


@login_not_required
@require_safe
def published_plan(request: HttpRequest, council: str, plan: str) -> HttpResponseBase:
    """One plan as it was rendered when it was published, and how its delivery stands."""
    row = publication_or_404(council, plan)
    progress = progress_public(row.plan, row, on=today())
    context = {
        "progress": progress,
        "council": row.plan.council,
        "plan": row.plan,
        "publication": row,
        "marking": row.marking_on(today()),
    }
    page = render(request, "approvals/published_plan.html", context)
    told_at = progress.changed_at if progress else None
    return public(request, page, changed_at=max(changed_at(row), whole_second(told_at)))


@login_not_required
@require_safe
def published_pdf(request: HttpRequest, council: str, plan: str) -> HttpResponseBase:
    row = publication_or_404(council, plan)
    file = row.pdf_on(today())
    file.council = row.plan.council
    response = download(files.read(file), f"{plan}.pdf", "application/pdf")
    return public(request, response, changed_at=changed_at(row), etag=file.sha256)


@login_not_required
@require_safe
def published_html(request: HttpRequest, council: str, plan: str) -> HttpResponseBase:
    """Clean HTML, for the council's own site or for anybody's."""
    row = publication_or_404(council, plan)
    imprint = imprint_of(row.version, row.marking_on(today()))
    content = html.standalone(document.read(row.version.document), imprint).encode()
    response = download(content, f"{plan}.html", "text/html")
    return public(request, response, changed_at=changed_at(row))


@login_not_required
@require_safe
def published_json(request: HttpRequest, council: str, plan: str) -> HttpResponseBase:
    """The canonical form, byte for byte what the reference is made of."""
    row = publication_or_404(council, plan)
    content = row.version.document.encode()
    response = download(content, f"{plan}.json", "application/json")
    return public(request, response, changed_at=changed_at(row))


@login_not_required
@require_safe
def published_commitments(request: HttpRequest, council: str, plan: str) -> HttpResponseBase:
    return sheet(request, council, plan, "commitments", sheets.commitments)


@login_not_required
@require_safe
def published_metrics(request: HttpRequest, council: str, plan: str) -> HttpResponseBase:
    return sheet(request, council, plan, "metrics", sheets.metrics)


def sheet(
    request: HttpRequest, council: str, plan: str, name: str, write: Callable[[Document], bytes]
) -> HttpResponseBase:
    row = publication_or_404(council, plan)
    content = write(document.read(row.version.document))
    response: HttpResponse = download(content, f"{plan}-{name}.csv", "text/csv; charset=utf-8")
    return public(request, response, changed_at=changed_at(row))


def publication_or_404(council: str, plan: str) -> Publication:
    """A plan's newest publication, in one query; Http404 alike for whatever is not public."""
    row = Publication.objects.newest_of(council).filter(plan__slug=plan).first()
    if row is None:
        raise Http404
    return row


def changed_at(row: Publication) -> datetime:
    """When what is shown of it changed last: as it was published, or as its marking ended."""
    if row.unmarked_on and row.unmarked_on <= today():
        return datetime.combine(row.unmarked_on, time(), tzinfo=LONDON).astimezone(UTC)
    return whole_second(row.recorded_at)


def whole_second(moment: datetime | None) -> datetime:
    """The next whole second: all that a header carries, and too early would say "unchanged"."""
    moment = moment or datetime.min.replace(tzinfo=UTC)
    return moment.replace(microsecond=0) + timedelta(seconds=1)


def today() -> date:
    return timezone.localdate()
