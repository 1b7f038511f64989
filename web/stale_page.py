"""The page for whoever was overtaken: both texts whole, and what was typed (409)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from web.drawn import drawn_form, typed_fields
from web.errors import Difference, StalePage
from web.redline import Comparer, DiffSegment
from web.saved_input import save_overtaken


class MarkedText(str):
    """A text of two, in `parts`: what stands in it alone is marked as inserted."""

    parts: tuple[DiffSegment, ...]


def stale_page(
    request: HttpRequest,
    stale: StalePage,
    form: forms.BaseForm | None,
    *,
    back: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Both texts whole, and what was typed: in a form that can still be saved, or to copy.

    A move is made on the words that were shown, so a stale one (`seen` is empty) is not settled
    here: the page is opened again, and has the words that were typed.
    """
    settles = form is not None and bool(stale.seen)
    if not settles:
        save_overtaken(request)
    mine, theirs = both_texts(as_labelled(request, stale.differences))
    drawn = {
        **context,
        "mine": mine,
        "theirs": theirs,
        "changes": stale.changes,
        "form": to_settle(form, stale) if form is not None and settles else None,
        "typed": [] if settles else typed_fields(request),
        "back": back,
    }
    return render(request, "stale.html", drawn, status=409)


def as_labelled(
    request: HttpRequest, differences: tuple[Difference, ...]
) -> tuple[Difference, ...]:
    """Each under the label that the form showed; what no form showed keeps its own."""
    drawn = drawn_form(request)
    return tuple(replace(one, label=drawn.label_of(one.field) or one.label) for one in differences)


def to_settle(form: forms.BaseForm, stale: StalePage) -> forms.BaseForm:
    """The form with what was typed and the revisions that stand, so that it can be saved.

    A form that can `ask` about each place that both changed does so.
    """
    typed = QueryDict(mutable=True)
    typed.update(form.data)
    for name, revision in stale.seen.items():
        typed[form.add_prefix(name)] = str(revision)
    form.data = typed
    ask: Callable[[StalePage], None] = getattr(form, "ask", lambda stale: None)
    ask(stale)
    return form


def both_texts(
    differences: tuple[Difference, ...],
) -> tuple[list[tuple[str, MarkedText]], list[tuple[str, MarkedText]]]:
    """What was typed and what stands there, by label, each with its own words marked."""
    comparer = Comparer()
    mine, theirs = [], []
    for one in differences:
        parts = comparer.redline(one.theirs, one.mine).parts
        mine.append((one.label, marked(one.mine, parts, but="deleted")))
        theirs.append((one.label, marked(one.theirs, parts, but="inserted")))
    return mine, theirs


def marked(text: str, parts: tuple[DiffSegment, ...], *, but: str) -> MarkedText:
    found = MarkedText(text)
    found.parts = tuple(
        part if part.kind == "same" else replace(part, kind="inserted")
        for part in parts
        if part.kind != but
    )
    return found
