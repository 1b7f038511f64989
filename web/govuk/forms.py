"""What every form of ours shares: its helper, its button, and messages that say what to do."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import models
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property

from web.govuk.dates import DateField
from web.govuk.layout import Button, ButtonLink
from web.govuk.wording import reword


class GovukForm:
    """Mixed in before `forms.Form` or `forms.ModelForm`; draw it with `{% crispy form %}`.

    `submit` is the words on the button, `cancel` the address of a link beside it, `action` where it
    posts to. A form that filters a list sets `method = "get"` and `mark_optional = False`.
    """

    fields: dict[str, forms.Field]  # made by the form this is mixed into

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
        return ErrorDict() if self._only_shown else super().errors  # type: ignore[misc]

    def is_valid(self):
        return not self._only_shown and super().is_valid()  # type: ignore[misc]

    @property
    def _only_shown(self):
        return getattr(self.data, "only_shown", False)  # type: ignore[attr-defined]

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


def formfield(model_field, **kwargs):
    """For `Meta.formfield_callback`: dates become three boxes, addresses are https."""
    if type(model_field) is models.DateField:
        kwargs.setdefault("form_class", DateField)
    if isinstance(model_field, models.URLField):
        kwargs.setdefault("assume_scheme", "https")
    return model_field.formfield(**kwargs)


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
