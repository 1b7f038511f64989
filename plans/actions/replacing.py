"""Words put in the place of others across a plan, as one act."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from councils.models import User
from plans.edits import EditContext, editing
from plans.finding import Wanted, put_instead
from plans.models import Passage, Plan
from plans.texts import COLUMNS, MODELS, longest, may_be_empty
from plans.written_tables import outlines_of
from web.errors import Refused

# The kind of a row and its key.
Key = tuple[str, int]


@dataclass(frozen=True)
class Chosen:
    """In which places of a row, by column, as a page showed it at the revision `seen`.

    A column whose places are None is taken in all of them; one that is not named, in none.
    """

    seen: int
    places: Mapping[str, Collection[int] | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Replaced:
    """How many passages changed, how many other texts, and what was left.

    Left are passages, and `others_left` other rows, that had changed since they were shown.
    """

    passages: int
    others: int
    left: int
    others_left: int


def replace_words(
    plan: Plan,
    *,
    by: User,
    wanted: Wanted,
    words: str,
    chosen: Mapping[Key, Chosen],
    reason: str = "",
) -> Replaced:
    """Put `words` in the chosen places; a row that was changed since, or removed, is left."""
    if not chosen:
        raise Refused("Tick the places where the words are to be replaced.", field="places")
    with editing(plan, by=by, verb="words_replaced", given=reason, subject=plan) as w:
        there = list(rows_as_shown(w, chosen))
        changed = [row for row in there if replace_in(w, row, chosen[key_of(row)], wanted, words)]
    passages = sum(isinstance(row, Passage) for row in changed)
    stood = sum(isinstance(row, Passage) for row in there)
    asked = sum(kind == Passage.record_kind for kind, _ in chosen)
    return Replaced(
        passages=passages,
        others=len(changed) - passages,
        left=asked - stood,
        others_left=len(chosen) - asked - (len(there) - stood),
    )


def rows_as_shown(w: EditContext, chosen: Mapping[Key, Chosen]) -> list[Any]:
    """Under the lock, those rows that are as a page showed them."""
    found: list[Any] = []
    for kind, model in MODELS.items():
        keys = [key for of, key in chosen if of == kind]
        rows: Any = model._default_manager.filter(plan=w.plan, pk__in=keys) if keys else ()
        found += [row for row in rows if row.revision == chosen[key_of(row)].seen]
    return found


def key_of(row: Any) -> Key:
    return row.record_kind, row.pk


def replace_in(w: EditContext, row: Any, chosen: Chosen, wanted: Wanted, words: str) -> bool:
    """Change one row's texts; false when nothing differs."""
    values = {
        column: put_instead(getattr(row, column), wanted, words, chosen.places[column])
        for column in COLUMNS[type(row)]
        if column in chosen.places
    }
    for column, text in values.items():
        check_stands(row, column, text)
    return w.act.change(row, **values)


def check_stands(row: Any, column: str, text: str) -> None:
    """Refused where a text would be left without words it needs, with too many, or as a table."""
    if not (text.strip() or may_be_empty(row, column)):
        raise Refused(f"{row} would be left without words: remove it instead.", field="places")
    most = longest(row, column)
    if len(text) > max(most, len(getattr(row, column))):
        why = f"{row} would be longer than {most:,} characters."
        raise Refused(why, field="places")
    if outlines_of(text) != outlines_of(getattr(row, column)):
        why = f"{row} would have other tables, rows or columns: change it on its own page."
        raise Refused(why, field="places")
