"""What if it were another day, or another way: nothing of it is saved."""

from datetime import date
from typing import Any

from django import forms

from approvals.models.routes import offered_in
from councils.models import Council
from web.forms.base import BaseForm
from web.forms.fields import DayField


class WhatIfForm(BaseForm):
    """Each left empty counts as it stands."""

    method = "get"
    submit = "Count it again"
    submit_kind = "secondary"
    mark_optional = False

    due = DayField(label="The deadline", required=False)
    meets_on = DayField(label="The day of the decision", required=False)
    notice_on = DayField(label="The day its notice is out", required=False)
    route = forms.ChoiceField(label="Who decides", required=False)

    def __init__(self, *args: Any, council: Council, planned: date | None, **kwargs: Any) -> None:
        """`planned` is the day of the decision, if there is one."""
        super().__init__(*args, **kwargs)
        self.planned = planned
        self.offer("route", [("", "As it stands"), *offered_in(council)])

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        meets_on, notice_on = typed.get("meets_on") or self.planned, typed.get("notice_on")
        if meets_on and notice_on and notice_on < meets_on:
            self.add_error("notice_on", "The notice of a decision comes after it")
        return typed

    def asked(self, name: str) -> date | None:
        """A day that was asked for; None when none was, or none that can be read."""
        return self.cleaned_data.get(name) if self.is_bound and self.is_valid() else None

    @property
    def asks(self) -> bool:
        """Whether anything is to be counted otherwise than it stands."""
        return self.is_bound and self.is_valid() and any(self.cleaned_data.values())
