"""One bound field made ready to draw: which template, which classes, what describes what."""

from dataclasses import dataclass
from dataclasses import field as attribute
from functools import cached_property
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.safestring import SafeString

from web.govuk import labels
from web.govuk.boxes import box
from web.govuk.dates import DateInput
from web.govuk.options import option_items, select_options

WIDTHS = (2, 3, 4, 5, 10, 20, 30)  # the widths, in characters, that the style sheet knows

# The first class of these that a widget is decides its template and its own class.
WIDGET_TEMPLATES = (
    (DateInput, "date", ""),
    (forms.CheckboxSelectMultiple, "choices", "checkboxes"),
    (forms.RadioSelect, "choices", "radios"),
    (forms.CheckboxInput, "checkbox", "checkboxes"),
    (forms.Select, "select", "govuk-select"),
    (forms.Textarea, "control", "govuk-textarea"),
    (forms.FileInput, "control", "govuk-file-upload"),
    (forms.PasswordInput, "password", "govuk-input"),
    (forms.Widget, "control", "govuk-input"),
)


@dataclass(frozen=True)
class FieldRenderer:
    """What a field's template prints; `options` are those of `layout.Field`."""

    bound: forms.BoundField
    options: dict = attribute(default_factory=dict)

    @cached_property
    def kind(self):
        """(template's name, class of the control)"""
        return next(rest for cls, *rest in WIDGET_TEMPLATES if isinstance(self.widget, cls))

    @property
    def template(self):
        return f"govuk/fields/{self.kind[0]}.html"

    @property
    def widget(self):
        return self.bound.field.widget

    @property
    def id(self):
        return self.widget.attrs.get("id") or self.bound.auto_id or self.bound.html_name

    @cached_property
    def label(self):
        """The label, marked optional where the form does so; never already-safe markup."""
        bound = self.bound
        words = str(bound.label)
        unmarked = bound.field.required or isinstance(self.widget, forms.CheckboxInput)
        unmarked = unmarked or not getattr(bound.field, "mark_optional", True)
        if unmarked or not getattr(bound.form, "mark_optional", False) or "(optional)" in words:
            return words
        return f"{words} (optional)"

    @property
    def hint(self):
        return self.bound.help_text

    @cached_property
    def errors(self):
        return self.bound.errors

    @cached_property
    def count_up_to(self):
        """Characters allowed in a long text, for the counter under it."""
        if isinstance(self.widget, forms.Textarea):
            return getattr(self.bound.field, "max_length", None)
        return None

    @cached_property
    def described_by(self):
        parts = [
            self.widget.attrs.get("aria-describedby"),
            self.count_up_to and f"{self.id}-info",
            self.hint and f"{self.id}-hint",
            self.errors and f"{self.id}-error",
        ]
        return " ".join(part for part in parts if part)

    @property
    def labelled(self) -> SafeString:
        """What stands above a box: its label, its hint and what is wrong with it."""
        return labels.label(self) + self.told

    @property
    def grouped(self) -> SafeString:
        """The same above a group of boxes."""
        return labels.legend(self) + self.told

    @property
    def told(self) -> SafeString:
        return labels.hint(self) + labels.error(self)

    @property
    def wrong(self) -> SafeString:
        return labels.error(self)

    @property
    def prefix(self):
        return getattr(self.widget, "prefix", "")

    @property
    def suffix(self):
        return getattr(self.widget, "suffix", "")

    @property
    def choices_class(self):
        """Class stem of a group of choices: "checkboxes" or "radios"."""
        return self.kind[1]

    @cached_property
    def optgroups(self) -> list[tuple[Any, list[dict[str, Any]], int]]:
        """The widget's choices, as Django makes them: (group's name or None, options, number)."""
        attrs = self.bound.build_widget_attrs({"id": self.id})
        value = self.widget.format_value(self.bound.value())
        return self.widget.optgroups(self.bound.html_name, value, attrs)

    @property
    def groups(self) -> list[tuple[str | None, SafeString]]:
        """Radios or checkboxes by group; neighbours that have no group are drawn as one."""
        groups: list[tuple[str | None, list[dict[str, Any]]]] = []
        for name, options, _ in self.optgroups:
            if name or not groups or groups[-1][0]:
                groups.append((name, []))
            groups[-1][1].extend(options)
        hints = getattr(self.widget, "hints", {})
        return [
            (name, option_items(self.choices_class, options, hints)) for name, options in groups
        ]

    @property
    def entries(self) -> SafeString:
        """What stands inside a list to select from."""
        return select_options(self.optgroups)

    @property
    def select_attributes(self) -> SafeString:
        attrs = {**self.widget.attrs, **self.bound.build_widget_attrs(self._attributes())}
        return flatatt({**attrs, "multiple": self.widget.allow_multiple_selected})

    @property
    def checked(self):
        return self.widget.check_test(self.bound.value())

    @cached_property
    def control(self) -> SafeString:
        """The widget itself, with our classes and descriptions."""
        attrs = self._attributes()
        if isinstance(self.widget, forms.PasswordInput):
            attrs.update(spellcheck="false", autocapitalize="none")
        widget = self.widget
        if isinstance(widget, forms.ClearableFileInput):
            widget = forms.FileInput(self.widget.attrs)
        return box(self.bound, widget, attrs)

    def _attributes(self) -> dict[str, Any]:
        # False takes an attribute off. A placeholder is no label; and a browser that keeps to
        # `maxlength` cuts a long paste silently: we let it in and refuse it in words.
        attrs = {
            "id": self.id,
            "class": self._classes(),
            "placeholder": False,
            "maxlength": False,
        }
        if self.described_by:
            attrs["aria-describedby"] = self.described_by
        return attrs

    def _classes(self):
        css = self.kind[1]
        if not css:
            return ""
        names = [css, self.widget.attrs.get("class", "")]
        if css == "govuk-input" and (width := self._width()):
            names.append(f"govuk-input--width-{width}")
        if self.kind[0] == "password":
            names.append("govuk-password-input__input govuk-js-password-input-input")
        if self.count_up_to:
            names.append("govuk-js-character-count")
        if self.errors:
            names.append(f"{css}--error")
        return " ".join(name for name in names if name)

    def _width(self):
        """The widget's own width; else 10 for a number; else the least that holds a short text."""
        if width := getattr(self.widget, "width", None):
            return width
        if isinstance(self.widget, forms.NumberInput):
            return 10
        longest = getattr(self.bound.field, "max_length", None) or 0
        return next((width for width in WIDTHS if longest and longest <= width), None)


def first_control(bound):
    """The id that an error summary's link leads to: the first box that can be put right."""
    widget = bound.field.widget
    id_ = widget.attrs.get("id") or bound.auto_id or bound.html_name
    if isinstance(widget, DateInput):
        return f"{id_}_{widget.wrong_parts(bound.value())[0]}"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        groups = FieldRenderer(bound).optgroups
        return groups[0][1][0]["attrs"].get("id", id_) if groups else id_
    return widget.id_for_label(id_) or id_
