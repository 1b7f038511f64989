"""What every form of ours shares: its helper, its button, plain messages, and clean words."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property

from web.drawn import drawn_token, without_part
from web.govuk import Button, ButtonLink, DateInput
from web.govuk.dates import PARTS
from web.govuk.helper import Helper
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
    is_drawn = False  # until a page shows it

    def __init__(self, *args, submit=None, cancel="", action="", **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.submit = submit or self.submit
        self.cancel = cancel
        self.action = action
        self.reworded = tuple(self.fields)
        for field in self.fields.values():
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
        if getattr(self.data, "overtaken", False):
            self._fill_in_what_stands()
        helper = Helper()
        helper.form_method = self.method
        helper.form_action = self.action
        helper.attrs = {"novalidate": True}
        helper.disable_csrf = self.method == "get"
        helper.layout = self.layout() or Layout(*self.fields)
        helper.inputs = self.buttons()
        return helper

    @property
    def drawn(self):
        """The hidden field of this drawing; what a form that only asks sends is nobody's words."""
        self.is_drawn = True
        return "" if self.method == "get" else drawn_token(self)

    @property
    def files_to_choose_again(self):
        """Names of files that came with words which were refused: no browser sends them twice."""
        return [one.name for name in self.files for one in self.files.getlist(name)]

    def _fill_in_what_stands(self):
        """Beside somebody's words, each field that nobody typed in is as on a new page."""
        data: Any = self.data
        typed = {without_part(name) for name in data}
        for bound in self:
            if bound.html_name not in typed:
                now = bound.field.prepare_value(self.get_initial_for_field(bound.field, bound.name))
                for name, values in as_sent(bound, now).items():
                    data.setlist(name, values)

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

    def full_clean(self) -> None:
        # Only now: many a form gives a field its label when it knows what it is about.
        for name in self.fields.keys() & self.reworded if self.is_bound else ():
            field = self.fields[name]
            reword(field, str(field.label or name.replace("_", " ").capitalize()))
        super().full_clean()

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


def as_sent(bound, value) -> dict[str, list[str]]:
    """What a browser would send of a field that shows `value`, by the names of its boxes."""
    name, widget = bound.html_name, bound.field.widget
    if isinstance(widget, DateInput):
        boxes = [f"{name}_{part}" for part in PARTS]
        return {box: [one] for box, one in zip(boxes, widget.format_value(value), strict=True)}
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"]} if value else {}
    if value in (None, "", [], ()):
        return {}
    values = value if isinstance(value, list | tuple | set) else [value]
    return {name: [str(one) for one in values]}
