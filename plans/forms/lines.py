"""Form that says of the lines of a text where they go, many of them at once."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.template.loader import render_to_string
from django.utils.text import Truncator

from plans.forms.importing import theme_choices
from plans.importing.line_outcomes import LineOutcome
from plans.importing.placing import (
    AS_READ,
    INTRODUCTION,
    JOIN,
    LEAVE_OUT,
    Step,
    may_be_told,
    spans_of,
)
from plans.importing.source import Source
from plans.models import Plan
from web.forms.base import BaseForm
from web.govuk import Button, Field, TextInput

LONGEST_WHY = 200
# Characters of a line that the page shows.
SHOWN = 200
# Which lines a button is about; the one without a name is about those ticked.
BETWEEN, ONWARD = "between", "onward"


class ShownLine(str):
    """A line's words; where it is drawn as HTML, with its number and where it goes."""

    def __new__(cls, line: LineOutcome) -> "ShownLine":
        words = Truncator(line.text.strip()).chars(SHOWN)
        shown = super().__new__(cls, f"{line.number} {words} {line.where}")
        shown.words = words
        shown.line = line
        return shown

    line: LineOutcome
    words: str

    def __html__(self) -> str:
        drawn = {"line": self.line, "words": self.words}
        return render_to_string("plans/line.html", drawn)


class LinesForm(BaseForm):
    """Lines, one by one or a stretch of them, and where they go; several buttons say which."""

    mark_optional = False

    ticked = forms.MultipleChoiceField(
        label="Lines of the text",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "That line is not in this text. Tick the lines again."},
    )
    where = forms.ChoiceField(label="Where do they go?", required=False)
    why = forms.CharField(
        label="If they are left out, why?",
        help_text="“A page of another report”, for instance.",
        required=False,
        max_length=LONGEST_WHY,
        widget=TextInput(),
    )

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        source: Source,
        lines: Sequence[LineOutcome],
        said: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [line for line in source.text_lines if may_be_told(line)]
        self.said = said
        shown = {line.number: line for line in lines}
        self.offer(
            "ticked",
            [(str(line.number), ShownLine(shown[line.number])) for line in self.lines],
        )
        self.offer(
            "where",
            [
                ("", "Choose"),
                (INTRODUCTION, "Introduction"),
                *theme_choices(plan),
                (LEAVE_OUT, "Leave out"),
                (JOIN, "Together: they are one paragraph"),
                (AS_READ, "As the text was read"),
            ],
        )

    def layout(self) -> Layout:
        return Layout(Field("ticked", small=True), "where", "why")

    def buttons(self) -> list[Button]:
        offered = [
            Button("Put the ticked lines there"),
            Button("From the first ticked on", name="reach", value=ONWARD, kind="secondary"),
            Button(
                "From the first ticked to the last", name="reach", value=BETWEEN, kind="secondary"
            ),
        ]
        if self.said:
            undo = Button("Undo the last", name="undo", value=str(self.said), kind="secondary")
            offered.append(undo)
        return offered

    @property
    def undoes(self) -> int:
        """How many things were said when somebody pressed for the last to be undone, or 0."""
        typed = self.data.get("undo", "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if self.undoes:
            return typed
        if not typed.get("ticked") and "ticked" not in self.errors:
            self.add_error("ticked", "Tick a line first")
        if not typed.get("where") and "where" not in self.errors:
            self.add_error("where", "Choose where they go")
        if typed.get("where") == LEAVE_OUT and not typed.get("why") and "why" not in self.errors:
            self.add_error("why", "Say why they are left out")
        if not self.errors and typed["where"] == JOIN:
            self._check_joined()
        return typed

    def _check_joined(self) -> None:
        [*spans] = self.spans()
        if len(spans) > 1 or spans[0][0] == spans[0][1] or self.data.get("reach") == ONWARD:
            self.add_error(
                "ticked",
                "Tick the lines that are one paragraph: two or more that follow each other",
            )

    def spans(self) -> tuple[tuple[int, int], ...]:
        """The stretches that the pressed button is about."""
        numbers = [int(one) for one in self.cleaned_data["ticked"]]
        reach = self.data.get("reach")
        if reach == ONWARD:
            return ((min(numbers), self.lines[-1].number),)
        if reach == BETWEEN:
            return ((min(numbers), max(numbers)),)
        return spans_of(numbers, self.lines)

    def step(self) -> Step:
        where = self.cleaned_data["where"]
        why = self.cleaned_data["why"] if where == LEAVE_OUT else ""
        return Step(self.spans(), where, why)
