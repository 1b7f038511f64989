"""Every component is drawn as GOV.UK Frontend's own published examples are."""

import json
import re
from pathlib import Path

import pytest
from django import forms
from django.template import Context
from django.template.loader import render_to_string

from tests.govuk.dom import normal
from web.forms.base import BaseForm
from web.govuk import Button, DateField, Field, TextInput

FIXTURES = Path(__file__).parent / "fixtures"
EXAMPLES = [
    pytest.param(path.stem, name, example["options"], example["html"], id=f"{path.stem}: {name}")
    for path in sorted(FIXTURES.glob("*.json"))
    for name, example in json.loads(path.read_text()).items()
]


@pytest.mark.parametrize(("component", "name", "options", "html"), EXAMPLES)
def test_each_component_is_drawn_as_govuk_draws_it(component, name, options, html):
    draw = COMPONENTS.get(component, drawn_field)
    # Our dates are named for their field, theirs for the part alone.
    without = {"name"} if component == "date-input" else set()

    assert normal(draw(component, options), without=without) == normal(html, without=without)


def test_a_difference_of_one_class_is_seen():
    _, example = next(iter(json.loads((FIXTURES / "input.json").read_text()).items()))

    assert normal(example["html"]) != normal(example["html"].replace("govuk-label", "label"))


class OneField(BaseForm):
    mark_optional = False


def drawn_field(component, options):
    name = options.get("name") or options["id"]
    field = FIELDS[component](options)
    field.label = _legend(options)["text"]
    field.help_text = options.get("hint", {}).get("text", "")
    values = options.get("values", options.get("value"))
    error = options.get("errorMessage")
    form = OneField({name: values} if error else None, initial={name: values}, auto_id="%s")
    form.fields[name] = field
    if error:
        form.full_clean()
        form._errors.clear()
        form.add_error(name, error["text"])
    layout = Field(name, **_drawing_options(options))
    return layout.render(_ready(form), Context())


def _ready(form):
    form.rendered_fields = set()
    form.crispy_field_template = None
    return form


def _legend(options):
    return options.get("fieldset", {}).get("legend") or options["label"]


def _drawing_options(options):
    size = re.search(r"--(s|m|l|xl)\b", _legend(options).get("classes", ""))
    classes = options.get("classes", "")
    return {
        "label_size": size and size[1],
        "heading": _legend(options).get("isPageHeading", False),
        "inline": "--inline" in classes,
        "small": "--small" in classes,
    }


def _text(options):
    width = re.search(r"width-(\d+)", options.get("classes", ""))
    widget = TextInput(
        width=width and width[1],
        prefix=options.get("prefix", {}).get("text", ""),
        suffix=options.get("suffix", {}).get("text", ""),
    )
    return forms.CharField(widget=widget, required=False)


def _long_text(options):
    widget = forms.Textarea({"rows": options.get("rows", 5)})
    return forms.CharField(widget=widget, max_length=options.get("maxlength"), required=False)


def _choices(options, cls, widget):
    items = options.get("items", [])
    checked = [item["value"] for item in items if item.get("checked")]
    if checked:
        one = cls is forms.ChoiceField
        options["values" if not one else "value"] = checked[0] if one else checked
    field = cls(choices=[(i["value"], i["text"]) for i in items], widget=widget, required=False)
    field.widget.hints = {str(i["value"]): i["hint"]["text"] for i in items if "hint" in i}
    return field


def _list(options):
    field = _choices(options, forms.ChoiceField, forms.Select)
    disabled = {i["value"] for i in options.get("items", []) if i.get("disabled")}
    drawn = field.widget.create_option

    def create_option(name, value, *args, **kwargs):
        option = drawn(name, value, *args, **kwargs)
        option["attrs"].update({"disabled": True} if value in disabled else {})
        return option

    field.widget.create_option = create_option
    return field


FIELDS = {
    "input": _text,
    "textarea": _long_text,
    "character-count": _long_text,
    "select": _list,
    "checkboxes": lambda o: _choices(o, forms.MultipleChoiceField, forms.CheckboxSelectMultiple),
    "radios": lambda o: _choices(o, forms.ChoiceField, forms.RadioSelect),
    "date-input": lambda o: DateField(required=False),
    "file-upload": lambda o: forms.FileField(required=False),
    "password-input": lambda o: forms.CharField(
        widget=forms.PasswordInput({"autocomplete": "current-password"}), required=False
    ),
}


def _button(component, options):
    kind = options.get("classes", "").removeprefix("govuk-button--")
    return Button(options["text"], name=options.get("name", ""), kind=kind).render(None, None)


def _error_summary(component, options):
    errors = [(e["text"], e.get("href", "").removeprefix("#")) for e in options["errorList"]]
    return render_to_string("govuk/error_summary.html", {"errors": errors})


def component(template, **takes):
    """Draws a component; `takes` says how each variable comes out of an example's options."""

    def draw(_, options):
        context = {name: how(options) for name, how in takes.items()}
        return render_to_string(f"components/{template}.html", context)

    return draw


COMPONENTS = {
    "back-link": component(
        "back_link", href=lambda o: o.get("href", "#"), label=lambda o: o.get("text")
    ),
    "breadcrumbs": component(
        "breadcrumbs", trail=lambda o: [(item["text"], item["href"]) for item in o["items"]]
    ),
    "button": _button,
    "details": lambda _, o: render_to_string(
        "govuk/layout/details.html",
        {"part": {"legend": o["summaryText"]}, "drawn": o["text"], "open": o.get("open")},
    ),
    "error-summary": _error_summary,
    "inset-text": component("inset", text=lambda o: o["text"]),
    "notification-banner": component(
        "notification_banner",
        text=lambda o: o["text"],
        kind=lambda o: o.get("type"),
        title=lambda o: "Success" if o.get("type") else "",
    ),
    "warning-text": component("warning", text=lambda o: o["text"]),
}
