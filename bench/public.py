"""The public page of a plan by hand: the stored rendering between its first and last lines."""

from html import escape

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone

from bench import sql
from bench.bare import moment, page, row

FILES = ("plan.pdf", "plan.html", "plan.json", "commitments.csv", "metrics.csv")


def plan(request: HttpRequest, council: str, plan: str) -> HttpResponse:
    """One statement: the newest publication, and whether anything was reported since."""
    found = row(sql.PUBLICATION, council=council, plan=plan)
    key, name, title, body, marking, unmarked_on, stated_at, number, digest, told_at = found
    shown = marking if unmarked_on and timezone.localdate() < unmarked_on else ""
    etag = f'"{key}-{bool(shown)}-{told_at}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = page(
            escape(title),
            f"<p>{escape(name)}</p><p>{escape(shown)}</p>",
            f"<p>Published {moment(stated_at)}. Version {number}, reference {digest[:8]}.</p>",
            body,
            *(f'<li><a href="{name}">{name}</a>' for name in FILES),
        )
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=300"
    return response
