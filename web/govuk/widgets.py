"""Widgets with something to say that Django's own have no place for."""

from django import forms
from django.forms.widgets import Script


class TextInput(forms.TextInput):
    """One line of text, its width in characters, with a unit printed before or after the box."""

    def __init__(self, attrs=None, *, width=None, prefix="", suffix=""):
        super().__init__(attrs)
        self.width = width
        self.prefix = prefix
        self.suffix = suffix


class FileInput(forms.FileInput):
    """A file to upload; never shows an address of the one uploaded before."""


class RichTextarea(forms.Textarea):
    """Text with bold, links and lists; its script adds a toolbar, and it works without."""

    def __init__(self, attrs=None):
        super().__init__({"data-richtext": "", "rows": 10, **(attrs or {})})

    @property
    def media(self):
        return forms.Media(js=[Script("js/richtext.js", type="module")])  # type: ignore[list-item]
