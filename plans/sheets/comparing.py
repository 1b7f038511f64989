"""What a sheet would change in one of a plan's lists: each row judged as by its form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from django import forms
from django.db.models import prefetch_related_objects

from plans.actions.sheets import RowChange
from plans.exports.csv import might_run
from plans.forms.items import next_reference
from plans.item_types import ItemType
from plans.models import Commitment, Metric, Plan
from plans.sheets.columns import (
    KEYS,
    cells_of,
    choice_called,
    columns_of,
    key_column,
    names_of,
    plain,
    theme_called,
)
from plans.sheets.sheet import Sheet, SheetRow
from web.diffs import differences_of
from web.errors import Difference

# Fields that point to other rows of the plan; their cells name them.
POINTING = ("theme", "metrics")
FORMULA = re.compile(r"=\s*\S")
WRONG_IN_EXCEL = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be put right in the spreadsheet: in which row, under which heading, and why."""

    row: int
    heading: str
    why: str


@dataclass(frozen=True)
class Shown:
    """A row that would change the plan, as its page shows it."""

    number: int
    name: str
    change: RowChange
    differences: tuple[Difference, ...]

    @property
    def is_new(self) -> bool:
        return self.change.item.pk is None


@dataclass
class Comparison:
    """All that a sheet would do; nothing while there are `problems`."""

    kind: ItemType
    shown: list[Shown] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    same: int = 0
    # Headings that are no field's, and entries of the plan that the sheet does not name.
    not_read: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def changes(self) -> list[RowChange]:
        return [one.change for one in self.shown]

    @cached_property
    def digest(self) -> str:
        """The same while the sheet would change the same from the same."""
        told = [
            (one.number, one.change.item.pk, one.change.seen, one.differences) for one in self.shown
        ]
        return sha256(repr(told).encode()).hexdigest()


def compare(plan: Plan, kind: ItemType, sheet: Sheet) -> Comparison:
    """Each row beside the entry that it names; an entry that no row names stays as it is."""
    prefetch_related_objects([plan], "themes")
    return _Comparing(plan, kind, sheet).done()


class _Comparing:
    def __init__(self, plan: Plan, kind: ItemType, sheet: Sheet) -> None:
        self.plan, self.kind, self.sheet = plan, kind, sheet
        self.key = KEYS[kind.key]
        self.headings = {one.name: one.heading for one in columns_of(kind)}
        self.found = Comparison(kind, notes=sheet.notes)
        self.at: dict[str, int] = {}
        self.named: dict[str, int] = {}
        self.rows = self._rows()
        self.metrics = list(plan.metrics.all()) if "metrics" in self.headings else []

    def _rows(self) -> dict[str, list[Any]]:
        """Entries of the plan by what they are recognised by."""
        rows: Any = self.kind.model._default_manager.filter(plan=self.plan)
        if self.kind.model is Commitment:
            rows = rows.select_related("theme").prefetch_related("linked_metrics__metric")
        found: dict[str, list[Any]] = {}
        for row in rows:
            row.plan = self.plan
            found.setdefault(plain(getattr(row, self.key)), []).append(row)
        return found

    def done(self) -> Comparison:
        if not self._read_headings():
            return self.found
        for row in self.sheet.rows:
            problems = list(self._judge(row))
            self.found.problems += problems
        self.found.absent = tuple(
            str(row) for name, rows in self.rows.items() if name not in self.named for row in rows
        )
        return self.found

    def _read_headings(self) -> bool:
        """Which column is which field; false where none can be told."""
        names, not_read = names_of(self.kind), []
        for place, heading in enumerate(self.sheet.headings):
            name = names.get(plain(heading))
            if name is None:
                not_read += [heading] if heading else []
            elif name in self.at:
                why = "Two columns are called this. Keep the one that is meant."
                self.found.problems.append(Problem(1, heading, why))
            else:
                self.at[name] = place
        self.found.not_read = tuple(not_read)
        if self.key not in self.at:
            heading = key_column(self.kind).heading
            why = f"There is no column “{heading}”, by which entries are recognised."
            self.found.problems.append(Problem(1, heading, why))
        return not self.found.problems

    def _judge(self, row: SheetRow) -> Iterator[Problem]:
        """What is wrong with a row; if nothing is, what it changes is taken down."""
        shown = {name: row.cells[place] for name, place in self.at.items()}
        wrong = {name: why for name, cell in shown.items() if (why := why_not_words(cell))}
        cells = {name: unguarded(cell) for name, cell in shown.items()}
        if wrong:
            yield from self._problems(row, wrong)
            return
        try:
            item = self._item(row, cells)
            pointing = {name: self._pointed(name, cells) for name in POINTING if name in cells}
        except CellError as refused:
            yield Problem(row.number, self.headings[refused.name], refused.why)
            return
        form = self._form(item, cells)
        if not form.is_valid():
            wrong = {name: " ".join(map(str, each)) for name, each in form.errors.items()}
            yield from self._problems(row, wrong)
            return
        taken = {name: form.cleaned_data[name] for name in self.at if name in form.fields}
        self._take_down(row, item, taken | pointing)

    def _problems(self, row: SheetRow, wrong: dict[str, str]) -> Iterator[Problem]:
        for name, why in wrong.items():
            yield Problem(row.number, self.headings.get(name, ""), why)

    def _item(self, row: SheetRow, cells: dict[str, str]) -> Any:
        """The entry that a row names, or a new one."""
        typed = cells[self.key]
        if not typed and self.kind.model is Commitment:
            cells[self.key] = typed = self._free_reference()
        if not typed:
            raise CellError(self.key, "This is empty: the row names no entry.")
        name = plain(typed)
        if before := self.named.get(name):
            raise CellError(self.key, f"Row {before} has the same. Each entry may have one row.")
        self.named[name] = row.number
        stand = self.rows.get(name, [])
        if len(stand) > 1:
            noun = self.kind.noun
            raise CellError(self.key, f"The plan has more than one {noun} of this name.")
        if stand:
            cells[self.key] = getattr(stand[0], self.key)
        return stand[0] if stand else self.kind.model(plan=self.plan)

    def _free_reference(self) -> str:
        """The next reference that neither the plan nor the sheet has."""
        typed = {plain(row.cells[self.at[self.key]]) for row in self.sheet.rows}
        first = int(next_reference(self.plan)[1:])
        taken = typed | set(self.named) | set(self.rows)
        return next(
            f"C{n}" for n in range(first, first + len(taken) + 1) if plain(f"C{n}") not in taken
        )

    def _pointed(self, name: str, cells: dict[str, str]) -> Any:
        words = cells[name]
        if name == "theme":
            try:
                return theme_called(words, self.plan)
            except ValueError:
                raise CellError(name, f"The plan has no one theme “{words}”.") from None
        return self._metrics(words)

    def _metrics(self, words: str) -> list[Metric]:
        by_name: dict[str, list[Metric]] = {}
        for one in self.metrics:
            by_name.setdefault(plain(one.name), []).append(one)
        whole = plain(words) in by_name
        found = []
        for name in [words] if whole else filter(None, map(str.strip, words.split(";"))):
            called = by_name.get(plain(name), [])
            if len(called) != 1:
                raise CellError("metrics", f"The plan has no one metric “{name}”.")
            found += called
        return found

    def _form(self, item: Any, cells: dict[str, str]) -> forms.Form:
        """The form of the entry, as though the cells had been typed on its page."""
        is_new = item.pk is None
        stands = {} if is_new else cells_of(item, self.kind, self.plan)
        data = {**stands, **cells}
        if not is_new:
            data["seen"] = str(item.revision)
        form = self.kind.form(data, plan=self.plan, row=None if is_new else item)
        for name in POINTING:
            form.fields.pop(name, None)
        for name, bound in form.fields.items():
            if isinstance(bound, forms.ChoiceField) and name in data:
                data[name] = choice_called(data[name], bound)
        return form

    def _take_down(self, row: SheetRow, item: Any, taken: dict[str, Any]) -> None:
        metrics = taken.pop("metrics", None)
        differences = list(differences_of(item, taken))
        if metrics is not None:
            differences += self._links_differ(item, metrics)
        if not differences:
            self.found.same += 1
            return
        change = RowChange(item, getattr(item, "revision", 0), taken, metrics)
        name = str(taken.get(self.key) or getattr(item, self.key))
        self.found.shown.append(Shown(row.number, name, change, tuple(differences)))

    def _links_differ(self, item: Any, metrics: list[Metric]) -> list[Difference]:
        held = [link.metric for link in item.linked_metrics.all()] if item.pk else []
        if {one.pk for one in held} == {one.pk for one in metrics}:
            return []
        mine, theirs = ("; ".join(one.name for one in each) for each in (metrics, held))
        both = (mine or "Nothing", theirs or "Nothing")
        return [Difference(self.headings["metrics"], *both, field="metrics")]


class CellError(Exception):
    """A cell that cannot be taken: the field, and why."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(why)
        self.name, self.why = name, why


def unguarded(cell: str) -> str:
    """Words without the apostrophe by which a spreadsheet keeps them from running."""
    return cell[1:] if cell.startswith("'") and might_run(cell[1:]) else cell


def why_not_words(cell: str) -> str:
    """Why what a spreadsheet shows or computes is not taken; "" of what is."""
    if cell in WRONG_IN_EXCEL:
        return f"The spreadsheet shows {cell} here. Put the cell right."
    if FORMULA.match(cell):
        return "This is a formula. Put its result there."
    return ""
