"""Forms for a council's settings and the days it does not work."""

from copy import copy
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from councils.actions.council import SETTINGS
from councils.models import Council, Governance
from councils.roles import CLEARING, Role
from web.forms.base import BaseForm
from web.forms.fields import EARLIEST, LATEST, DayField, TimeField
from web.govuk import Fieldset, TextInput, WholeNumberField, formfield

CLEARERS = [(role.value, role.label) for role in Role if role in CLEARING]
DAYS = TextInput({"inputmode": "numeric"}, width=3)

SECTIONS = (
    ("The council", "name", "cabinet_word", "colour"),
    ("People and signing in", "grant_delay_days", "second_factor_roles", "idle_minutes"),
    (
        "Clearance, decision and sign-off",
        "clearing_roles",
        "asked_second",
        "asked_last",
        "contributors_may_clear",
        "authors_may_record",
        "collects_sign_offs",
    ),
    (
        "When a plan is sent for clearance again",
        "asked_on_figures",
        "asked_on_powers",
        "asked_on_words",
    ),
    ("Notice of a meeting, and amendments", "key_notice_days", "amendment_days"),
    ("The council’s own time", "clearing_days", "despatch_days", "decision_notice_days"),
    (
        "Call-in",
        "call_in_applies",
        "call_in_length",
        "call_in_days",
        "call_in_start",
        "call_in_closes_at",
        "call_in_effect",
        "call_in_members",
    ),
)


def own_time(label: str, hint: str) -> WholeNumberField:
    """Working days that the council sets itself, or does not."""
    return WholeNumberField(
        label=label,
        unit="working days",
        min_value=0,
        max_value=60,
        required=False,
        widget=DAYS,
        help_text=f"{hint} Left empty, timetables count nothing by it.",
    )


def roles_ticked(label: str, hint: str) -> forms.MultipleChoiceField:
    """Any of the roles that clear a plan, or none."""
    return forms.MultipleChoiceField(
        label=label,
        choices=CLEARERS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=hint,
    )


def asked_again(label: str, hint: str) -> forms.MultipleChoiceField:
    """Roles that a kind of change is put to; an empty list asks everybody."""
    every = "With none ticked who clears the plan, everybody is asked again."
    return roles_ticked(label, f"{hint} {every}")


class SettingsForm(BaseForm, forms.ModelForm):
    """How a council is run, in the sections of its constitution that it comes from."""

    submit = "Save the settings"

    seen = forms.IntegerField(widget=forms.HiddenInput)
    clearing_roles = forms.MultipleChoiceField(
        label="Who clears a plan",
        choices=CLEARERS,
        widget=forms.CheckboxSelectMultiple,
        help_text=(
            "Each of these is asked before a plan goes to a decision; of other clearing officers, "
            "all there are."
        ),
    )
    asked_second = roles_ticked(
        "Who is asked once the first have answered",
        "With none ticked here and below, everybody is asked at once.",
    )
    asked_last = roles_ticked(
        "Who is asked last, once all others have answered",
        "For example the Monitoring Officer, who then reads what the others said.",
    )
    asked_on_figures = asked_again(
        "Who is asked again when a figure, a saving or a metric changes",
        "Also words around a number, and the financial implications. Of the others, an answer "
        "that they gave already is carried to the new words, and they are told.",
    )
    asked_on_powers = asked_again(
        "Who is asked again when who decides, or by which powers, changes",
        "Also the route, the recommendation, the legal implications and what is exempt. The words "
        "of these are other words too.",
    )
    asked_on_words = asked_again(
        "Who is asked again when other words of the plan or its report change",
        "A word put right is a change of words: none of them is judged to be small.",
    )
    grant_delay_days = WholeNumberField(
        label="Whole days before a role that clears or decides takes effect",
        min_value=1,
        max_value=14,
        unit="days",
        widget=DAYS,
        help_text=(
            "Also an administrator’s. Everybody who clears or decides is told at once; a second "
            "administrator or the head of paid service can have it take effect earlier."
        ),
    )
    second_factor_roles = forms.MultipleChoiceField(
        label="Who signs in with a code as well",
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=(
            "Whoever holds one of these is led to turn on an authenticator app, and does nothing "
            "in this council until they have. Tell them before you save."
        ),
    )
    idle_minutes = WholeNumberField(
        label="Minutes after which somebody who does nothing is signed out",
        min_value=5,
        max_value=720,
        unit="minutes",
        widget=DAYS,
        help_text="What they were typing is kept until they sign in again.",
    )
    clearing_days = own_time(
        "Working days for those who clear a plan",
        "From the whole plan being written to the last officer’s answer.",
    )
    despatch_days = own_time(
        "Working days before an agenda by which reports are handed over",
        "To democratic services, before the agenda is public.",
    )
    decision_notice_days = own_time(
        "Working days after a decision until its notice is out",
        "As it is usually done. Call-in may begin with the notice.",
    )
    amendment_days = WholeNumberField(
        label="Working days before a meeting by which amendments are lodged",
        unit="working days",
        min_value=0,
        max_value=60,
        required=False,
        widget=DAYS,
        help_text=(
            "As the council’s standing orders say. With 2, amendments to what goes to a meeting on "
            "a Thursday are lodged by the end of Tuesday. Left empty, they are lodged until the "
            "day of the meeting."
        ),
    )
    call_in_length = WholeNumberField(
        label="Days in which a decision can be called in",
        unit="days",
        min_value=0,
        max_value=60,
        widget=DAYS,
    )

    call_in_closes_at = TimeField(
        label="Time at which call-in ends on its last day",
        required=False,
        help_text="For example 5.15pm. Left empty, it ends with the day.",
    )

    call_in_members = WholeNumberField(
        label="Members who have to ask for call-in together",
        unit="members",
        min_value=1,
        max_value=200,
        required=False,
        widget=DAYS,
        help_text="Left empty, nothing is refused for too few.",
    )

    class Meta:
        model = Council
        fields = SETTINGS
        formfield_callback = formfield
        help_texts = {
            "cabinet_word": "“Cabinet”, “Executive” or another word.",
            "contributors_may_clear": "Their own words are marked, for them and for whoever reads "
            "their answer. Everybody who clears or decides is told when this is allowed.",
            "authors_may_record": "For a council where one person holds both roles. Every page "
            "and paper then says “recorded by its author”, and everybody who clears or decides is "
            "told when this is allowed.",
            "key_notice_days": "Also notice that a meeting is private. Most councils count "
            "calendar days; working days are the cautious reading. The five clear days of an "
            "agenda are working days everywhere.",
            "collects_sign_offs": "Beside the Cabinet’s own resolution, never instead of it.",
        }
        widgets = {
            "key_notice_days": forms.RadioSelect,
            "call_in_days": forms.RadioSelect,
            "call_in_start": forms.RadioSelect,
            "call_in_effect": forms.RadioSelect,
        }

    def __init__(self, *args: Any, council: Council, **options: Any) -> None:
        # A copy: what was typed and refused must not show in the masthead.
        initial = {"seen": council.revision}
        super().__init__(*args, instance=copy(council), initial=initial, **options)

    def layout(self) -> Layout:
        return Layout("seen", *(Fieldset(title, *fields) for title, *fields in SECTIONS))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("call_in_applies") and typed.get("call_in_length") == 0:
            self.add_error("call_in_length", "Enter 1 or more, or say that call-in does not apply")
        twice = {*typed.get("asked_second", ())} & {*typed.get("asked_last", ())}
        if twice:
            names = ", ".join(sorted(Role(one).label for one in twice))
            self.add_error(
                "asked_last", f"Tick each role in one of the two lists: {names} is in both"
            )
        return typed


class GovernanceForm(BaseForm):
    """Who takes the council's decisions, and since when: nothing is chosen beforehand."""

    submit = "Record it"

    form = forms.ChoiceField(
        label="How is the council governed?",
        choices=Governance.Form.choices,
        widget=forms.RadioSelect,
    )
    starts_on = DayField(
        label="Since when?", help_text="The day is in the council’s constitution, or near enough."
    )


class DayOffForm(BaseForm):
    """A day on which the council is closed."""

    submit = "Add the day"

    on = DayField(label="Day")
    name = forms.CharField(
        label="What it is", max_length=80, help_text="For example “Offices closed, Christmas week”."
    )


class RemoveDayOffForm(BaseForm):
    """Nothing to fill in: its button removes."""

    submit = "Remove the day"
    submit_kind = "warning"


class YearForm(forms.Form):
    """Which year's days to show; anything not a year shows this one."""

    year = forms.IntegerField(min_value=EARLIEST.year, max_value=LATEST.year)

    def chosen(self, otherwise: int) -> int:
        return self.cleaned_data["year"] if self.is_valid() else otherwise
