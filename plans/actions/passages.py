"""Paragraphs and headings: add, edit, move, remove, put back, assign, and write many at once."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from councils.models import User
from councils.roles import Right
from plans import ordering
from plans.edits import EditContext, editing
from plans.models import Passage, Plan, QuestionLink, Theme
from plans.ordering import evenly_spaced, place_at
from web.errors import Difference, Refused, StalePage
from web.text import clean

# Instead of a writer: whoever it is assigned to, or nobody, stays.
AS_IT_IS = "as it is"


@dataclass(frozen=True)
class PassageEdit:
    """New words for one passage of the whole-plan page, and the revision the page showed."""

    passage: int
    seen: int
    body: str


@dataclass(frozen=True)
class NewPassage:
    """A paragraph typed at the end of a theme, or of the introduction when `theme` is None."""

    theme: int | None
    body: str


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
    after: Passage | None = None,
    reason: str = "",
) -> Passage:
    """Add a paragraph or a heading to a theme (or the introduction), last or after another."""
    with editing(plan, by=by, verb="added", reason="Drafting", given=reason) as w:
        check_same_plan(w.plan, theme)
        passage = Passage(
            plan=w.plan, theme=theme, kind=kind, body=body, writer=writer, ready=ready
        )
        place_after(w, passage, after)
        w.act.add(passage)
        w.act.subject = passage
        set_questions(w, passage, questions, known=())
    return passage


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
) -> bool:
    """Change a passage's words, ready mark, questions or writer; False when nothing differs.

    Its assigned writer may change the words, the mark and the questions; only an author reassigns.
    """
    values: dict[str, object] = {"body": body} if ready is None else {"body": body, "ready": ready}
    with editing_passage(passage, by=by, body=body, reason=reason) as w:
        now = w.fresh(passage, seen=seen, **values)
        check_may_write(w, now, by=by)
        if w.access.may(Right.WRITE_PLANS) and not isinstance(writer, str):
            values["writer_id"] = writer.pk if writer else None
        changed = w.act.change(now, **values)
        if questions is not None:
            known = getattr(passage, "answered", None)
            changed = set_questions(w, now, questions, known=known) or changed
    return changed


def editing_passage(
    passage: Passage, *, by: User, body: str, reason: str
) -> AbstractContextManager[EditContext]:
    """The doorway for whoever may write this one passage."""
    return editing(
        passage.plan,
        by=by,
        verb="edited",
        reason=reason.strip() or "Drafting",
        # A mark or an assignment is not part of the document: only new words need a reason.
        given=reason if body != passage.body else None,
        rights=(Right.WRITE_PLANS, Right.WRITE_ASSIGNED),
        subject=passage,
    )


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
    with editing(
        passage.plan, by=by, verb="moved", reason="Drafting", given=reason, subject=passage
    ) as w:
        now = w.fresh(passage, seen=seen)
        check_same_plan(w.plan, theme)
        others = list(siblings(w.plan, theme).exclude(pk=now.pk))
        same_theme = now.theme_id == (theme.pk if theme else None)
        current = sum(other.place < now.place for other in others)
        if same_theme and current == max(0, min(position, len(others))):
            return False
        place = free_place(w, others, position)
        return w.act.change(now, theme_id=theme.pk if theme else None, place=place)


def remove_passage(passage: Passage, *, by: User, seen: int, reason: str = "") -> None:
    """Take a passage out of the plan; the history keeps it, and it can be put back."""
    with editing(passage.plan, by=by, verb="removed", reason="Drafting", given=reason) as w:
        now = w.fresh(passage, seen=seen)
        w.act.subject_name = str(now)
        w.act.subject = None
        for answered in now.answers.all():
            w.act.remove(answered)
        w.act.remove(now)
        w.act.rows.reverse()


def put_back(plan: Plan, *, by: User, removed: int, reason: str = "") -> Passage:
    """Bring a removed passage back at the end of where it stood, with the questions it answered.

    It keeps its key, `removed`, so that its history goes on and nobody can put it back twice.
    """
    given = reason.strip() or "Put back"
    with editing(plan, by=by, verb="passage_put_back", reason=given, given=given) as w:
        history = Passage.history.filter(id=removed, plan_id=plan.pk)
        last = history.order_by("-history_id").first()
        if last is None or last.history_type != "-":
            raise Refused("This is already back in the plan.")
        passage = Passage(
            pk=removed,
            plan=w.plan,
            theme=w.plan.themes.filter(pk=last.theme_id).first(),
            kind=last.kind,
            body=last.body,
            revision=last.revision + 1,
        )
        place_after(w, passage, None)
        w.act.add(passage)
        w.act.subject = passage
        lost = QuestionLink.history.filter(passage_id=removed, act_id=last.act_id, history_type="-")
        set_questions(w, passage, lost.values_list("question", flat=True))
    return passage


def write_all(
    plan: Plan,
    *,
    by: User,
    rewrites: Iterable[PassageEdit],
    additions: Iterable[NewPassage] = (),
    reason: str = "",
) -> int:
    """Save the whole-plan page as one act; how many passages changed or came.

    Only what the person changed is looked at: somebody else's newer words elsewhere stay.
    Raises StalePage when a passage they changed was changed or removed by somebody else too.
    """
    rewrites, additions = tuple(rewrites), tuple(additions)
    given = reason if rewrites or additions else None
    with editing(plan, by=by, verb="edited", reason="Drafting", given=given, subject=plan) as w:
        rewrite_each(w, rewrites)
        themes = {theme.pk: theme for theme in w.plan.themes.all()}
        for addition in additions:
            theme = themes.get(addition.theme) if addition.theme else None
            passage = Passage(plan=w.plan, theme=theme, body=addition.body)
            place_after(w, passage, None)
            w.act.add(passage)
        return len(w.act.rows)


def rewrite_each(w: EditContext, rewrites: tuple[PassageEdit, ...]) -> None:
    """Save what the person changed; words that only others changed stay, what both did is stale."""
    passages = {passage.pk: passage for passage in w.plan.passages.all()}
    shown = words_shown_before(w.plan, [one for one in rewrites if not is_current(one, passages)])
    stale: list[Difference] = []
    revisions: dict[str, int] = {}
    for rewrite in rewrites:
        now = passages.get(rewrite.passage)
        before = shown.get((rewrite.passage, rewrite.seen))
        if now is not None and (is_current(rewrite, passages) or now.body == before):
            w.act.change(now, body=rewrite.body)
        elif before is None or rewrite.body != clean(before):
            label = str(now) if now else "A paragraph that was removed"
            stale.append(Difference(label, rewrite.body, now.body if now else ""))
        if now is not None:
            revisions[f"seen-{now.pk}"] = now.revision
    if stale:
        raise StalePage(tuple(stale), seen=revisions)


def is_current(rewrite: PassageEdit, passages: dict[int, Passage]) -> bool:
    """Whether nobody has touched the passage since the page showed it."""
    now = passages.get(rewrite.passage)
    return now is not None and now.revision == rewrite.seen


def words_shown_before(plan: Plan, late: list[PassageEdit]) -> dict[tuple[int, int], str]:
    """What a page that is out of date showed, by passage and revision; no query when none is."""
    if not late:
        return {}
    rows = Passage.history.filter(
        plan_id=plan.pk,
        id__in=[one.passage for one in late],
        revision__in=[one.seen for one in late],
    )
    return {(row.id, row.revision): row.body for row in rows}


def check_same_plan(plan: Plan, theme: Theme | None) -> None:
    """A passage stands in a theme of its own plan."""
    if theme is not None and theme.plan_id != plan.pk:
        raise Refused("That theme belongs to another plan.")


def siblings(plan: Plan, theme: Theme | None):
    """Passages of a theme, or of the introduction, in order."""
    return Passage.objects.filter(plan=plan, theme=theme).order_by("place")


def place_after(w: EditContext, passage: Passage, after: Passage | None) -> None:
    """Give a new passage its place: after another, or last."""
    others = list(siblings(w.plan, passage.theme))
    position = len(others)
    if after is not None:
        position = next(
            (index + 1 for index, other in enumerate(others) if other.pk == after.pk), position
        )
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
