"""Forms for the words of a plan: one passage, or one theme."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict

from councils.models import User
from plans.actions.passages import AS_IT_IS
from plans.commission import CommissionBrief
from plans.forms.base import TYPING, ChangeForm, HeadingField, RichTextField
from plans.forms.settling import SettlingForm
from plans.guests import links_held
from plans.lengths import LONGEST_TITLE
from plans.models import Passage, Theme
from web.govuk import Details, Field, TextInput


class WriterField(forms.TypedChoiceField):
    """One of the people who write in the council, or whoever it is assigned to already.

    People are looked up to draw the list or to choose another of them: not to leave it as it is.
    """

    def offer(self, writers: Callable[[], list[User]], row: Passage | None) -> None:
        self.now = str(row.writer_id or "") if row else ""
        self.people = cache(lambda: {str(person.pk): person for person in writers()})
        self.choices = cache(partial(self.names, row))
        self.coerce = lambda key: AS_IT_IS if key == self.now else self.people()[key]

    def names(self, row: Passage | None) -> list[tuple[str, str]]:
        named = {key: person.name for key, person in self.people().items()}
        if self.now not in named and row and row.writer:
            links = links_held(row.writer.pk, row.plan_id)
            now = "who has a link" if links else "who no longer writes here"
            named[self.now] = f"{row.writer.name}, {now}"
        return [("", "Nobody yet"), *named.items()]

    def valid_value(self, value: str) -> bool:
        return value == self.now or super().valid_value(value)


class ParagraphForm(SettlingForm):
    """A paragraph: words, the questions it answers, who writes it, whether it is ready."""

    body = RichTextField(
        label="Text",
        typing=TYPING,
    )
    ready = forms.BooleanField(label="Ready: nothing more to write here", required=False)
    questions = forms.MultipleChoiceField(
        label="Questions it answers", required=False, widget=forms.CheckboxSelectMultiple
    )
    writer = WriterField(label="Who is to write it", required=False, empty_value=None)

    def __init__(
        self,
        *args: Any,
        asked: CommissionBrief,
        theme: Theme | None,
        writers: Callable[[], list[User]] | None = None,
        chosen: tuple[str, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("questions", questions_for(asked, theme, chosen))
        self.fields["questions"].widget.attrs["class"] = "small"
        if writers is None:
            del self.fields["writer"]
        else:
            self.fields["writer"].offer(writers, self.row)

    def layout(self) -> Layout:
        rest = [name for name in ("reason",) if name in self.fields]
        who = [name for name in ("writer",) if name in self.fields]
        body = Field("body")
        words = [*self.places(), Details("Your words, whole", body)] if self.merged else [body]
        return Layout(
            *words,
            "ready",
            Details("Questions it answers", Field("questions", small=True, hide_label=True)),
            *who,
            *rest,
        )

    def show_as_saved(self, data: QueryDict, values: dict[str, Any]) -> None:
        if values.get("ready"):
            data["ready"] = "on"
        else:
            data.pop("ready", None)
        if "writer" in self.fields and "writer_id" in values:
            data["writer"] = str(values["writer_id"] or "")


class HeadingForm(ChangeForm):
    body = HeadingField(label="Heading")


class ThemeForm(ChangeForm):
    title = forms.CharField(
        label="Title, as your plan words it", max_length=LONGEST_TITLE, widget=TextInput()
    )
    answers = forms.ChoiceField(label="Theme of the commission it answers", required=False)

    def __init__(self, *args: Any, asked: CommissionBrief, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = [(theme.key, f"{theme.key}. {theme.title}") for theme in asked.themes]
        self.offer("answers", [("", "None"), *themes])


class MovePassageForm(ChangeForm):
    """Where a passage goes: which part, and after what."""

    submit = "Move"
    to = forms.ChoiceField(label="Where should it stand?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, places: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", places)


class RemovePassageForm(ChangeForm):
    submit = "Remove"
    submit_kind = "warning"


def questions_for(
    asked: CommissionBrief, theme: Theme | None, chosen: tuple[str, ...]
) -> list[tuple[str, str]]:
    """Questions of the theme the paragraph stands in, and any others it answers already."""
    key = theme.answers if theme else ""
    own = asked.theme(key) if key else None
    near = {question.key for question in own.questions} if own else set(asked.question_keys)
    return [
        (question.key, f"{question.key} {question.text}")
        for question in asked.questions
        if question.key in near | set(chosen)
    ]
