"""What anybody may read: a council's published plans, and each with its downloads."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals.delivery import progress_public
from approvals.published import Shown, shown_in, shown_of, whole_second
from councils.public import public
from plans import document, html, sheets
from plans.actions import files
from plans.document import Document
from plans.versions import imprint_of
from plans.views.files import download

EVER = datetime.min.replace(tzinfo=UTC)


@login_not_required
@require_safe
def published(request: HttpRequest, council: str) -> HttpResponseBase:
    """The plans a council has published; nothing here, as if there were no such council."""
    every = shown_in(council, on=today())
    if not every:
        raise Http404
    context = {"council": every[0].publication.plan.council, "publications": every}
    page = render(request, "approvals/published.html", context)
    return public(request, page, changed_at=max(one.changed_at for one in every))


@login_not_required
@require_safe
def published_plan(request: HttpRequest, council: str, plan: str) -> HttpResponseBase:
    """One plan as it was rendered when it was published, and how its delivery stands."""
    shown = shown_or_404(council, plan)
    row = shown.publication
    progress = progress_public(row.plan, row, on=today())
    context = {
        "progress": progress,
        "council": row.plan.council,
        "plan": row.plan,
        "publication": row,
        "shown": shown,
        "trail": [("Published plans", reverse("published", args=[council]))],
    }
    page = render(request, "approvals/published_plan.html", context)
    told_at = progress.changed_at if progress else None
    return public(request, page, changed_at=max(shown.changed_at, whole_second(told_at or EVER)))


@login_not_required
@require_safe
def published_pdf(request: HttpRequest, council: str, plan: str) -> HttpResponseBase:
    shown = shown_or_404(council, plan)
    file = shown.publication.pdf_on(today())
    file.council = shown.publication.plan.council
    response = download(files.read(file), named(shown, ".pdf"), "application/pdf")
    return public(request, response, changed_at=shown.changed_at, etag=file.sha256)


@login_not_required
@require_safe
def published_html(request: HttpRequest, council: str, plan: str) -> HttpResponseBase:
    """Clean HTML, for the council's own site or for anybody's."""
    shown = shown_or_404(council, plan)
    version = shown.publication.version
    imprint = imprint_of(version, shown.marking)
    content = html.standalone(document.read(version.document), imprint).encode()
    response = download(content, named(shown, ".html"), "text/html")
    return public(request, response, changed_at=shown.changed_at)


@login_not_required
@require_safe
def published_json(request: HttpRequest, council: str, plan: str) -> HttpResponseBase:
    """The canonical form, byte for byte what the reference is made of."""
    shown = shown_or_404(council, plan)
    content = shown.publication.version.document.encode()
    response = download(content, named(shown, ".json"), "application/json")
    return public(request, response, changed_at=shown.changed_at)


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
    shown = shown_or_404(council, plan)
    content = write(document.read(shown.publication.version.document))
    response: HttpResponse = download(
        content, named(shown, f"-{name}.csv"), "text/csv; charset=utf-8"
    )
    return public(request, response, changed_at=shown.changed_at)


def shown_or_404(council: str, plan: str) -> Shown:
    """A plan's newest publication, in one query; Http404 alike for whatever is not public."""
    shown = shown_of(council, plan, on=today())
    if shown is None:
        raise Http404
    return shown


def named(shown: Shown, ending: str) -> str:
    """The name of a download; a draft says that it is one, as data cannot say so inside."""
    row = shown.publication
    return f"{row.plan.slug}{'-draft' if row.is_draft else ''}{ending}"


def today() -> date:
    return timezone.localdate()
