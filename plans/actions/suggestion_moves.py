"""Open suggestions that go on with their words when a paragraph is split, or two are joined.

A suggestion stays as it was made. It goes on as another of the same maker, for the words of one
paragraph, and is answered no more itself.
"""

from collections.abc import Iterable
from typing import Any

from plans.actions.comments import LONGEST_NAME
from plans.actions.suggestions import answer
from plans.actions.whole_passages import put_in_before
from plans.comments import About, Things, things_of
from plans.divided import divided
from plans.edits import EditContext
from plans.models import Passage, Suggestion
from plans.splitting import SplitPlace, joined
from plans.suggestions import merged
from plans.whole_passages import name_of_new

Kind = Suggestion.Kind
AS_MADE = ("note", "stage", "by", "at", "file", "said_by", "said_on", "is_heading")


def divide_suggestions(
    w: EditContext, first: Passage, second: Passage, place: SplitPlace, *, whole: str
) -> None:
    """What is open for `first` goes on for that of the two whose words it is about, or for both.

    What a person must settle first stays with the first, and its page says that it was split.
    """
    waiting = Suggestion.objects.still_open().filter(plan=w.plan).select_related("by")
    for_it = list(waiting.filter(key=first.pk).exclude(kind=Kind.NEW).order_by("pk"))
    after_it = list(waiting.filter(after=first.pk, theme=first.theme_id).order_by("pk"))
    if not (for_it or after_it):
        return
    things = things_of(w.plan, {About.PASSAGE})
    for one in for_it:
        go_on(w, one, things, parts_of(one, (first, second), place, whole))
    go_after(w, after_it, second, things)


def go_after(
    w: EditContext, suggestions: Iterable[Suggestion], passage: Passage, things: Things
) -> None:
    """What is to come or to move there stands after this one; but what follows others that were put
    in before it finds its place by those."""
    for one in suggestions:
        if one.kind != Kind.NEW or not put_in_before(one):
            go_on(w, one, things, [after(one, passage, things)])


def parts_of(
    one: Suggestion, both: tuple[Passage, Passage], place: SplitPlace, whole: str
) -> list[dict[str, Any]]:
    """What it asks of each of the two; nothing where it cannot be said of either alone."""
    if one.kind == Kind.GONE:
        is_as_it_was = one.before == whole
        return [gone(each) for each in both] if is_as_it_was else []
    if one.kind == Kind.MOVED:
        first, second = both
        where = {"theme": one.theme, "after": one.after}
        return [moved(first, **where), moved(second, theme=one.theme, after=first.pk)]
    words = merged(one, whole).text
    halves = None if words is None else divided(words, place, whole)
    if halves is None:
        return []
    pairs = zip(both, halves, strict=True)
    return [words_for(each, words) for each, words in pairs if words != each.body]


def words_for(passage: Passage, words: str) -> dict[str, Any]:
    """Other words for a paragraph; that it is taken out, where none of its words would stand."""
    if not words:
        return gone(passage)
    return {"kind": Kind.WORDS, "key": passage.pk, "before": passage.body, "proposed": words}


def gone(passage: Passage) -> dict[str, Any]:
    return {"kind": Kind.GONE, "key": passage.pk, "before": passage.body, "proposed": ""}


def moved(passage: Passage, **where: int | None) -> dict[str, Any]:
    facts = {"kind": Kind.MOVED, "key": passage.pk, "before": passage.body, "proposed": ""}
    return facts | where


def after(one: Suggestion, passage: Passage, things: Things) -> dict[str, Any]:
    """The same new or moved passage, to stand after another one."""
    where: dict[str, Any] = {"theme": one.theme, "after": passage.pk}
    facts = {"kind": one.kind, "key": one.key, "before": one.before, "proposed": one.proposed}
    if one.kind == Kind.NEW:
        name = name_of_new(things, **where, is_heading=one.is_heading)
        facts |= {"key": passage.pk, "name": name}
    return facts | where


def go_on(w: EditContext, one: Suggestion, things: Things, parts: list[dict[str, Any]]) -> None:
    """It goes on as these, under the name and day it has, and is answered no more itself."""
    as_made = {name: getattr(one, name) for name in AS_MADE}
    for facts in parts:
        name = facts.pop("name", "") or things.name_of(About.PASSAGE, facts["key"]) or one.name
        made = Suggestion(plan=w.plan, name=name[:LONGEST_NAME], goes_on_from=one, **facts)
        for field, value in as_made.items():
            setattr(made, field, value)
        w.act.add(made)
    if parts:
        answer(w, one, accepted=False, words="", divided=True)


def goes_along(first: Passage, second: Passage) -> list[tuple[Suggestion, str]]:
    """Each suggestion of other words for the second of two that are joined, with the words that
    both would have by it."""
    found = []
    for one in open_for(second):
        words = merged(one, second.body).text if one.has_words else None
        both = joined(first.body, words) if words else None
        if both is not None and both != joined(first.body, second.body):
            found.append((one, both))
    return found


def stays_behind(first: Passage, second: Passage) -> list[Suggestion]:
    """What is open for the second, and cannot be said of both together."""
    along = {one.pk for one, _ in goes_along(first, second)}
    return [one for one in open_for(second) if one.pk not in along and one.kind != Kind.NEW]


def open_for(passage: Passage) -> list[Suggestion]:
    waiting = Suggestion.objects.still_open().filter(key=passage.pk, plan=passage.plan_id)
    return list(waiting.select_related("by").order_by("pk"))


def take_suggestions(w: EditContext, first: Passage, second: Passage, body: str) -> None:
    """What is open for the second goes on for `first`, of which `body` are the words then.

    What was to stand after the second is to stand after the two, but for the first itself.
    """
    waiting = Suggestion.objects.still_open().filter(plan=w.plan).select_related("by")
    others = waiting.exclude(kind=Kind.MOVED, key=first.pk)
    after_it = list(others.filter(after=second.pk, theme=first.theme_id).order_by("pk"))
    along = goes_along(first, second)
    if not (along or after_it):
        return
    things = things_of(w.plan, {About.PASSAGE})
    for one, words in along:
        facts = {"kind": Kind.WORDS, "key": first.pk, "before": body, "proposed": words}
        go_on(w, one, things, [facts])
    go_after(w, after_it, first, things)
