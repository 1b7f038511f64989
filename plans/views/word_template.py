"""The page on which a council says how its Word files look."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from councils.access import Request, council_or_404
from councils.models import WordTemplate
from councils.roles import Right
from plans.actions.word_template import choose_template
from plans.exports.word import missing_from
from plans.forms.word_template import WordTemplateForm
from web.responses import handle_form
from web.saved_input import saved_input


@require_http_methods(["GET", "POST"])
def word_template(request: Request, council: str) -> HttpResponse:
    """Which template counts, what it has not, and another."""
    access = council_or_404(request, council)
    access.require(Right.MANAGE_SETTINGS)
    newest = access.council.word_templates.first()
    stands = newest if newest and newest.styles else None

    def choose(typed: dict[str, Any]) -> WordTemplate:
        row = choose_template(access.council, by=access.person, **typed)
        messages.success(request, f"Word files have this look from now on: {row}.")
        return row

    here = reverse("word_template", args=[council])
    form = WordTemplateForm(
        request.POST or saved_input(request), request.FILES or None, has_one=stands is not None
    )
    context = {"stands": stands, "missing": missing_from(stands.styles) if stands else []}
    return handle_form(
        request,
        form,
        choose,
        template="plans/word_template.html",
        context=context,
        done=here,
        back=reverse("council_settings", args=[council]),
    )
