"""What a Cabinet member says on their own page: content, a question, an interest."""

from django import forms

from approvals.workflow.forms import TransitionForm


class SignOffForm(TransitionForm):
    """That the member is content: nothing to fill in."""

    submit = "Content"


class QuestionForm(TransitionForm):
    submit = "Ask the question"
    words = forms.CharField(
        label="Your question",
        help_text="The report’s author and democratic services read it.",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class InterestForm(TransitionForm):
    submit = "Declare the interest"
    words = forms.CharField(
        label="What is the interest?",
        help_text=(
            "It is kept as you write it. To correct it, declare again: both stay on the record."
        ),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
