"""What a Cabinet member says on their own page: what they declare, content, a question."""

from typing import Any

from django import forms

from approvals.models import MemberStatement
from approvals.workflow.forms import TransitionForm
from web.forms.fields import long_text

Kind = MemberStatement.Kind
BARS = "It stops me taking part in this decision"
DOES_NOT_BAR = "It does not stop me taking part"
NONE_AFTER_ALL = "I have no interest: what I declared was wrong"


class MemberForm(TransitionForm):
    """One button on a member's own page; `kind` is what pressing it says."""

    kind = forms.ChoiceField(
        widget=forms.HiddenInput,
        choices=[(Kind.NO_INTEREST, "No interest"), (Kind.CONTENT, "Content")],
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"kind": kind}
        super().__init__(*args, **kwargs)
        signs = kind == Kind.CONTENT
        self.submit = "Content" if signs else "I have no interest to declare"


class QuestionForm(TransitionForm):
    submit = "Ask the question"
    words = long_text(
        "Your question",
        "Members, the report’s author and officers read it. The answer is for all members.",
        rows=5,
        required=True,
        counted=True,
    )


class AnswerForm(TransitionForm):
    submit = "Answer the question"
    words = long_text(
        "Your answer",
        "All members read it, with your name. To correct it later, answer again: both are kept.",
        rows=6,
        required=True,
        counted=True,
    )


class InterestForm(TransitionForm):
    """An interest, or what was wrong with one declared before; nothing is chosen beforehand."""

    submit = "Declare it"
    kind = forms.ChoiceField(label="Does it stop you taking part?", widget=forms.RadioSelect)
    words = long_text(
        "What is the interest?",
        "It is kept as you write it. To correct it, declare again: both stay on the record.",
        rows=5,
        required=True,
        counted=True,
    )

    def __init__(self, *args: Any, corrects: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(Kind.INTEREST.value, BARS), (Kind.OTHER_INTEREST.value, DOES_NOT_BAR)]
        if corrects:
            choices.append((Kind.NO_INTEREST.value, NONE_AFTER_ALL))
            self.fields["words"].label = "What is the interest, or what was wrong?"
        self.offer("kind", choices)
