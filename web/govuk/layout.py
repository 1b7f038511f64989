"""Parts of a form's layout; unlike crispy's own, none compiles its words as a template."""

from crispy_forms.layout import Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from web.govuk.boxes import box
from web.govuk.field import FieldRenderer


class Button:
    """A button that submits; `kind` is "", "secondary" or "warning"."""

    template = "govuk/layout/button.html"

    def __init__(self, label, *, name="", value="", kind=""):
        self.label = label
        self.name = name
        self.value = value
        self.kind = kind

    def render(self, form, context, template_pack=TEMPLATE_PACK):
        return render_to_string(self.template, {"button": self})


class ButtonLink(Button):
    """A link beside the buttons, for "Cancel" and its like."""

    template = "govuk/layout/button_link.html"

    def __init__(self, label, href):
        super().__init__(label)
        self.href = href


class Inset:
    """A sentence set apart between fields."""

    def __init__(self, text):
        self.text = text

    def render(self, form, context, template_pack=TEMPLATE_PACK):
        return render_to_string("components/inset.html", {"text": self.text})


class Field(LayoutObject):
    """One field with a say in how it is drawn.

    Options: `label_size` ("s", "m", "l", "xl"), `heading` (the label is the page's h1),
    `hide_label`, `inline` (radios side by side), `small` (radios or checkboxes).
    """

    def __init__(self, name, **options):
        self.fields = [name]
        self.options = options

    def render(self, form, context, template_pack=TEMPLATE_PACK):
        return draw_field(self.fields[0], form, self.options)


class Fieldset(LayoutObject):
    """Fields under one legend, with a hint if it needs one; `size` is the legend's."""

    template = "govuk/layout/fieldset.html"

    def __init__(self, legend, *fields, hint="", size="m"):
        self.legend = legend
        self.fields = list(fields)
        self.hint = hint
        self.size = size

    def render(self, form, context, template_pack=TEMPLATE_PACK):
        drawn = draw_all(self.fields, form, context)
        return render_to_string(self.template, {"part": self, "drawn": drawn, **self.state(form)})

    def state(self, form):
        return {}


class Details(Fieldset):
    """Fields folded away until wanted; open when one of them has an error."""

    template = "govuk/layout/details.html"

    def state(self, form):
        return {"open": any(pointer.name in form.errors for pointer in self.get_field_names())}


def draw_all(parts, form, context) -> SafeString:
    """Fields by their names, and parts that draw themselves, one after the other."""
    drawn = SafeString()
    for part in parts:
        if isinstance(part, Layout):
            drawn += draw_all(part.fields, form, context)
        elif isinstance(part, str):
            drawn += draw_field(part, form, {})
        else:
            drawn += part.render(form, context)
    return drawn


def draw_field(name: str, form, options) -> SafeString:
    """One field by the template of its kind; `options` are those of `Field`.

    Nothing for one that this form was made without.
    """
    if name not in form.fields:
        return SafeString()
    form.rendered_fields.add(name)
    bound = form[name]
    if bound.is_hidden:
        return box(bound, bound.field.widget, {})
    field = FieldRenderer(bound, options)
    return render_to_string(field.template, {"d": field})
