"""The form in which a meeting's decision is recorded, from its minute."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.utils import timezone

from approvals.decisions.forms import BESIDE, CALL_IN, LISTED, MinuteForm, minute_line
from approvals.decisions.minute import DeclarationData, MinuteData, ResolutionData, validate_minute
from approvals.models import Decision, DecisionStep, MemberStatement, Resolution
from approvals.workflow.engine import PageState
from web.errors import Refused
from web.forms.fields import DayField
from web.govuk import Details, Fieldset

RECOMMENDED_HINT = (
    "The words are the report’s recommendations. Choose a verb for each that the meeting resolved, "
    "and change what it changed; rows without words are left out."
)
DECLARED_HINT = "What members declared here stands below: keep what the minute shows."
CALLED_IN_HINT = (
    "By the council’s settings what is decided can be called in. A plan that was noted, deferred "
    "or referred is not decided."
)
AMENDMENTS_HINT = (
    "Put the amendments into the plan first. Its words as they then stand are frozen as the "
    "version that was agreed."
)


class OutcomeRadios(forms.RadioSelect):
    hints = {
        Decision.Outcome.AGREED.value: (
            "In the words that were put to the meeting. Where you choose no verbs below, each "
            "recommendation of the report is recorded as agreed."
        ),
        Decision.Outcome.AMENDED.value: "The working copy has the amended words.",
        Decision.Outcome.NOTED.value: "Noted is not endorsed: the plan stays undecided.",
        Decision.Outcome.REFUSED.value: "The plan goes back to its author.",
    }


class DecideForm(MinuteForm):
    """What the meeting did with the plan: nothing is chosen beforehand.

    What the report recommends stands in the rows of resolutions, and what members declared here in
    those of interests; a row counts once somebody has said that it does.
    """

    submit = "Record the decision"

    outcome = forms.ChoiceField(label="What did the meeting decide?", widget=OutcomeRadios)
    working = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    body = minute_line("To whom it was referred", "Or who decides next, if somebody else.", most=80)
    next_meets_on = DayField(label="To be decided on", required=False)

    def __init__(
        self,
        *args: Any,
        outcomes: list[tuple[str, str]],
        step: DecisionStep,
        declared_here: Sequence[MemberStatement] = (),
        **kwargs: Any,
    ) -> None:
        self.called_in = step.plan.council.call_in_applies
        super().__init__(*args, **kwargs)
        self.offer("outcome", outcomes)
        self.fields["decided_on"].help_text = f"It was put to {step}."
        if self.called_in:
            del self.fields["call_in_applies"]
        if declared_here:
            names = ", ".join(dict.fromkeys(str(one.member) for one in declared_here))
            self.fields["interests"].help_text = f"Declared here beforehand: {names}."

    def layout(self) -> Layout:
        return Layout(
            "outcome",
            *("decided_on", "item", "minute", "minute_link"),
            Fieldset("Resolutions", *self.resolution_fields(), hint=RECOMMENDED_HINT),
            "interests",
            self.interests_listed(),
            self.call_in(),
            Details("Proposer, voting, reasons, dispensations", *BESIDE),
            Details("Amendments", "amendments", hint=AMENDMENTS_HINT),
            Details("Deferred, referred, or noted for now", "body", "next_meets_on"),
        )

    def interests_listed(self) -> LayoutObject:
        """In sight where members declared some here; folded away where none did."""
        title, hint = "Interests that were declared", DECLARED_HINT
        if self.initial.get("member_1"):
            return Fieldset(title, *self.declaration_fields(), hint=hint, size="s")
        return Details(title, *self.declaration_fields())

    def clean_resolutions(self, typed: dict[str, Any]) -> None:
        """A recommendation that nobody touched needs no verb, unless another has one."""
        chosen = any(typed.get(f"verb_{n}") for n in self.numbers)
        for n in self.numbers:
            if not typed.get(f"words_{n}") or typed.get(f"verb_{n}"):
                continue
            if chosen or not self.is_untouched(f"words_{n}", typed):
                self.add_error(f"verb_{n}", f"Choose the verb of resolution {n}")

    def is_untouched(self, name: str, typed: dict[str, Any]) -> bool:
        return bool(self.initial.get(name)) and typed.get(name) == self.initial[name]

    def faults(self, minute: MinuteData, typed: dict[str, Any]) -> Iterable[Refused]:
        return validate_minute(minute, typed["outcome"], today=timezone.localdate())

    def minute_in(self, typed: dict[str, Any]) -> MinuteData:
        """What was said to be so; that a decision can be called in is the council's rule."""
        minute = super().minute_in(typed)
        outcome = typed["outcome"]
        resolved = [limb for limb in minute.resolutions if limb.verb]
        if not resolved and outcome == Decision.Outcome.AGREED:
            agreed = Resolution.Verb.AGREED
            resolved = [ResolutionData(agreed, limb.words) for limb in minute.resolutions]
        if self.called_in:
            minute = replace(minute, call_in_applies=outcome not in Decision.UNDECIDED)
        return replace(minute, resolutions=resolved)

    def declared(self, typed: dict[str, Any]) -> list[DeclarationData]:
        """What members declared here counts once it is said that the minute has it."""
        listed = super().declared(typed)
        if typed.get("interests") == LISTED:
            return listed
        offered = [
            DeclarationData(self.initial[f"member_{n}"], self.initial[f"interest_{n}"])
            for n in self.numbers
            if self.initial.get(f"member_{n}")
        ]
        return [one for one in listed if one not in offered]

    def call_in(self) -> LayoutObject:
        """In sight where decisions are called in, by which rule; folded away elsewhere."""
        if self.called_in:
            return Fieldset("Call-in", *CALL_IN[1:], hint=CALLED_IN_HINT)
        return Details("Call-in", *CALL_IN)

    def taken(self, seen: PageState, typed: dict[str, Any]) -> dict[str, Any]:
        """What `workflow.decide` takes; the amended words are those of the working copy."""
        if typed["outcome"] == Decision.Outcome.AMENDED:
            seen = replace(seen, plan=typed["working"])
        return {
            "seen": seen,
            "outcome": typed["outcome"],
            "minute": self.minute_in(typed),
            "body": typed["body"],
            "next_meets_on": typed["next_meets_on"],
        }
