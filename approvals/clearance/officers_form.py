"""Who is asked to clear a plan: one for each role, and other officers by what they clear."""

from collections import Counter
from collections.abc import Iterable

from crispy_forms.layout import LayoutObject
from django import forms

from approvals.models import ClearanceRound
from approvals.workflow.forms import TransitionForm
from councils.models import Appointment, User
from councils.roles import CLEARING, Office, Role
from web.govuk import Details, Fieldset

OFFICERS = Role.CLEARING_OFFICER
NOBODY = "Nobody else holds this role today."


class ClearingOfficersForm(TransitionForm):
    """The roles of the council's list, then others who may be asked; the move says who is missing.

    No field is required, so that a report can be saved before anybody is chosen.
    """

    def add_clearers(
        self, required: list[str], holders: list[Appointment], last: ClearanceRound | None
    ) -> None:
        """A list of today's holders for each role, and one to tick of the other officers."""
        self.required = required
        self.people = {str(held.person_id): held.person for held in holders}
        self.officers = {str(held.pk): held for held in holders if held.role == OFFICERS}
        self.asked = {row.office: row.person_id for row in last.asked.all()} if last else {}
        self.others = [role for role in clearing_roles() if role not in required]
        for role in (*required, *self.others):
            if role != OFFICERS:
                self.add_role(role, [held for held in holders if held.role == role])
            elif self.officers or role in required:
                self.add_officers()

    def add_role(self, role: str, may: list[Appointment]) -> None:
        wanted = role in self.required
        chosen = self.chosen(may, wanted)
        self.fields[role] = forms.ChoiceField(
            label=Role(role).label,
            choices=[("", "Choose somebody" if wanted else "Nobody"), *map(officer_label, may)],
            initial=str(chosen.person_id) if chosen else "",
            required=False,
            help_text="" if may else NOBODY,
        )

    def add_officers(self) -> None:
        wanted = OFFICERS in self.required
        by_office: dict[Office, list[Appointment]] = {}
        for held in sorted(self.officers.values(), key=lambda one: one.title.casefold()):
            by_office.setdefault(held.office, []).append(held)
        chosen = [self.chosen(may, wanted) for may in by_office.values()]
        hint = "The council asks each of them." if wanted else "Tick those to ask as well."
        self.fields[OFFICERS] = forms.MultipleChoiceField(
            label="Other clearing officers",
            choices=[titled_office(held) for may in by_office.values() for held in may],
            initial=[str(held.pk) for held in chosen if held],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=hint if by_office else NOBODY,
        )

    def chosen(self, may: list[Appointment], wanted: bool) -> Appointment | None:
        """Of an office, whoever was asked last time, or else the first if one must be asked."""
        again = [held for held in may if held.person_id == self.asked.get(held.office)]
        usual = [held for held in may if wanted and not held.deputy]
        return next(iter((*again, *usual)), None)

    def clearers(self) -> list[LayoutObject]:
        """The fields in their place: the officers beside the council's list, the rest folded."""
        beside = [OFFICERS] if OFFICERS in self.others and self.officers else []
        folded = [role for role in self.others if role != OFFICERS]
        return [
            Fieldset("Who clears it?", *self.required, *beside),
            *([Details("Ask somebody else too", *folded)] if folded else []),
        ]

    def clean_clearing_officer(self) -> list[str]:
        ticked: list[str] = self.cleaned_data[OFFICERS]
        often = Counter(self.officers[key].office.name for key in ticked)
        if twice := [name for name, count in often.items() if count > 1]:
            raise forms.ValidationError(
                f"Tick one person for {', '.join(twice)}. A deputy may answer for them."
            )
        return ticked

    def clear(self) -> dict[Office, User]:
        """Who is asked, by office, in the order of the council's list."""
        asked: dict[Office, User] = {}
        for role in (*self.required, *self.others):
            typed = self.cleaned_data.get(role)
            if role == OFFICERS:
                ticked = [self.officers[key] for key in typed or ()]
                asked |= {held.office: held.person for held in ticked}
            elif typed:
                asked[Office(Role(role))] = self.people[typed]
        return asked


def clearing_roles() -> Iterable[str]:
    return [role.value for role in Role if role in CLEARING]


def officer_label(held: Appointment) -> tuple[str, str]:
    """A person to choose: name, job title, and whether they hold the role as a deputy."""
    facts = [held.person.name, held.title, "deputy" if held.deputy else ""]
    return str(held.person_id), ", ".join(fact for fact in facts if fact)


def titled_office(held: Appointment) -> tuple[str, str]:
    """An officer to tick: what they clear, name, and whether they do so as a deputy."""
    deputy = ", deputy" if held.deputy else ""
    return str(held.pk), f"{held.office.name}: {held.person.name}{deputy}"
