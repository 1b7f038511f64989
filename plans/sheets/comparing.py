"""What a sheet would change in one of a plan's lists: each row judged as by its form."""

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db.models import prefetch_related_objects

from plans.actions.sheet_rows import RowChange, entry_name
from plans.exports.csv import might_run
from plans.forms.items import next_reference
from plans.models import Commitment, Metric, Plan
from plans.sheets.columns import CellError, plain
from plans.sheets.kinds import SheetKind
from plans.sheets.sheet import Sheet, SheetRow
from web.diffs import differences_of
from web.errors import Difference

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
    entry: Hashable
    name: str
    change: RowChange
    differences: tuple[Difference, ...]

    @property
    def is_new(self) -> bool:
        return self.change.item.pk is None


@dataclass
class Comparison:
    """All that a sheet would do; nothing while there are `problems`."""

    kind: SheetKind
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

    @property
    def corrects(self) -> bool:
        return any(change.corrects for change in self.changes)

    @cached_property
    def digest(self) -> str:
        """The same while the sheet would change the same from the same."""
        told = [
            (one.number, one.entry, one.change.item.pk, one.change.seen, one.differences)
            for one in self.shown
        ]
        return sha256(repr(told).encode()).hexdigest()


def compare(plan: Plan, kind: SheetKind, sheet: Sheet) -> Comparison:
    """Each row beside the entry that it names; an entry that no row names stays as it is."""
    prefetch_related_objects([plan], "themes")
    return _Comparing(plan, kind, sheet).done()


class _Comparing:
    def __init__(self, plan: Plan, kind: SheetKind, sheet: Sheet) -> None:
        self.plan, self.kind, self.sheet = plan, kind, sheet
        self.found = Comparison(kind, notes=sheet.notes)
        self.at: dict[str, int] = {}
        self.named: dict[Hashable, int] = {}
        self.others = kind.others(plan)
        self.rows: dict[Hashable, list[Any]] = {}
        for row in kind.entries(plan, self.others):
            self.rows.setdefault(kind.name_of(row), []).append(row)

    def done(self) -> Comparison:
        if not self._read_headings():
            return self.found
        for row in self.sheet.rows:
            problems = list(self._judge(row))
            self.found.problems += problems
        self.found.absent = tuple(
            entry_name(row)
            for name, rows in self.rows.items()
            if name not in self.named
            for row in rows
        )
        return self.found

    def _read_headings(self) -> bool:
        """Which column is which field; false where none can be told."""
        names, not_read = self.kind.names, []
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
        for name in self.kind.named_by:
            if name not in self.at:
                heading = self.kind.headings[name]
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
            pointed = self._pointed(cells)
            name = self._name(row, cells, pointed)
            item = self._item(name, pointed)
            # Capitals and spaces in which a row writes it otherwise are no other name.
            form = self.kind.form_of(cells | self.kind.as_it_stands(item), item, self.plan)
        except CellError as refused:
            yield Problem(row.number, self.kind.headings[refused.name], refused.why)
            return
        if not form.is_valid():
            wrong = {name: " ".join(map(str, each)) for name, each in form.errors.items()}
            yield from self._problems(row, wrong)
            return
        taken = {name: form.cleaned_data[name] for name in self.at if name in form.fields}
        # What it hangs on names it: that is no value which may differ.
        told = {each: value for each, value in pointed.items() if each not in self.kind.named_by}
        self._take_down(row, name, item, taken | told)

    def _problems(self, row: SheetRow, wrong: dict[str, str]) -> Iterator[Problem]:
        for name, why in wrong.items():
            yield Problem(row.number, self.kind.headings.get(name, ""), why)

    def _pointed(self, cells: dict[str, str]) -> dict[str, Any]:
        """The rows of the plan that cells name, by their columns."""
        pointing = (name for name in self.kind.pointing if name in cells)
        return {
            name: self.kind.pointed(name, cells[name], self.plan, self.others) for name in pointing
        }

    def _name(
        self, row: SheetRow, cells: dict[str, str], pointed: dict[str, Any]
    ) -> Hashable | None:
        """What the row says its entry is recognised by; once in a sheet."""
        *_, last = self.kind.named_by
        if self.kind.model is Commitment and not cells[last]:
            cells[last] = self._free_reference()
        name = self.kind.named(cells, pointed)
        if before := self.named.get(name):
            raise CellError(last, f"Row {before} has the same. Each entry may have one row.")
        if name is not None:
            self.named[name] = row.number
        return name

    def _item(self, name: Hashable | None, pointed: dict[str, Any]) -> Any:
        """The entry of that name, or a new one."""
        stand = self.rows.get(name, [])
        if len(stand) > 1:
            *_, last = self.kind.named_by
            raise CellError(last, f"The plan has more than one {self.kind.noun} of this name.")
        return stand[0] if stand else self.kind.new(self.plan, name, pointed)

    def _free_reference(self) -> str:
        """The next reference that neither the plan nor the sheet has."""
        typed = {plain(row.cells[self.at["reference"]]) for row in self.sheet.rows}
        first = int(next_reference(self.plan)[1:])
        taken = typed | set(self.named) | set(self.rows)
        return next(
            f"C{n}" for n in range(first, first + len(taken) + 1) if plain(f"C{n}") not in taken
        )

    def _take_down(self, row: SheetRow, name: Hashable, item: Any, taken: dict[str, Any]) -> None:
        metrics = taken.pop("metrics", None)
        differences = list(differences_of(item, taken))
        if metrics is not None:
            differences += self._links_differ(item, metrics)
        if not differences:
            self.found.same += 1
            return
        change = RowChange(item, getattr(item, "revision", 0), taken, metrics)
        called = self.kind.called(item, taken)
        self.found.shown.append(Shown(row.number, name, called, change, tuple(differences)))

    def _links_differ(self, item: Any, metrics: list[Metric]) -> list[Difference]:
        held = [link.metric for link in item.linked_metrics.all()] if item.pk else []
        if {one.pk for one in held} == {one.pk for one in metrics}:
            return []
        mine, theirs = ("; ".join(one.name for one in each) for each in (metrics, held))
        both = (mine or "Nothing", theirs or "Nothing")
        return [Difference(self.kind.headings["metrics"], *both, field="metrics")]


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
