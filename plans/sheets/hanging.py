"""What hangs on the rows of a plan's lists as spreadsheets: savings by year, results by period."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from plans.access import READ_DRAFTS
from plans.actions.sheet_rows import entry_name
from plans.forms.items import ResultForm, SavingForm
from plans.models import Commitment, Metric, Plan, Result, Saving
from plans.sheets.columns import EMPTY, CellError, Column, plain, year_called
from plans.sheets.kind import Cells, SheetKind


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
        words = cells["year"]
        year = year_called(words)
        if words and year is None:
            raise CellError("year", f"“{words}” is no financial year. Write it as 2026 to 2027.")
        return None if year is None else (pointed["commitment"].pk, year)

    def new(self, plan: Plan, name: Any, pointed: Mapping[str, Any]) -> Saving:
        saving = Saving(commitment=pointed["commitment"])
        if name is not None:
            _, saving.year = name
        return saving

    def bound(self, data: Cells, item: Saving, plan: Plan) -> SavingForm:
        data["year"] = str(year_called(data["year"]) or data["year"])
        held = list(item.commitment.savings.all())
        form = SavingForm(data, held=held, this_year=timezone.localdate().year, reason=None)
        # A page shows its years in a list; a sheet has none to look at.
        year: Any = form.fields["year"]
        _, (_, first), *_, (_, last) = year.choices
        year.error_messages["invalid_choice"] = f"Give a year from {first} on, up to {last}"
        return form

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
