"""Why a plan is withdrawn, or what overtook it."""

from django import forms

from approvals.workflow.forms import TransitionForm


class WithdrawForm(TransitionForm):
    submit = "Withdraw the plan"
    submit_kind = "warning"
    reason = forms.CharField(
        label="Why is it withdrawn?",
        help_text="The history keeps it, with what was answered.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OvertakenForm(TransitionForm):
    submit = "Close the plan as overtaken"
    submit_kind = "warning"
    reason = forms.CharField(
        label="What overtook it?",
        help_text="For example, “the department withdrew the commission”.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
