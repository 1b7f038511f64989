"""Why something was not done, in words for the person who asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404


class Refused(Exception):
    """The request was understood and not carried out; `str()` says what the person can put right.

    `field` names the form field the message belongs to, where there is one. `code` names the rule
    that was in the way; what only asks for a field to be filled in has none.
    """

    def __init__(self, message: str, *, field: str | None = None, code: str = "") -> None:
        super().__init__(message)
        self.field = field
        self.code = code


@dataclass(frozen=True)
class Difference:
    """One field of a stale page: its label, what the person typed, and what stands there now."""

    label: str
    mine: str
    theirs: str
    # The field's name, where a form has it: what the form called it is what the page says.
    field: str = ""


class StalePage(Refused):
    """Somebody else changed the same thing since the page was opened; both texts come along whole.

    `seen` has the revision that stands for each hidden field that carries one, for a form that
    settles the two and saves again; `now` is that of the field "seen". `changes` say who did what
    meanwhile.
    """

    def __init__(
        self,
        differences: tuple[Difference, ...] = (),
        *,
        now: int | None = None,
        seen: Mapping[str, int] | None = None,
        code: str = "stale_page",
        changes: "Sequence[Change]" = (),
    ) -> None:
        super().__init__(
            "This was changed while the page was open. Nothing was saved yet.",
            code=code,
        )
        self.differences = differences
        self.changes = tuple(changes)
        self.seen = {**(seen or {}), **({} if now is None else {"seen": now})}


@dataclass(frozen=True)
class Change:
    """What somebody did meanwhile, as the record has it: “removed “Savings””, by whom and when."""

    who: str
    what: str
    at: datetime


@dataclass(frozen=True)
class Way:
    """Where words may go: a link, or with `fields` a form that saves them there."""

    label: str
    address: str
    fields: tuple[tuple[str, str], ...] = ()


class MovedOn(Refused):
    """What a page offered can be done no more, whatever its form says: 409, as on a stale page."""

    def __init__(self, message: str, *, changes: Sequence[Change] = ()) -> None:
        super().__init__(message)
        self.changes = tuple(changes)


class SentAlready(Refused):
    """The same drawing of a form was carried out before, or the same words were a moment ago."""


class Gone(Http404):
    """What a form was about was there for this person, and is no more: 409 for who sends it.

    Whoever only opens its address finds nothing, as with every address that is not there.
    """

    def __init__(
        self, what: str, *, changes: Sequence[Change] = (), ways: Sequence[Way] = ()
    ) -> None:
        super().__init__(what)
        self.what = what
        self.changes = tuple(changes)
        self.ways = tuple(ways)


class NoLonger(PermissionDenied):
    """What somebody could do when they opened the page, they may not do any more."""

    def __init__(self, why: str, *, changes: Sequence[Change] = ()) -> None:
        super().__init__(why)
        self.why = why
        self.changes = tuple(changes)
