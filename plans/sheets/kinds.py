"""What a spreadsheet may list: each of a plan's lists, its savings by year and its results."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from councils.roles import Right
from plans.access import READ, READ_DRAFTS
from plans.actions.sheet_rows import entry_name
from plans.forms.items import ResultForm, SavingForm
from plans.item_types import ITEM_TYPES, ItemType
from plans.models import Commitment, Metric, Plan, Result, Saving
from plans.sheets.columns import (
    EMPTY,
    CellError,
    Column,
    box_ticked,
    cell_for,
    choice_called,
    metrics_called,
    plain,
    theme_called,
    year_called,
)

# A file comes with its entry, not in a cell.
NEVER = {"upload"}
Cells = dict[str, str]


class SheetKind(ABC):
    """A kind of entry, and the form by which its rows are judged. `key` is part of the address.

    `named_by` are the columns that together say which entry a row is about, and `home` is the list
    of the plan below which its page stands.
    """

    key: str
    title: str
    noun: str
    home: str
    model: type[Any]
    form: type[forms.Form]
    named_by: tuple[str, ...]
    other_names: Mapping[str, str] = {}
    # Columns that name other rows of the plan: what they name is no field of the form.
    pointing: tuple[str, ...] = ()
    # Who may take it away; who may bring one in writes plans.
    readers: tuple[Right, ...] = READ

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """In the order in which the form asks."""
        fields = self.form.base_fields.items()
        return tuple(Column(name, str(field.label)) for name, field in fields if name not in NEVER)

    @cached_property
    def headings(self) -> dict[str, str]:
        return {one.name: one.heading for one in self.columns}

    @cached_property
    def names(self) -> dict[str, str]:
        """The field that a heading means, whichever of its names stands there."""
        names = {plain(other): name for other, name in self.other_names.items()}
        for one in self.columns:
            names |= {plain(one.name.replace("_", " ")): one.name, plain(one.name): one.name}
        return names | {plain(one.heading): one.name for one in self.columns}

    def cells_of(self, row: Any, plan: Plan) -> Cells:
        """What a sheet says of an entry, by field."""
        return {one.name: cell_for(row, one.name, plan) for one in self.columns}

    def form_of(self, cells: Cells, item: Any, plan: Plan) -> forms.Form:
        """The form of an entry, as though the cells had been typed on its page over what stands.

        CellError for a box that is said to be neither ticked nor not.
        """
        data = (self.cells_of(item, plan) if item.pk else {}) | cells
        # Before it is bound too: in which unit a number is typed, a form reads from its unit.
        send_as_pages_do(data, self.form.base_fields)
        form = self.bound(data, item, plan)
        for name in self.pointing:
            form.fields.pop(name, None)
        send_as_pages_do(data, form.fields)
        return form

    def as_it_stands(self, item: Any) -> Cells:
        """What an entry is recognised by, as it is written in the plan: a sheet renames none."""
        return {}

    def is_kept_by(self, plan: Plan) -> bool:
        """Whether a plan has such entries at all."""
        return True

    @abstractmethod
    def others(self, plan: Plan) -> Sequence[Any]:
        """The rows of the plan, beside its themes, that cells may name."""

    @abstractmethod
    def entries(self, plan: Plan, others: Sequence[Any]) -> list[Any]:
        """In their order, with what their cells say fetched."""

    @abstractmethod
    def pointed(self, name: str, words: str, plan: Plan, others: Sequence[Any]) -> Any:
        """What a cell names; CellError where there is none such."""

    @abstractmethod
    def name_of(self, row: Any) -> Hashable:
        """What an entry is recognised by."""

    @abstractmethod
    def named(self, cells: Cells, pointed: Mapping[str, Any]) -> Hashable | None:
        """The same as a row says it; None where its form will say what is wrong with that."""

    @abstractmethod
    def new(self, plan: Plan, name: Any, pointed: Mapping[str, Any]) -> Any:
        """An entry of that name which is not there yet."""

    @abstractmethod
    def bound(self, data: Cells, item: Any, plan: Plan) -> forms.Form:
        """The form of an entry over the data, which is not copied."""

    @abstractmethod
    def called(self, item: Any, values: Mapping[str, Any]) -> str:
        """What pages call an entry that is given these values."""


class ListSheet(SheetKind):
    """One of the plan's own lists, whose entries are known by one column."""

    pointing = ("theme", "metrics")

    def __init__(self, kind: ItemType, named_by: str, **other_names: str) -> None:
        self.key = self.home = kind.key
        self.title, self.noun = kind.title, kind.noun
        self.model, self.form = kind.model, kind.form
        self.named_by = (named_by,)
        self.other_names = {name.replace("_", " "): field for name, field in other_names.items()}

    def others(self, plan: Plan) -> Sequence[Metric]:
        return list(plan.metrics.all()) if "metrics" in self.headings else []

    def entries(self, plan: Plan, others: Sequence[Any]) -> list[Any]:
        rows = self.model._default_manager.filter(plan=plan)
        if self.model is Commitment:
            rows = rows.select_related("theme").prefetch_related("linked_metrics__metric")
        found = list(rows)
        for row in found:
            row.plan = plan
        return found

    def pointed(self, name: str, words: str, plan: Plan, others: Sequence[Any]) -> Any:
        if name == "metrics":
            return metrics_called(words, others)
        try:
            return theme_called(words, plan)
        except ValueError:
            raise CellError(name, f"The plan has no one theme “{words}”.") from None

    def name_of(self, row: Any) -> str:
        return plain(getattr(row, self.named_by[0]))

    def named(self, cells: Cells, pointed: Mapping[str, Any]) -> str:
        [key] = self.named_by
        if not cells[key]:
            raise CellError(key, EMPTY)
        return plain(cells[key])

    def new(self, plan: Plan, name: Any, pointed: Mapping[str, Any]) -> Any:
        return self.model(plan=plan)

    def bound(self, data: Cells, item: Any, plan: Plan) -> forms.Form:
        form: Any = self.form
        if item.pk is None:
            return form(data, plan=plan)
        data["seen"] = str(item.revision)
        return form(data, plan=plan, row=item)

    def as_it_stands(self, item: Any) -> Cells:
        [key] = self.named_by
        return {key: getattr(item, key)} if item.pk else {}

    def called(self, item: Any, values: Mapping[str, Any]) -> str:
        [key] = self.named_by
        return str(values.get(key) or getattr(item, key))


class HangingSheet(SheetKind):
    """What hangs on rows of one of the plan's lists, each of them named in the first column.

    `on` is the column that names it, and `by` the field by which it is known.
    """

    on: Column
    by: str

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (self.on, *super().columns)

    @property
    def pointing(self) -> tuple[str, ...]:  # type: ignore[override]
        return (self.on.name,)

    def pointed(self, name: str, words: str, plan: Plan, others: Sequence[Any]) -> Any:
        if not words:
            raise CellError(name, EMPTY)
        found = [one for one in others if plain(getattr(one, self.by)) == plain(words)]
        if len(found) != 1:
            how_many = "more than one" if found else "no"
            raise CellError(name, f"The plan has {how_many} {name} “{words}”.")
        return found[0]


class SavingSheet(HangingSheet):
    """Savings by commitment and year. Who confirmed them is no cell: nothing confirms by a file."""

    key, title, noun, home = "savings", "Savings", "saving", "commitments"
    model, form = Saving, SavingForm
    on, by = Column("commitment", "Commitment"), "reference"
    named_by = ("commitment", "year")
    readers = READ_DRAFTS

    def is_kept_by(self, plan: Plan) -> bool:
        return plan.records_savings

    def others(self, plan: Plan) -> list[Commitment]:
        return list(plan.commitments.prefetch_related("savings"))

    def entries(self, plan: Plan, others: Sequence[Any]) -> list[Saving]:
        found = []
        for commitment in others:
            commitment.plan = plan
            for saving in commitment.savings.all():
                saving.commitment = commitment
                found.append(saving)
        return found

    def cells_of(self, row: Saving, plan: Plan) -> Cells:
        return super().cells_of(row, plan) | {"year": str(row)}

    def name_of(self, row: Saving) -> tuple[int, int]:
        return row.commitment_id, row.year

    def named(self, cells: Cells, pointed: Mapping[str, Any]) -> tuple[int, int] | None:
        year = year_called(cells["year"])
        return None if year is None else (pointed["commitment"].pk, year)

    def new(self, plan: Plan, name: Any, pointed: Mapping[str, Any]) -> Saving:
        saving = Saving(commitment=pointed["commitment"])
        if name is not None:
            _, saving.year = name
        return saving

    def bound(self, data: Cells, item: Saving, plan: Plan) -> SavingForm:
        data["year"] = str(year_called(data["year"]) or data["year"])
        held = list(item.commitment.savings.all())
        return SavingForm(data, held=held, this_year=timezone.localdate().year, reason=None)

    def called(self, item: Saving, values: Mapping[str, Any]) -> str:
        return entry_name(item)


class ResultSheet(HangingSheet):
    """Results by metric and the last day of their period."""

    key, title, noun, home = "results", "Results", "result", "metrics"
    model, form = Result, ResultForm
    on, by = Column("metric", "Metric"), "name"
    named_by = ("metric", "ends_on")

    def others(self, plan: Plan) -> list[Metric]:
        return list(plan.metrics.prefetch_related("results"))

    def entries(self, plan: Plan, others: Sequence[Any]) -> list[Result]:
        found = []
        for metric in others:
            metric.plan = plan
            for result in metric.results.all():
                result.metric = metric
                found.append(result)
        return found

    def name_of(self, row: Result) -> tuple[int, date]:
        return row.metric_id, row.ends_on

    def named(self, cells: Cells, pointed: Mapping[str, Any]) -> tuple[int, date] | None:
        field = self.form.base_fields["ends_on"]
        try:
            day = field.clean(field.widget.value_from_datadict(cells, {}, "ends_on"))
        except ValidationError:
            return None
        return pointed["metric"].pk, day

    def new(self, plan: Plan, name: Any, pointed: Mapping[str, Any]) -> Result:
        return Result(metric=pointed["metric"])

    def bound(self, data: Cells, item: Result, plan: Plan) -> ResultForm:
        return ResultForm(data, metric=item.metric)

    def called(self, item: Result, values: Mapping[str, Any]) -> str:
        return f"{item.metric}, {values.get('period') or item.period}"


SHEETS: dict[str, SheetKind] = {
    one.key: one
    for one in (
        ListSheet(ITEM_TYPES["figures"], "name"),
        ListSheet(ITEM_TYPES["commitments"], "reference"),
        # What the published files of metrics call their columns.
        ListSheet(ITEM_TYPES["metrics"], "name", reported="kind", promised_by="promised_on"),
        ListSheet(ITEM_TYPES["barriers"], "what"),
        ListSheet(ITEM_TYPES["evidence"], "title"),
        SavingSheet(),
        ResultSheet(),
    )
}


def send_as_pages_do(data: Cells, fields: Mapping[str, forms.Field]) -> None:
    """Choices by their codes, and boxes as ticked or not, of what cells say in words."""
    for name in data.keys() & fields.keys():
        field = fields[name]
        if isinstance(field, forms.ChoiceField):
            data[name] = choice_called(data[name], field)
        elif isinstance(field, forms.BooleanField):
            data[name] = box_ticked(name, data[name])


def sheets_below(plan: Plan, key: str) -> list[SheetKind]:
    """What hangs on the entries of a list, and has a spreadsheet of its own."""
    return [one for one in SHEETS.values() if one.home == key != one.key and one.is_kept_by(plan)]


class SheetConverter:
    """What a spreadsheet lists, in an address."""

    regex = "|".join(SHEETS)

    def to_python(self, value: str) -> SheetKind:
        return SHEETS[value]

    def to_url(self, value: SheetKind | str) -> str:
        return value if isinstance(value, str) else value.key
