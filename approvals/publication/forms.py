"""When and where words are made public."""

from datetime import datetime

from crispy_forms.layout import Layout
from django import forms

from approvals.workflow.forms import TransitionForm
from web.dates import london_day, noon
from web.forms.fields import DayField
from web.govuk import Details, TextInput


class PublishForm(TransitionForm):
    submit = "Publish"
    address = forms.URLField(
        label="Its address on the council’s website",
        help_text="If it is there already. You can come back and add it.",
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=TextInput(),
    )
    published_on = DayField(
        label="When was it published?",
        help_text="Leave it empty if you publish it now.",
        required=False,
    )

    def layout(self) -> Layout:
        return Layout("address", Details("It was published earlier", "published_on"))

    def published_at(self, now: datetime) -> datetime:
        """The moment stated: now, or noon of the day named."""
        day = self.cleaned_data["published_on"]
        if day is None or day == london_day(now):
            return now
        return noon(day)


class DraftForm(PublishForm):
    """A draft is public because the agenda is: where that is to be found is asked."""

    submit = "Publish the draft"
    address = forms.URLField(
        label="The address of the agenda",
        help_text="The page of the meeting on the council’s website. It is kept in the record.",
        max_length=500,
        assume_scheme="https",
        widget=TextInput(),
    )
