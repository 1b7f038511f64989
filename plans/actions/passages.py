"""Paragraphs and headings: add, edit, move, remove, put back, assign."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied

from councils.models import User
from councils.record.changes import changes_in
from councils.record.models import Act
from councils.roles import Right
from plans import ordering
from plans.actions.beginnings import Beginning, drop_beginning
from plans.actions.comment_moves import bring_back
from plans.actions.stashes import drop_stash
from plans.assignments import given_to
from plans.edits import EditContext, check_explained, editing, note_put_back
from plans.models import Passage, Plan, QuestionLink, Theme
from plans.notifications import tell_taken_back, tell_writer
from plans.ordering import evenly_spaced, place_at
from plans.together import Together, act_of, put_together
from web.errors import MovedOn, Refused

# Instead of a writer: whoever it is assigned to, or nobody, stays.
AS_IT_IS = "as it is"
# Instead of a passage to stand after: before all others of its part.
FIRST = 0


def add_passage(
    plan: Plan,
    *,
    by: User,
    theme: Theme | None,
    kind: str,
    body: str,
    questions: Iterable[str] = (),
    writer: User | None = None,
    ready: bool = False,
    after: int | None = None,
    on_question: str = "",
    reason: str = "",
) -> Passage:
    """Add a paragraph or a heading to a theme (or the introduction), where `after` says.

    That is the key of the passage it follows, or FIRST; it stands last without one, and where that
    passage has gone from this part meanwhile. A contributor adds paragraphs to a theme they were
    given, or on a question they were (`on_question`, which the paragraph then answers); each is
    theirs, as that was asked of them.
    """
    rights = (Right.WRITE_PLANS, Right.WRITE_ASSIGNED)
    with editing(plan, by=by, verb="added", given=reason, rights=rights) as w:
        check_same_plan(w.plan, theme)
        passage = Passage(
            plan=w.plan, theme=theme, kind=kind, body=body, writer=writer, ready=ready
        )
        questions = {*questions, *([on_question] if on_question else [])}
        if not w.access.may(Right.WRITE_PLANS):
            be_writers_own(w, passage, by=by, question=on_question)
        place_after(w, passage, after)
        w.act.add(passage)
        w.act.subject = passage
        set_questions(w, passage, questions, known=())
        where = Beginning(theme.pk if theme else None, after, on_question)
        drop_beginning(w.plan, where, by=by)
        tell_writer(passage, by=by)
    return passage


def be_writers_own(w: EditContext, passage: Passage, *, by: User, question: str) -> None:
    """A contributor's new paragraph is theirs; PermissionDenied where nothing gives it to them."""
    theme = w.plan.themes.filter(pk=passage.theme_id).first() if passage.theme_id else None
    given = given_to(by, w.plan, theme=theme, question=question)
    if given is None or passage.is_heading:
        raise PermissionDenied("Only what somebody was given to write may they add to.")
    passage.writer, passage.wanted_on = by, given.wanted_on
    passage.asked_for = given.asked_for


@dataclass(frozen=True)
class PassageSaved:
    """Whether anything differed, the revision that stands then, and what was put together."""

    changed: bool
    revision: int
    together: Together | None = None

    def __bool__(self) -> bool:
        return self.changed


def edit_passage(
    passage: Passage,
    *,
    by: User,
    seen: int,
    body: str,
    questions: Iterable[str] | None = None,
    ready: bool | None = None,
    writer: User | str | None = AS_IT_IS,
    reason: str = "",
    back_to: Act | None = None,
) -> PassageSaved:
    """Change a passage's words, ready mark, questions or writer; false when nothing differs.

    Its assigned writer may change the words, the mark and the questions; only an author reassigns.
    What was typed on a page that is out of date is put together with what others changed since
    (see `plans.together`). `back_to` is the act whose text this puts back, as it was or not at all.
    """
    values: dict[str, Any] = {"body": body} if ready is None else {"body": body, "ready": ready}
    if not isinstance(writer, str):
        values["writer_id"] = writer.pk if writer else None
    together = None
    # What the act will call it is read now, and not while others wait for the plan.
    str(passage)
    with editing_passage(passage, by=by, reason=reason) as w:
        now = w.fresh(passage, seen=seen if back_to else None, **values)
        if now.revision != seen and not back_to:
            values, together = put_together(now, seen=seen, **values)
        check_may_write(w, now, by=by)
        note_put_back(w, back_to)
        if not w.access.may(Right.WRITE_PLANS):
            values.pop("writer_id", None)
        if "writer_id" in values and values["writer_id"] is None:
            # Nobody is asked for a day or for anything else.
            values |= {"wanted_on": None, "asked_for": ""}
        note_together(w, together, now)
        is_given_on = values.get("writer_id", now.writer_id) != now.writer_id
        had = now.writer if is_given_on else None
        changed = change_passage(w, now, values, reason=reason)
        if is_given_on:
            now.plan = w.plan
            tell_writer(now, by=by)
            tell_taken_back(w.plan, had, now, by=by, given_on=now.writer is not None)
        if questions is not None:
            known = getattr(passage, "answered", None)
            changed = set_questions(w, now, questions, known=known) or changed
        drop_stash(by, now)
    return PassageSaved(changed, now.revision, together)


def editing_passage(
    passage: Passage, *, by: User, reason: str
) -> AbstractContextManager[EditContext]:
    """The doorway for whoever may write this one passage."""
    return editing(
        passage.plan,
        by=by,
        verb="edited",
        reason=reason,
        rights=(Right.WRITE_PLANS, Right.WRITE_ASSIGNED),
        subject=passage,
    )


def change_passage(w: EditContext, now: Passage, values: dict[str, Any], *, reason: str) -> bool:
    """A mark or an assignment is not part of the document: only new words need a reason."""
    if values.get("body", now.body) != now.body:
        check_explained(w.plan, reason)
    return w.act.change(now, **values)


def note_together(w: EditContext, together: Together | None, now: Passage) -> None:
    """Have the act being written say which act its words were put together with, if any."""
    if together is not None:
        other = act_of(now)
        w.act.verb = "edited_together"
        w.act.details = {"act": other.sequence, "as_of": other.at.isoformat()}


def check_may_write(w: EditContext, passage: Passage, *, by: User) -> None:
    if not w.access.may(Right.WRITE_PLANS) and passage.writer_id != by.pk:
        raise PermissionDenied("Only the person this is assigned to may write it.")


def move_passage(
    passage: Passage,
    *,
    by: User,
    seen: int,
    theme: Theme | None,
    position: int,
    reason: str = "",
) -> bool:
    """Put a passage at `position` (0 is first) among the others of a theme or the introduction."""
    with editing(passage.plan, by=by, verb="moved", given=reason, subject=passage) as w:
        now = w.fresh(passage, seen=seen)
        check_same_plan(w.plan, theme)
        return put_at(w, now, theme, position)


def put_at(w: EditContext, now: Passage, theme: Theme | None, position: int) -> bool:
    """Let a passage stand at a position among the others of a part; False where it does."""
    others = list(siblings(w.plan, theme).exclude(pk=now.pk))
    same_theme = now.theme_id == (theme.pk if theme else None)
    current = sum(other.place < now.place for other in others)
    if same_theme and current == max(0, min(position, len(others))):
        return False
    place = free_place(w, others, position)
    return w.act.change(now, theme_id=theme.pk if theme else None, place=place)


def remove_passage(passage: Passage, *, by: User, seen: int, reason: str = "") -> None:
    """Take a passage out of the plan; the history keeps it, and it can be put back."""
    with editing(passage.plan, by=by, verb="removed", given=reason) as w:
        now = w.fresh(passage, seen=seen)
        w.act.subject_name = str(now)
        w.act.subject = None
        take_out(w, now)
        w.act.rows.reverse()


def take_out(w: EditContext, now: Passage) -> None:
    """Remove a passage, with the marks of the questions it answers."""
    for answered in now.answers.all():
        w.act.remove(answered)
    w.act.remove(now)


def put_back(plan: Plan, *, by: User, removed: int, reason: str = "") -> Passage:
    """Bring a removed passage back to its place, with the questions it answered.

    It keeps its key, `removed`, so that its history goes on and nobody can put it back twice.
    """
    with editing(plan, by=by, verb="passage_put_back", given=reason) as w:
        history = Passage.history.filter(id=removed, plan_id=plan.pk)
        last = history.order_by("-history_id").first()
        if last is None or last.history_type != "-":
            changes = changes_in(Passage, removed, plan_id=plan.pk)[:1]
            raise MovedOn("This is already back in the plan.", changes=changes)
        passage = Passage(
            pk=removed,
            plan=w.plan,
            theme=w.plan.themes.filter(pk=last.theme_id).first(),
            kind=last.kind,
            body=last.body,
            revision=last.revision + 1,
        )
        place_again(w, passage, last)
        w.act.add(passage)
        w.act.subject = passage
        lost = QuestionLink.history.filter(passage_id=removed, act_id=last.act_id, history_type="-")
        set_questions(w, passage, lost.values_list("question", flat=True))
        bring_back(w, passage, last.act_id)
    return passage


def check_same_plan(plan: Plan, theme: Theme | None) -> None:
    """A passage stands in a theme of its own plan."""
    if theme is not None and theme.plan_id != plan.pk:
        raise Refused("That theme belongs to another plan.")


def siblings(plan: Plan, theme: Theme | None):
    """Passages of a theme, or of the introduction, in order."""
    return Passage.objects.filter(plan=plan, theme=theme).order_by("place")


def place_after(w: EditContext, passage: Passage, after: int | None) -> None:
    """Give a new passage its place: first, after another, or last."""
    others = list(siblings(w.plan, passage.theme))
    passage.place = free_place(w, others, position_after(others, after))


def position_after(others: list[Passage], after: int | None) -> int:
    """At which position something stands that follows another; last where that is not there."""
    places = {FIRST: 0} | {one.pk: place for place, one in enumerate(others, start=1)}
    return len(others) if after is None else places.get(after, len(others))


def place_again(w: EditContext, passage: Passage, last: Any) -> None:
    """Where it stood among what is there now; last in the introduction if its theme is gone."""
    others = list(siblings(w.plan, passage.theme))
    stands = passage.theme_id == last.theme_id
    position = sum(other.place < last.place for other in others) if stands else len(others)
    passage.place = free_place(w, others, position)


def free_place(w: EditContext, others: list, position: int) -> int:
    """A free place at `position` among sorted rows, spacing them out when there is none."""
    place = place_at([other.place for other in others], position)
    if place is not None:
        return place
    for other, spaced in zip(others, evenly_spaced(len(others)), strict=True):
        w.act.change(other, place=spaced)
    return place_at([other.place for other in others], position) or ordering.STEP


def set_questions(
    w: EditContext,
    passage: Passage,
    questions: Iterable[str],
    *,
    known: Iterable[str] | None = None,
) -> bool:
    """Let the passage answer exactly `questions`; False when it did already.

    `known` are those that the page showed it to answer: who leaves them as they were changes none.
    """
    wanted = {key for key in questions if key in w.plan.asked.question_keys}
    if known is not None and set(known) == wanted:
        return False
    held = {row.question: row for row in passage.answers.all()}
    for key in sorted(set(held) - wanted):
        w.act.remove(held[key])
    for key in sorted(wanted - set(held)):
        w.act.add(QuestionLink(passage=passage, question=key))
    return set(held) != wanted
