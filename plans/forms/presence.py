"""What a page says of the passages that somebody has open on it."""

from typing import Any

from django import forms

from plans.presence import MOST_OPEN
from web.forms.base import BaseForm


class KeysField(forms.RegexField):
    """Keys of passages with a space between them, as a set; none is a set too."""

    def __init__(self, **kwargs: Any) -> None:
        each = r"[1-9]\d{0,17}"
        super().__init__(
            rf"^{each}( {each}){{0,{MOST_OPEN - 1}}}$", required=False, max_length=400, **kwargs
        )

    def clean(self, value: Any) -> set[int]:
        return {int(key) for key in super().clean(value).split()}


class PresenceForm(BaseForm):
    """The passages that are open on a page, and those that were closed since it said so last."""

    open = KeysField()
    closed = KeysField()
