"""Widgets with something to say that Django's own have no place for."""

from functools import lru_cache

from django import forms
from django.forms.widgets import MediaAsset
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

# What js/richtext.js imports, and these: fetched at once, not each after the one that names it.
EDITOR_MODULES = (
    "js/paste.js",
    "js/paste-lists.js",
    "js/paste-notes.js",
    "js/raised.js",
    "js/richtext/notes.js",
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


class EditorScript(MediaAsset):
    """The editor’s script, and its modules, which are fetched before it asks for them."""

    def __init__(self):
        super().__init__("js/richtext.js")

    def __str__(self):
        return editor_tags(self.path)


@lru_cache(maxsize=2)
def editor_tags(address: str) -> SafeString:
    """`address` is the script’s: what any of its modules is called by is in its name."""
    context = {"script": address, "modules": EDITOR_MODULES}
    return render_to_string("govuk/editor_script.html", context)


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
        return forms.Media(js=[EditorScript()])  # type: ignore[list-item]
