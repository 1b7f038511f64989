"""Why something was not done, in words for the person who asked."""

from collections.abc import Mapping
from dataclasses import dataclass


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


class StalePage(Refused):
    """Somebody else changed the same thing since the page was opened; both texts come along whole.

    `seen` has the revision that stands for each hidden field that carries one, for a form that
    settles the two and saves again; `now` is that of the field "seen".
    """

    def __init__(
        self,
        differences: tuple[Difference, ...] = (),
        *,
        now: int | None = None,
        seen: Mapping[str, int] | None = None,
        code: str = "stale_page",
    ) -> None:
        super().__init__(
            "Somebody else changed this while you had the page open. "
            "Nothing of yours was saved yet.",
            code=code,
        )
        self.differences = differences
        self.seen = {**(seen or {}), **({} if now is None else {"seen": now})}
