"""Forms for people and the roles they hold."""

from typing import Any

from django import forms

from councils.models import Appointment, User
from councils.roles import Role
from web.forms.base import BaseForm
from web.forms.fields import DayField
from web.govuk import TextInput

WHAT_EACH_DOES = {
    Role.AUTHOR: "Writes the plan, sends it for clearance, submits it",
    Role.CONTRIBUTOR: "Writes the paragraphs assigned to them, and sees nothing else",
    Role.MONITORING_OFFICER: "Advises on law and propriety, is told of each role given",
    Role.SECTION_151: "Advises on money: figures, savings, affordability",
    Role.HEAD_OF_PAID_SERVICE: "Usually the chief executive",
    Role.PORTFOLIO_HOLDER: "The member in whose name the report goes",
    Role.CLEARING_OFFICER: "Equality, climate, human resources, legal or another: say which below",
    Role.CABINET_MEMBER: "Reads, declares interests, signs off",
    Role.DECISION_MAKER: (
        "Leader, mayor, portfolio holder, or an officer under delegation: decides by signing what "
        "is put to them"
    ),
    Role.DEMOCRATIC_SERVICES: "Meetings, agendas, minutes, decision notices, publication",
    Role.ADMINISTRATOR: "People, roles and settings; reads no drafts",
    Role.AUDITOR: "Reads everything, writes nothing",
}


OFFERED = [(role.value, role.label) for role in Role]


class RoleRadios(forms.RadioSelect):
    hints = {role.value: hint for role, hint in WHAT_EACH_DOES.items()}


class Title(forms.CharField):
    """A job title, or what another clearing officer clears."""

    mark_optional = False  # one role needs it: its hint says which

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label="Job title, or what they clear",
            help_text=(
                f"For the role “{Role.CLEARING_OFFICER.label}”, say what they clear: “Equality”, "
                "“Climate”, “Human resources”. Reports print it beside their answer. For every "
                "other role it may stay empty, or be a job title: “Director of Finance”."
            ),
            max_length=120,
            required=False,
            **options,
        )


class PersonForm(BaseForm):
    """Who is given which role, from when."""

    submit = "Give the role"

    name = forms.CharField(
        max_length=150,
        help_text="As they are called here until they sign in. Then it is their own.",
    )
    email = forms.EmailField(
        label="E-mail address", max_length=254, help_text="They sign in with it."
    )
    role = forms.ChoiceField(choices=OFFERED, widget=RoleRadios)
    deputy = forms.BooleanField(label="As a deputy", required=False)
    title = Title()
    starts_on = DayField(label="First day")
    ends_on = DayField(
        label="Last day", required=False, help_text="Leave it empty if no end is known."
    )


class EndAppointmentForm(BaseForm):
    """When a role ends: now, or after a last day."""

    submit = "End this appointment"
    submit_kind = "warning"

    AT_ONCE, ON_A_DAY = "at_once", "on_a_day"

    seen = forms.IntegerField(widget=forms.HiddenInput)
    when = forms.ChoiceField(
        label="When does it end?",
        choices=[
            (ON_A_DAY, "At the end of a day"),
            (AT_ONCE, "At once: they can do nothing more in this role"),
        ],
        widget=forms.RadioSelect,
    )
    ends_on = DayField(label="Last day", required=False, help_text="Only if it ends with a day.")
    confirmation = forms.BooleanField(
        label="Ask a second administrator or the head of paid service to confirm it",
        required=False,
        help_text=(
            "The council has nobody else in this role. It ends once one of them has confirmed it, "
            "or when you end it after a successor has taken effect."
        ),
    )
    reason = forms.CharField(max_length=300, required=False, widget=TextInput)

    def __init__(
        self, *args: Any, appointment: Appointment, last: bool = False, **options: Any
    ) -> None:
        initial = {"seen": appointment.revision, "ends_on": appointment.ends_on}
        super().__init__(*args, initial=initial, **options)
        if not last:
            del self.fields["confirmation"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        on_a_day = typed.get("when") == self.ON_A_DAY
        if on_a_day and not typed.get("ends_on") and "ends_on" not in self.errors:
            self.add_error("ends_on", "Enter the last day")
        return typed


class ConfirmForm(BaseForm):
    """Somebody else’s word on a role that waits, or on an ending."""

    submit = "Save your answer"

    CONFIRM, REFUSE = "confirm", "refuse"

    seen = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        choices=[(CONFIRM, ""), (REFUSE, "")], widget=forms.RadioSelect, label="Your answer"
    )

    def __init__(
        self, *args: Any, appointment: Appointment, may_confirm: bool, **options: Any
    ) -> None:
        super().__init__(*args, initial={"seen": appointment.revision}, **options)
        confirm, refuse = ("It takes effect now", "It does not take effect, and is withdrawn")
        if appointment.ending_on:
            confirm, refuse = ("The appointment ends", "The appointment goes on")
        choices = [(self.CONFIRM, confirm), (self.REFUSE, refuse)]
        self.fields["answer"].choices = choices if may_confirm else choices[1:]


class AccountForm(BaseForm):
    """Why somebody is kept out, or let in again: the page asks about what it showed."""

    submit_kind = "warning"

    CLOSE, OPEN = "close", "open"

    wants = forms.ChoiceField(choices=[(CLOSE, ""), (OPEN, "")], widget=forms.HiddenInput)
    reason = forms.CharField(max_length=300, required=False, widget=TextInput)

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        wants = self.CLOSE if person.is_active else self.OPEN
        button = "Deactivate the account" if person.is_active else "Let them sign in again"
        super().__init__(*args, initial={"wants": wants}, submit=button, **options)


class InviteForm(BaseForm):
    """Nothing to fill in: its button sends."""

    submit = "Send the e-mail again"


class AcceptForm(BaseForm):
    """Which council's invitation somebody accepts."""

    submit = "Accept the invitation"

    council = forms.ChoiceField(label="Whose invitation do you accept?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, waiting: list[Appointment], **options: Any) -> None:
        super().__init__(*args, **options)
        roles: dict[str, list[str]] = {}
        for one in waiting:
            roles.setdefault(str(one.council_id), []).append(one.in_full)
        names = {str(one.council_id): one.council.name for one in waiting}
        self.offer(
            "council", [(key, f"{names[key]}: {', '.join(held)}") for key, held in roles.items()]
        )
