"""The way into a council's pages: strangers find nothing there, others what their role allows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from django.http import Http404, HttpRequest
from django.utils import timezone

from councils.models.appointments import held_at
from councils.roles import Standing

if TYPE_CHECKING:
    from councils.models import User

Row = TypeVar("Row")


class Request(HttpRequest):
    """A request by somebody signed in; `standing` is set once `council_or_404` let them in."""

    user: "User"
    standing: Standing


def council_or_404(request: HttpRequest, slug: str) -> Standing:
    """What the person asking holds in the council `slug` today, in one query.

    Kept as `request.standing` for the masthead. Http404 when they hold nothing there, whether or
    not there is such a council.
    """
    person: User = request.user  # type: ignore[assignment]
    held = tuple(held_at(person.pk, slug, timezone.localdate()))
    if not held or not person.is_active:
        raise Http404
    for appointment in held:
        # The act's actor is a person already in memory: no second query for the same row.
        appointment.person = person
    standing = Standing(person, held[0].council, held)
    request.standing = standing  # type: ignore[attr-defined]
    return standing


def first_or_404(rows: Sequence[Row]) -> Row:
    """The row that was found; Http404 when none was."""
    if not rows:
        raise Http404
    return rows[0]
