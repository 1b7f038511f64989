"""What each kind of entry that a spreadsheet may list has: columns, names, a form for its rows."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms

from councils.roles import Right
from plans.access import READ
from plans.models import Plan
from plans.sheets.columns import Column, box_ticked, cell_for, choice_called, plain

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
        fields = self.form.base_fields.items()
        send_as_pages_do(data, {name: one for name, one in fields if name not in self.pointing})
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


def send_as_pages_do(data: Cells, fields: Mapping[str, forms.Field]) -> None:
    """Choices by their codes, and boxes as ticked or not, of what cells say in words."""
    for name in data.keys() & fields.keys():
        field = fields[name]
        if isinstance(field, forms.ChoiceField):
            data[name] = choice_called(data[name], field)
        elif isinstance(field, forms.BooleanField):
            data[name] = box_ticked(name, data[name])
