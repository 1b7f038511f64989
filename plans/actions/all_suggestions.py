"""All that one person suggested, of what a page showed, accepted or refused as one act."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from councils.models import User
from councils.record.changes import newest_act_on
from plans.access import plan_url
from plans.actions.passages import change_passage
from plans.actions.suggested_values import IS_GONE, Taken, take_certain
from plans.actions.suggestions import MAY_WRITE, answer
from plans.actions.whole_passages import carry_out
from plans.edits import EditContext, editing
from plans.models import Passage, Plan, Suggestion
from plans.notifications import tell_suggestion_answered
from plans.suggestions import changed_since, may_accept, may_refuse, merged, suggestions_for
from web.errors import MovedOn, Refused

# Why one of many was left as it is.
IS_NOT_THEIRS = "it is not yours to write"
THEME_IS_GONE = "its theme is no longer in the plan"
TO_SETTLE = "its words changed since, so a person must settle it"


@dataclass(frozen=True)
class AllAnswered:
    """How many of somebody's suggestions were answered, and what was left open, each with why."""

    count: int
    left: tuple[tuple[Suggestion, str], ...] = ()


class LeftOpen(Exception):
    """Raised, before anything is written, for one of many that stays as it is; says why."""


def accept_all(
    plan: Plan,
    *,
    by: User,
    of: User,
    shown: Collection[int],
    taken: Taken,
    reason: str = "",
) -> AllAnswered:
    """Accept what somebody suggested, of what a page showed: all that needs nobody to settle it.

    `taken` asks the form of a row what it makes of a value.
    """

    def accept(w: EditContext, one: Suggestion, now: Passage | None) -> int | None:
        if one.is_value:
            if not may_accept(w.access, one, None):
                raise LeftOpen(IS_NOT_THEIRS)
            if why := take_certain(w, one, taken, reason=reason):
                raise LeftOpen(why)
            return None
        if now is None and one.kind != Suggestion.Kind.NEW:
            raise LeftOpen(IS_GONE)
        if not may_accept(w.access, one, now):
            raise LeftOpen(IS_NOT_THEIRS)
        if not one.has_words:
            return accept_one_whole(w, one, now, reason=reason)
        assert now is not None, "only what is new is about no passage"
        text = merged(one, now.body).text
        if text is None:
            raise LeftOpen(TO_SETTLE)
        change_passage(w, now, {"body": text}, reason=reason)
        return None

    facts: dict[str, Any] = {"by": by, "of": of, "shown": shown, "reason": reason}
    return answer_all(plan, accept, verb="suggestions_accepted", accepted=True, **facts)


def accept_one_whole(
    w: EditContext, one: Suggestion, now: Passage | None, *, reason: str
) -> int | None:
    """A passage that comes, goes or moves; the key of what is new."""
    if changed_since(one, now):
        raise LeftOpen(TO_SETTLE)
    if one.theme is not None and not w.plan.themes.filter(pk=one.theme).exists():
        raise LeftOpen(THEME_IS_GONE)
    return carry_out(w, one, now, reason=reason)


def refuse_all(
    plan: Plan, *, by: User, of: User, shown: Collection[int], reason: str = ""
) -> AllAnswered:
    """Refuse what somebody suggested, of what a page showed: all that one may answer."""

    def refuse(w: EditContext, one: Suggestion, now: Passage | None) -> None:
        if not may_refuse(w.access, one, now):
            raise LeftOpen(IS_NOT_THEIRS)

    facts: dict[str, Any] = {"by": by, "of": of, "shown": shown, "reason": reason}
    return answer_all(plan, refuse, verb="suggestions_refused", accepted=False, **facts)


def answer_all(
    plan: Plan,
    do: Callable[[EditContext, Suggestion, Passage | None], int | None],
    *,
    by: User,
    of: User,
    shown: Collection[int],
    verb: str,
    accepted: bool,
    reason: str,
) -> AllAnswered:
    """Answer what is open of what a page showed, one after the other, as `do` does.

    It gives the key of a passage that is new, and raises LeftOpen for what stays open. Refused
    where nothing of it can be answered together.
    """
    left: list[tuple[Suggestion, str]] = []
    done: list[Suggestion] = []
    with editing(plan, by=by, verb=verb, reason=reason, rights=MAY_WRITE, subject=plan) as w:
        waiting = open_of(w, of, shown)
        find = passages_for(w, waiting)
        for one in waiting:
            try:
                made = do(w, one, find(one))
            except LeftOpen as why:
                left.append((one, str(why)))
            else:
                answer(w, one, accepted=accepted, words=reason, made=made)
                done.append(one)
        if not done:
            outcome = "accepted" if accepted else "refused"
            raise Refused(f"None of them can be {outcome} together: {why_left(left)}.")
        page = plan_url("suggestions", w.plan)
        tell_suggestion_answered(w.plan, done, by=by, accepted=accepted, page=page)
    return AllAnswered(len(done), tuple(left))


def passages_for(
    w: EditContext, waiting: Collection[Suggestion]
) -> Callable[[Suggestion], Passage | None]:
    """Finds the passage each is about as it stands then: one that comes or moves shifts others."""
    if any(not one.has_words for one in waiting):
        return lambda one: w.plan.passages.filter(pk=one.key).first()
    known = {one.pk: one for one in w.plan.passages.filter(pk__in={s.key for s in waiting})}
    return lambda one: known.get(one.key)


def open_of(w: EditContext, of: User, shown: Collection[int]) -> list[Suggestion]:
    """What a page showed that is open still; MovedOn where nothing of it is."""
    rows = list(suggestions_for(w.access, w.plan).filter(by=of, pk__in=shown))
    waiting = [one for one in rows if one.given is None]
    if not waiting:
        changes = newest_act_on(rows[-1]) or newest_act_on(w.plan) if rows else ()
        raise MovedOn("All of these were answered while you had the page open.", changes=changes)
    return waiting


def why_left(left: Collection[tuple[Suggestion, str]]) -> str:
    """ "paragraph 2 of theme 1 (its words changed since, so a person must settle it)"."""
    return "; ".join(f"{one.name_within} ({why})" for one, why in left)
