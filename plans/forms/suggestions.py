"""Forms of suggestions: other words for a passage, and what becomes of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from plans.forms.base import TYPING, ChangeForm, HeadingField, ReasonField, RichTextField
from plans.forms.settling import PlacesForm
from plans.models import Passage, Suggestion
from plans.suggestions import merged
from plans.together import body_at
from web.errors import StalePage
from web.forms.base import BaseForm
from web.forms.fields import long_text

LONGEST_WHY = 500
LOST_ITS_PLACE = "Open the page again: it has lost its place."


class SuggestForm(ChangeForm):
    """The words of a passage, to be changed as somebody would have them, and why."""

    submit = "Suggest these words"

    body: forms.CharField = RichTextField(
        label="The words as you would have them",
        typing=TYPING,
    )
    note = long_text("Why?", rows=2, most=LONGEST_WHY)


class SuggestHeadingForm(SuggestForm):
    body = HeadingField(label="The heading as you would have it")


def suggest_form(passage: Passage, **kwargs: Any) -> SuggestForm:
    """The form for one passage, which begins with what stands there."""
    form = SuggestHeadingForm if passage.is_heading else SuggestForm
    return form(row=passage, initial={"body": passage.body}, **kwargs)


class WhyField(forms.CharField):
    """Why something is answered as it is, where nothing asks for that."""

    def __init__(self, of: str) -> None:
        super().__init__(
            label="Why?",
            help_text=f"{of} can read this. The history keeps it.",
            required=False,
            max_length=LONGEST_WHY,
        )


def why_field(reason: str | None, of: str) -> forms.Field:
    """One reason: that of the change where the plan asks for one, and else what somebody likes."""
    return WhyField(of) if reason is None else ReasonField(reason)


def words_shown(form: ChangeForm) -> str:
    """What stood in its passage on the page that is sent, as far as that is known."""
    seen = str(form.data.get("seen", "")) if form.is_bound else ""
    known = body_at(form.row.pk, int(seen)) if seen.isdecimal() and len(seen) < 9 else None
    return form.row.body if known is None else known


class AcceptForm(PlacesForm):
    """That a suggestion is accepted; places where the words changed since are settled in it.

    `reason` is as with every change: what it begins with, None where none is asked.
    """

    submit = "Accept it"
    mine = "Suggested"
    both = "Both, what is suggested first"
    began = "When this was suggested, there stood"

    def __init__(
        self,
        *args: Any,
        suggestion: Suggestion,
        row: Passage,
        reason: str | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.suggestion = suggestion
        self.add_places(merged(suggestion, words_shown(self)))
        self.fields["reason"] = why_field(reason, suggestion.by.name)

    def ask(self, stale: StalePage) -> None:
        """Ask anew, against what stands now; the choices made before were of other words."""
        self.without_places()
        self.add_places(merged(self.suggestion, words_shown(self)))

    def layout(self) -> Layout:
        return Layout(*self.places(), "reason")


class AcceptWholeForm(ChangeForm):
    """That a passage comes, goes or moves, as it was shown; something new has no `row` yet."""

    submit = "Accept it"

    def __init__(
        self, *args: Any, suggestion: Suggestion, reason: str | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = why_field(reason, suggestion.by.name)


class AnswerForm(BaseForm):
    """That a suggestion is refused, or withdrawn."""

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = WhyField(of)


class AnswerAllForm(BaseForm):
    """The same of all that one person suggested: of `rows`, what was open on the page."""

    shown = forms.CharField(widget=forms.HiddenInput, error_messages={"required": LOST_ITS_PLACE})

    def __init__(
        self, *args: Any, rows: Iterable[Suggestion], why: forms.Field, **kwargs: Any
    ) -> None:
        self.known = {str(one.pk): one for one in rows}
        waiting = " ".join(key for key, one in self.known.items() if one.given is None)
        super().__init__(*args, initial={"shown": waiting}, **kwargs)
        self.fields["reason"] = why

    def clean_shown(self) -> list[int]:
        """The keys of these that the page showed."""
        shown = [one for one in self.cleaned_data["shown"].split() if one in self.known]
        if not shown:
            raise forms.ValidationError(LOST_ITS_PLACE)
        return [int(one) for one in shown]


class FilterForm(BaseForm):
    """Whose suggestions are shown, and for which part; everything where nothing is chosen."""

    method = "get"
    submit = "Show"
    mark_optional = False
    whose = forms.ChoiceField(label="Suggested by", required=False)
    part = forms.ChoiceField(label="For", required=False)

    def __init__(
        self, *args: Any, people: Sequence[str], parts: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.parts = people, parts
        self.offer("whose", [("", "Everybody"), *((one, one) for one in people)])
        named = [(key, f"{name[:1].upper()}{name[1:]}") for key, name in parts]
        self.offer("part", [("", "The whole plan"), *named])

    @property
    def part_chosen(self) -> str:
        return str(self.cleaned_data.get("part", "")) if self.is_valid() else ""

    def wants(self, shown: Any) -> bool:
        """Whether one is among those asked for; all are where the address asks for none."""
        if not self.is_valid():
            return True
        whose, part = self.cleaned_data["whose"], self.cleaned_data["part"]
        return whose in ("", shown.suggestion.whose) and part in ("", shown.part[0])
