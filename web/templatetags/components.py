"""Components that a page writes as tags: the HTML of each is in templates/components.

Those that hold words drawn by the page have an end: {% summary_row "Who" %}…{% endsummary_row %}.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

Columns = Iterable[dict[str, Any]]


@register.simple_tag
@cache
def page_assets() -> SafeString:
    """What the head of every page loads; drawn once in a process."""
    return render_to_string("components/assets.html")


@register.inclusion_tag("components/tag.html")
def tag(state: str, words: str) -> dict[str, str]:
    """A state in words; its colour is a class named after it."""
    return {"state": state, "words": words}


@register.inclusion_tag("components/button_link.html")
def button_link(href: str, words: str, kind: str = "") -> dict[str, str]:
    """A link drawn as a button; `kind` is "secondary" or nothing."""
    return {"href": href, "words": words, "kind": kind}


@register.simple_block_tag
def summary_row(content: SafeString, key: str, **takes: Any) -> SafeString:
    """One fact of a summary list; its template says what else it takes."""
    return render_to_string("components/summary_row.html", {"key": key, "value": content, **takes})


@register.simple_block_tag(name="table")
def table_block(
    content: SafeString, caption: str, columns: str | Columns, **takes: Any
) -> SafeString:
    """A table around its rows. Columns, and which are numeric, may be labels joined by commas."""
    numeric = takes.pop("numeric", "").split(", ")
    if isinstance(columns, str):
        columns = [{"label": one, "numeric": one in numeric} for one in columns.split(", ")]
    takes |= {"caption": caption, "columns": columns, "body": content}
    return render_to_string("components/table.html", takes)
