"""What a Cabinet member says on their own page: what they declare, content, a question."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from approvals.models import Dispensation, MemberStatement
from approvals.workflow.forms import TransitionForm
from web.forms.fields import DayField, long_text
from web.govuk import Details

Kind = MemberStatement.Kind
PECUNIARY = "A disclosable pecuniary interest"
OTHER = "Another interest, registrable or not"
NONE_AFTER_ALL = "I have no interest: I withdraw what I declared"


DISPENSED_HINT = (
    "Only the council’s lets you take part in spite of a disclosable pecuniary interest. What the "
    "head of paid service gives is noted with the decision."
)


class KindRadios(forms.RadioSelect):
    hints = {
        Kind.PECUNIARY.value: "It stops you taking part, unless the council gave you a "
        "dispensation.",
        Kind.OTHER_INTEREST.value: "It does not stop you taking part.",
    }


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
    """An interest, or what was wrong with one declared before; nothing is chosen beforehand.

    `standing` is the key of the declaration that it corrects, as the page showed it.
    """

    submit = "Declare it"
    standing = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    kind = forms.ChoiceField(label="What kind of interest is it?", widget=KindRadios)
    words = long_text(
        "What is the interest?",
        "It is kept as you write it. To correct it, declare again: both stay on the record.",
        rows=5,
        required=True,
        counted=True,
    )

    dispensed_by = forms.ChoiceField(
        label="Who gave you a dispensation?",
        choices=[("", "Nothing to say of one"), *Dispensation.choices],
        required=False,
    )
    dispensed_on = DayField(label="When was it given?", required=False)

    def __init__(self, *args: Any, standing: MemberStatement | None, **kwargs: Any) -> None:
        kwargs["initial"] = {"standing": standing.pk} if standing else {}
        super().__init__(*args, **kwargs)
        choices = [(Kind.PECUNIARY.value, PECUNIARY), (Kind.OTHER_INTEREST.value, OTHER)]
        if standing:
            self.fields["words"].label = "What is the interest, or what was wrong?"
        if standing and standing.kind in Kind.interests():
            choices.append((Kind.WITHDRAWN.value, NONE_AFTER_ALL))
        self.offer("kind", choices)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("kind") == Kind.WITHDRAWN and (
            typed.get("dispensed_by") or typed.get("dispensed_on")
        ):
            self.add_error("dispensed_by", "A dispensation is for an interest: empty this")
        return typed

    def layout(self) -> Layout:
        dispensed = Details("A dispensation", "dispensed_by", "dispensed_on", hint=DISPENSED_HINT)
        return Layout("kind", "words", dispensed)
