"""How a page with a form answers: saved, refused with the words kept, or stale with both texts."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from web.errors import Refused, StalePage
from web.stale_page import stale_page


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
            note_refusal(request, stale)
            return stale_page(request, stale, form, back=back or request.path, context=context)
        except Refused as refusal:
            note_refusal(request, refusal)
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, str(refusal))
        else:
            return redirect(done(result) if callable(done) else done)
    status = 422 if form.is_bound and form.errors else 200
    drawn = {**context, **page(), "form": form, "back": back}
    return render(request, template, drawn, status=status)


def note_refusal(request: HttpRequest, refusal: Refused) -> None:
    """For whoever keeps a record of what was refused, once the page has answered."""
    request.refusal = refusal  # type: ignore[attr-defined]
