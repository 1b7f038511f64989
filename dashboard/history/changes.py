"""What one act wrote, row by row: from the history it left, and from rows that only grow."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet

from councils.access import Access
from councils.record.kinds import kind_of, models_by_kind
from councils.record.models import Act
from councils.record.written import check_written
from dashboard.history.entries import ENTRIES, RowEntry
from dashboard.history.lines import Line, entry_line
from dashboard.history.things import MODELS
from web.redline import Comparer, Redline
from web.stated import StatedRow
from web.values import value_in_words

# Columns that mean nothing to a reader.
SILENT = {"id", "revision", "moves", "place", "created_at", "act", "plan", "council"}
# Of what the key of a link is made, and what it opens: that is told by its kind alone.
SILENT |= {"nonce", "key_digest", "part", "sendings"}
# Rows that are named after another row, which their history does not hold.
NAMED_AFTER_ANOTHER = {"commitment_metric", "metric_result"}


@dataclass(frozen=True)
class FieldChange:
    """One field: its label, the words before and after, and for long text the marked words.

    `href` is where its words lead, for what is read elsewhere.
    """

    label: str
    before: str
    after: str
    redline: Redline | None = None
    href: str = ""


@dataclass(frozen=True)
class RowChange:
    """One row: what it is, whether it came, changed or went, and its fields.

    `thing` and `key` are its kind and key where it has a history of its own; `former` is the number
    of the act whose text stood before.
    """

    kind: str
    name: str
    happened: str
    fields: tuple[FieldChange, ...]
    thing: str = ""
    key: int = 0
    former: int = 0


HAPPENED = {"+": "added", "~": "changed", "-": "removed"}


# What stands in place of words that are not for whoever reads the history.
NOT_FOR_THEM = "Its words are for whoever wrote to each other alone."


def changes_in(act: Act, reader: Access | None = None) -> list[RowChange]:
    """Every row the act wrote that says something; at most three queries for each kind of row.

    Words that are for some alone are told where the `reader` is one of them. NotAsKept
    when they are no longer what it wrote.
    """
    check_written(act)
    known = models_by_kind()
    entries = [kind for kind in ENTRIES if kind in act.touched]
    kept = [kind for kind in act.touched if hasattr(known[kind], "history")]
    return [
        *(
            change
            for kind in entries
            for change in entry_changes(known[kind], ENTRIES[kind], act, reader)
        ),
        *(change for kind in kept for change in changed_rows(known[kind], act)),
    ]


def entry_changes(
    model: type[models.Model], entry: RowEntry, act: Act, reader: Access | None
) -> Iterator[RowChange]:
    """What the act's rows of a kind say that stays as it was written."""
    told = [
        (*entry.lines(row), *lines_of_stated(row))
        if is_for(entry, row, reader)
        else (entry_line("For", NOT_FOR_THEM),)
        for row in rows_of(model, entry, act)
    ]
    if entry.together:
        told = [tuple(one for lines in told for one in lines)]
    for lines in told:
        yield RowChange(entry.heading, "", "added", tuple(entry_fields(lines)))


def is_for(entry: RowEntry, row: models.Model, reader: Access | None) -> bool:
    if entry.for_reader is None:
        return True
    return reader is not None and entry.for_reader(reader, row)


def rows_of(model: type[models.Model], entry: RowEntry, act: Act) -> QuerySet:
    """An act's rows of a kind, with what its entry names of other rows, and nothing else.

    `select_related` without a name would join every row that can be reached: so many tables that
    the database may plan for minutes, or go through them all.
    """
    rows = model._default_manager.filter(act=act).order_by("pk")
    return rows.select_related(*entry.related) if entry.related else rows


def lines_of_stated(row: models.Model) -> Iterator[Line]:
    """That the time a row tells was stated afterwards."""
    if isinstance(row, StatedRow):
        yield entry_line("Recorded", row.stated_afterwards)


def entry_fields(lines: tuple[Line, ...]) -> Iterator[FieldChange]:
    for label, words, href in lines:
        if words:
            yield FieldChange(label, "", words, href=href)


def changed_rows(model: Any, act: Act) -> Iterator[RowChange]:
    """What the act's rows of a kind that keeps history became, with what they were before."""
    history: Any = model.history.model
    rows = list(history.objects.filter(act=act).order_by("history_id"))
    earlier = previous_rows(history, rows)
    names = names_for(model, [*rows, *earlier.values()])
    for row in rows:
        before = earlier.get(row.id) if row.history_type == "~" else None
        fields = tuple(field_changes(model, before, row, names))
        if before and not fields:
            if not has_moved(before, row):
                # Only a counter went on: there is nothing for people to read.
                continue
            fields = (FieldChange("Place in the plan", "", "moved"),)
        yield RowChange(
            kind=getattr(row.instance, "noun", str(model._meta.verbose_name)),
            name="" if kind_of(model) in NAMED_AFTER_ANOTHER else str(row.instance),
            happened=HAPPENED[row.history_type],
            fields=fields,
            thing=kind_of(model) if kind_of(model) in MODELS else "",
            key=row.id,
            former=before.act.sequence if before else 0,
        )


def previous_rows(history: Any, rows: list[Any]) -> dict[int, Any]:
    """For each changed row, its state just before; one query for all of them."""
    changed = [row for row in rows if row.history_type == "~"]
    if not changed:
        return {}
    first = min(row.history_id for row in changed)
    found = history.objects.filter(
        id__in=[row.id for row in changed], history_id__lt=first
    ).order_by("id", "-history_id")
    found = found.select_related("act")
    return {row.id: row for row in found.distinct("id")}


def has_moved(before: Any, after: Any) -> bool:
    """Whether a row stands at another place of its list than before."""
    return getattr(before, "place", None) != getattr(after, "place", None)


Names = dict[str, dict[int, str]]


def names_for(model: type[models.Model], rows: list[Any]) -> Names:
    """What the rows point to, by field and key; one query for each kind of thing pointed to."""
    found: Names = {}
    for field in model._meta.fields:
        if field.is_relation and field.name not in SILENT and field.related_model:
            keys = {getattr(row, field.attname) for row in rows} - {None}
            targets = field.related_model._default_manager.in_bulk(keys) if keys else {}
            found[field.name] = {key: str(target) for key, target in targets.items()}
    return found


def field_changes(
    model: type[models.Model], before: Any, after: Any, names: Names
) -> Iterator[FieldChange]:
    for field in model._meta.fields:
        if field.name in SILENT:
            continue
        new = column_in_words(field, after, names)
        old = column_in_words(field, before, names) if before else ""
        if before and old == new:
            continue
        if not before and not new:
            continue
        label = str(field.verbose_name)
        long = before and isinstance(field, models.TextField)
        redline = Comparer().redline(old, new) if long else None
        yield FieldChange(label[:1].upper() + label[1:], old, new, redline)


def column_in_words(field: Any, row: Any, names: Names) -> str:
    """A column's value in words: choices by their label, yes and no, nothing as nothing."""
    value = getattr(row, field.attname)
    if value in (None, "", []):
        return ""
    if field.name == "person" and getattr(row, "invited_as", ""):
        # Their own name was not told then; see `Appointment.person_name`.
        return str(row.invited_as)
    if field.is_relation:
        # The row it points to may have gone since; its number is not for people.
        return names[field.name].get(value, "since removed")
    return value_in_words(value, field)
