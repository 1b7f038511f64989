"""How a page with a form answers: saved, refused with the words kept, or stale with both texts."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from web.dates import moment_in_words
from web.errors import Change, MovedOn, Refused, SentAlready, StalePage, Way
from web.overtaken import REFUSED, overtaken_page
from web.sending import sending
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
    stale, in a form that then carries the revision that stands, so the two can be settled; and what
    was typed comes back whole when the page has no place for the form any more.
    """
    if request.method == "POST" and form.is_valid():
        try:
            with sending(request):
                result = do(dict(form.cleaned_data))
        except Refused as refusal:
            if answer := overtaken(request, form, refusal, done=done, back=back, context=context):
                return answer
        else:
            return redirect(done(result) if callable(done) else done)
    status = 422 if form.is_bound and form.errors else 200
    drawn = {**context, **page(), "form": form, "back": back}
    response = render(request, template, drawn, status=status)
    if status == 422 and not was_drawn(form):
        why = " ".join(str(one) for errors in form.errors.values() for one in errors)
        return moved_on_page(request, why, back=back or request.path, status=422)
    return response


def note_refusal(request: HttpRequest, refusal: Refused) -> None:
    """For whoever keeps a record of what was refused, once the page has answered."""
    request.refusal = refusal  # type: ignore[attr-defined]


def overtaken(
    request: HttpRequest,
    form: forms.BaseForm,
    refusal: Refused,
    *,
    done: Any,
    back: str,
    context: dict[str, Any],
) -> HttpResponse | None:
    """The answer to who came too late: behind themselves or another; None for any other refusal."""
    back = back or request.path
    if before := sent_before(request):
        return redirect(where_it_led(before, done, back))
    if not isinstance(refusal, SentAlready):
        note_refusal(request, refusal)
    if isinstance(refusal, StalePage):
        return stale_page(request, refusal, form, back=back, context=context)
    if isinstance(refusal, MovedOn):
        return moved_on_page(request, str(refusal), refusal.changes, back=back)
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal))
    return None


def sent_before(request: HttpRequest) -> Any:
    """What an earlier sending of the same words did; None where there was none."""
    before = getattr(request, "sent_before", lambda: None)()
    if before:
        said = f"This was saved already: you {before.what} ({moment_in_words(before.at)})."
        messages.info(request, said)
    return before


def where_it_led(before: Any, done: Any, back: str) -> Any:
    """Where the first sending went, as far as what came of it is there."""
    if not callable(done):
        return done
    return done(before.row) if before.row is not None else back


def was_drawn(form: forms.BaseForm) -> bool:
    """Whether a page showed the form, and in it what was typed."""
    return getattr(form, "is_drawn", True)


def moved_on_page(
    request: HttpRequest,
    why: str,
    changes: Sequence[Change] = (),
    *,
    back: str,
    status: int = 409,
) -> HttpResponse:
    """The page has no place for the form any more: what was typed comes back all the same."""
    ways = [Way("Open the page as it is now", back)]
    return overtaken_page(
        request, title=REFUSED, why=why, status=status, changes=changes, ways=ways
    )
