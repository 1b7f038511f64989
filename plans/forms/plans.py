"""Forms of a plan as a whole: the list, starting, settings, coverage, versions, comparing."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from councils.models import Council
from plans.actions.plans import title_for, under_way
from plans.commission import CommissionBrief, brief_from_json, shipped_briefs
from plans.forms.base import ChangeForm, RevisionField
from plans.forms.importing import too_long_for
from plans.forms.meetings import meetings_offered
from plans.importing.errors import Unreadable
from plans.importing.source import Source, read_source
from plans.limits import EMPTY
from plans.models import CommissionVersion, Plan, QuestionCoverage
from web.forms.base import BaseForm
from web.forms.fields import long_text
from web.govuk import DateField


class PlansForm(forms.Form):
    """Where in the list of plans a page begins: after a title and a number."""

    after_title = forms.CharField(required=False, max_length=200)
    after_plan = forms.IntegerField(required=False, min_value=1, max_value=2**62)

    @property
    def is_after(self) -> bool:
        return self.is_valid() and bool(self.cleaned_data["after_plan"])

    @property
    def start(self) -> tuple[str, int]:
        """The title and the number that the page comes after; the first comes after nothing."""
        if self.is_after:
            return self.cleaned_data["after_title"], self.cleaned_data["after_plan"]
        return "", 0

    def after(self, plan: Plan) -> dict[str, object]:
        return {"after_title": plan.title, "after_plan": plan.pk}


ANOTHER_DAY = "other"
NOT_OFFERED = "This meeting was cancelled, or can take the plan no more: choose another"


class StartForm(BaseForm):
    """`meeting` is asked where the council keeps one that can still take a plan."""

    submit = "Start the plan"
    commission = forms.ChoiceField(label="Which commission does it answer?")
    meets_on = DateField(
        label="When is the meeting that decides?",
        help_text="If you know it. For example, 9 7 2026.",
        required=False,
    )
    title = forms.CharField(
        label="Title",
        max_length=200,
        required=False,
    )
    text = forms.CharField(
        label="Paste the text you have",
        help_text="You see where every line goes before any of it is saved. Leave this empty to "
        "upload a file: the next page asks for it.",
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        strip=False,
    )

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = commissions_for(council)
        self.meetings = meetings_offered(council, asked)
        if self.meetings and (choices := self.meetings.choices):
            self.ask_for_meeting(choices)
        # What is under way for each: the newest, where there are several.
        self.plans_under_way = list(under_way(council))
        self.held = {one.commission.commission.slug: one for one in self.plans_under_way}
        choices = [
            (slug, f"{one.title}{' (a plan is under way)' * (slug in self.held)}")
            for slug, one in asked.items()
        ]
        self.offer("commission", choices)
        first = next(iter(asked), "")
        self.fields["commission"].initial = first or None
        self.fields["title"].help_text = title_hint(council, asked, first, self.held.get(first))
        # Where a plan is under way for each, none is started without a title of its own.
        self.fields["title"].mark_optional = not asked.keys() <= self.held.keys()

    def ask_for_meeting(self, choices: list[tuple[str, str]]) -> None:
        """In the place of its day, which may still be typed."""
        day = self.fields.pop("meets_on")
        day.label, day.help_text = "The other day", "If you know it. For example, 9 7 2026."
        self.fields["meeting"] = forms.ChoiceField(
            label="Which meeting decides?",
            choices=[*choices, (ANOTHER_DAY, "Another, or it is not known yet")],
            widget=forms.RadioSelect,
            required=False,
            error_messages={"invalid_choice": NOT_OFFERED},
        )
        self.fields["meets_on"] = day
        self.order_fields(["commission", "meeting", "meets_on", "title", "text"])

    def clean(self) -> dict[str, Any]:
        """The day of the meeting that was chosen, where it still works for the commission."""
        typed: dict[str, Any] = super().clean() or {}
        chosen = typed.pop("meeting", "")
        if self.meetings is None or chosen in ("", ANOTHER_DAY):
            return typed
        if typed.get("meets_on"):
            self.add_error("meets_on", "Choose a meeting or enter another day, not both")
        found = self.meetings.fit_for(typed.get("commission", ""), chosen)
        if found is not None and not found.works:
            self.add_error("meeting", f"{found.name}: {found.in_words}. Choose another")
        elif found is not None:
            typed["meets_on"] = found.meeting.on
        return typed

    def clean_text(self) -> Source | None:
        """The text as it was read; None where there is none yet."""
        typed: str = self.cleaned_data["text"]
        if not typed.strip():
            return None
        try:
            source = read_source("pasted text", typed.encode())
        except Unreadable as fault:
            raise forms.ValidationError(str(fault)) from fault
        if why := too_long_for(EMPTY, source):
            raise forms.ValidationError(why)
        return source


def title_hint(
    council: Council, asked: dict[str, CommissionBrief], first: str, held: Plan | None
) -> str:
    if not first:
        return ""
    if held:
        return f"One that tells the plan from “{held.title}”."
    others = ", or the like of another commission" if len(asked) > 1 else ""
    return f"Leave it empty for “{title_for(council, asked[first])}”{others}."


def commissions_for(council: Council) -> dict[str, CommissionBrief]:
    """The council's own commissions, newest first, then those that come with the product."""
    newest = CommissionVersion.objects.filter(commission__council=council)
    rows = newest.order_by("-commission_id", "-number").distinct("commission_id")
    briefs = [brief_from_json(row.content) for row in rows]
    asked = {brief.slug: brief for brief in briefs}
    for slug, brief in shipped_briefs().items():
        asked.setdefault(slug, brief)
    return asked


class PlanForm(ChangeForm):
    title = forms.CharField(max_length=200)
    numbering = forms.ChoiceField(
        label="Paragraph numbers", choices=Plan.Numbering, widget=forms.RadioSelect
    )
    meets_on = DateField(label="Date of the meeting that decides", required=False)
    records_savings = forms.BooleanField(
        label="Give savings by financial year on each commitment", required=False
    )

    def __init__(self, *args: Any, row: Plan, meetings: str = "", **kwargs: Any) -> None:
        """`meetings` names those that can still take the plan."""
        kwargs["initial"] = {
            name: getattr(row, name)
            for name in ("title", "numbering", "meets_on", "records_savings")
        }
        super().__init__(*args, row=row, **kwargs)
        self.fields["meets_on"].help_text = meetings


class PlanCommissionForm(BaseForm):
    """Which of the `newer` words the plan moves to; `known` are those a page may have offered."""

    submit = "Move the plan to it"
    seen = RevisionField()
    version = forms.ModelChoiceField(
        label="Which words should the plan answer?",
        queryset=CommissionVersion.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    reason = forms.CharField(
        label="Why?",
        help_text="For example, “the department moved the deadline”. The history keeps it.",
        max_length=500,
    )

    def __init__(
        self,
        *args: Any,
        answered: CommissionVersion,
        newer: QuerySet[CommissionVersion],
        known: QuerySet[CommissionVersion],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial={"seen": answered.pk}, **kwargs)
        field = self.fields["version"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = known
        field.choices = [(one.pk, str(one)) for one in newer]


class CoverageForm(BaseForm):
    """How one question is dealt with."""

    mark_optional = False  # the hint says when a reason is needed
    seen = RevisionField()
    state = forms.ChoiceField(
        label="How is this question dealt with?",
        choices=[
            ("", "Leave it to the paragraphs that answer it"),
            *QuestionCoverage.State.choices,
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = long_text(
        "Why?",
        "Needed if it is not applicable or left out. For your colleagues: it is never printed "
        "or published.",
        counted=True,
    )


class VersionForm(BaseForm):
    submit = "Make a version"
    reason = forms.CharField(
        label="Why now?",
        help_text="For example, “for the directors’ meeting”. The history keeps it.",
        required=False,
        max_length=500,
    )


class CompareForm(BaseForm):
    """Two versions by number; nothing is the working copy."""

    method = "get"
    submit = "Compare"
    mark_optional = False
    before = forms.ChoiceField(label="From")
    after = forms.ChoiceField(label="To", required=False)

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = [(str(number), f"Version {number}") for number in numbers]
        self.offer("before", versions)
        self.offer("after", [("", "The working copy, as it is now"), *versions])
