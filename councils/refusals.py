"""Refused attempts: what a rule kept from being done leaves a line, once all else is taken back.

`attempting` says what is being tried; the middleware writes the line after the page has answered,
in a transaction of its own. Strangers to the council leave none: their names are not its business.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import Error, IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from councils.models import Council, RefusedAttempt
from web.drawn import DrawnForm, drawn_form
from web.errors import Refused

logger = logging.getLogger(__name__)
Reason = RefusedAttempt.Reason
# How often the same within one minute is written down; from there on it reads "or more".
MOST = 10
SHORTEST_TYPED = 3
CODE = re.compile("[a-z_]{1,40}")


@dataclass(frozen=True)
class Attempt:
    """What was tried, as a verb of the record, on which plan."""

    council: Council
    verb: str
    plan: int = 0


@contextmanager
def attempting(council: Council, verb: str, plan: int = 0) -> Iterator[None]:
    """A refusal in the block says what was tried."""
    try:
        yield
    except (Refused, PermissionDenied) as refusal:
        if not hasattr(refusal, "attempt"):
            refusal.attempt = Attempt(council, verb, plan)  # type: ignore[union-attr]
        raise


@cache
def verbs_by_page() -> dict[str, str]:
    """What the pages that a rule guards are for: each floor says it in `tries` of its AppConfig."""
    found: dict[str, str] = {}
    for app in apps.get_app_configs():
        found |= getattr(app, "tries", {})
    return found


class RefusedAttemptsMiddleware:
    """Writes down who was refused what; mere browsing is no attempt."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        refusal = getattr(request, "refusal", None)
        if refusal is not None and request.method == "POST":
            write_down(request, refusal)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        if isinstance(error, PermissionDenied):
            request.refusal = error  # type: ignore[attr-defined]


def write_down(request: HttpRequest, refusal: Exception) -> None:
    access = getattr(request, "access", None)
    attempt = attempt_in(request, refusal)
    if access is None or attempt is None or not is_a_rule(refusal):
        return
    try:
        keep(
            RefusedAttempt(
                council=access.council,
                person=access.person,
                tried=attempt.verb,
                plan=attempt.plan,
                reason=reason_of(refusal),
                words=without_typed(str(refusal), request),
                at=timezone.now(),
            )
        )
    except Error:
        # The person has their answer; that the line is missing is for whoever runs the server.
        logger.exception("A refused attempt could not be written down")


def attempt_in(request: HttpRequest, refusal: Exception) -> Attempt | None:
    """What was tried, as whoever refused says it, else by the page; None where nothing guards."""
    if found := getattr(refusal, "attempt", None):
        return found
    match, access = request.resolver_match, getattr(request, "access", None)
    page = match.url_name if match and match.url_name else ""
    verb = verbs_by_page().get(page) or (page if isinstance(refusal, PermissionDenied) else "")
    plan = getattr(request, "tried_on", 0)
    return Attempt(access.council, verb[:60], plan) if access and verb else None


def is_a_rule(refusal: Exception) -> bool:
    """Whether a rule was in the way; what only asks for a field to be filled in is a form's."""
    if isinstance(refusal, Refused):
        return bool(refusal.code) or not refusal.field
    return isinstance(refusal, PermissionDenied)


def reason_of(refusal: Exception) -> str:
    if isinstance(refusal, PermissionDenied):
        return Reason.NO_RIGHT
    code = getattr(refusal, "code", "") or Reason.RULE
    return code if code in Reason.values else Reason.RULE


def without_typed(words: str, request: HttpRequest) -> str:
    """The rule's words without any of those that were sent."""
    drawn = drawn_form(request)
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    sent = {value.strip() for name, value in fields if not is_ours(drawn, name, value)}
    sent |= {str(file.name) for _, files in request.FILES.lists() for file in files}
    for value in sorted(sent, key=len, reverse=True):
        if len(value) >= SHORTEST_TYPED:
            words = re.sub(re.escape(value), "…", words, flags=re.IGNORECASE)
    return words[:1_000]


def is_ours(drawn: DrawnForm, name: str, value: str) -> bool:
    """Whether it was offered, or is a code in a hidden field of a form we drew: nobody's words."""
    if not drawn.key:
        return False
    hidden = not drawn.label_of(name) and CODE.fullmatch(value) is not None
    return hidden or value in drawn.choices.get(name, {})


def keep(line: RefusedAttempt) -> None:
    """Write a line; the same within its minute only up to `MOST`."""
    line.minute = line.at.replace(second=0, microsecond=0)
    same = RefusedAttempt.objects.filter(
        council=line.council,
        person=line.person,
        tried=line.tried,
        plan=line.plan,
        reason=line.reason,
        minute=line.minute,
    )
    line.number = same.count() + 1
    while line.number <= MOST:
        try:
            with transaction.atomic():
                line.save(force_insert=True)
        except IntegrityError:
            # Another process wrote that number meanwhile.
            line.number += 1
        else:
            return
