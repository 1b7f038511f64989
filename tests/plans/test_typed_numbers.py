"""The numbers of a plan, typed as the plan prints them."""

from decimal import Decimal

import pytest

from plans.forms.items import CorrectionForm, FigureForm, MetricForm, ResultForm, SavingForm
from plans.models import Metric, Result


@pytest.mark.parametrize(
    ("value", "unit", "words", "kept"),
    [
        ("£96.4m", "£m", "", "96.4"),
        ("£96.4m", "£", "", "96400000"),
        ("1,250,000", "£", "", "1250000"),
        ("0.35%", "%", "", "0.35"),
        ("65 agency workers", "number", "agency workers", "65"),
    ],
)
def test_a_figure_is_typed_as_it_is_printed(db, value, unit, words, kept):
    typed = {"label": "Savings", "name": "savings", "value": value, "unit": unit}
    form = FigureForm(typed | {"unit_words": words}, plan=None)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["value"] == Decimal(kept)


def test_a_metric_takes_its_own_unit_with_its_numbers(db):
    typed = {
        "name": "Days",
        "kind": Metric.Kind.HERE,
        "unit": "days",
        "direction": "lower is better",
    }
    form = MetricForm(typed | {"baseline": "1,250 days", "target": "30"}, plan=None)

    assert form.is_valid(), form.errors
    assert (form.cleaned_data["baseline"], form.cleaned_data["target"]) == (1250, 30)


def test_a_result_takes_the_unit_of_its_metric():
    typed = {"period": "May", "value": "8,740,525 %", "ends_on": "31/5/24"}
    metric = Metric(unit="%")

    for form in (
        ResultForm(typed, metric=metric),
        CorrectionForm(
            typed | {"reason": "Final", "seen": 1}, row=Result(metric=metric, value=0, revision=1)
        ),
    ):
        assert form.is_valid(), form.errors
        assert form.cleaned_data["value"] == 8_740_525


def test_savings_are_typed_in_pounds_thousands_or_millions():
    typed = {"year": "2024", "planned": "£1,250,000", "forecast": "1.2m", "delivered": "£95k"}
    form = SavingForm(
        typed | {"cash_releasing": "yes", "recurring": "no"}, held=[], this_year=2024, reason=None
    )

    assert form.is_valid(), form.errors
    amounts = [form.cleaned_data[name] for name in ("planned", "forecast", "delivered")]
    assert amounts == [1_250_000, 1_200_000, 95_000]


def test_an_amount_that_could_be_another_is_asked_about():
    typed = {"year": "2024", "planned": "1.250,00"}
    form = SavingForm(typed, held=[], this_year=2024, reason=None)

    assert "more than one way" in str(form.errors["planned"])
