"""What a Cabinet member says on their own page: content, a question, an interest."""

from approvals.workflow.forms import TransitionForm
from web.forms.fields import long_text


class SignOffForm(TransitionForm):
    """That the member is content: nothing to fill in."""

    submit = "Content"


class QuestionForm(TransitionForm):
    submit = "Ask the question"
    words = long_text(
        "Your question",
        "The report’s author and democratic services read it.",
        rows=5,
        required=True,
        counted=True,
    )


class InterestForm(TransitionForm):
    submit = "Declare the interest"
    words = long_text(
        "What is the interest?",
        "It is kept as you write it. To correct it, declare again: both stay on the record.",
        rows=5,
        required=True,
        counted=True,
    )
