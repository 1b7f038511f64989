"""The fields that say what lets a plan be decided with less notice than the law asks for."""

from typing import Any

from django import forms

from approvals.papers.notices import NoticeData
from web.forms.fields import DayField, long_text
from web.govuk import Details, TextInput

MOST_WORDS = 2_000
LATE_ITEM = ("late_agreed_by", "late_agreed_on", "late_why")
KEY_DECISION = (
    *("key_decision", "key_notice_on", "exception_on", "exception_why"),
    *("urgency_agreed_by", "urgency_agreed_on", "urgency_why"),
)
YES, NO = "yes", "no"


class FoldedNotice(Details):
    """Folded away until a meeting is too near: then open, as what is asked there is wanted."""

    def state(self, form: Any) -> dict[str, Any]:
        return {"open": super().state(form)["open"] or "meets_on" in form.errors}


def line(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=200, required=False, widget=TextInput(width=20)
    )


class LateItemFields(forms.Form):
    """Why a meeting may take an item that is not in its agenda in time."""

    late_agreed_by = line(
        "Late item: who agreed to take it?", "The chair of a committee, or of the council."
    )
    late_agreed_on = DayField(label="Late item: when did they agree?", required=False)
    late_why = long_text("Late item: why can it not wait?", rows=2, most=MOST_WORDS)

    def notice(self) -> NoticeData:
        """What the form cleaned of it; Refused by nothing here."""
        known: dict[str, Any] = getattr(self, "cleaned_data", {})
        return NoticeData(**{name: known[name] for name in self.said_of_notice if name in known})

    @property
    def said_of_notice(self) -> tuple[str, ...]:
        return LATE_ITEM


class NoticeFields(LateItemFields):
    """The same with a key decision, its notice, and the two exceptions from that."""

    agenda_on = DayField(
        label="When was the agenda out, with this plan in it?",
        help_text="If it is out already.",
        required=False,
    )
    key_decision = forms.TypedChoiceField(
        label="Is it a key decision?",
        choices=[("", "Not known"), (YES, "Yes"), (NO, "No")],
        coerce=lambda typed: typed == YES,
        empty_value=None,
        required=False,
    )
    key_notice_on = DayField(
        label="When was notice of the key decision published?",
        help_text="If it is out already.",
        required=False,
    )
    exception_on = DayField(
        label="General exception: when was the chair of scrutiny told, and that made public?",
        help_text="Of two days the later. Five clear days have to go by before the decision.",
        required=False,
    )
    exception_why = long_text(
        "General exception: why could 28 days not be given?", rows=2, most=MOST_WORDS
    )
    urgency_agreed_by = line(
        "Special urgency: who agreed?",
        "The chair of scrutiny; who stands in is the council’s chair, then its vice-chair.",
    )
    urgency_agreed_on = DayField(label="Special urgency: when did they agree?", required=False)
    urgency_why = long_text("Special urgency: why can it not wait?", rows=2, most=MOST_WORDS)

    @property
    def said_of_notice(self) -> tuple[str, ...]:
        return ("agenda_on", *LATE_ITEM, *KEY_DECISION)
