"""An edit from a page that is out of date, put together with what others changed meanwhile."""

from dataclasses import dataclass
from typing import Any

from councils.record.changes import changes_of
from councils.record.history import history_of
from councils.record.models import Act
from plans.merging import Merge, merge
from plans.models import Passage
from web.diffs import differences_of
from web.errors import Change, StalePage


class WordsAsked(StalePage):
    """Places of a passage that only a person can settle; `merged` has all the rest.

    `base` is the revision whose words both began with. `values` are the passage's other columns as
    they would be saved: what only one of the two changed is taken.
    """

    def __init__(
        self, now: Passage, merged: Merge, *, body: str, base: int, values: dict[str, Any]
    ) -> None:
        super().__init__(
            differences_of(now, {"body": body}),
            now=now.revision,
            changes=changes_of(now, revision__gt=base),
        )
        self.merged = merged
        self.body = body
        self.base = base
        self.values = values


@dataclass(frozen=True)
class Together:
    """What somebody typed, what it became with others' words, and who changed what meanwhile."""

    mine: str
    text: str
    changes: tuple[Change, ...]


def body_at(passage: int, revision: int) -> str | None:
    """The words a passage had at a revision; None for one it never had."""
    shown = shown_at(passage, revision)
    return None if shown is None else shown.body


def shown_at(passage: int, revision: int) -> Any:
    """A passage as a page showed it that gives this revision: the row of its history, or None."""
    rows = history_of(Passage)._default_manager.filter(id=passage, revision=revision)
    return rows.exclude(history_type="-").order_by("history_id").first()


def put_together(
    now: Passage, *, seen: int, **typed: Any
) -> tuple[dict[str, Any], Together | None]:
    """What to save of what was typed on revision `seen`, now that another one stands.

    `typed` are columns of the passage, its body among them. A column that only one of the two
    changed is taken. WordsAsked where words must be settled; StalePage where nobody can say what
    the page showed. What others changed is told (Together) where both changed the words.
    """
    shown, body = shown_at(now.pk, seen), typed["body"]
    if shown is None:
        if differences := differences_of(now, {"body": body}):
            raise StalePage(differences, now=now.revision, changes=changes_of(now))
        return typed, None
    values = {name: mine for name, mine in typed.items() if mine != getattr(shown, name)}
    merged = merge(shown.body, body, now.body)
    if merged.text is None:
        raise WordsAsked(now, merged, body=body, base=seen, values=standing(now, values, typed))
    values["body"] = merged.text
    if body in (shown.body, now.body) or now.body == shown.body:
        return values, None
    changes = tuple(changes_of(now, revision__gt=seen))
    return values, Together(body, merged.text, changes)


def standing(now: Passage, values: dict[str, Any], typed: dict[str, Any]) -> dict[str, Any]:
    """Each column that was typed, as it would be saved."""
    return {name: values.get(name, getattr(now, name)) for name in typed if name != "body"}


def act_of(passage: Passage) -> Act:
    """The act that left a passage as it is."""
    rows = history_of(Passage)._default_manager.filter(id=passage.pk, revision=passage.revision)
    found: Any = rows.select_related("act").order_by("-history_id").first()
    return found.act
