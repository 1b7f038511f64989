"""Accept a value that was suggested for a figure, a commitment or a metric, as its own edit."""

from collections.abc import Collection
from typing import Any

from councils.models import User
from councils.record.changes import newest_act_on
from plans.access import plan_url
from plans.actions.items import change_item, changes_the_document
from plans.actions.suggestions import answer, check_open
from plans.comments import LISTED
from plans.edits import check_explained, editing
from plans.models import Suggestion, SuggestionAnswer
from plans.notifications import tell_suggestion_answered
from plans.suggestions import suggestions_for
from web.errors import Gone, MovedOn, Refused

STANDS_ALREADY = "This value stands there already. Refuse the suggestion, or leave it."
GONE = "What this was suggested for was removed from the plan."
MORE_CAME = "What is suggested here was answered, or more was suggested, since you opened the page."


def accept_value(
    take: Suggestion,
    *,
    by: User,
    seen: int,
    values: dict[str, Any],
    shown: Collection[int],
    reason: str = "",
) -> SuggestionAnswer:
    """Let `values` stand, which the form made of what was suggested; StalePage as with any edit.

    The others of those `shown` for the same field are refused.
    """
    several = len(shown) > 1
    with editing(
        take.plan,
        by=by,
        verb="suggestions_settled" if several else "suggestion_accepted",
        reason=reason,
        subject=take,
    ) as w:
        check_open(w, take)
        waiting = list(same_field(suggestions_for(w.access, w.plan), take).still_open())
        if {one.pk for one in waiting} != set(shown):
            raise MovedOn(MORE_CAME, changes=newest_act_on(waiting[-1]))
        rows: Any = LISTED[take.about]._default_manager.filter(plan=w.plan)
        item = rows.filter(pk=take.item).first()
        if item is None:
            raise Gone(GONE)
        if several:
            w.act.subject = item
        if changes_the_document(item, values):
            check_explained(w.plan, reason)
        if not change_item(w, item, seen=seen, values=values):
            raise Refused(STANDS_ALREADY)
        given = [answer(w, one, accepted=one.pk == take.pk, words=reason) for one in waiting]
        page = plan_url("suggestions", w.plan)
        tell_suggestion_answered(w.plan, [take], by=by, accepted=True, page=page)
        others = [one for one in waiting if one.pk != take.pk]
        tell_suggestion_answered(w.plan, others, by=by, accepted=False, page=page)
    return next(one for one in given if one.accepted)


def same_field(suggestions: Any, of: Suggestion) -> Any:
    """What else is suggested for the same field of the same thing."""
    return suggestions.filter(kind=of.kind, about=of.about, item=of.item, field=of.field)
