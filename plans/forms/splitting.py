"""Forms of splitting a paragraph in two, and of joining two that follow each other."""

import re
from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from plans.forms.base import ChangeForm, RevisionField
from plans.models import Passage
from plans.splitting import SplitPlace
from web.govuk import Field

# How many characters stand before a place.
PLACE = re.compile(r"[0-9]{1,6}")


class PlaceField(forms.TypedChoiceField):
    """A place that a page showed; one that is there no more is left to the action to refuse."""

    widget = forms.RadioSelect

    def valid_value(self, value: str) -> bool:
        return PLACE.fullmatch(value) is not None


class SplitPassageForm(ChangeForm):
    """Before which sentence, line or block the second paragraph begins."""

    submit = "Split"
    at = PlaceField(label="Where should the second paragraph begin?", coerce=int)

    def __init__(self, *args: Any, places: Sequence[SplitPlace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("at", [(str(one.at), str(one)) for one in places])

    def layout(self) -> Layout:
        return Layout(Field("at", small=True), *(one for one in ("reason",) if one in self.fields))


class JoinPassagesForm(ChangeForm):
    """A paragraph and the one that follows; a tick where something would be lost."""

    submit = "Join them"
    mark_optional = False

    def __init__(self, *args: Any, second: Passage, loses: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"second": second.pk, "second_seen": second.revision}
        super().__init__(*args, **kwargs)
        self.fields["second"] = RevisionField()
        self.fields["second_seen"] = RevisionField()
        if loses:
            self.fields["loses"] = forms.BooleanField(
                label="Join them all the same",
                error_messages={"required": "Say that this may be lost, or leave the two apart."},
            )
