"""Themes of a plan: add, retitle, move, remove."""

from councils.models import User
from councils.record.models import Act
from plans.actions.passages import free_place
from plans.edits import editing, note_put_back
from plans.models import Plan, Theme
from plans.ordering import last_place
from web.errors import Refused


def add_theme(plan: Plan, *, by: User, title: str, answers: str = "", reason: str = "") -> Theme:
    """Add a theme at the end."""
    with editing(plan, by=by, verb="added", given=reason) as w:
        places = list(w.plan.themes.values_list("place", flat=True))
        theme = Theme(plan=w.plan, place=last_place(places), title=title, answers=answers)
        w.act.add(theme)
        w.act.subject = theme
    return theme


def edit_theme(
    theme: Theme,
    *,
    by: User,
    seen: int,
    title: str,
    answers: str,
    reason: str = "",
    back_to: Act | None = None,
) -> bool:
    """Word a theme anew, or say which of the commission's themes it answers.

    `back_to` is the act whose text this puts back.
    """
    given = reason if (title, answers) != (theme.title, theme.answers) else None
    with editing(theme.plan, by=by, verb="edited", given=given, subject=theme) as w:
        now = w.fresh(theme, seen=seen, title=title, answers=answers)
        note_put_back(w, back_to)
        return w.act.change(now, title=title, answers=answers)


def move_theme(theme: Theme, *, by: User, seen: int, position: int, reason: str = "") -> bool:
    """Put a theme at `position` (0 is first)."""
    with editing(theme.plan, by=by, verb="moved", given=reason, subject=theme) as w:
        now = w.fresh(theme, seen=seen)
        others = list(w.plan.themes.exclude(pk=now.pk).order_by("place"))
        current = sum(other.place < now.place for other in others)
        if current == max(0, min(position, len(others))):
            return False
        return w.act.change(now, place=free_place(w, others, position))


def remove_theme(theme: Theme, *, by: User, seen: int, reason: str = "") -> None:
    """Take out a theme that holds nothing any more."""
    with editing(theme.plan, by=by, verb="removed", given=reason) as w:
        now = w.fresh(theme, seen=seen)
        if now.passages.exists():
            raise Refused("Move or remove this theme’s paragraphs first.")
        if now.commitments.exists():
            raise Refused("A commitment belongs to this theme. Change the commitment first.")
        w.act.remove(now)
