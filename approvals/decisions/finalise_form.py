"""The form in which the use of a delegated power is recorded."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from approvals.decisions.finalising import PowerUse, who_may_use
from approvals.decisions.forms import minute_line
from approvals.decisions.interest_fields import (
    DEPTH_TITLE,
    NONE_DECLARED,
    NOT_RECORDED,
    InterestRows,
)
from approvals.models import Amendment, Delegation
from plans.forms.base import LONGEST_TEXT
from web.forms.fields import DayField, long_text
from web.govuk import Details
from web.text import shorten


class FinaliseForm(InterestRows):
    """Who used which power, when, to change what: nothing is chosen beforehand."""

    submit = "Record the change"
    mark_optional = False

    used = forms.ChoiceField(label="Who decided the change?", widget=forms.RadioSelect)
    decided_on = DayField(label="When?")
    changed = long_text("What was changed", required=True, most=LONGEST_TEXT)
    settles = forms.TypedMultipleChoiceField(
        label="Which amendments are drafted with it?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Each was to be drafted. One that you leave is still to be.",
    )
    consulted = long_text("Whom they consulted, and what came of it", most=LONGEST_TEXT)
    minute = minute_line("Record of the decision", "Its number or title.", most=80)
    minute_link = forms.URLField(
        label="Address of the record", required=False, max_length=500, assume_scheme="https"
    )
    reasons = long_text("Reasons for the change", most=LONGEST_TEXT)
    options_rejected = long_text("Options considered and rejected", most=LONGEST_TEXT)

    def __init__(
        self,
        *args: Any,
        powers: list[Delegation],
        to_draft: Sequence[Amendment] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("settles", [(str(one.pk), in_a_choice(one)) for one in to_draft])
        if not to_draft:
            del self.fields["settles"]
        self.offer("used", [way for power in powers for way in ways_to_use(power)])

    def layout(self) -> Layout:
        settles = ["settles"] if "settles" in self.fields else []
        return Layout(
            *("used", "decided_on", "changed"),
            *settles,
            *("consulted", "minute", "minute_link", "interests"),
            Details("Interests that were declared", *self.declaration_fields()),
            Details(DEPTH_TITLE, *self.depth_fields()),
            Details("Reasons, options", "reasons", "options_rejected"),
        )

    def use(self) -> tuple[int, PowerUse]:
        """The key of the power, and what was done under it, out of what the form cleaned."""
        typed = self.cleaned_data
        key, _, holder = typed["used"].partition(" ")
        told = ("decided_on", "changed", "consulted", "minute", "minute_link")
        return int(key), PowerUse(
            by_whom=holder,
            nothing_declared=typed["interests"] == NONE_DECLARED,
            interests_not_recorded=typed["interests"] == NOT_RECORDED,
            declarations=self.declared(typed),
            settles=typed.get("settles", ()),
            reasons=typed["reasons"],
            options_rejected=typed["options_rejected"],
            **{name: typed[name] for name in told},
        )


def ways_to_use(power: Delegation) -> list[tuple[str, str]]:
    """Each who may use a power, with what they may do, and who gave it."""
    gave = power.resolution.decision.step
    may = f", who may {power.scope_in_words}" if power.scope else ""
    return [
        (f"{power.pk} {holder}", f"{holder}{may} (given by {gave.body})")
        for holder in who_may_use(power)
    ]


def in_a_choice(one: Amendment) -> str:
    """ "The plan, paragraph 3: Set out the saving. (Cabinet, 9 July 2024)"; its start, if long."""
    return f"{one.heading}: {shorten(one.words, 200)} ({one.decision.step.heading})"
