"""Who signed in and who failed to, newest first, a page at a time."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from councils.access import council_or_404
from councils.models import SignIn
from councils.models.sign_ins import SignInQuerySet
from councils.roles import Right
from web.dates import moment_in_words

PAGE = 50


class BeforeForm(forms.Form):
    """Where the page begins; anything that is no number shows the newest."""

    before = forms.IntegerField(min_value=1, max_value=2**62)

    def key(self) -> int | None:
        return self.cleaned_data["before"] if self.is_valid() else None


@require_safe
def sign_ins(request: HttpRequest, council: str) -> HttpResponse:
    """Who signed in to this council’s pages, and whose sign-in failed?"""
    access = council_or_404(request, council)
    access.require(Right.MANAGE_PEOPLE)
    page = sign_ins_page(request, SignIn.objects.seen_by(access.council), named=True)
    return render(request, "councils/sign_ins.html", {"attempts": page})


def sign_ins_page(
    request: HttpRequest, attempts: SignInQuerySet, *, named: bool = False
) -> dict[str, Any]:
    """A table of attempts, and the ways to older and newer ones."""
    before = BeforeForm(request.GET).key()
    if before:
        attempts = attempts.filter(pk__lt=before)
    rows = list(attempts.select_related("person").order_by("-pk")[: PAGE + 1])
    shown = rows[:PAGE]
    labels = ["When", "Who", "What"] if named else ["When", "What"]
    return {
        "table": {
            "caption": "Newest first",
            "columns": [{"label": label} for label in labels],
            "rows": [cells_of(one, named=named) for one in shown],
        },
        "older": f"?before={shown[-1].pk}" if len(rows) > PAGE else "",
        "newer": request.path if before else "",
        "any": bool(shown),
    }


def cells_of(attempt: SignIn, *, named: bool) -> list[str]:
    when, what = moment_in_words(attempt.at), attempt.get_outcome_display()
    return [when, attempt.person.name, what] if named else [when, what]
