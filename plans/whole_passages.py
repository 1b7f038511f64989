"""Suggestions about a whole passage: a new one, one to be taken out, one to stand elsewhere."""

from collections.abc import Iterable

from plans.comments import About, Things
from plans.models import Suggestion
from plans.parts import PlanPart
from plans.places import Place

Kind = Suggestion.Kind
# Instead of a passage to stand after: before all others of its part.
FIRST = 0
# Which of these say where the passage is to stand.
HAVE_A_PLACE = (Kind.NEW, Kind.MOVED)
THEME_GONE = "in a theme that was removed since"


def name_of_new(things: Things, *, theme: int | None, after: int, is_heading: bool) -> str:
    """What something new is called while it is suggested: "A new paragraph, first in theme 1"."""
    noun = "heading" if is_heading else "paragraph"
    return f"A new {noun}, {place_in_words(things, theme, after)}"


def place_in_words(things: Things, theme: int | None, after: int) -> str:
    """ "after paragraph 2 of theme 1", "first in theme 1"; last where that one is there no more."""
    part = part_of(things.parts, theme)
    if part is None:
        return THEME_GONE
    if after == FIRST:
        return f"first in {part.name}"
    row = things.rows.get((About.PASSAGE, after))
    if row is None or row.theme_id != theme:
        return f"last in {part.name}"
    name = Place(part, row).name
    return f"after {name[:1].lower()}{name[1:]}"


def part_of(parts: Iterable[PlanPart], theme: int | None) -> PlanPart | None:
    """The theme of a key, or the introduction; None for a theme that was removed."""
    here = [one for one in parts if (one.theme.pk if one.theme else None) == theme]
    return here[0] if here else None


def in_words(one: Suggestion, things: Things) -> str:
    """What is suggested where it is not other words: "To stand after paragraph 2 of theme 1"."""
    if one.kind == Kind.NEW:
        return "A new heading" if one.is_heading else "A new paragraph"
    if one.kind == Kind.GONE:
        return "To be taken out"
    if one.kind == Kind.MOVED and one.after is not None:
        return f"To stand {place_in_words(things, one.theme, one.after)}"
    return ""
