"""Forms of comments: what somebody says, whom they tell of it, and that it is dealt with."""

from collections.abc import Callable, Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.validators import RegexValidator

from councils.models import User
from plans.forms.base import RevisionField
from plans.models import Comment
from web.forms.base import BaseForm
from web.forms.fields import long_text
from web.govuk import Details, Field

LONGEST_COMMENT = 5_000
LONGEST_QUOTE = 1_000
TELL_HINT = (
    "Each gets an e-mail that says where the comment is. None of its words, nor of the plan’s, "
    "is in the e-mail."
)


WHERE_OPEN = RegexValidator(rf"^(open|({'|'.join(Comment.About.values)})-\d{{1,18}})$")


class OpenCommentsForm(BaseForm):
    """Which of the open comments a list is of: "open" for all, or those on one thing."""

    method = "get"

    on = forms.CharField(required=False, validators=[WHERE_OPEN])

    def thing(self) -> tuple[str, int] | None:
        """What they are on, by its kind and key; None of the whole plan."""
        kind, _, key = self.cleaned_data["on"].partition("-")
        return (kind, int(key)) if key else None


class TellField(forms.MultipleChoiceField):
    """Who of those who may read a comment is told of it."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, people: Sequence[User]) -> None:
        super().__init__(
            label="Tell these people",
            help_text=TELL_HINT,
            required=False,
            choices=[(str(one.pk), one.name) for one in people],
        )
        self.people = {str(one.pk): one for one in people}

    def clean(self, value: Any) -> list[User]:
        return [self.people[one] for one in super().clean(value)]


class TellForm(BaseForm):
    """Words, and whom to tell; `readers` gives who may be told."""

    def __init__(self, *args: Any, readers: Callable[[], Sequence[User]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people := readers():
            self.fields["tell"] = TellField(people)

    def layout(self) -> Layout:
        """Whom to tell is there when somebody looks for it."""
        said = [name for name in self.fields if name != "tell"]
        told = [Details("Tell somebody by e-mail", Field("tell", small=True))]
        return Layout(*said, *(told if "tell" in self.fields else []))


class CommentForm(TellForm):
    """What somebody says of something; only a passage has words to quote."""

    submit = "Comment"

    quote = long_text(
        "Which words is it about?",
        "Copy them from the text above. Leave this empty where it is about all of it.",
        rows=2,
        most=LONGEST_QUOTE,
    )
    words = long_text("Your comment", rows=5, most=LONGEST_COMMENT, required=True)
    must_be_resolved = forms.BooleanField(
        label="It must be resolved before the plan is sent for clearance", required=False
    )

    def __init__(self, *args: Any, quotes: bool, may_require: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not quotes:
            del self.fields["quote"]
        if not may_require:
            del self.fields["must_be_resolved"]


class ReplyForm(TellForm):
    submit = "Reply"

    words = long_text("Your reply", rows=4, most=LONGEST_COMMENT, required=True)


class SettleCommentForm(BaseForm):
    """Resolve a comment or reopen it; `seen` is how much had followed it on the page."""

    seen = RevisionField(min_value=0)
    words = long_text("", rows=3, most=LONGEST_COMMENT)

    def __init__(self, *args: Any, label: str, required: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.fields["words"].required = required
