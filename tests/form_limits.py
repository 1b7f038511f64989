"""Every limit of a form's fields: at it, one over, and far over; each answer is in words."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from plans.forms.base import RichTextField
from plans.limits import LONGEST_PARAGRAPH
from tests.test_bad_input import FormReader
from web.drawn import FIELD, without_part
from web.forms.base import BaseForm
from web.govuk import DateField

FAR = 10_000
VERY_FAR = 1_000_000


def forms_of(page: HttpResponse) -> dict[str, forms.BaseForm]:
    """The forms a page drew, by the names of their fields as they are sent."""
    found: dict[str, forms.BaseForm] = {}
    for part in page.context or ():
        for value in (one for layer in part for one in layer.values()):
            for form in value if isinstance(value, list | tuple) else [value]:
                if isinstance(form, BaseForm):
                    found |= {form.add_prefix(name): form for name in form.fields}
    return found


def field_of(form: forms.BaseForm, sent_as: str) -> forms.Field:
    return next(field for name, field in form.fields.items() if form.add_prefix(name) == sent_as)


def longest(field: forms.Field) -> int | None:
    """How many characters a field of text takes; None for one of another kind."""
    if isinstance(field, RichTextField):
        return LONGEST_PARAGRAPH
    if not isinstance(field, forms.CharField) or isinstance(field, forms.ChoiceField):
        return None
    limits = [one.limit_value for one in field.validators if isinstance(one, MaxLengthValidator)]
    return min(limits, default=0)


def typed_with(field: forms.Field, size: int) -> str:
    """So many characters, such as the field takes."""
    if isinstance(field, forms.EmailField):
        return "x" * (size - len("@x.example")) + "@x.example"
    if isinstance(field, forms.URLField):
        return "https://x.example/" + "x" * (size - len("https://x.example/"))
    return "x" * size


def problems(browser: Client, url: str, *, free: frozenset[str] = frozenset()) -> list[str]:
    """What is wrong with the answers to a page's limits; `free` fields need have none."""
    page = browser.get(url)
    reader = FormReader()
    reader.feed(page.content.decode())
    fields = {key: value for key, value in reader.fields.items() if key}
    drawn = forms_of(page)
    typed = {one for one in fields if not one.startswith("csrf") and one != FIELD}
    assert drawn or not typed, f"no form on {url}"
    return [
        f"{url}: {name}: {wrong}"
        for name in dict.fromkeys(without_part(one) for one in fields)
        if name in drawn
        for wrong in problems_of(browser, url, fields, name, drawn[name], free)
    ]


def problems_of(
    browser: Client,
    url: str,
    fields: dict[str, str],
    name: str,
    form: forms.BaseForm,
    free: frozenset[str],
) -> Iterator[str]:
    field = field_of(form, name)
    if field.widget.is_hidden:
        return
    most = longest(field)
    if most == 0 and name not in free:
        yield "has no limit"
    if most:
        said = errors_at(browser, url, fields, name, typed_with(field, most))
        if any("characters" in one and "fewer" in one for one in said):
            yield f"refuses what is just long enough: {said}"
        for size in (most + 1, most + FAR, VERY_FAR):
            said = errors_at(browser, url, fields, name, typed_with(field, size))
            if not any(has(one, most) and has(one, size) for one in said):
                yield f"does not say that {size} are more than {most}: {said}"
    if isinstance(field, DateField):
        yield from problems_of_date(browser, url, fields, name)
    for bound, over in bounds_of(field):
        said = errors_at(browser, url, fields, name, str(over))
        if not any(has(one, bound) for one in said):
            yield f"does not say that {over} is past {bound}: {said}"


# Days that no council means, at the ends of the calendar and beyond them, and what is said of each.
NO_DAYS = {
    "0001-01-01": "year must",
    "1866-03-01": "year must be 19",
    "2101-01-01": "year must be 2100 or earlier",
    "9999-12-31": "year must be 2100 or earlier",
    "10000-01-01": "must",
    "2026-02-30": "must be a real date",
    "99999999999999999999-1-1": "must",
}


def problems_of_date(browser: Client, url: str, fields: dict[str, str], name: str) -> Iterator[str]:
    for day, words in NO_DAYS.items():
        parts = dict(zip(("year", "month", "day"), day.split("-"), strict=True))
        boxes = {f"{name}_{part}": value for part, value in parts.items()}
        said = errors_at(browser, url, fields | boxes, name, "")
        if not any(words in one for one in said):
            yield f"does not say of {day} that it is past a limit: {said}"


def bounds_of(field: forms.Field) -> Iterator[tuple[int, int]]:
    """Each bound of a number, and the next number past it."""
    if not isinstance(field, forms.IntegerField | forms.DecimalField):
        return
    for one in field.validators:
        if isinstance(one, MaxValueValidator) and abs(one.limit_value) < 10**15:
            yield int(one.limit_value), int(one.limit_value) + 1
        elif isinstance(one, MinValueValidator) and abs(one.limit_value) < 10**15:
            yield int(one.limit_value), int(one.limit_value) - 1


def has(message: str, number: int) -> bool:
    return f"{number}" in message or f"{number:,}" in message


def errors_at(
    browser: Client, url: str, fields: dict[str, str], name: str, value: str
) -> list[str]:
    """What is said at a field of what was typed there; whatever was saved is taken back."""
    with transaction.atomic():
        answer = browser.post(url, fields | {name: value})
        transaction.set_rollback(True)
    assert answer.status_code in (200, 302, 409, 422), (url, name, answer.status_code)
    if answer.status_code != 422:
        return []
    drawn = forms_of(answer).get(name)
    said: list[Any] = []
    if drawn is not None:
        for one, errors in drawn.errors.items():
            if drawn.add_prefix(one) == name:
                said += errors
    return [str(one) for one in said]
