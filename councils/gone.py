"""A form whose row was removed while its page was open: what was typed is never a 404."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest

from councils.record.changes import changes_in, removal_of
from web.drawn import sent_fields
from web.errors import Gone, Way


def row_or_gone(
    request: HttpRequest, rows: models.QuerySet, key: int, *, again: str = "", **owner: Any
) -> Any:
    """A row of `owner` (such as plan=…); Gone when it was removed, Http404 when it never was.

    `again` is the address of the form in which its words can be added anew, if there is one.
    """
    found = rows.filter(pk=key).first()
    if found is not None:
        return found
    last = removed_row(request, rows.model, key, **owner)
    if last is None:
        raise Http404
    raise gone(request, rows.model, last, again_at(request, rows.model, again))


def removed_row(
    request: HttpRequest, model: type[models.Model], key: int, **owner: models.Model
) -> Any:
    """The last state of a row that is gone, for who sends a form of it; None where none was."""
    if request.method != "POST":
        return None
    return removal_of(model, key, **{f"{name}_id": row.pk for name, row in owner.items()})


def gone(
    request: HttpRequest, model: type[models.Model], last: Any, ways: list[Way], *, noun: str = ""
) -> Gone:
    """Who removed it and when; `noun` where people have another word for it than its model."""
    plan = getattr(request, "plan", None)
    home = [Way("Go to the plan", plan.get_absolute_url())] if plan else []
    said = f"The {noun or model._meta.verbose_name} that you were working on was removed."
    return Gone(said, changes=changes_in(model, last.id)[:1], ways=[*ways, *home])


def again_at(request: HttpRequest, model: type[models.Model], address: str) -> list[Way]:
    words = sent_fields(request)
    return [Way(f"Add it as a new {model._meta.verbose_name}", address, words)] if address else []
