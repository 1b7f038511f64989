"""Settle what several people would have of one passage: one's words, everybody's, or one's own."""

from collections.abc import Collection
from dataclasses import dataclass

from councils.models import User
from councils.record.changes import newest_act_on
from plans.access import plan_url
from plans.actions.passages import change_passage
from plans.actions.suggestions import MAY_WRITE, answer
from plans.actions.whole_passages import carry_out
from plans.beside import Beside, beside_on
from plans.edits import EditContext, editing
from plans.models import Passage, Suggestion
from plans.notifications import tell_suggestion_answered
from plans.suggestions import check_may_write_passage, suggestions_for
from web.errors import MovedOn, Refused

TOGETHER, OWN = "together", "own"
MEET = "Two of them would have the same words otherwise. Take one, or write your own."
MOVED_ON = "What is suggested here was answered, or more was suggested, since you opened the page."
NOT_SETTLED = "The words changed since this was suggested. Settle it on its own page first."


@dataclass(frozen=True)
class Settled:
    """How many were accepted, and how many refused."""

    taken: int
    refused: int


def settle_beside(
    passage: Passage,
    *,
    by: User,
    seen: int,
    shown: Collection[int],
    take: str,
    own: str = "",
    used: Collection[int] = (),
    reason: str = "",
) -> Settled:
    """Let stand what was chosen of the suggestions `shown`; each is answered, and by one act.

    `take` is the key of one, TOGETHER, or OWN: then `own` stands, and those `used` in it are
    accepted. What was not taken is refused. StalePage where the passage was changed since `seen`.
    """
    with editing(
        passage.plan,
        by=by,
        verb="suggestions_settled",
        reason=reason,
        rights=MAY_WRITE,
        subject=passage,
    ) as w:
        typed = {"body": own} if take == OWN else {}
        now = w.fresh(passage, seen=seen, **typed)
        now.plan = w.plan
        check_may_write_passage(w.access, now)
        beside = beside_on(now, list(suggestions_for(w.access, w.plan)), w.access)
        if {one.pk for one in beside.rows} != set(shown):
            raise MovedOn(MOVED_ON, changes=newest_act_on(beside.rows[-1]) if beside.rows else ())
        taken = taken_of(beside, take, used)
        w.act.subject_name = str(now)
        write(w, now, beside, take, own=own, reason=reason)
        for one in beside.rows:
            answer(w, one, accepted=one in taken, words=reason)
        tell(w, taken, accepted=True)
        tell(w, [one for one in beside.rows if one not in taken], accepted=False)
    return Settled(len(taken), len(beside.rows) - len(taken))


def taken_of(beside: Beside, take: str, used: Collection[int]) -> list[Suggestion]:
    """Those whose words stand then."""
    if take == TOGETHER:
        return beside.rows
    keys = set(used) if take == OWN else {int(take)}
    return [one for one in beside.rows if one.pk in keys]


def write(
    w: EditContext, now: Passage, beside: Beside, take: str, *, own: str, reason: str
) -> None:
    """Let the passage read as it was settled, or take it out."""
    if take == OWN:
        change_passage(w, now, {"body": own}, reason=reason)
        return
    if take == TOGETHER:
        if beside.together is None:
            raise Refused(MEET, field="take")
        change_passage(w, now, {"body": beside.together}, reason=reason)
        return
    one = next((each for each in beside.shown if str(each.suggestion.pk) == take), None)
    if one is None or one.text is None or not one.may_accept:
        raise Refused(NOT_SETTLED, field="take")
    if one.suggestion.kind == Suggestion.Kind.GONE:
        carry_out(w, one.suggestion, now, reason=reason)
    else:
        change_passage(w, now, {"body": one.text}, reason=reason)


def tell(w: EditContext, rows: list[Suggestion], *, accepted: bool) -> None:
    page = plan_url("suggestions", w.plan)
    tell_suggestion_answered(w.plan, rows, by=w.act.by, accepted=accepted, page=page)
