"""Forms of what a plan lists beside its text."""

from decimal import Decimal
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from plans.forms.base import ChangeForm, ReasonField, RevisionField
from plans.forms.files import UploadField
from plans.lengths import LONGEST_ENTRY
from plans.models import Barrier, Commitment, Evidence, Figure, Metric, Plan, Result, Saving
from plans.richtext import safe_link
from web.forms.base import BaseForm
from web.forms.fields import TOO_LONG
from web.govuk import Details, Fieldset, NumberField, formfield


class ItemForm(ChangeForm):
    """A row of one of the plan's lists; subclasses take their fields from its model."""

    model: type
    names: tuple[str, ...]
    optional_details: tuple[str, ...] = ()

    def __init__(
        self, *args: Any, plan: Plan, row: Any = None, reason: str | None = None, **kwargs: Any
    ) -> None:
        self.plan = plan
        if row is not None:
            shown = {name: as_typed(getattr(row, name)) for name in self.names}
            kwargs["initial"] = shown | kwargs.get("initial", {})
        super().__init__(*args, row=row, reason=reason, **kwargs)

    def layout(self) -> Layout | None:
        if not self.optional_details:
            return None
        last = [name for name in ("reason",) if name in self.fields]
        first = [name for name in self.fields if name not in (*self.optional_details, *last)]
        folded = [name for name in self.optional_details if name in self.fields]
        return Layout(*first, Details("More, if you want it", *folded), *last)


def as_typed(value: Any) -> Any:
    """A number as people write it, without a trail of noughts; anything else as it is."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def fields_of(model: type, *names: str) -> dict[str, forms.Field]:
    """A model's form fields, in order; dates in three boxes, texts no longer than an entry."""
    made = {name: formfield(model._meta.get_field(name)) for name in names}
    for field in made.values():
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 3
            field.validators.append(MaxLengthValidator(LONGEST_ENTRY, TOO_LONG))
    return made


def measure(form: forms.Form, unit: str | None, words: str | None = "") -> None:
    """Numbers in the form are of this unit, which may be typed with them."""
    for field in form.fields.values():
        if isinstance(field, NumberField):
            field.unit, field.words = unit or "", words or ""


def item_form(name: str, model: type, *names: str, **attrs: Any) -> type[ItemForm]:
    """An ItemForm over some of a model's fields."""
    fields = fields_of(model, *names)
    return type(name, (ItemForm,), {**fields, "model": model, "names": names, **attrs})


BaseFigureForm = item_form(
    "BaseFigureForm",
    Figure,
    *("label", "name", "value", "unit", "unit_words"),
    *("period", "as_at", "source", "owner"),
    optional_details=("period", "as_at", "source", "owner"),
)


class FigureForm(BaseFigureForm):  # type: ignore[misc,valid-type]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "name"
        ].help_text = (
            "Small letters, digits and hyphens. It prints where the text says {figure:its-name}."
        )
        self.fields["unit_words"].help_text = "For example, “agency workers”."
        unit = self["unit"].value()
        measure(self, "" if unit == Figure.Unit.NUMBER else unit, self["unit_words"].value())


BaseCommitmentForm = item_form(
    "BaseCommitmentForm",
    Commitment,
    *("reference", "what", "theme", "owner", "due", "measure"),
    *("start", "owner_name", "priority", "partners"),
    optional_details=("start", "owner_name", "priority", "partners", "metrics"),
)


class CommitmentForm(BaseCommitmentForm):  # type: ignore[misc,valid-type]
    metrics = forms.ModelMultipleChoiceField(
        label="Metrics that show it",
        queryset=Metric.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, plan: Plan, row: Commitment | None = None, **kwargs: Any
    ) -> None:
        if row is not None:
            linked = [link.metric_id for link in row.linked_metrics.all()]
            kwargs["initial"] = {"metrics": linked}
        super().__init__(*args, plan=plan, row=row, **kwargs)
        self.fields["theme"].queryset = plan.themes.order_by("place")
        self.fields["theme"].empty_label = "None"
        self.fields["metrics"].queryset = plan.metrics.all()
        if row is None and not self.is_bound:
            self.initial["reference"] = next_reference(plan)

    def clean_metrics(self) -> list[Metric]:
        return list(self.cleaned_data["metrics"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        start, due = typed.get("start"), typed.get("due")
        if start and due and due < start:
            self.add_error("due", "The due date must be on or after the start")
        return typed


def next_reference(plan: Plan) -> str:
    """C1, C2 and so on: the first that no commitment of the plan has."""
    taken = set(plan.commitments.values_list("reference", flat=True))
    return next(name for n in range(1, len(taken) + 2) if (name := f"C{n}") not in taken)


BaseMetricForm = item_form(
    "BaseMetricForm",
    Metric,
    *("name", "kind", "unit", "direction"),
    *("baseline", "baseline_on", "target", "target_on", "frequency", "source", "owner"),
    *("link", "promised_on"),
)


class MetricForm(BaseMetricForm):  # type: ignore[misc,valid-type]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].widget = forms.RadioSelect(choices=Metric.Kind.choices)
        self.fields["kind"].label = "Where is it reported?"
        self.fields["unit"].help_text = "For example: %, days, million pounds."
        measure(self, self["unit"].value())
        self.ask_direction()
        self.fields["link"].label = "The address where it is reported"
        self.fields["promised_on"].label = "The date by which it is promised"

    def ask_direction(self) -> None:
        """Nothing is chosen beforehand: the wrong way round, a target counts as met at once."""
        field = self.fields["direction"]
        field.label, field.initial = "Which is better?", ""
        field.error_messages["required"] = "Say which is better, or that it is only watched"
        field.widget = forms.RadioSelect()
        watched = (Metric.Direction.NEITHER, "Neither: it is only watched")
        self.offer("direction", [*Metric.Direction.choices[:2], watched])

    def layout(self) -> Layout:
        """How it goes on is asked in one place, and the rest only where there is something."""
        last = [name for name in ("reason",) if name in self.fields]
        return Layout(
            *("name", "kind"),
            Details("If it is reported elsewhere, or is to follow", "link", "promised_on"),
            *("unit", "direction"),
            Fieldset("Where it stands now", "baseline", "baseline_on"),
            Fieldset("Where it should be", "target", "target_on"),
            Details("More, if you want it", "frequency", "source", "owner"),
            *last,
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("kind") == Metric.Kind.ELSEWHERE and not typed.get("link"):
            self.add_error("link", "Enter the address where it is reported")
        if typed.get("kind") == Metric.Kind.TO_FOLLOW and not typed.get("promised_on"):
            self.add_error("promised_on", "Enter the date by which it is promised")
        return typed


BarrierForm = item_form("BarrierForm", Barrier, "what", "services", "ask", "asked_of", "reply")

BaseEvidenceForm = item_form("BaseEvidenceForm", Evidence, "title", "kind", "link", "published_on")


class EvidenceForm(BaseEvidenceForm):  # type: ignore[misc,valid-type]
    upload = UploadField(label="File, if it has no address", required=False)

    def clean_link(self) -> str:
        link = self.cleaned_data["link"]
        if link and not safe_link(link):
            raise ValidationError("Enter an address that begins with https://")
        return link

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if upload := typed.pop("upload", None):
            typed["file"] = upload
        has_file = upload or (self.row is not None and self.row.file_id)
        if not typed.get("link") and not has_file and "link" not in self.errors:
            self.add_error("link", "Enter an address or choose a file")
        return typed


class ResultForm(BaseForm):
    """A metric's value in one period."""

    locals().update(fields_of(Result, "period", "ends_on", "value", "provisional", "note"))

    def __init__(self, *args: Any, metric: Metric, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measure(self, metric.unit)


class CorrectionForm(ChangeForm):
    """A result as it should be, and why it is not what it was."""

    submit = "Correct it"

    locals().update(fields_of(Result, "period", "ends_on", "value", "provisional", "note"))
    reason = forms.CharField(
        label="Why is it corrected?",
        help_text="For example, “the final accounts are out”. Both values stay readable.",
        max_length=500,
    )

    def __init__(self, *args: Any, row: Result, **kwargs: Any) -> None:
        names = ("period", "ends_on", "value", "provisional", "note")
        kwargs["initial"] = {name: as_typed(getattr(row, name)) for name in names}
        super().__init__(*args, row=row, **kwargs)
        measure(self, row.metric.unit)


def yes_or_no(label: str, yes: str, no: str) -> forms.TypedChoiceField:
    """Two answers, of which neither is given beforehand."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("yes", yes), ("no", no)],
        coerce=lambda typed: typed == "yes",
        widget=forms.RadioSelect,
    )


class SavingForm(BaseForm):
    """A commitment's savings in one financial year."""

    year = forms.TypedChoiceField(label="Financial year", coerce=int)
    planned = NumberField(
        label="Planned, in pounds", max_digits=14, decimal_places=2, unit="£", min_value=0
    )
    forecast = NumberField(
        label="Forecast, in pounds", max_digits=14, decimal_places=2, unit="£", required=False
    )
    delivered = NumberField(
        label="Delivered, in pounds", max_digits=14, decimal_places=2, unit="£", required=False
    )
    cash_releasing = yes_or_no("Does it release cash?", "Yes: it is cash-releasing", "No")
    recurring = yes_or_no("Does it recur?", "Yes: it recurs each year", "No: it is one-off")

    def __init__(
        self, *args: Any, held: list[Saving], this_year: int, reason: str | None, **kwargs: Any
    ) -> None:
        """The years go back as far as a saving that is held."""
        super().__init__(*args, **kwargs)
        years = range(min([this_year - 5, *(one.year for one in held)]), this_year + 10)
        named = [(str(year), f"{year} to {year + 1}") for year in years]
        self.offer("year", [("", "Choose a year"), *named])
        for one in held:
            self.fields[f"seen-{one.year}"] = RevisionField(initial=one.revision, required=False)
        if reason is not None:
            self.fields["reason"] = ReasonField(reason)

    def clean(self) -> dict[str, Any]:
        """Of the revisions shown, that of the year which is given; 0 where it had none."""
        typed = super().clean() or self.cleaned_data
        shown = {name: typed.pop(name) for name in [*typed] if name.startswith("seen-")}
        return typed | {"seen": shown.get(f"seen-{typed.get('year')}") or 0}
