"""Widgets with something to say that Django's own have no place for."""

from django import forms
from django.forms.widgets import MediaAsset, Script

# What js/richtext.js imports, and these: fetched at once, not each after the one that names it.
EDITOR_MODULES = (
    "js/paste.js",
    "js/paste-lists.js",
    "js/raised.js",
    "js/richtext/panels.js",
    "js/richtext/tables.js",
    "js/richtext/toolbar.js",
    "js/richtext/typed.js",
    "js/richtext/figures.js",
    "js/richtext/read.js",
    "js/richtext/editor.js",
    "js/richtext/clipboard.js",
    "js/richtext/commands.js",
    "js/richtext/document.js",
    "js/richtext/write.js",
    "prosemirror/prosemirror.min.js",
)


class ModulePreload(MediaAsset):
    """A script's module that is fetched before another one asks for it."""

    element_template = '<link href="{path}"{attributes}>'

    def __init__(self, path):
        super().__init__(path, rel="modulepreload")


class TextInput(forms.TextInput):
    """One line of text, its width in characters, with a unit printed before or after the box."""

    def __init__(self, attrs=None, *, width=None, prefix="", suffix=""):
        super().__init__(attrs)
        self.width = width
        self.prefix = prefix
        self.suffix = suffix


class FileInput(forms.FileInput):
    """A file to upload; never shows an address of the one uploaded before."""


class FilesInput(FileInput):
    """One file or several, chosen at once."""

    allow_multiple_selected = True


class RichTextarea(forms.Textarea):
    """Text with bold, links and lists; its script adds a toolbar, and it works without."""

    def __init__(self, attrs=None):
        super().__init__({"data-richtext": "", "rows": 10, **(attrs or {})})

    @property
    def media(self):
        ahead = [ModulePreload(path) for path in EDITOR_MODULES]
        return forms.Media(js=[*ahead, Script("js/richtext.js", type="module")])  # type: ignore[list-item]
