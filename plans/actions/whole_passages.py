"""Carry out what was suggested of a whole passage: put a new one in, take one out, move one."""

from plans.actions.passages import (
    free_place,
    position_after,
    put_at,
    siblings,
    take_out,
)
from plans.edits import EditContext, check_explained
from plans.models import Passage, Suggestion, SuggestionAnswer, Theme
from web.errors import Refused

Kind = Suggestion.Kind
THEME_GONE = (
    "The theme it was for was removed. Put it where it belongs yourself, then refuse the "
    "suggestion."
)


def carry_out(w: EditContext, one: Suggestion, now: Passage | None, *, reason: str) -> int | None:
    """Do it; the key of what is new, else None. `now` is the passage that it is about.

    Refused where the theme in which it was to stand is there no more.
    """
    check_explained(w.plan, reason)
    if one.kind == Kind.NEW:
        return put_in(w, one).pk
    assert now is not None, "whoever carries it out has looked whether the passage is there"
    if one.kind == Kind.GONE:
        take_out(w, now)
    else:
        theme = theme_of(w, one)
        others = list(siblings(w.plan, theme).exclude(pk=now.pk))
        put_at(w, now, theme, position_after(others, one.after))
    return None


def put_in(w: EditContext, one: Suggestion) -> Passage:
    """The new passage, after the one it was suggested for and what was put in before it there."""
    theme = theme_of(w, one)
    kind = Passage.Kind.HEADING if one.is_heading else Passage.Kind.PARAGRAPH
    passage = Passage(plan=w.plan, theme=theme, kind=kind, body=one.proposed)
    others = list(siblings(w.plan, theme))
    here = {other.pk for other in others}
    earlier = next((key for key in put_in_before(one) if key in here), one.after)
    passage.place = free_place(w, others, position_after(others, earlier))
    w.act.add(passage)
    return passage


def put_in_before(one: Suggestion) -> list[int]:
    """What became of those that were to stand at the same place before it, the last first."""
    same = SuggestionAnswer.objects.filter(
        suggestion__plan=one.plan_id,
        suggestion__theme=one.theme,
        suggestion__after=one.after,
        suggestion__pk__lt=one.pk,
        made__isnull=False,
    )
    return [key for key in same.order_by("-suggestion").values_list("made", flat=True) if key]


def theme_of(w: EditContext, one: Suggestion) -> Theme | None:
    if one.theme is None:
        return None
    found = w.plan.themes.filter(pk=one.theme).first()
    if found is None:
        raise Refused(THEME_GONE)
    return found
