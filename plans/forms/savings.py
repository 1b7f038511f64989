"""Forms of confirming savings: which amounts, and who may beside the Section 151 officer."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from councils.models import Appointment, Council, User
from councils.roles import MAY, Right
from plans.forms.base import RevisionField
from plans.savings import SavingStanding
from web.forms.base import BaseForm

# A box of savings, whether they are there still or not.
BOX = re.compile(r"confirm-(\d{1,18})")


class ConfirmSavingsForm(BaseForm):
    """One box for each year's savings; none is ticked beforehand.

    What was ticked and is there no more is among the amounts too: the action says so.
    """

    submit = "Confirm the amounts ticked"

    def __init__(self, *args: Any, standings: Iterable[SavingStanding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [one.saving.pk for one in standings]
        for one in standings:
            key = one.saving.pk
            self.fields[f"confirm-{key}"] = forms.BooleanField(
                label=f"{one.name}: {one.amounts}", required=False, initial=False
            )
            self.fields[f"seen-{key}"] = RevisionField(initial=one.saving.revision)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        amounts = {
            key: typed.get(f"seen-{key}") for key in self.keys if typed.get(f"confirm-{key}")
        }
        boxes = [found for name in self.data if (found := BOX.fullmatch(name))]
        ticked = {int(box[1]) for box in boxes if self.data[box[0]]}
        amounts |= dict.fromkeys(ticked - set(self.keys), 0)
        if not amounts:
            raise forms.ValidationError("Tick the amounts you confirm")
        return {"amounts": amounts}


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, person: User) -> str:
        return person.name


class NameConfirmerForm(BaseForm):
    """Who confirms savings beside the Section 151 officer."""

    submit = "Name them"

    person = PersonChoice(
        label="Who?",
        help_text="Somebody who reads plans here and is no report author.",
        queryset=User.objects.none(),
        empty_label="Choose somebody",
    )

    def __init__(self, *args: Any, council: Council, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Appointment.objects.current(on).filter(council=council)
        readers = here.filter(role__in=MAY[Right.READ_DRAFTS]).values("person")
        without = (*MAY[Right.WRITE_PLANS], *MAY[Right.CONFIRM_SAVINGS])
        field: Any = self.fields["person"]
        field.queryset = (
            User.objects.filter(pk__in=readers, is_active=True)
            .exclude(pk__in=here.filter(role__in=without).values("person"))
            .order_by("name")
        )


class EndConfirmerForm(BaseForm):
    submit = "End it"

    seen = RevisionField()
