"""What a form carries of itself: its key, when it was drawn, and what its fields were called.

So that words sent to a form that is there no more, or that its sender may not send any more, come
back under the labels they were typed under, and asking anybody's permission for nothing: the page
says only what it was sent, in words we signed when we drew it.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

from web.govuk.dates import PARTS
from web.templatetags.display import field_name

FIELD = "drawn"
SALT = "a form as it was drawn"
# A label or a choice that is longer is a text of its own: its beginning says which it is.
LONGEST = 160
# Never shown again: a token is of no use to a reader, a password must not be on a page.
NEVER_SHOWN = ("csrfmiddlewaretoken", "password", "code", "seen", FIELD)
# Names of hidden fields, on a page that does not say which fields were seen.
HIDDEN = ("moves", "plan", "report", "asked", "key", "rows", "working", "shown_address", "letter")


@dataclass(frozen=True)
class DrawnForm:
    """One drawing of a form. Without a key it was drawn by nobody we know."""

    key: uuid.UUID | None = None
    at: datetime | None = None
    labels: dict[str, str] = field(default_factory=dict)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)

    def label_of(self, name: str) -> str:
        """The label of the field that an input belongs to; "" for one that nobody saw."""
        return self.labels.get(name) or self.labels.get(without_part(name), "")


def drawn_token(form: forms.BaseForm) -> str:
    """A new drawing of `form`, to go into the page as one hidden field."""
    seen = [one for one in form if not one.is_hidden]
    return signing.dumps(
        {
            "key": uuid.uuid4().hex,
            "at": timezone.now().isoformat(),
            "labels": {one.html_name: str(one.label)[:LONGEST] for one in seen},
            "choices": {one.html_name: said for one in seen if (said := choices_of(one.field))},
        },
        salt=SALT,
        compress=True,
    )


def choices_of(field: Any) -> dict[str, str]:
    """What a field lets people choose, in words, by what is sent."""
    if isinstance(field, forms.BooleanField):
        return {"on": "Yes"}
    if not isinstance(field, forms.ChoiceField):
        return {}
    # As a list: rows of a query are then asked for once, here and in the field.
    offered: list[Any] = list(field.choices)  # type: ignore[arg-type]
    if isinstance(field, forms.ModelChoiceField):
        field.choices = offered
    flat: dict[str, str] = {}
    for value, words in offered:
        inside = words if isinstance(words, list | tuple) else [(value, words)]
        flat |= {str(key): str(said)[:LONGEST] for key, said in inside}
    return flat


def drawn_form(request: HttpRequest) -> DrawnForm:
    """The drawing that a request was sent from, as far as it says so."""
    try:
        found = signing.loads(request.POST.get(FIELD, ""), salt=SALT)
    except (signing.BadSignature, ValueError):
        return DrawnForm()
    return DrawnForm(
        uuid.UUID(found["key"]),
        datetime.fromisoformat(found["at"]),
        found["labels"],
        found["choices"],
    )


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """All that a person typed or chose, by the label they saw; a file by its name."""
    drawn = drawn_form(request)
    typed: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for name, values in request.POST.lists():
        if label := drawn.label_of(name) if drawn.key else unlabelled(name):
            known, field = drawn.choices.get(name, {}), without_part(name)
            labels[field] = label
            typed.setdefault(field, []).extend(known.get(one, one) for one in values)
    found = [
        (labels[field], (" " if is_short(values) else "\n").join(values))
        for field, values in typed.items()
        if any(one.strip() for one in values)
    ]
    return found + uploads(request, drawn)


def typed_text(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed in words, as (name, value): no choice, no tick, nothing hidden."""
    drawn = drawn_form(request)
    return [
        (name, value)
        for name, values in request.POST.lists()
        if drawn.label_of(name) and name not in drawn.choices
        for value in values
    ]


def sent_fields(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """What was typed or chosen as it was sent, for another form that takes the same fields."""
    drawn = drawn_form(request)
    return tuple(
        (name, value)
        for name, values in request.POST.lists()
        if (drawn.label_of(name) if drawn.key else unlabelled(name))
        for value in values
        if value
    )


def uploads(request: HttpRequest, drawn: DrawnForm) -> list[tuple[str, str]]:
    """The names of the files that came along."""
    return [
        (drawn.label_of(name) or "File", f"{file.name} (choose the file again)")
        for name, files in request.FILES.lists()
        for file in files
    ]


def unlabelled(name: str) -> str:
    """What to call a field of which nothing is known but its name; "" for what nobody typed."""
    lower = name.lower()
    unseen = "password" in lower or lower.startswith("seen-") or lower.endswith(NEVER_SHOWN)
    return "" if unseen or lower in HIDDEN else field_name(name)


def without_part(name: str) -> str:
    """The field of one of the three boxes of a date."""
    before, _, part = name.rpartition("_")
    return before if part in PARTS else name


def is_short(values: list[str]) -> bool:
    """Whether these are the parts of one line: a day, a month and a year."""
    return all(len(one) < 12 for one in values)
