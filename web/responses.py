"""How a page with a form answers: saved, refused with the words kept, or stale with both texts."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from web.errors import Refused, StalePage


def handle_form(
    request: HttpRequest,
    form: forms.BaseForm,
    do: Callable[[dict[str, Any]], Any],
    *,
    template: str,
    context: dict[str, Any],
    done: Any,
    back: str = "",
    page: Callable[[], dict[str, Any]] = dict,
) -> HttpResponse:
    """Carry out `do` with what the form cleaned, then go to `done` (or what it returns, called).

    `page` gives what only the page with the form shows, and is asked once that is drawn.
    Shown again with 422 when the form or the action refuses; 409 with both texts when the page is
    stale, in a form that then carries the revision that stands, so the two can be settled.
    """
    if request.method == "POST" and form.is_valid():
        try:
            result = do(dict(form.cleaned_data))
        except StalePage as stale:
            return stale_page(request, stale, form, back=back or request.path, context=context)
        except Refused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, str(refusal))
        else:
            return redirect(done(result) if callable(done) else done)
    status = 422 if form.is_bound and form.errors else 200
    drawn = {**context, **page(), "form": form, "back": back}
    return render(request, template, drawn, status=status)


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
