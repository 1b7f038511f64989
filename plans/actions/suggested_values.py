"""Accept a value that was suggested for a figure, or for a row of a list, as its own edit."""

from collections.abc import Callable, Collection, Mapping
from itertools import groupby
from typing import Any

from councils.models import User
from councils.record.changes import newest_act_on
from plans.access import plan_url
from plans.actions.items import change_item, changes_the_document, check_no_second
from plans.actions.passages import change_passage
from plans.actions.suggestions import answer, check_open
from plans.comments import rows_of
from plans.edits import EditContext, check_explained, editing
from plans.models import Passage, Suggestion, SuggestionAnswer
from plans.notifications import tell_suggestion_answered
from plans.printed_fields import reads_alike, standing_in
from plans.richtext import FIGURE
from plans.suggestions import suggestions_for
from web.errors import Gone, MovedOn, Refused

STANDS_ALREADY = "This value stands there already. Refuse the suggestion, or leave it."
GONE = "What this was suggested for was removed from the plan."
MENTIONED_OTHERWISE = (
    "The paragraphs in which the file changed this figure print it otherwise by now, so where it "
    "was changed cannot be told. Change their words, and then refuse this suggestion."
)
# Why a value is not taken together with others, within a sentence.
IS_GONE = "it is no longer in the plan"
OTHERS_TOO = "others would have another value there, so a person must choose"
READS_OTHERWISE = "its value changed since, so a person must settle it"
IN_SOME_PLACES = "it was changed in some of the places that print it, so a person must look"
IS_THERE = "this value stands there already"
MORE_CAME = "What is suggested here was answered, or more was suggested, since you opened the page."


def accept_value(
    take: Suggestion,
    *,
    by: User,
    seen: int,
    values: dict[str, Any],
    shown: Collection[int],
    reason: str = "",
    only_there: bool = False,
) -> SuggestionAnswer:
    """Let `values` stand, which the form made of what was suggested; StalePage as with any edit.

    The others of those `shown` for the same field are refused. `only_there` writes a figure's other
    value where its file has it, in words: the figure stays, and so do the others.
    """
    if only_there:
        return write_there(take, by=by, reason=reason)
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
        item = row_of(w, take)
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


def write_there(take: Suggestion, *, by: User, reason: str) -> SuggestionAnswer:
    """Have the mentions that a file changed say the other value as words, and no figure."""
    with editing(take.plan, by=by, verb="suggestion_accepted", reason=reason, subject=take) as w:
        check_open(w, take)
        figure = row_of(w, take)
        if figure is None:
            raise Gone(GONE)
        passages = {one.pk: one for one in w.plan.passages.all()}
        for key, body in written_there(take, figure.name, passages).items():
            change_passage(w, passages[key], {"body": body}, reason=reason)
        given = answer(w, take, accepted=True, words=reason)
        page = plan_url("suggestions", w.plan)
        tell_suggestion_answered(w.plan, [take], by=by, accepted=True, page=page)
    return given


def written_there(take: Suggestion, figure: str, passages: Mapping[int, Passage]) -> dict[int, str]:
    """By their keys, the passages' words with the other value at each mention that was changed.

    Refused where they print the figure another number of times by now.
    """
    found: dict[int, str] = {}
    for key, places in groupby(sorted(take.mentions), key=lambda each: each[0]):
        changed = list(places)
        body = passages[key].body if key in passages else ""
        mentions = [each for each in FIGURE.finditer(body) if each[1] == figure]
        if len(mentions) != changed[0][2]:
            raise Refused(MENTIONED_OTHERWISE, field="where")
        for _, place, _ in reversed(changed):
            start, end = mentions[place].span()
            body = f"{body[:start]}{take.proposed}{body[end:]}"
        found[key] = body
    return found


def row_of(w: EditContext, one: Suggestion) -> Any:
    """The row it is about, under the lock; None where that was removed."""
    return rows_of(w.plan, one.about).filter(pk=one.item).first()


# What the form of a row makes of what was suggested for it, and why it takes none of it.
Taken = Callable[[Any, Suggestion], tuple[dict[str, Any], str]]


def take_certain(w: EditContext, one: Suggestion, taken: Taken, *, reason: str) -> str:
    """Let it stand where nobody needs to look first; else nothing is done, and it says why not."""
    item = row_of(w, one)
    if item is None:
        return IS_GONE
    item.plan = w.plan
    if same_field(suggestions_for(w.access, w.plan).still_open(), one).exclude(pk=one.pk).exists():
        return OTHERS_TOO
    stands = standing_in(item, one.field)
    if reads_alike(stands, one.proposed):
        return IS_THERE
    if not reads_alike(stands, one.before):
        return READS_OTHERWISE
    if one.note:
        # That of a value from a file says where a figure was left as it stood.
        return IN_SOME_PLACES
    values, why = taken(item, one)
    if why := why or why_second(item, values):
        return f"{why[:1].lower()}{why[1:]}".rstrip(".")
    if changes_the_document(item, values):
        check_explained(w.plan, reason)
    return "" if change_item(w, item, seen=item.revision, values=values) else IS_THERE


def why_second(item: Any, values: dict[str, Any]) -> str:
    """Why a row that is called as another one is cannot stand beside it; "" where none is."""
    try:
        check_no_second(item.plan, type(item), values, but=item.pk)
    except Refused as why:
        return str(why)
    return ""


def same_field(suggestions: Any, of: Suggestion) -> Any:
    """What else is suggested for the same field of the same thing."""
    return suggestions.filter(kind=of.kind, about=of.about, item=of.item, field=of.field)
