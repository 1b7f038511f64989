"""A commission as a form: its facts, and its themes and questions in one box."""

import re
from dataclasses import replace
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from plans.commission import REQUIREMENTS, BriefQuestion, BriefTheme, CommissionBrief, PageGuidance
from plans.commission_diff import LABELS, write_themes
from plans.importing.letter import ImportedCommission
from web.dates import end_of_day, london_day
from web.forms.base import BaseForm
from web.govuk import DateField, WholeNumberField

END_OF_DAY = time(23, 59, 59)
THEME_LINE = re.compile(r"^(\d{1,2})[.)]\s+(\S.*)$")
QUESTION_LINE = re.compile(r"^[-*•]\s*(\S.*)$")
HINT_LINE = re.compile(r"^>\s*(\S.*)$")


class CommissionForm(BaseForm):
    """What a letter asks, as the council keeps it; `asked` is what was typed, once valid."""

    submit = "Save the commission"
    title = forms.CharField(label=LABELS["title"], max_length=200)
    plan_title = forms.CharField(
        label=LABELS["plan_title"],
        max_length=70,
        required=False,
        help_text=(
            "In the singular, such as “Productivity Plan”. A plan is then called "
            "“Wenbury Productivity Plan 2027” unless somebody types another title."
        ),
    )
    slug = forms.SlugField(
        label="Short name in addresses", max_length=60, help_text="For example, productivity-2024."
    )
    department = forms.CharField(label=LABELS["department"], max_length=200, required=False)
    department_later = forms.CharField(
        label=LABELS["department_later"], max_length=200, required=False
    )
    letter_date = DateField(label=LABELS["letter_date"], required=False)
    reference = forms.CharField(label=LABELS["reference"], max_length=200, required=False)
    due = DateField(label=LABELS["due"], required=False, help_text="The end of that day in London.")
    address = forms.EmailField(label=LABELS["address"], required=False)
    pages_least = WholeNumberField(
        label="Fewest pages", unit="pages", min_value=1, max_value=500, required=False
    )
    pages_most = WholeNumberField(
        label="Most pages", unit="pages", min_value=1, max_value=500, required=False
    )
    requires = forms.MultipleChoiceField(
        label=LABELS["requires"],
        choices=list(REQUIREMENTS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    themes = forms.CharField(
        label=LABELS["themes"],
        help_text=(
            "A theme on a line of its own, with its number: “1. Better services”. "
            "Below it each question on a line that begins with “- ”, and a hint with “> ”."
        ),
        widget=forms.Textarea(attrs={"rows": 24}),
        max_length=50_000,
    )
    letter = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62
    )

    def clean_themes(self) -> tuple[BriefTheme, ...]:
        return read_themes(self.cleaned_data["themes"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        least, most = typed.get("pages_least"), typed.get("pages_most")
        if least and most and most < least:
            self.add_error("pages_most", "This must be the fewest pages or more")
        return typed

    @property
    def asked(self) -> CommissionBrief:
        typed = self.cleaned_data
        due, most = typed["due"], typed["pages_most"] or typed["pages_least"]
        return CommissionBrief(
            slug=typed["slug"],
            title=typed["title"],
            plan_title=typed["plan_title"],
            themes=typed["themes"],
            department=typed["department"],
            department_later=typed["department_later"],
            letter_date=typed["letter_date"],
            reference=typed["reference"],
            due=end_of_day(due) if due else None,
            address=typed["address"],
            pages=PageGuidance(typed["pages_least"] or 1, most) if most else None,
            requires=tuple(typed["requires"]),
        )


class CommissionChangeForm(CommissionForm):
    submit = "Save as a new version"
    seen = forms.IntegerField(widget=forms.HiddenInput)
    slug = None  # type: ignore[assignment]  # the address stays
    why = forms.CharField(
        label="What changed, and who said so?",
        help_text="For example, “deadline moved by the department’s e-mail of 3 June”.",
        max_length=500,
    )

    @property
    def asked(self) -> CommissionBrief:
        self.cleaned_data.setdefault("slug", "kept")
        return super().asked


def initial_from(asked: CommissionBrief) -> dict[str, Any]:
    """The form's values for a commission."""
    return {
        "title": asked.title,
        "plan_title": asked.plan_title,
        "slug": asked.slug,
        "department": asked.department,
        "department_later": asked.department_later,
        "letter_date": asked.letter_date,
        "reference": asked.reference,
        "due": london_day(asked.due) if asked.due else None,
        "address": asked.address,
        "pages_least": asked.pages.least if asked.pages else None,
        "pages_most": asked.pages.most if asked.pages else None,
        "requires": list(asked.requires),
        "themes": write_themes(asked.themes),
    }


def asked_from(letter: ImportedCommission, slug: str) -> CommissionBrief:
    """A commission from what was found in a letter; what was not found is left empty."""
    themes = tuple(
        BriefTheme(
            str(theme.number),
            theme.title,
            tuple(
                BriefQuestion(f"{theme.number}.{position}", text)
                for position, text in enumerate(theme.questions, start=1)
            ),
        )
        for theme in letter.themes
    )
    due = letter.due
    return CommissionBrief(
        slug=slug,
        title=letter.title or slug,
        themes=themes,
        department=letter.department or "",
        letter_date=letter.letter_date,
        due=end_of_day(due) if due else None,
        address=letter.address or "",
        pages=PageGuidance(*letter.page_guidance) if letter.page_guidance else None,
        requires=tuple(letter.requirements),
    )


def read_themes(text: str) -> tuple[BriefTheme, ...]:
    """Themes and questions from the box, as `write_themes` wrote them.

    ValidationError says which line is wrong.
    """
    themes: list[BriefTheme] = []
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.strip()
        if not line:
            continue
        if theme := THEME_LINE.match(line):
            themes.append(BriefTheme(str(len(themes) + 1), theme[2], ()))
        elif not themes:
            raise ValidationError("The first line must be a theme, such as “1. Better services”")
        elif question := QUESTION_LINE.match(line):
            themes[-1] = _with_question(themes[-1], question[1])
        elif hint := HINT_LINE.match(line):
            themes[-1] = _with_hint(themes[-1], hint[1])
        else:
            raise ValidationError(
                f"Line {number} is neither a theme (“1. …”), a question (“- …”) nor a hint (“> …”)"
            )
    if not themes:
        raise ValidationError("Enter at least one theme")
    return tuple(themes)


def _with_question(theme: BriefTheme, text: str) -> BriefTheme:
    key = f"{theme.key}.{len(theme.questions) + 1}"
    return replace(theme, questions=(*theme.questions, BriefQuestion(key, text)))


def _with_hint(theme: BriefTheme, hint: str) -> BriefTheme:
    if not theme.questions:
        return replace(theme, hint=hint)
    *before, last = theme.questions
    return replace(theme, questions=(*before, replace(last, hint=hint)))
