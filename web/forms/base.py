"""What every form of ours shares: its helper, its button, plain messages, and clean words."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property

from web.govuk import Button, ButtonLink
from web.govuk.wording import reword
from web.text import clean, one_line


class BaseForm(forms.Form):
    """Draws itself with `{% crispy form %}`; text loses what nobody can see, a line stays one line.

    `submit` is the words on the button, `cancel` the address of a link beside it, `action` where it
    posts to. A form that filters a list sets `method = "get"` and `mark_optional = False`.
    """

    use_required_attribute = False  # our own messages, not the browser's
    method = "post"
    submit = "Save"
    submit_kind = ""
    mark_optional = True

    def __init__(self, *args, submit=None, cancel="", action="", **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.submit = submit or self.submit
        self.cancel = cancel
        self.action = action
        for name, field in self.fields.items():
            reword(field, str(field.label or name.replace("_", " ").capitalize()))
            _plain_number(field)

    @property
    def errors(self):
        """None for words given back after a lost session: they are shown, and judged when sent."""
        return ErrorDict() if self._only_shown else super().errors

    def is_valid(self):
        return not self._only_shown and super().is_valid()

    @property
    def _only_shown(self):
        return getattr(self.data, "only_shown", False)

    @cached_property
    def helper(self):
        """How crispy draws this form; a layout, if any, comes from `layout()`."""
        helper = FormHelper()
        helper.form_method = self.method
        helper.form_action = self.action
        helper.attrs = {"novalidate": True}
        helper.disable_csrf = self.method == "get"
        helper.render_hidden_fields = True
        helper.layout = self.layout()
        helper.inputs = self.buttons()
        return helper

    def layout(self) -> Layout | None:
        """How the fields lie; None draws every field in its order."""

    def buttons(self):
        buttons = [Button(self.submit, kind=self.submit_kind)]
        if self.cancel:
            buttons.append(ButtonLink("Cancel", self.cancel))
        return buttons

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


def _plain_number(field):
    """Numbers are typed in a text box: browsers' number boxes lose what they do not understand."""
    widget = field.widget
    if type(widget) is forms.NumberInput:
        widget.input_type = "text"
        whole = isinstance(field, forms.IntegerField) and not isinstance(
            field, forms.FloatField | forms.DecimalField
        )
        widget.attrs["inputmode"] = "numeric" if whole else "decimal"
        for attribute in ("min", "max", "step"):
            widget.attrs.pop(attribute, None)
