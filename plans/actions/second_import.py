"""A text that comes into a plan which has one: merged with it, or put in its place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Max

from councils.models import User
from councils.record.changes import changes_by
from councils.record.history import history_of
from plans.actions.bringing import NOTHING_BESIDE, Brought, bring_in
from plans.actions.imports import (
    Came,
    Landed,
    check_fits,
    check_still_waits,
    put_text,
)
from plans.actions.offered import Offered, Retitled, in_reading_order, offered
from plans.actions.passages import free_place
from plans.arriving import INTRODUCTION, Difference, Text, part_name
from plans.edits import EditContext, editing
from plans.importing.bringing import Coming, all_passages
from plans.importing.passages import ImportedPassage
from plans.importing.plan import ImportedPlan
from plans.lengths import LONGEST_HEADING, LONGEST_PARAGRAPH, LONGEST_TITLE
from plans.models import Figure, Import, Passage, Plan, QuestionLink, Theme
from plans.ordering import last_place
from web.errors import Refused, StalePage

# What a page that shows both texts depends on.
SHOWN = (Theme, Passage, Figure)


@dataclass(frozen=True)
class Merged:
    """How many of each came about."""

    changed: int
    added: int
    removed: int
    beside: Brought = NOTHING_BESIDE


def newest_change(plan: Plan) -> int:
    """The number of the last act that changed the plan's words, themes or figures; 0 for none."""
    found = (
        history_of(model)
        ._default_manager.filter(plan_id=plan.pk)
        .aggregate(last=Max("act__sequence"))["last"]
        for model in SHOWN
    )
    return max(one or 0 for one in found)


def merge_text(
    plan: Plan,
    *,
    by: User,
    kept: Import,
    imported: ImportedPlan,
    taken: Collection[str],
    seen: int,
    coming: Coming | None = None,
    reason: str = "",
) -> Merged:
    """Take what was chosen of `offered`, by its keys, as one act; all else stays as it is.

    A paragraph that is taken is edited where it stands: its history, comments, questions and writer
    stay with it. StalePage where the plan's words changed after the act `seen`. `coming` are the
    changes and comments of its file: they come to each paragraph that the plan has or takes.
    """
    if not taken and not coming:
        raise Refused("Tick what is to come into the plan.", field="take")
    with editing(plan, by=by, verb="text_merged", given=reason) as w:
        w.act.subject, w.act.details = w.plan, {"file": kept.name}
        check_still_waits(kept)
        check_seen(w.plan, seen)
        merging = Merging(w, offered(w.plan, imported), frozenset(taken))
        merged = merging.carry_out()
        landed = merging.landed(all_passages(imported))
        beside = bring_in(w, landed, coming, file=kept.name)
        Import.objects.filter(plan=plan, by=by).delete()
    return replace(merged, beside=beside)


def replace_text(
    plan: Plan,
    *,
    by: User,
    kept: Import,
    imported: ImportedPlan,
    seen: int,
    coming: Coming | None = None,
    reason: str = "",
) -> Came:
    """Take out every paragraph and heading and put the text in their place, as one act.

    How many came. The history keeps what was taken out, and each can be put back.
    """
    with editing(plan, by=by, verb="text_replaced", given=reason) as w:
        w.act.subject, w.act.details = w.plan, {"file": kept.name}
        check_still_waits(kept)
        check_seen(w.plan, seen)
        take_out(w, in_reading_order(w.plan))
        came = put_text(w, imported, {})
        beside = bring_in(w, came, coming, file=kept.name)
        Import.objects.filter(plan=plan, by=by).delete()
    return Came(len(came), beside)


def check_seen(plan: Plan, seen: int) -> None:
    """Under the lock: StalePage where the words that a page showed changed since."""
    now = newest_change(plan)
    if now != seen:
        acts: set[int] = set()
        for model in SHOWN:
            rows = history_of(model)._default_manager.filter(plan_id=plan.pk)
            acts |= set(rows.filter(act__sequence__gt=seen).values_list("act_id", flat=True))
        raise StalePage(now=now, changes=changes_by(sorted(acts)))


def take_out(w: EditContext, passages: Sequence[Passage]) -> None:
    """Remove passages, and first that they answer questions."""
    for row in (*QuestionLink.objects.filter(passage__in=passages), *passages):
        w.act.remove(row)


@dataclass
class Merging:
    """A text on its way into a plan, under the plan's lock."""

    w: EditContext
    offered: Offered
    taken: frozenset[str]
    rows: dict[int, Passage] = field(default_factory=dict)
    added: dict[int, Passage] = field(default_factory=dict)
    # The passages of each part in their order, as they come to stand.
    lists: dict[str, list[Passage]] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)

    def carry_out(self) -> Merged:
        self.themes = {part_name(one.pk): one for one in self.w.plan.themes.all()}
        for row in in_reading_order(self.w.plan):
            self.rows[row.pk] = row
            self.lists.setdefault(part_name(row.theme_id), []).append(row)
        chosen = [one for one in self.offered.meeting.differences if one.key in self.taken]
        gone = [one for one in chosen if one.kind == "gone"]
        take_out(self.w, [self._taken_from_its_list(one) for one in gone])
        changed = sum(self._reword(one) for one in chosen if one.is_reworded)
        changed += sum(self._retitle(one) for one in self.offered.retitled)
        placed = {one.came.id: one for one in chosen if one.came and one.kind in ("new", "moved")}
        for part, coming in self.offered.meeting.coming.items():
            self._place(part, coming, placed)
        moved = sum(one.kind == "moved" and not one.is_reworded for one in chosen)
        added = sum(one.kind == "new" for one in chosen)
        return Merged(changed + moved, added, len(gone))

    def _taken_from_its_list(self, one: Difference) -> Passage:
        assert one.stands
        row = self.rows.pop(one.stands.id)
        self.lists[one.stands.part].remove(row)
        return row

    def _reword(self, one: Difference) -> bool:
        assert one.stands
        row = self.rows[one.stands.id]
        most = LONGEST_HEADING if row.is_heading else LONGEST_PARAGRAPH
        check_fits("A paragraph", one.body, most)
        return self.w.act.change(row, body=one.body)

    def _retitle(self, one: Retitled) -> bool:
        if one.key not in self.taken:
            return False
        check_fits("A theme’s title", one.title, LONGEST_TITLE)
        return self.w.act.change(self.themes[part_name(one.theme.pk)], title=one.title)

    def _place(self, part: str, coming: Sequence[Text], placed: dict[int, Difference]) -> None:
        """Each that comes to stand here goes after the one before it that stands here."""
        before: Passage | None = None
        differing = self.offered.meeting.differences
        moved = {one.came.id for one in differing if one.came and one.kind == "moved"}
        for one in coming:
            there = self.lists.get(part, [])
            if one.id in placed:
                before = self._put(placed[one.id], part, before)
            elif one.id not in moved and (row := self._standing(one)) in there:
                before = row

    def _standing(self, one: Text) -> Passage | None:
        return self.rows.get(self.offered.meeting.pairs.get(one.id, 0))

    def landed(self, passages: Sequence[ImportedPassage]) -> list[Landed]:
        """Each that comes and the plan has by now, in its own words or in the plan's."""
        coming = [one for part in self.offered.meeting.coming.values() for one in part]
        found = [(one, self.added.get(one.id) or self._standing(one)) for one in coming]
        return [(passages[-one.id - 1], row) for one, row in found if row]

    def _put(self, one: Difference, part: str, before: Passage | None) -> Passage:
        theme = self._theme(part)
        there = self.lists.setdefault(part, [])
        if one.kind == "moved":
            assert one.stands
            row = self.rows[one.stands.id]
            self.lists[one.stands.part].remove(row)
            at = there.index(before) + 1 if before in there else 0
            place = free_place(self.w, there, at)
            self.w.act.change(row, theme_id=theme.pk if theme else None, place=place)
        else:
            assert one.came
            check_fits("A paragraph", one.body, LONGEST_PARAGRAPH)
            kind = Passage.Kind.HEADING if one.came.is_heading else Passage.Kind.PARAGRAPH
            row = Passage(plan=self.w.plan, theme=theme, kind=kind, body=one.body)
            at = there.index(before) + 1 if before in there else 0
            row.place = free_place(self.w, there, at)
            self.w.act.add(row)
            self.added[one.came.id] = row
        there.insert(at, row)
        return row

    def _theme(self, part: str) -> Theme | None:
        """The theme of a part, added last where the plan has none yet."""
        if part == INTRODUCTION:
            return None
        if part not in self.themes:
            title = self.offered.titles[part]
            check_fits("A theme’s title", title, LONGEST_TITLE)
            place = last_place([one.place for one in self.themes.values()])
            theme = Theme(plan=self.w.plan, title=title, place=place)
            self.w.act.add(theme)
            self.themes[part] = theme
        return self.themes[part]
