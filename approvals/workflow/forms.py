"""What the form of every move shares: what its page showed; and the moves that take a reason."""

from typing import Any

from django import forms

from approvals.workflow.engine import PageState
from web.forms.base import BaseForm


class TransitionForm(BaseForm):
    """Carries how often the plan had moved, and the digests of the words the page showed."""

    moves = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    plan = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    report = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, seen: PageState, **kwargs: Any) -> None:
        shown = {"moves": seen.moves, "plan": seen.plan, "report": seen.report}
        kwargs["initial"] = {**kwargs.get("initial", {}), **shown}
        super().__init__(*args, **kwargs)


def take_page_state(typed: dict[str, Any]) -> PageState:
    """What the page showed, taken out of what its form cleaned."""
    return PageState(typed.pop("moves"), typed.pop("plan"), typed.pop("report"))
