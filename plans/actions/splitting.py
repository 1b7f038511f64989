"""Split a paragraph in two, and join two that follow each other: no word of them changes."""

from collections.abc import Iterable
from dataclasses import dataclass

from councils.models import User
from councils.record.changes import changes_of
from plans.actions.assignments import OF_AN_ASSIGNMENT
from plans.actions.comment_moves import take_along
from plans.actions.passages import place_after, set_questions, siblings
from plans.actions.suggestion_moves import divide_suggestions, stays_behind, take_suggestions
from plans.edits import EditContext, editing
from plans.guests import links_held
from plans.lengths import LONGEST_PARAGRAPH
from plans.models import Comment, Passage
from plans.quoting import quoted_from
from plans.splitting import joined, place_at
from web.errors import MovedOn, Refused
from web.text import clean

ONLY_PARAGRAPHS = "A heading is not split, and is joined with nothing."
LETTERED_ANEW = "Together the lines of their lists would get other letters. Leave them apart."
NO_PLACE = "Choose a place between two sentences or two lines of a list."
NEXT_IS_ANOTHER = "Another paragraph follows this one now. Look at the two again."
WAS_CHANGED = "The words were changed while you had the page open. Look at them again."
NOTHING_FOLLOWS = "No paragraph follows this one any more."


def split_passage(passage: Passage, *, by: User, seen: int, at: int, reason: str = "") -> Passage:
    """Make two paragraphs of one, with `at` characters of its source in the first; the second.

    Both answer what it answered, are as ready as it was, and are its writer's to write, but that a
    link opens only the paragraph it was sent for. Open comments and suggestions stand with their
    words from now on; what else is said of the paragraph stays with the first.
    """
    with editing(passage.plan, by=by, verb="passage_split", given=reason, subject=passage) as w:
        now = as_shown(w, passage, seen=seen)
        if now.is_heading:
            raise Refused(ONLY_PARAGRAPHS)
        place = place_at(now.body, at)
        if place is None:
            raise Refused(NO_PLACE, field="at")
        second = Passage(plan=w.plan, theme=now.theme, body=place.second, ready=now.ready)
        if now.writer_id and not links_held(now.writer_id, w.plan.pk):
            for name in OF_AN_ASSIGNMENT:
                setattr(second, name, getattr(now, name))
        whole = clean(now.body)
        w.act.change(now, body=place.first)
        place_after(w, second, now.pk)
        w.act.add(second)
        set_questions(w, second, now.answers.values_list("question", flat=True))
        take_along(w, comments_on_words_of(w, now, second), second)
        divide_suggestions(w, now, second, place, whole=whole)
    return second


def as_shown(w: EditContext, passage: Passage, *, seen: int) -> Passage:
    """The paragraph under the lock, as the page had it: a place in other words is another place."""
    now = w.fresh(passage)
    if now.revision != seen:
        raise MovedOn(WAS_CHANGED, changes=changes_of(now, revision__gt=seen))
    return now


def comments_on_words_of(w: EditContext, first: Passage, second: Passage) -> list[Comment]:
    """The open comments on `first` of which the words stand in `second` alone."""
    figures = w.plan.figures.all()

    def stands_in(passage: Passage, one: Comment) -> bool:
        return quoted_from(passage.body, figures, one.quote) != ""

    rows = w.plan.comments.standing_on(first.pk).still_open().exclude(quote="").order_by("pk")
    return [one for one in rows if stands_in(second, one) and not stands_in(first, one)]


@dataclass(frozen=True)
class Loss:
    """What does not go along when two paragraphs are joined, in words."""

    words: str


def next_paragraph(passage: Passage) -> Passage | None:
    """The paragraph that follows a paragraph in its part; None where a heading or nothing does."""
    rows = siblings(passage.plan, passage.theme).filter(place__gt=passage.place)
    after = rows.select_related("writer").first()
    return None if after is None or after.is_heading or passage.is_heading else after


def lost_by_joining(first: Passage, second: Passage) -> list[Loss]:
    """What somebody would miss once `second` is part of `first`; nothing of it is a word."""
    found = []
    if second.writer is not None and not takes_over(first, second):
        if second.writer_id != first.writer_id:
            found.append(f"{second.writer.name} has the second to write, and will not any more")
        elif (second.wanted_on, second.asked_for) != (first.wanted_on, first.asked_for):
            found.append("by when the second is wanted, and what is asked of its writer")
    if count := len(stays_behind(first, second)):
        them = "1 open suggestion" if count == 1 else f"{count} open suggestions"
        found.append(f"{them} for the second can be read, but not accepted any more")
    if first.ready != second.ready:
        found.append("one of them is marked as ready; together they are not")
    return [Loss(one) for one in found]


def takes_over(first: Passage, second: Passage) -> bool:
    """Whether the joined paragraph is to be written by whoever has only the second now.

    A link opens the paragraph it was sent for, which is there no more.
    """
    if first.writer_id or not second.writer_id:
        return False
    return not links_held(second.writer_id, second.plan_id)


def join_passages(
    first: Passage,
    *,
    by: User,
    seen: int,
    second: int,
    second_seen: int,
    loses: bool = False,
    reason: str = "",
) -> Passage:
    """Put the paragraph that follows at the end of `first`; `second` is its key, as a page showed.

    The joined one answers what either did, and what is open on either stands on it. Refused where
    something would be lost that nobody agreed to lose (`loses`); MovedOn where another follows.
    """
    with editing(first.plan, by=by, verb="passages_joined", given=reason, subject=first) as w:
        now = as_shown(w, first, seen=seen)
        other = following(w, now, second, seen=second_seen)
        lost = lost_by_joining(now, other)
        if lost and not loses:
            raise Refused("Say that this may be lost, or leave the two apart.", field="loses")
        body = joined(now.body, other.body)
        if body is None:
            raise Refused(LETTERED_ANEW)
        check_length(body)
        questions = {*keys_of(now), *keys_of(other)}
        mine = w.plan.comments.standing_on(other.pk).still_open().order_by("pk")
        take_along(w, mine, now)
        take_suggestions(w, now, other, body)
        given = {name: getattr(other, name) for name in OF_AN_ASSIGNMENT}
        given = given if takes_over(now, other) else {}
        for answered in other.answers.all():
            w.act.remove(answered)
        w.act.remove(other)
        w.act.change(now, body=body, ready=now.ready and other.ready, **given)
        set_questions(w, now, questions)
        w.act.subject_name = str(first)
    return now


def following(w: EditContext, first: Passage, second: int, *, seen: int) -> Passage:
    """The paragraph that follows under the lock, if it is the one a page showed."""
    if first.is_heading:
        raise Refused(ONLY_PARAGRAPHS)
    shown = w.plan.passages.filter(pk=second).first()
    if shown is not None:
        as_shown(w, shown, seen=seen)
    after = next_paragraph(first)
    if after is None or after.pk != second:
        changes = changes_of(shown or after or first)[:1]
        raise MovedOn(NEXT_IS_ANOTHER if after else NOTHING_FOLLOWS, changes=changes)
    return after


def check_length(body: str) -> None:
    if len(body) > LONGEST_PARAGRAPH:
        raise Refused(
            f"Together they would be longer than {LONGEST_PARAGRAPH:,} characters, which is the "
            "most a paragraph may have. Leave them apart."
        )


def keys_of(passage: Passage) -> Iterable[str]:
    found: Iterable[str] = passage.answers.values_list("question", flat=True)
    return found
