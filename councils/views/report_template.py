"""The page on which a council says which form its reports have."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from councils.access import Access, council_or_404
from councils.actions.report_template import choose_form, choose_usual_form
from councils.forms.report_template import ExampleChoice, ReportTemplateForm
from councils.models import ReportTemplate
from councils.report_forms.blocks import BLOCKS
from councils.report_forms.examples import EXAMPLES
from councils.roles import Right
from web.responses import handle_form
from web.saved_input import saved_input


@require_http_methods(["GET", "POST"])
def report_template(request: HttpRequest, council: str) -> HttpResponse:
    """The form that counts, to be edited; or an example to begin with."""
    access = council_or_404(request, council)
    access.require(Right.SET_REPORT_FORM)
    stands = access.council.report_templates.first()
    example = ExampleChoice(request.GET)
    place, label = came_from(access)
    form = ReportTemplateForm(
        request.POST or saved_input(request),
        stands=stands,
        example=example.chosen(),
    )

    def choose(typed: dict[str, Any]) -> ReportTemplate:
        told: dict[str, Any] = {"by": access.person, "seen": typed["seen"]}
        if form.goes_back:
            row = choose_usual_form(access.council, **told)
        else:
            told |= {"typed": form.typed(), "numbering": typed["numbering"]}
            row = choose_form(access.council, **told)
        messages.success(request, f"Reports are begun in this form from now on: {row}.")
        return row

    answer = handle_form(
        request,
        form,
        choose,
        template="councils/report_template.html",
        context={
            "stands": stands if stands and stands.numbering else None,
            "examples": [(code, one.name) for code, one in EXAMPLES.items()],
            "blocks": BLOCKS,
            "no_example": example.is_unknown,
            "back_label": label,
        },
        done=reverse("report_template", args=[council]),
        back=reverse(place, args=[council]),
    )
    if example.is_unknown and request.method == "GET":
        answer.status_code = 422
    return answer


def came_from(access: Access) -> tuple[str, str]:
    """The page that links here and that this person may open: its address’s name, its label."""
    if access.may(Right.MANAGE_SETTINGS):
        return "council_settings", "Settings"
    return "meetings", "Meetings"
