"""Forms for one's own account."""

from django import forms

from councils.govuk import GovukForm, TextInput


class NameForm(GovukForm, forms.Form):
    submit = "Save your name"

    name = forms.CharField(
        label="Your name",
        max_length=150,
        help_text="Shown beside what you do from now on. Earlier entries keep the name of then.",
        widget=TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())
