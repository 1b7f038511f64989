"""Why a plan is withdrawn, or what overtook it."""

from approvals.workflow.forms import TransitionForm
from web.forms.fields import long_text


class WithdrawForm(TransitionForm):
    submit = "Withdraw the plan"
    submit_kind = "warning"
    reason = long_text(
        "Why is it withdrawn?",
        "The history keeps it, with what was answered.",
        most=500,
        required=True,
        counted=True,
    )


class OvertakenForm(TransitionForm):
    submit = "Close the plan as overtaken"
    submit_kind = "warning"
    reason = long_text(
        "What overtook it?",
        "For example, “the department withdrew the commission”.",
        most=500,
        required=True,
        counted=True,
    )


class TakeBackForm(TransitionForm):
    submit = "Take the plan back"
    submit_kind = "warning"
    reason = long_text(
        "What was the mistake?",
        "For example, “a colleague had started it already”. The history keeps it.",
        most=500,
        required=True,
        counted=True,
    )
