"""The page for whoever was overtaken: both texts whole, and what was typed (409)."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from web.errors import StalePage


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
    here: the page is opened again.
    """
    drawn = {
        **context,
        "mine": [(pair.label, pair.mine) for pair in stale.differences],
        "theirs": [(pair.label, pair.theirs) for pair in stale.differences],
        "form": with_revisions(form, stale.seen) if form is not None and stale.seen else None,
        "kept": typed_words(form) if form is not None and not stale.seen else [],
        "back": back,
    }
    return render(request, "stale.html", drawn, status=409)


def with_revisions(form: forms.BaseForm, revisions: dict[str, int]) -> forms.BaseForm:
    """The form with what was typed and the revisions that stand, so that it can be saved."""
    typed = QueryDict(mutable=True)
    typed.update(form.data)
    for name, revision in revisions.items():
        typed[form.add_prefix(name)] = str(revision)
    form.data = typed
    return form


def typed_words(form: forms.BaseForm) -> list[tuple[str, str]]:
    """The sentences somebody typed, by label."""
    return [
        (str(field.label), field.data)
        for field in form.visible_fields()
        if isinstance(field.data, str)
        and field.data.strip()
        and isinstance(field.field.widget, forms.Textarea | forms.TextInput)
    ]
