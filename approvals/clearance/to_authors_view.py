"""The page on which an officer who clears a plan and its report authors speak alone."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from approvals.clearance import to_authors
from councils.models import User
from councils.roles import Right
from plans.access import PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.forms.comments import LONGEST_COMMENT
from plans.models import Stage
from plans.views.edit_page import change_page
from web.forms.base import BaseForm
from web.forms.fields import long_text
from web.saved_input import saved_input

TITLE = "Between an officer and the report authors alone"


class ToAuthorsForm(BaseForm):
    """What is said; an author who has heard from several officers says to which of them."""

    submit = "Send it"

    words = long_text(
        "Your comment",
        "It is kept in the council’s record. Though it is in no report, it may be disclosed where "
        "somebody asks for it under the Freedom of Information Act.",
        rows=5,
        most=LONGEST_COMMENT,
        required=True,
    )

    def __init__(self, *args: Any, officers: list[User], **kwargs: Any) -> None:
        """`officers` are those whom an author may reply to; none for an officer."""
        super().__init__(*args, **kwargs)
        self.officers = {str(one.pk): one for one in officers}
        if len(officers) > 1:
            offered = [(key, one.name) for key, one in self.officers.items()]
            self.fields["to"] = forms.ChoiceField(
                label="To whom?", choices=offered, widget=forms.RadioSelect
            )
            self.order_fields(["to", "words"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        only = next(iter(self.officers)) if len(self.officers) == 1 else None
        typed["to"] = self.officers.get(typed.get("to") or only or "")
        return typed


@require_http_methods(["GET", "POST"])
def clearance_to_authors(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What was said so far, as far as its reader may read it, and a box for more."""
    found = plan_or_404(request, council, plan, to_authors.TALK)
    heard = to_authors.officers_heard(found) if request.access.may(Right.WRITE_PLANS) else []
    why = to_authors.why_not_now(found, request.access, heard)
    here = plan_url("clearance_to_authors", found)
    form = ToAuthorsForm(request.POST or saved_input(request), officers=heard)
    answers = request.access.may(Right.CLEAR) and found.stage == Stage.CLEARANCE
    return change_page(
        request,
        found,
        form,
        lambda by, words, to: to_authors.write_to_authors(found, by=by, words=words, to=to),
        template="approvals/clearance/to_authors.html",
        back=here,
        title=TITLE,
        talk=to_authors.talk_for(request.access, found),
        why=why,
        answer=plan_url("move_answer", found) if answers and not heard else "",
        trail=breadcrumbs(found, ("Clearance", plan_url("clearance", found))),
    )
