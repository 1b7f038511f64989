"""What forms that take people's words share: the words are clean."""

from django import forms

from web.govuk import GovukForm
from web.text import clean, one_line


class BaseForm(GovukForm, forms.Form):
    """Text loses what nobody can see; one line stays one line."""

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """What a select, a list of radios or of checkboxes lets people choose from."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name, typed in list(self.cleaned_data.items()):
            if isinstance(typed, str):
                field = self.fields[name]
                cleaned = one_line if isinstance(field.widget, forms.TextInput) else clean
                self.cleaned_data[name] = words = cleaned(typed)
                if field.required and not words:
                    self.add_error(name, field.error_messages["required"])
