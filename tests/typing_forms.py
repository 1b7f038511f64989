"""A person at a form: all that its page lets them type and choose, typed and chosen."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

# Everything that a page could lose or change: lines, spaces, quotes, markup, letters of many kinds.
WORDS = "  Typed “into” {name} & <b>kept</b>,\r\n\r\nand\ta 2nd line: £1m 👩‍👩‍👧 žluť."
LINE = "Typed “into” {name} & <b>kept</b> 👩‍👩‍👧 žluť"
DATE = {"day": "9", "month": "7", "year": "2031"}
BOX = re.compile(r"_(day|month|year)$")


@dataclass
class Typed:
    """What is sent, and what of it must come back: words as they are, choices by their labels."""

    sent: dict[str, Any] = field(default_factory=dict)
    back: dict[str, str] = field(default_factory=dict)

    def lost_in(self, response: HttpResponse) -> dict[str, str]:
        """What the page does not give back, by field: in words, or in a form that it shows."""
        page = unescape(response.content.decode())
        form = (response.context or {}).get("form")
        held = form.data if getattr(form, "is_drawn", False) else {}
        return {
            name: words
            for name, words in self.back.items()
            if words not in page and not self.is_held(name, held)
        }

    def is_held(self, name: str, held: Any) -> bool:
        """Whether a form has what was sent in a field, in its boxes if it is a date."""
        boxes = [one for one in self.sent if BOX.sub("", one) == name]
        return bool(boxes) and all(held.get(box) == self.sent[box] for box in boxes)


class FormTyper(HTMLParser):
    """Fills in the page's form: every box with words, every choice with its last one."""

    def __init__(self) -> None:
        super().__init__()
        self.typed = Typed()
        self.labels: dict[str, str] = {}
        self.boxes: dict[str, tuple[str, str]] = {}
        self.label = self.option = self.select = self.form = ""
        self.depth = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        name = found.get("name", "")
        if tag == "form":
            self.depth = found.get("method") == "post"
        if not self.depth:
            return
        if tag == "label":
            self.label = found.get("for", "")
        elif tag == "textarea":
            self.type_in(name, WORDS.format(name=name))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            self.typed.sent[self.select] = self.option = found.get("value", "")
        elif tag == "input" and name:
            self.input(name, found)

    def input(self, name: str, found: dict[str, str]) -> None:
        kind = found.get("type", "text")
        if kind == "hidden":
            self.typed.sent[name] = found.get("value", "")
        elif kind in ("radio", "checkbox"):
            self.typed.sent[name] = found.get("value", "on")
            is_yes = kind == "checkbox" and name not in self.boxes and "value" not in found
            self.boxes[name] = (found.get("id", ""), "yes" if is_yes else kind)
        elif kind == "file":
            self.typed.sent[name] = SimpleUploadedFile(f"typed-{name}.txt", b"A file.")
            self.typed.back[name] = f"typed-{name}.txt"
        elif part := BOX.search(name):
            self.typed.sent[name] = DATE[part[1]]
            self.typed.back[name.removesuffix(part[0])] = "9 7 2031"
        else:
            self.type_in(name, LINE.format(name=name))

    def type_in(self, name: str, words: str) -> None:
        self.typed.sent[name] = self.typed.back[name] = words

    def handle_data(self, data: str) -> None:
        if self.label:
            self.labels[self.label] = self.labels.get(self.label, "") + data
        if self.option and self.select and data.strip():
            self.typed.back[self.select] = " ".join(data.split())
            self.option = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self.label = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.depth = 0


def filled_in(response: HttpResponse) -> Typed:
    """What somebody sends who fills in all of this page."""
    typer = FormTyper()
    typer.feed(response.content.decode())
    for name, (box, kind) in typer.boxes.items():
        words = " ".join(typer.labels.get(box, "").split())
        typer.typed.back[name] = "Yes" if kind == "yes" else words[:120]
    return typer.typed


class UntouchedForm(HTMLParser):
    """What a browser would send of a page's forms that nobody touched."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        name = found.get("name", "")
        if tag == "textarea":
            self.area, self.fields[name] = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option":
            if "selected" in found or self.select not in self.fields:
                self.fields[self.select] = found.get("value", "")
        elif tag == "input" and name:
            is_box = found.get("type") in ("radio", "checkbox")
            if "checked" in found or not is_box:
                self.fields[name] = found.get("value", "on" if is_box else "")

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # A browser leaves out the line break after the tag.
            self.fields[self.area] = self.fields[self.area].removeprefix("\n")
            self.area = ""


def untouched(response: HttpResponse) -> dict[str, str]:
    reader = UntouchedForm()
    reader.feed(response.content.decode())
    return reader.fields
