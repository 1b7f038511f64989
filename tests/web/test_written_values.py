"""No form asks for a number or a date in a way that refuses what the product itself prints."""

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

import accounts
import approvals
import councils
import dashboard
import delivery
import plans
from web.dates import day_in_words
from web.forms.base import BaseForm
from web.forms.fields import TimeField, check_moment
from web.govuk import DateField, NumberField, WholeNumberField
from web.values import number_in_words

ROOMS = (accounts, councils, plans, approvals, delivery, dashboard)


def forms_of_the_product() -> set[type[forms.BaseForm]]:
    for room in ROOMS:
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if "form" in module.name:
                importlib.import_module(module.name)
    return {one for one in below(BaseForm) if not one.__module__.startswith("tests.")}


def below(form: type) -> Iterator[type]:
    for one in form.__subclasses__():
        yield one
        yield from below(one)


def asked(form: type[forms.BaseForm]) -> Iterator[tuple[str, forms.Field]]:
    """The boxes in which a person types: none that is hidden, or only read from an address."""
    if getattr(form, "method", "post") == "post":
        yield from (
            (name, field) for name, field in form.base_fields.items() if not field.widget.is_hidden
        )


def refuses_what_is_printed(field: forms.Field) -> bool:
    """Whether it is of a kind that takes bare digits, or boxes filled one by one, alone."""
    numbers = (forms.IntegerField, forms.DecimalField)
    days = (forms.DateField, forms.DateTimeField, forms.SplitDateTimeField)
    readers = (NumberField, WholeNumberField, DateField)
    return isinstance(field, numbers + days) and not isinstance(field, readers)


def test_every_number_and_date_is_asked_for_by_a_field_that_reads_what_is_printed():
    found = {
        (form.__name__, name): field
        for form in forms_of_the_product()
        for name, field in asked(form)
    }
    read = [field for field in found.values() if isinstance(field, NumberField | DateField)]

    assert len(read) > 15
    assert not [place for place, field in found.items() if refuses_what_is_printed(field)]


def test_a_field_of_djangos_own_is_noticed():
    """The control."""
    assert refuses_what_is_printed(forms.DecimalField())
    assert refuses_what_is_printed(forms.DateField())
    for typed in ("1,250", "£5"):
        with pytest.raises(ValidationError):
            forms.DecimalField().clean(typed)


@pytest.mark.parametrize("number", [0, 7, 1250, 8_740_525])
def test_a_count_is_read_as_it_is_printed(number):
    field = WholeNumberField(unit="pages")

    assert field.clean(number_in_words(number)) == number
    assert field.clean(f"{number:,} pages") == number


def test_a_count_has_no_fraction():
    field = WholeNumberField(unit="pages")

    assert field.clean("2.0") == 2
    with pytest.raises(ValidationError):
        field.clean("2.5")


def test_a_day_is_read_as_it_is_printed():
    day = date(2024, 7, 19)

    assert DateField().clean((day_in_words(day), "", "")) == day


@pytest.mark.parametrize("typed", ["5:04pm", "5.04 p.m.", "17:04", "17.04", "5:04 PM"])
def test_a_time_of_day_is_read_in_each_way_it_is_written(typed):
    assert f"{TimeField().clean(typed):%H:%M}" == "17:04"


def test_noon_is_a_time():
    assert f"{TimeField().clean('noon'):%H:%M}" == "12:00"


class Moment(BaseForm):
    on = DateField()
    at = TimeField()

    def clean(self):
        typed = super().clean() or self.cleaned_data
        check_moment(self, "on", "at")
        return typed


@pytest.mark.parametrize(
    ("at", "errors"),
    [
        ("1:30", {"at": ["The clocks went forward: there was no 01:30 on 28 March 2027"]}),
        ("0:59", {}),
        ("2:00", {}),
    ],
)
def test_an_hour_that_the_clocks_skip_is_refused(at, errors):
    assert Moment({"on": "28 March 2027", "at": at}).errors == errors
