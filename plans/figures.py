"""A figure's value as paragraphs print it."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from plans.models import Figure
from plans.richtext import fill_figures, parse_richtext
from plans.richtext_html import Notes, richtext_html
from web.values import number_in_words

PREFIXES = {"£": "£", "£k": "£", "£m": "£", "£bn": "£"}
SUFFIXES = {"£k": "k", "£m": "m", "£bn": "bn", "%": "%"}


def printed_value(value: Decimal, unit: str, words: str = "") -> str:
    """A figure as the plan prints it: "£96.4m", "0.35%", "65 agency workers"."""
    sign = "−" if value < 0 else ""
    text = f"{sign}{PREFIXES.get(unit, '')}{number_in_words(abs(value))}{SUFFIXES.get(unit, '')}"
    return f"{text} {words}".rstrip()


def figure_formatter(figures: Iterable[Figure]) -> Callable[[str], str]:
    """A function from a figure's name to its words; a name nobody knows prints as it was typed."""
    known = {row.name: printed_value(row.value, row.unit, row.unit_words) for row in figures}
    return lambda name: known.get(name, f"{{figure:{name}}}")


def printed_html(body: str, printed: Callable[[str], str]) -> str:
    """The source of a passage as clean HTML, each figure in the words that `printed` gives it.

    Its notes stand beneath it, numbered by themselves.
    """
    notes = Notes("spoken")
    words = richtext_html(fill_figures(parse_richtext(body), printed), notes)
    return words + notes.beneath()
