"""Two pieces of HTML compared by what a browser makes of them, not by how they are written."""

import re
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "path"}
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls")
# Said besides what GOV.UK says: Django's mark on a refused box, and a text area's old width.
BESIDES = {"aria-invalid", "cols"}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines, self.depth, self.ids = [], 0, {}

    def handle_starttag(self, tag, attrs):
        self.lines.append([self.depth, tag, dict(attrs)])
        if name := dict(attrs).get("id"):
            self.ids.setdefault(name, f"id{len(self.ids)}")
        self.depth += tag not in VOID

    def handle_endtag(self, tag):
        self.depth -= tag not in VOID

    def handle_data(self, data):
        if words := re.sub(r"\s+", " ", data).strip():
            self.lines.append([self.depth, words, None])


def normal(html: str, *, without: set[str] = frozenset()) -> list[str]:
    """One line for each element and text, ids by number, classes and attributes in order."""
    reader = _Reader()
    reader.feed(html)
    assert reader.depth == 0, f"unclosed elements in {html}"
    return [
        "  " * depth + (what if attrs is None else _element(what, attrs, reader.ids, without))
        for depth, what, attrs in reader.lines
    ]


def _element(tag, attrs, ids, without):
    said = {}
    for name, value in attrs.items():
        if name in BESIDES | without:
            continue
        if name == "class":
            value = " ".join(sorted(c for c in value.split() if not _colour(c)))
        elif name == "id" or name in REFERENCES:
            value = " ".join(ids.get(one, one) for one in value.split())
        said[name] = value
    return f"<{tag} {sorted(said.items())}>"


def _colour(css_class):
    return css_class.startswith(("tag-", "govuk-tag--"))
