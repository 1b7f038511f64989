"""The form in which a step of an older record is entered: as silent as the record is."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from approvals.decisions.delegation_fields import DELEGATION, DELEGATION_HINT
from approvals.decisions.forms import BESIDE, MinuteForm, minute_line
from approvals.decisions.interest_fields import DEPTH_TITLE
from approvals.decisions.minute import MinuteData, validate_minute
from approvals.decisions.vote_fields import VOTING, VOTING_HINT
from approvals.models import Decision, DecisionStep
from approvals.models.routes import offered_in
from approvals.workflow.engine import PageState
from councils.models import Council
from plans.forms.base import LONGEST_TEXT
from web.dates import LAST_SECOND
from web.errors import Refused
from web.forms.fields import DayField, TimeField, check_moment, long_text, moment_of
from web.govuk import Details, Fieldset, TextInput

Kind, Route, CallIn = DecisionStep.Kind, DecisionStep.Route, Decision.CallIn

ROW_HINT = (
    "One row for each resolution, as the minute numbers them. What became of the plan is read from "
    "those that are about it; their words may be left out if the record does not have them."
)
AMENDED_HINT = (
    "One row for each, as the record has it. The words of the plan as they stand now are taken for "
    "those that were agreed, with each amendment that is not said to be still to be drafted."
)
KINDS = [
    (Kind.DECIDER, "To decide"),
    (Kind.SCRUTINY, "To scrutinise"),
    (Kind.ADVISORY, "To advise"),
]
YES, NO = "yes", "no"


def known_or_not(label: str) -> forms.TypedChoiceField:
    """Yes, no, or not known: three things."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("", "Not known"), (YES, "Yes"), (NO, "No")],
        coerce=lambda typed: typed == YES,
        empty_value=None,
        required=False,
    )


class FromRecordForm(MinuteForm):
    """One step of a plan that was decided before it came here: who, and what the record shows."""

    submit = "Enter the decision"

    body = forms.CharField(label="Who was it put to?", max_length=200, widget=TextInput(width=20))
    kind = forms.ChoiceField(
        label="What was it put to them for?", choices=KINDS, widget=forms.RadioSelect
    )
    route = forms.ChoiceField(label="What are they?", required=False)
    title = minute_line("What else was decided with it", "A report may bundle several.", most=200)
    without_text = forms.BooleanField(
        label="No text of the plan was before them yet", required=False
    )
    key_decision = known_or_not("Was it a key decision?")
    key_why = minute_line("Why, or by which notice or exception", most=300, width=30)
    urgent = known_or_not("Was it taken as urgent?")
    urgent_why = long_text("Why it could not wait", rows=2, most=LONGEST_TEXT)
    urgent_agreed_by = minute_line("Who agreed that it could not", most=200, width=30)
    call_in = forms.ChoiceField(
        label="Could it be called in?",
        choices=[("", "Not known"), *CallIn.choices],
        required=False,
    )
    call_in_by = minute_line("Who could call it in, and how", most=300, width=30)
    ends_on = DayField(label="Last day of call-in", required=False)
    ends_at_time = TimeField(label="Its time, if there was one", required=False)
    exempt_information = known_or_not("Was part of it exempt information?")
    exempt_why = minute_line("Under which paragraph, and why", most=500, width=30)
    dissent = long_text("Dissent, as recorded", rows=2, most=LONGEST_TEXT)
    advice_shown = long_text("What it shows of the officers’ advice", rows=4, most=LONGEST_TEXT)
    consulted = long_text("Who was consulted, and what they said", rows=2, most=LONGEST_TEXT)
    notes = long_text("What else it shows", rows=4, most=LONGEST_TEXT)

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("route", [("", "Not known"), *offered_in(council)])
        interests = self.fields["interests"]
        interests.required = False
        interests.help_text = "Leave it empty if that is not known."
        self.fields["decided_on"].label = "On which day?"
        self.fields["decided_on"].required = False
        self.fields["notice_on"].label = "The decision or its minutes were published on"
        self.fields["call_in_exempt_why"].help_text = ""
        for name in ("effective_why", "call_in_applies"):
            del self.fields[name]

    def layout(self) -> Layout:
        return Layout(
            *("body", "kind", "route", "decided_on", "item", "minute", "minute_link"),
            Fieldset("Resolutions", *self.resolution_fields(), hint=ROW_HINT),
            Details("Amendments", *self.amendment_fields(), hint=AMENDED_HINT),
            Details("What was delegated", *DELEGATION, hint=DELEGATION_HINT),
            Details("Call-in, and when it took effect", *CALL_IN_SHOWN),
            Details("Key decision, urgency", *URGENCY),
            Details("Interests", "interests", *self.declaration_fields()),
            Details(DEPTH_TITLE, *self.depth_fields(), "dispensations"),
            Details("How members voted", *VOTING, "dissent", hint=VOTING_HINT),
            Details("Proposer, reasons, options", *BESIDE),
            Details("What else the record shows", *SHOWN),
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        check_moment(self, "ends_on", "ends_at_time")
        return typed

    def faults(self, minute: MinuteData, typed: dict[str, Any]) -> Iterable[Refused]:
        kind, today = Kind(typed["kind"]), timezone.localdate()
        for fault in validate_minute(minute, today=today, known=False, kind=kind):
            # Here it is one answer of several.
            field = "call_in" if fault.field == "call_in_applies" else fault.field
            yield Refused(str(fault), field=field)

    def minute_in(self, typed: dict[str, Any]) -> MinuteData:
        minute = super().minute_in(typed)
        facts = {name: typed[name] for name in RECORDED}
        return replace(
            minute,
            call_in_applies=typed["call_in"] == CallIn.APPLIES,
            call_in_until=self.ends_at(typed),
            **facts,
        )

    def ends_at(self, typed: dict[str, Any]) -> Any:
        """The last moment of call-in that the record states; of a day without a time, its end."""
        day = typed["ends_on"]
        clock = typed["ends_at_time"] or LAST_SECOND
        return moment_of({"day": day, "at": clock}, "day", "at")

    def taken(self, seen: PageState, typed: dict[str, Any]) -> dict[str, Any]:
        """What `enter_from_record` takes."""
        step = {name: typed[name] for name in ("body", "kind", "title", "without_text")}
        route = typed["route"] or Route.NOT_KNOWN
        return {"seen": seen, "minute": self.minute_in(typed), "route": route, **step}


CALL_IN_SHOWN = (
    *("notice_on", "call_in", "call_in_exempt_why", "call_in_by"),
    *("ends_on", "ends_at_time", "effective_from"),
)
URGENCY = ("key_decision", "key_why", "urgent", "urgent_why", "urgent_agreed_by")
SHOWN = (
    *("title", "without_text", "exempt_information", "exempt_why"),
    *("advice_shown", "consulted", "notes"),
)
RECORDED = (
    *("key_decision", "key_why", "urgent", "urgent_why", "urgent_agreed_by"),
    *("call_in", "call_in_by", "exempt_information", "exempt_why"),
    *("dissent", "advice_shown", "consulted", "notes"),
)
