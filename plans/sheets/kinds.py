"""What a spreadsheet may list: each of a plan's lists, its savings by year and its results."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from plans.item_types import ITEM_TYPES, ItemType
from plans.models import Commitment, Metric, Plan
from plans.sheets.columns import EMPTY, CellError, metrics_called, plain, theme_called
from plans.sheets.hanging import ResultSheet, SavingSheet
from plans.sheets.kind import Cells, SheetKind


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


def sheets_below(plan: Plan, key: str) -> list[SheetKind]:
    """The spreadsheets of a list: its own, and those of what hangs on its entries."""
    return [one for one in SHEETS.values() if one.home == key and one.is_kept_by(plan)]


class SheetConverter:
    """What a spreadsheet lists, in an address."""

    regex = "|".join(SHEETS)

    def to_python(self, value: str) -> SheetKind:
        return SHEETS[value]

    def to_url(self, value: SheetKind | str) -> str:
        return value if isinstance(value, str) else value.key
