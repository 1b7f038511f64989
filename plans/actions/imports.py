"""Bring a council's own text into a plan: keep it for the review, then place it as one act."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone

from councils.access import access_of
from councils.models import Council, User
from councils.roles import Right
from plans.actions.bringing import Brought, bring_in
from plans.actions.files import name_to_keep
from plans.actions.plans import start_plan
from plans.edits import EditContext, check_not_closed, editing, locked_plan
from plans.importing.bringing import Coming, coming_with
from plans.importing.marked import Marked
from plans.importing.passages import ImportedPassage
from plans.importing.placing import INTRODUCTION, LEAVE_OUT, Step, spans_of, told_of
from plans.importing.plan import ImportedPlan, read_plan
from plans.importing.source import Source
from plans.lengths import LONGEST_HEADING, LONGEST_PARAGRAPH, LONGEST_TITLE
from plans.models import Import, Passage, Plan, Theme
from plans.ordering import last_place
from web.errors import MovedOn, Refused
from web.text import shorten

# A text that nobody placed is of no use after this long.
KEPT_FOR = timedelta(days=14)

# So many times somebody says where lines of one text go.
MOST_STEPS = 1_000
# Why lines are left out that nobody spoke of one by one.
THE_REST = "not placed"
# A paragraph that comes, and the plan's that it became.
Landed = tuple[ImportedPassage, Passage]
PLACED = "This text no longer waits: it is in the plan, or was kept for too long."


@dataclass(frozen=True)
class Came:
    """How many paragraphs and headings came into a plan, and what beside them."""

    passages: int
    beside: Brought


def keep_import(
    plan: Plan, *, by: User, name: str, source: Source, marked: Marked | None = None
) -> Import:
    """Keep a text until the person has seen where each line goes. Changes no plan.

    `marked` is what its file tracks of changes and has of comments.
    """
    access_of(by, plan.council).require(Right.WRITE_PLANS)
    Import.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()
    facts = {
        "plan": plan,
        "by": by,
        "name": name_to_keep(name),
        "source": msgspec.to_builtins(source),
    }
    if marked is not None:
        facts["marked"] = msgspec.to_builtins(marked)
    with transaction.atomic():
        # One after the other, so that a text sent twice waits once.
        list(locked_plan(plan.pk))
        waiting = Import.objects.filter(**facts).first()
        return waiting or Import.objects.create(**facts, made_at=timezone.now())


def start_with_text(council: Council, *, by: User, text: Source | None, **facts: Any) -> Plan:
    """Start a plan (`facts` as `start_plan` takes them); its text, if any, waits for its review."""
    with transaction.atomic():
        plan = start_plan(council, by=by, **facts)
        if text is not None:
            keep_import(plan, by=by, name="pasted text", source=text)
    return plan


def read_import(kept: Import, put_back: Collection[int] = ()) -> ImportedPlan:
    """Where each line of the kept text would go, as its author said; those put back among them."""
    return read_version(kept, source_of(kept), put_back)


def read_version(kept: Import, source: Source, put_back: Collection[int] = ()) -> ImportedPlan:
    """The same of another version of its lines, under the same numbers."""
    keys = [theme.key for theme in kept.plan.asked.themes]
    told = told_of(source.text_lines, steps_of(kept), keys)
    return read_plan(source, theme_titles(kept.plan), put_back, told)


def source_of(kept: Import) -> Source:
    """The text as its author wants it: with the changes of its file, or as it was before them."""
    if kept.changes == Import.Changes.SUGGESTED and (marked := marked_of(kept)):
        return marked.before
    return msgspec.convert(kept.source, Source)


def marked_of(kept: Import) -> Marked | None:
    """The changes and comments of its file; None where it has none."""
    return None if kept.marked is None else msgspec.convert(kept.marked, Marked)


def coming_in(
    kept: Import, imported: ImportedPlan, put_back: Collection[int] = ()
) -> Coming | None:
    """What comes in beside `imported`; None where nothing does."""
    marked = marked_of(kept)
    if marked is None or kept.changes != Import.Changes.SUGGESTED:
        return None
    return coming_with(marked, imported, lambda source: read_version(kept, source, put_back))


def settle_changes(kept: Import, *, by: User, changes: str) -> None:
    """Keep what becomes of the changes of a file. Changes no plan.

    What was said of lines is forgotten where other lines come instead.
    """
    with saying(kept, by=by) as steps:
        waiting = Import.objects.filter(pk=kept.pk).exclude(changes=changes)
        if waiting.update(changes=changes):
            steps.clear()


def steps_of(kept: Import) -> tuple[Step, ...]:
    return msgspec.convert(kept.steps, tuple[Step, ...])


def tell_lines(kept: Import, *, by: User, step: Step) -> None:
    """Keep what a person said of lines of their text that waits. Changes no plan.

    The same said twice is said once.
    """
    with saying(kept, by=by) as steps:
        if len(steps) >= MOST_STEPS:
            raise Refused(f"You said {MOST_STEPS:,} things of this text: undo some, or save it.")
        if not steps or steps[-1] != step:
            steps.append(step)


def tell_rest(kept: Import, *, by: User, imported: ImportedPlan, where: str) -> None:
    """Keep where all goes that has no place yet."""
    numbers = sorted({one for passage in imported.unplaced for one in passage.source_lines})
    if numbers:
        spans = spans_of(numbers, source_of(kept).text_lines)
        tell_lines(kept, by=by, step=Step(spans, where, THE_REST))


def take_back(kept: Import, *, by: User, said: int) -> None:
    """Forget what was said last of the lines, where `said` things were said and no more since."""
    with saying(kept, by=by) as steps:
        if len(steps) == said:
            del steps[-1:]


@contextmanager
def saying(kept: Import, *, by: User) -> Iterator[list[Step]]:
    """What was said of the lines of a text that waits, to be changed; under the plan's lock."""
    access_of(by, kept.plan.council).require(Right.WRITE_PLANS)
    with transaction.atomic():
        [plan] = locked_plan(kept.plan.pk)
        check_not_closed(plan)
        row = Import.objects.filter(pk=kept.pk, by=by).first()
        if row is None:
            raise MovedOn(PLACED)
        steps = list(steps_of(row))
        yield steps
        row.steps = msgspec.to_builtins(steps)
        row.save(update_fields=["steps"])


def theme_titles(plan: Plan) -> list[str]:
    return [theme.title for theme in plan.asked.themes]


def place_import(
    plan: Plan,
    *,
    by: User,
    imported: ImportedPlan,
    name: str,
    placed: Mapping[int, str] | None = None,
    kept: Import | None = None,
    coming: Coming | None = None,
    reason: str = "",
) -> Came:
    """Put an imported text into the plan as one act; how much came.

    `placed` says where each unplaced passage goes, by its position: "introduction", a theme's key,
    or "leave out"; `kept` is the row in which the text waited, and it is placed once. Text already
    in the plan stays before what comes. `coming` are the changes and comments of its file, where
    they come in beside it.
    """
    with editing(plan, by=by, verb="text_brought_in", reason=reason) as w:
        w.act.subject, w.act.details = w.plan, {"file": name}
        check_still_waits(kept)
        came = put_text(w, imported, placed or {})
        beside = bring_in(w, came, coming, file=name)
        Import.objects.filter(plan=plan, by=by).delete()
    return Came(len(came), beside)


def put_text(w: EditContext, imported: ImportedPlan, placed: Mapping[int, str]) -> list[Landed]:
    """Put each passage of an imported text at the end of its part; which came, and as what."""
    themes = themes_for(w, imported)
    came = put_passages(w, None, imported.introduction)
    for theme, part in zip(themes, imported.themes, strict=True):
        came += put_passages(w, theme, part.passages)
    came += put_where_told(w, imported.unplaced, placed)
    if not came:
        raise Refused("Nothing of this text was placed, so nothing was saved.")
    return came


def check_fits(what: str, text: str, most: int) -> None:
    if len(text) > most:
        raise Refused(
            f"{what} may have {most:,} characters. “{shorten(text, 60)}” has {len(text):,}. "
            "Divide it in your text, and bring that in again."
        )


def check_still_waits(kept: Import | None) -> None:
    if kept is not None and not Import.objects.filter(pk=kept.pk).exists():
        raise Refused("This text is already in the plan.")


def themes_for(w: EditContext, imported: ImportedPlan) -> list[Theme]:
    """The plan's theme for each imported one: retitled as the text words it, or added last."""
    held = {theme.answers: theme for theme in w.plan.themes.all() if theme.answers}
    places = [theme.place for theme in w.plan.themes.all()]
    keys = [asked.key for asked in w.plan.asked.themes]
    found = []
    for part in imported.themes:
        check_fits("A theme’s title", part.title, LONGEST_TITLE)
        key = keys[part.commission_theme - 1] if part.commission_theme else ""
        theme = held.pop(key, None)
        if theme is None:
            title = part.title or asked_title(w.plan, key)
            theme = Theme(plan=w.plan, title=title, place=last_place(places))
            places.append(theme.place)
            w.act.add(theme)
        else:
            w.act.change(theme, title=part.title or theme.title)
        found.append(theme)
    return found


def asked_title(plan: Plan, key: str) -> str:
    """What the commission calls a theme."""
    return next((asked.title for asked in plan.asked.themes if asked.key == key), "")


def put_where_told(
    w: EditContext, unplaced: Iterable[ImportedPassage], placed: Mapping[int, str]
) -> list[Landed]:
    """Put each passage that the text did not place where the person said; which were put."""
    by_key = {theme.answers: theme for theme in w.plan.themes.all() if theme.answers}
    came: list[Landed] = []
    for position, passage in enumerate(unplaced):
        where = placed.get(position, LEAVE_OUT)
        if where == INTRODUCTION:
            came += put_passages(w, None, [passage])
        elif where in by_key:
            came += put_passages(w, by_key[where], [passage])
        elif where != LEAVE_OUT:
            raise Refused("That theme is not in the plan.")
    return came


def put_passages(
    w: EditContext, theme: Theme | None, passages: Iterable[ImportedPassage]
) -> list[Landed]:
    """Add passages at the end of a theme or of the introduction; which, and as what."""
    places = list(Passage.objects.filter(plan=w.plan, theme=theme).values_list("place", flat=True))
    came: list[Landed] = []
    for passage in passages:
        # A heading too long to be one is a paragraph: no word of it is lost.
        kind = passage.kind if len(passage.body) <= LONGEST_HEADING else Passage.Kind.PARAGRAPH
        check_fits("A paragraph", passage.body, LONGEST_PARAGRAPH)
        places.append(last_place(places))
        row = Passage(plan=w.plan, theme=theme, kind=kind, body=passage.body, place=places[-1])
        w.act.add(row)
        came.append((passage, row))
    return came
