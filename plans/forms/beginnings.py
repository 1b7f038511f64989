"""What a page sends while somebody types a new paragraph: where it is to stand, and the words."""

from django import forms

from plans.forms.base import RichTextField
from web.forms.base import BaseForm

LARGEST = 2**63 - 1


class PlaceForm(BaseForm):
    """Where the paragraph is to stand, in the address: see `plans.models.NewStash`."""

    method = "get"

    theme = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    after = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)
    question = forms.CharField(required=False, max_length=20)


class BeginningForm(BaseForm):
    """The words so far."""

    body = RichTextField(required=False)
