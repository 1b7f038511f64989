"""To which meeting a cleared plan goes, or to which people."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from approvals.decisions.routes import Way
from approvals.models.routes import offered_in
from approvals.papers.notice_fields import KEY_DECISION, LATE_ITEM, FoldedNotice, NoticeFields
from approvals.workflow.forms import TransitionForm
from councils.models import Appointment, Council
from web.forms.fields import DayField
from web.govuk import TextInput

AGENDA = "The agenda is out already, or cannot be in time"
KEY = "A key decision, and notice of it"
NOBODY = (
    "Nobody who may decide on this plan has the role “Individual decision-maker”. An administrator "
    "gives it to whoever decides alone."
)


class PutToDecisionForm(NoticeFields, TransitionForm):
    """Nobody is named beforehand; the route is chosen only where the council's settings say it.

    What is asked where there is too little notice is folded away until there is.
    """

    submit = "Put it to decision"
    mark_optional = False
    route = forms.ChoiceField(label="How is it decided?", widget=forms.RadioSelect)
    body = forms.CharField(
        label="Who decides?",
        help_text="The meeting. People who decide alone are called by their titles instead.",
        max_length=80,
        widget=TextInput(width=20),
    )
    deciders = forms.MultipleChoiceField(
        label="Who decides alone, or together?",
        help_text=(
            "Only if no meeting does. Each signs what is put to them; the decision stands once all "
            "of them have."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    meets_on = DayField(label="When do they meet, or decide?")
    item = forms.CharField(
        label="Agenda item",
        help_text="If it is known.",
        max_length=40,
        required=False,
        widget=TextInput(width=10),
    )

    def __init__(
        self,
        *args: Any,
        council: Council,
        people: list[Appointment],
        notice: str = "",
        has_key_decisions: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("route", offered_in(council))
        self.fields["meets_on"].help_text = notice
        if not has_key_decisions:
            for name in KEY_DECISION:
                del self.fields[name]
        self.people = {str(one.person_id): one.person for one in people}
        self.offer("deciders", [(str(one.person_id), line_of(one)) for one in people])
        if not people:
            self.fields["deciders"].help_text = NOBODY

    def layout(self) -> Layout:
        asked = [name for name in KEY_DECISION if name in self.fields]
        return Layout(
            *("route", "body", "deciders", "meets_on", "item"),
            FoldedNotice(AGENDA, "agenda_on", *LATE_ITEM),
            *([FoldedNotice(KEY, *asked)] if asked else []),
        )

    def way(self) -> Way:
        """The route, and whom it names, out of what the form cleaned."""
        named = [self.people[key] for key in self.cleaned_data["deciders"]]
        return Way(self.cleaned_data["route"], named)


def line_of(held: Appointment) -> str:
    return f"{held.person}, {held.title}" if held.title else str(held.person)
