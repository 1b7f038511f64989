"""Error messages in words that say what to do, made from a field's label."""

from functools import cache

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

# A label that begins so reads well after "Enter" without another article.
NO_ARTICLE = {"a", "an", "the", "your", "its", "their", "what", "who", "when", "where", "which"}

TOO_LONG = "{label} must be %(limit_value)d characters or fewer; this is %(show_value)d"
# A field for a file counts its name, and under other words than a field for text.
NAME_TOO_LONG = "The file’s name must be %(max)d characters or fewer; this is %(length)d"


def reword(field, label):
    """Put plain messages in place of Django's own, keeping those the field's author wrote."""
    for code, message in _messages(field, label).items():
        if field.error_messages.get(code) == _inherited(field.__class__, code):
            field.error_messages[code] = message


def _messages(field, label):
    noun = _noun(label)
    escaped = label.replace("%", "%%")
    wordings = {
        "required": _required(field, label, noun),
        "max_length": TOO_LONG.format(label=escaped),
        ProhibitNullCharactersValidator.code: f"{escaped} has a character that cannot be kept",
    }
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        whole = isinstance(field, forms.IntegerField) and not isinstance(field, forms.DecimalField)
        wordings["invalid"] = f"{label} must be a {'whole ' if whole else ''}number"
        wordings["min_value"] = f"{escaped} must be %(limit_value)s or more"
        wordings["max_value"] = f"{escaped} must be %(limit_value)s or less"
    elif isinstance(field, forms.FileField):
        wordings["max_length"] = NAME_TOO_LONG
        wordings["empty"] = "The file is empty. Choose another"
    elif isinstance(field, forms.EmailField):
        wordings["invalid"] = "Enter an e-mail address like name@example.org"
    elif isinstance(field, forms.URLField):
        wordings["invalid"] = "Enter a web address like https://www.example.org"
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        wordings["invalid_choice"] = f"{label} must be one from the list"
    return wordings


def _required(field, label, noun):
    if field.widget.is_hidden:
        return "Something this page needs is missing. Open the page again."
    if label.endswith("?"):
        return f"Answer “{label}”"
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” to go on"
    if isinstance(field, forms.FileField):
        return "Select a file"
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return f"Select {noun}"
    return f"Enter {noun}"


def _noun(label):
    """The label inside a sentence: "Title" is "the title", "NHS partner" is "the NHS partner"."""
    first, _, rest = label.partition(" ")
    if not first[1:2].isupper():
        first = first.lower()
    words = f"{first} {rest}".strip()
    return words if first in NO_ARTICLE else f"the {words}"


@cache
def _inherited(kind, code):
    """What a kind of field says for this code when nobody wrote anything."""
    for cls in kind.__mro__:
        messages = getattr(cls, "default_error_messages", {})
        if code in messages:
            return messages[code]
    return None
