"""HTML is written in templates; the few modules that put it together otherwise are listed here."""

import ast
import re
from collections.abc import Iterator

from django.conf import settings

FLOORS = (
    *("web", "accounts", "councils", "plans", "approvals", "delivery"),
    *("public", "dashboard", "config"),
)
MARKING = {"mark_safe", "format_html", "format_html_join"}
# Not "<key>", which an address may have in it.
ELEMENT = re.compile(
    r"</?(?:a|b|br|button|d[ldt]|div|em|form|h[1-6]|i|img|input|label|legend|li|ol|option|p|rect"
    r"|section|select|span|strong|svg|t[adrh][a-z]*|ul)[\s/>]"
)

MAY_WRITE_HTML = {
    "web/govuk/labels.py",  # what stands around a box, hundreds of times on a page
    "web/govuk/boxes.py",  # the boxes themselves, likewise
    "web/govuk/options.py",  # the choices of a box, likewise
    "plans/exports/html.py",  # a plan as the document that leaves the product
    "plans/exports/charts.py",  # pictures as SVG
    "plans/richtext_html.py",  # words people mark up
}


def test_no_other_module_puts_html_together():
    modules = [path for floor in FLOORS for path in (settings.BASE_DIR / floor).rglob("*.py")]
    writing = {
        str(path.relative_to(settings.BASE_DIR))
        for path in modules
        if "migrations" not in path.parts and list(html_in(path.read_text()))
    }

    assert len(modules) > 100
    assert writing == MAY_WRITE_HTML


def test_html_in_python_would_be_found():
    assert list(html_in('"""A <p> in words."""\nx = f"<p>{y}</p>"')) == ["<p>", "</p>"]
    assert list(html_in("from django.utils.safestring import mark_safe")) == ["mark_safe"]
    assert list(html_in("key = f'<{name}@example.org>'; link = re.compile('<a >')")) == []


def html_in(source: str) -> Iterator[str]:
    """Elements in strings, and names that declare a string to be HTML.

    Docstrings and patterns, which read HTML and write none, are passed over.
    """
    tree = ast.parse(source)
    other = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            other |= {id(part) for part in ast.walk(node)}
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in other
        ):
            yield from ELEMENT.findall(node.value)
        elif isinstance(node, ast.alias) and node.name in MARKING:
            yield node.name
