"""Forms for one's own account."""

from django import forms

from councils.forms.words import CleanWords
from councils.govuk import TextInput


class NameForm(CleanWords):
    submit = "Save your name"

    name = forms.CharField(
        label="Your name",
        max_length=150,
        help_text="Shown beside what you do from now on. Earlier entries keep the name of then.",
        widget=TextInput(attrs={"autocomplete": "name"}),
    )
