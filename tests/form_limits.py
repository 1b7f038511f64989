"""Every limit of a form's fields: at it, one over, and far over; each answer is in words."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from plans.forms.base import RichTextField
from plans.lengths import LONGEST_PARAGRAPH
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
    names = dict.fromkeys(without_part(one) for one in fields)
    asked = {name: field_of(drawn[name], name) for name in names if name in drawn}
    shown = {name: field for name, field in asked.items() if not field.widget.is_hidden}
    page_of = Page(browser, url, fields)
    found = [*problems_of_texts(page_of, shown, free)]
    found += [*problems_of_dates(page_of, shown), *problems_of_numbers(page_of, shown)]
    return [f"{url}: {one}" for one in found]


@dataclass(frozen=True)
class Page:
    """A page with a form, and what stands in its boxes."""

    browser: Client
    url: str
    fields: dict[str, str]

    def errors(self, typed: dict[str, str]) -> dict[str, list[str]]:
        """What is said at each field of what was typed; whatever was saved is taken back."""
        with transaction.atomic():
            answer = self.browser.post(self.url, self.fields | typed)
            transaction.set_rollback(True)
        assert answer.status_code in (200, 302, 409, 422), (self.url, typed, answer.status_code)
        said: dict[str, list[str]] = defaultdict(list)
        if answer.status_code == 422:
            for form in {id(one): one for one in forms_of(answer).values()}.values():
                for name, errors in form.errors.items():
                    said[form.add_prefix(name)] += [str(one) for one in errors]
        return said


def problems_of_texts(
    page: Page, shown: dict[str, forms.Field], free: frozenset[str]
) -> Iterator[str]:
    """All are as long as they may be at once, then longer; each alone is far too long."""
    limits = {name: most for name, field in shown.items() if (most := longest(field)) is not None}
    yield from (
        f"{name}: has no limit" for name, most in limits.items() if not most and name not in free
    )
    limits = {name: most for name, most in limits.items() if most}
    said = page.errors({name: typed_with(shown[name], most) for name, most in limits.items()})
    for name in limits:
        if any("characters" in one and "fewer" in one for one in said[name]):
            yield f"{name}: refuses what is just long enough: {said[name]}"
    over = [{name: most + more for name, most in limits.items()} for more in (1, FAR)]
    for sizes in (*over, *({name: VERY_FAR} for name in limits)):
        said = page.errors({name: typed_with(shown[name], size) for name, size in sizes.items()})
        for name, size in sizes.items():
            if not any(has(one, limits[name]) and has(one, size) for one in said[name]):
                yield f"{name}: does not say that {size} are more than {limits[name]}: {said[name]}"


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


def problems_of_dates(page: Page, shown: dict[str, forms.Field]) -> Iterator[str]:
    names = [name for name, field in shown.items() if isinstance(field, DateField)]
    for day, words in NO_DAYS.items() if names else ():
        parts = dict(zip(("year", "month", "day"), day.split("-"), strict=True))
        boxes = {f"{name}_{part}": value for name in names for part, value in parts.items()}
        said = page.errors(boxes | dict.fromkeys(names, ""))
        for name in names:
            if not any(words in one for one in said[name]):
                yield f"{name}: does not say of {day} that it is past a limit: {said[name]}"


def problems_of_numbers(page: Page, shown: dict[str, forms.Field]) -> Iterator[str]:
    """The first bound of each field at once, then the second."""
    bounds = {name: [*bounds_of(field)] for name, field in shown.items()}
    for place in range(max(map(len, bounds.values()), default=0)):
        past = {name: each[place] for name, each in bounds.items() if len(each) > place}
        said = page.errors({name: str(over) for name, (_, over) in past.items()})
        for name, (bound, over) in past.items():
            if not any(has(one, bound) for one in said[name]):
                yield f"{name}: does not say that {over} is past {bound}: {said[name]}"


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
