"""The whole plan saved at once: what is in nobody's way is saved, each conflict told of alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from councils.models import User
from councils.record.changes import changes_in
from councils.sent_forms import SAME_WORDS_FOR
from plans.actions.passages import place_after
from plans.edits import EditContext, editing
from plans.merging import merge
from plans.models import Passage, Plan, Stash, Theme
from plans.together import Together
from web.errors import Change
from web.text import clean


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


@dataclass(frozen=True)
class Conflict:
    """Words that met another's on a `passage`; without one, for a place that is gone.

    `draft` are mine, with what only others changed put in.
    """

    label: str
    mine: str
    theirs: str = ""
    passage: int | None = None
    seen: int = 0
    changes: tuple[Change, ...] = field(default=())
    draft: str = ""


@dataclass(frozen=True)
class WholePlanSaved:
    """How many passages changed or came, and the words that wait for their author's choice.

    `together` are those that were put together with what others changed meanwhile.
    """

    count: int
    conflicts: tuple[Conflict, ...] = ()
    together: tuple[Together, ...] = ()


def write_all(
    plan: Plan,
    *,
    by: User,
    rewrites: Iterable[PassageEdit],
    additions: Iterable[NewPassage] = (),
    reason: str = "",
) -> WholePlanSaved:
    """Save the whole-plan page as one act, but for what somebody else changed or removed too.

    Only what the person changed is looked at: somebody else's newer words elsewhere stay.
    """
    rewrites, additions = tuple(rewrites), tuple(additions)
    given = reason if rewrites or additions else None
    with editing(plan, by=by, verb="edited", given=given, subject=plan) as w:
        conflicts = conflicts_of(w.plan, rewrites, additions)
        together = tuple(rewrite_each(w, rewrites))
        add_each(w, [one for one in additions if not is_there_already(w.plan, one, by=by)])
        forget_what_is_saved(rewrites, conflicts, by=by)
        return WholePlanSaved(len(w.act.rows), conflicts, together)


def forget_what_is_saved(
    rewrites: tuple[PassageEdit, ...], conflicts: tuple[Conflict, ...], *, by: User
) -> None:
    """What the person had not saved in a passage is let go of, unless its words wait."""
    saved = {one.passage for one in rewrites} - {one.passage for one in conflicts}
    if saved:
        Stash.objects.filter(person=by, passage__in=saved).delete()


def conflicts_of(
    plan: Plan, rewrites: tuple[PassageEdit, ...], additions: tuple[NewPassage, ...]
) -> tuple[Conflict, ...]:
    """What both the person and somebody else did with the same passage, or the same theme."""
    passages = passages_by_key(plan)
    shown = words_shown_before(plan, rewrites, passages)
    found = [
        conflict_on(plan, rewrite, passages.get(rewrite.passage), shown)
        for rewrite in rewrites
        if is_conflict(rewrite, passages, shown)
    ]
    themes = {theme.pk for theme in plan.themes.all()}
    found += [
        nowhere(plan, addition.theme, addition.body)
        for addition in additions
        if addition.theme is not None and addition.theme not in themes
    ]
    return tuple(found)


Shown = dict[tuple[int, int], str]


def is_conflict(rewrite: PassageEdit, passages: dict[int, Passage], shown: Shown) -> bool:
    """Whether somebody else's words would be lost, or these would have no place."""
    now, before = passages.get(rewrite.passage), shown.get((rewrite.passage, rewrite.seen))
    if before is not None and rewrite.body == clean(before):
        return False  # only others changed it
    if now is None:
        return True
    if is_current(rewrite, passages) or clean(now.body) == rewrite.body:
        return False
    return before is None or merge(before, rewrite.body, now.body).text is None


def conflict_on(plan: Plan, rewrite: PassageEdit, now: Passage | None, shown: Shown) -> Conflict:
    if now is None:
        # Of this plan alone: the number may be of any passage there ever was.
        changes = changes_in(Passage, rewrite.passage, plan_id=plan.pk)[:1]
        return Conflict("A paragraph that was removed", rewrite.body, changes=tuple(changes))
    done = tuple(changes_in(Passage, now.pk, revision__gt=rewrite.seen))
    before, draft = shown.get((rewrite.passage, rewrite.seen)), rewrite.body
    if before is not None:
        found = merge(before, rewrite.body, now.body)
        draft = found.settled(one.mine for one in found.asked)
    return Conflict(str(now), rewrite.body, now.body, now.pk, now.revision, done, draft)


def nowhere(plan: Plan, theme: int, body: str) -> Conflict:
    """A new paragraph for a theme that is gone."""
    changes = changes_in(Theme, theme, plan_id=plan.pk)[:1]
    return Conflict("For a theme that was removed", body, changes=tuple(changes))


def rewrite_each(w: EditContext, rewrites: tuple[PassageEdit, ...]) -> Iterator[Together]:
    """Save what the person changed, together with what others changed in the same passage."""
    passages = passages_by_key(w.plan)
    shown = words_shown_before(w.plan, rewrites, passages)
    for rewrite in rewrites:
        now, before = passages.get(rewrite.passage), shown.get((rewrite.passage, rewrite.seen))
        if now is None:
            continue
        if is_current(rewrite, passages):
            w.act.change(now, body=rewrite.body)
        elif (
            before is not None and (text := merge(before, rewrite.body, now.body).text) is not None
        ):
            if now.body not in (before, text) and rewrite.body not in (before, text):
                changes = changes_in(Passage, now.pk, revision__gt=rewrite.seen)
                yield Together(rewrite.body, text, tuple(changes))
            w.act.change(now, body=text)


def is_there_already(plan: Plan, addition: NewPassage, *, by: User) -> bool:
    """Whether the same person put these words there just now.

    A browser that goes back asks for the page anew and types into its empty boxes what was typed
    there before: the page is another drawing, with one box more, and the words are the same.
    """
    since = timezone.now() - SAME_WORDS_FOR
    stands = plan.passages.filter(theme=addition.theme, body=addition.body).values("pk")
    came = Passage.history.filter(history_type="+", history_user=by, history_date__gte=since)
    return bool(came.filter(plan_id=plan.pk, id__in=stands).exists())


def add_each(w: EditContext, additions: Iterable[NewPassage]) -> None:
    """Add what was typed at the end of a part that is there."""
    themes = {theme.pk: theme for theme in w.plan.themes.all()}
    for addition in additions:
        if addition.theme is None or addition.theme in themes:
            theme = themes[addition.theme] if addition.theme else None
            passage = Passage(plan=w.plan, theme=theme, body=addition.body)
            place_after(w, passage, None)
            w.act.add(passage)


def passages_by_key(plan: Plan) -> dict[int, Passage]:
    return {passage.pk: passage for passage in plan.passages.all()}


def is_current(rewrite: PassageEdit, passages: dict[int, Passage]) -> bool:
    """Whether nobody has touched the passage since the page showed it."""
    now = passages.get(rewrite.passage)
    return now is not None and now.revision == rewrite.seen


def words_shown_before(
    plan: Plan, rewrites: tuple[PassageEdit, ...], passages: dict[int, Passage]
) -> Shown:
    """What a page that is out of date showed, by passage and revision; no query when none is."""
    late = [one for one in rewrites if not is_current(one, passages)]
    if not late:
        return {}
    rows = Passage.history.filter(
        plan_id=plan.pk,
        id__in=[one.passage for one in late],
        revision__in=[one.seen for one in late],
    )
    return {(row.id, row.revision): row.body for row in rows}
