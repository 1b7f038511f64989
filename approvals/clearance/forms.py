"""Forms with which a role answers a clearance, here or by an e-mail that somebody else records."""

from typing import Any

from django import forms

from approvals.clearance.queries import OfficeClearance
from approvals.models import ClearanceResponse, EmailedAnswerReview, UnfinishedAnswer
from approvals.workflow.forms import TransitionForm
from plans.forms.files import UploadField
from web.forms.base import BaseForm
from web.forms.fields import DayField, TimeField, check_moment, long_text, moment_of
from web.govuk import TextInput

OUTCOMES = [
    (ClearanceResponse.Outcome.CONTENT, "Content"),
    (ClearanceResponse.Outcome.COMMENT, "Content, with a comment for the report"),
    (ClearanceResponse.Outcome.NO_COMMENT, "No comment"),
    (ClearanceResponse.Outcome.OBJECTS, "Object: members read why"),
    (ClearanceResponse.Outcome.SENT_BACK, "Send it back to its author"),
]
SILENT = {ClearanceResponse.Outcome.CONTENT, ClearanceResponse.Outcome.NO_COMMENT}


class OutcomeForm(TransitionForm):
    """What was answered; which answers need words, and which a place, the move says."""

    mark_optional = False

    outcome = forms.ChoiceField(label="Your answer", choices=OUTCOMES, widget=forms.RadioSelect)
    words = long_text(
        "Words for the report",
        "For a comment, an objection, or to say why you send it back.",
        rows=4,
        most=5_000,
    )
    place = forms.CharField(
        label="If you send it back: which place is it about?",
        help_text="For example “paragraph 3” or “the recommendation”.",
        max_length=200,
        required=False,
        widget=TextInput,
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("outcome") in SILENT and typed.get("words"):
            self.add_error("outcome", "You wrote words: choose an answer that carries them")
        return typed


class ResponseForm(OutcomeForm):
    submit = "Send your answer"
    asked = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)

    def __init__(
        self,
        *args: Any,
        clearance: OfficeClearance,
        begun: UnfinishedAnswer | None = None,
        **kwargs: Any,
    ) -> None:
        """`begun` is what they typed before and did not give; what they answer is chosen anew."""
        kwargs["initial"] = {"asked": clearance.asked}
        if begun is not None:
            kwargs["initial"] |= {"words": begun.body, "place": begun.place}
        super().__init__(*args, **kwargs)
        self.fields["outcome"].label = f"Your answer as {clearance.office.in_full}"


class RequestChoiceForm(BaseForm):
    """Which of a person's offices the page is about: only somebody with two ever says so."""

    method = "get"
    asked = forms.IntegerField(required=False, min_value=1, max_value=2**62)


class EmailedResponseForm(OutcomeForm):
    """An answer that came by e-mail, with the e-mail itself."""

    submit = "Record the answer"
    asked = forms.TypedChoiceField(label="Who answered?", coerce=int, widget=forms.RadioSelect)
    stated_at = DayField(label="When was the e-mail sent?")
    clock = TimeField(label="At what time?", help_text="As the e-mail shows it, like 14:30.")
    email = UploadField(
        label="The e-mail",
        help_text="As a file, for example .eml or .msg. It is kept with the answer.",
    )

    field_order = ("asked", "outcome", "words", "place", "stated_at", "clock", "email")

    def __init__(self, *args: Any, clearances: tuple[OfficeClearance, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].label = "What did they answer?"
        self.fields["place"].label = "If it was sent back: which place is it about?"
        self.fields["words"].help_text = "As the e-mail has them."
        self.offer(
            "asked", [(str(one.asked), response_line(one)) for one in clearances if one.person]
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        check_moment(self, "stated_at", "clock")
        typed["stated_at"] = moment_of(typed, "stated_at", "clock")
        typed.pop("clock", None)
        return typed


class AnswerChoiceForm(BaseForm):
    """Which of a person's e-mailed answers the page is about."""

    method = "get"
    answer = forms.IntegerField(required=False, min_value=1, max_value=2**62)


class OwnAnswerForm(TransitionForm):
    """Whether an answer that somebody else recorded as theirs is theirs."""

    submit = "Send"
    mark_optional = False
    answer = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    said = forms.ChoiceField(
        label="Is this your answer?",
        choices=[
            (EmailedAnswerReview.Outcome.CONFIRMED, "Yes, this is my answer"),
            (EmailedAnswerReview.Outcome.DISOWNED, "This is not my answer"),
        ],
        widget=forms.RadioSelect,
    )
    words = long_text(
        "If it is not: what is wrong with it?",
        "For example that you sent no such e-mail. It goes into the record.",
        rows=3,
        most=2_000,
    )


def response_line(one: OfficeClearance) -> str:
    """An office to choose: who was asked, and whether they answered already."""
    answered = f" (answered: {one.outcome_name.lower()})" if one.is_answered else ""
    return f"{one.role_name}: {one.person}{answered}"
