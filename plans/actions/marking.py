"""Mark many paragraphs as ready at once, or take that back, as one act."""

from collections.abc import Mapping
from dataclasses import dataclass

from councils.models import User
from plans.comments import About, things_of, to_be_resolved
from plans.edits import EditContext, editing
from plans.models import Passage, Plan
from web.errors import Refused

# Why one of many was left as it is.
WAS_CHANGED = "it was changed since you opened the page"
IS_EMPTY = "nothing is written in it"
IS_COMMENTED = "a comment on it must be resolved first"


@dataclass(frozen=True)
class Left:
    """A paragraph that was left as it is, as people call it, and why."""

    name: str
    why: str

    def __str__(self) -> str:
        return f"{self.name[:1].lower()}{self.name[1:]} ({self.why})"


@dataclass(frozen=True)
class Marked:
    """How many marks changed, what was left, and how many of those chosen were removed since."""

    count: int
    left: tuple[Left, ...]
    gone: int


def mark_ready(plan: Plan, *, by: User, chosen: Mapping[int, int], ready: bool) -> Marked:
    """Say of each chosen paragraph that nothing more is to be written there, or no longer.

    `chosen` has the revision that a page showed of each. One that was changed since is left, and,
    before it is said to be ready, one without words or with a comment that must be resolved.
    """
    if not chosen:
        raise Refused("Tick the paragraphs, or all of a theme.", field="passages")
    with editing(plan, by=by, verb="marked_ready", subject=plan) as w:
        if not ready:
            w.act.verb = "ready_taken_back"
        name_of, waiting = things_of(w.plan, {About.PASSAGE}).name_of, commented(w)
        rows = w.plan.passages.filter(pk__in=chosen, kind=Passage.Kind.PARAGRAPH)
        there = list(rows.order_by("theme__place", "place"))
        count, left = 0, []
        for passage in there:
            if why := why_left(passage, seen=chosen[passage.pk], ready=ready, waiting=waiting):
                left.append(Left(name_of(About.PASSAGE, passage.pk), why))
            else:
                count += w.act.change(passage, ready=ready)
    return Marked(count, tuple(left), len(chosen) - len(there))


def commented(w: EditContext) -> set[int]:
    """The keys of what has an open comment that must be resolved."""
    return {one.stands_on for one in to_be_resolved(w.plan.pk) if one.about == About.PASSAGE}


def why_left(passage: Passage, *, seen: int, ready: bool, waiting: set[int]) -> str:
    """Why a paragraph stays as it is; "" where nothing is in the way."""
    if passage.revision != seen:
        return "" if passage.ready == ready else WAS_CHANGED
    if not ready:
        return ""
    if not passage.body.strip():
        return IS_EMPTY
    return IS_COMMENTED if passage.pk in waiting else ""
