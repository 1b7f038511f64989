"""Long text: each box has its limit, and says how many characters are left only where asked."""

import pytest
from django import forms

from web.forms.base import BaseForm
from web.forms.fields import long_text


class Added(BaseForm):
    """A form that adds its box when it is made, so that no label words the message."""

    def __init__(self, *args, box: forms.CharField, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"] = box


@pytest.mark.parametrize("counted", [True, False])
def test_a_text_of_the_limit_passes_and_one_longer_is_told_by_how_much(counted):
    def errors(words: str) -> list[str]:
        return Added({"words": words}, box=long_text("Why?", most=5, counted=counted)).errors

    assert not errors("abcde")
    assert "6" in str(errors("abcdef")["words"])


def test_the_message_says_what_to_do_without_a_counter():
    form = Added({"words": "abcdef"}, box=long_text("Why?", most=5))

    assert form.errors["words"] == ["This must be 5 characters or fewer; it is 6"]


def test_only_a_counted_box_tells_the_page_its_limit():
    assert long_text("Why?", most=5, counted=True).max_length == 5
    assert long_text("Why?", most=5).max_length is None


class NamedLate(BaseForm):
    kind = forms.ChoiceField(choices=[("a", "A")])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].label = "Where is it reported?"


def test_a_message_asks_for_what_the_page_calls_it_however_late_that_was_said():
    assert NamedLate({}).errors == {"kind": ["Answer “Where is it reported?”"]}
