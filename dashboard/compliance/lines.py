"""One line of compliance: what is asked, by which rule, how it stands, and what proves it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models


class Standing(models.TextChoices):
    """In the order in which a reader wants them; four things that are none of the others."""

    NOT_MET = "not_met", "Not met"
    EXCEPTED = "excepted", "Excepted"
    NOT_KNOWN = "not_known", "Not known"
    NOT_YET_DUE = "not_yet_due", "Not yet due"
    MET = "met", "Met"


@dataclass(frozen=True, slots=True)
class Line:
    """`said` is what the record shows, in words; `href` leads to it, "" where there is no page.

    `by` is the last day, where one is counted.
    """

    asks: str
    rule: str
    standing: Standing
    said: str
    href: str = ""
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Lines about one thing: the commission, or one step of the way to a decision."""

    title: str
    lines: tuple[Line, ...]


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """What is not met first, then the exceptions, and what is met last; else as they came."""
    order = list(Standing)
    return tuple(sorted(lines, key=lambda line: order.index(line.standing)))
