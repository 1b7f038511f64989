"""From which row of a long list on, newest first."""

from django import forms

from web.forms.base import BaseForm


class FurtherBackForm(BaseForm):
    """`before` is the key of a row that was read already, or of the one to go on with."""

    method = "get"

    before = forms.IntegerField(required=False, min_value=1, max_value=2**62)
