"""The page for words that cannot go where they were sent: given back whole, with other ways on."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from web.drawn import typed_fields
from web.errors import Change, Gone, NoLonger, Way

GONE = "This has moved on since you opened the page"
STOPPED = "You may not do this any more"
REFUSED = "This cannot be saved now"
MISSING = "Page not found"


def gone_page(request: HttpRequest, gone: Gone) -> HttpResponse:
    """What the form was about is there no more (409)."""
    return overtaken_page(
        request, title=GONE, why=gone.what, status=409, changes=gone.changes, ways=gone.ways
    )


def stopped_page(request: HttpRequest, stopped: NoLonger) -> HttpResponse:
    """Their role, or what was assigned to them, ended (403)."""
    why, changes = stopped.why, stopped.changes
    return overtaken_page(request, title=STOPPED, why=why, status=403, changes=changes)


def overtaken_page(
    request: HttpRequest,
    *,
    title: str,
    why: str,
    status: int,
    changes: Sequence[Change] = (),
    ways: Sequence[Way] = (),
) -> HttpResponse:
    """What was typed to copy, what happened meanwhile, and where the words may go instead."""
    context = {
        "title": title,
        "why": why,
        "changes": changes,
        "links": [way for way in ways if not way.fields],
        "buttons": [way for way in ways if way.fields],
        "typed": typed_fields(request),
    }
    return render(request, "overtaken.html", context, status=status)
