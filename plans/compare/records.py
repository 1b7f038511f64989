"""The records of two documents compared field by field."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from plans.compare.pairing import Item, Pairing
from plans.document import CommissionAsked, Document, Saving
from plans.exports.tables import financial_year, theme_title
from web.redline import Comparer, DiffSegment
from web.values import money_in_words, value_in_words

EntryState = Literal["same", "changed", "moved", "added", "removed"]

# Field, and what it is called on screens, in the order it is shown.
LABELS: dict[str, dict[str, str]] = {
    "figures": {
        "label": "Name",
        "printed": "As printed",
        "period": "Period",
        "as_at": "As at",
        "source": "Source",
        "owner": "Owner",
        "name": "Reference",
    },
    "commitments": {
        "reference": "Reference",
        "what": "What we will do",
        "theme": "Theme",
        "priority": "Council Plan priority",
        "partners": "Partners",
        "owner": "Who leads",
        "start": "Start",
        "due": "Due",
        "measure": "How we will know",
        "metrics": "Metrics",
        "savings": "Planned savings",
    },
    "metrics": {
        "name": "Name",
        "kind": "How it is reported",
        "unit": "Unit",
        "direction": "Direction",
        "baseline": "Baseline",
        "baseline_on": "Baseline date",
        "target": "Target",
        "target_on": "Target date",
        "frequency": "Frequency",
        "source": "Source",
        "owner": "Owner",
        "link": "Link",
        "promised_on": "Promised by",
    },
    "barriers": {
        "what": "What stands in the way",
        "services": "Services",
        "ask": "What we ask",
        "asked_of": "Of whom",
    },
    "evidence": {
        "title": "Title",
        "kind": "Kind",
        "link": "Link",
        "sha256": "File’s SHA-256",
        "published_on": "Published",
    },
}
TITLES = {
    "figures": "Figures",
    "commitments": "Commitments",
    "metrics": "Metrics",
    "barriers": "What we ask of government",
    "evidence": "Evidence",
}


@dataclass(frozen=True, slots=True)
class ComparedField:
    """One field in two versions; `parts` mark the words between them."""

    label: str
    before: str
    after: str
    parts: tuple[DiffSegment, ...]


@dataclass(frozen=True, slots=True)
class ComparedEntry:
    """One record and its fields that changed: all of them where it was added or removed."""

    title: str
    state: EntryState
    fields: tuple[ComparedField, ...]


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    """The records of one kind, in order."""

    title: str
    entries: tuple[ComparedEntry, ...]

    @property
    def changed(self) -> tuple[ComparedEntry, ...]:
        """The records that are not the same."""
        return tuple(entry for entry in self.entries if entry.state != "same")


def compared_records(
    before: Document, after: Document, comparer: Comparer
) -> Iterator[ComparedGroup]:
    """The plan's own facts, what it answers, then each kind of record either version has."""
    yield ComparedGroup("The plan", tuple(_plan(before, after, comparer)))
    for kind, title in TITLES.items():
        old, new = getattr(before, kind), getattr(after, kind)
        if old or new:
            teller = _Teller(before, after, kind)
            yield ComparedGroup(title, tuple(_entries(old, new, teller, comparer)))


class _Teller:
    """Says each field of one kind of record in words, as it stood before or as it stands now."""

    def __init__(self, before: Document, after: Document, kind: str) -> None:
        self.labels = LABELS[kind]
        self.names = {
            False: _names(before),
            True: _names(after),
        }

    def tell(self, record: Any, *, now: bool) -> dict[str, str]:
        """Label and words of every field."""
        return {
            label: self._words(name, getattr(record, name), now)
            for name, label in self.labels.items()
        }

    def title(self, record: Any) -> str:
        """A record by its first field that says anything."""
        return next((words for words in self.tell(record, now=True).values() if words), "")

    def _words(self, name: str, value: Any, now: bool) -> str:
        if name == "theme" and value is not None:
            return self.names[now].get(("theme", value), "")
        if name == "metrics":
            return "\n".join(self.names[now].get(("metric", each), "") for each in value)
        return change_in_words(value)


def change_in_words(value: Any) -> str:
    """A field's value in words; nothing for nothing."""
    match value:
        case tuple():
            return "\n".join(_saving(each) for each in value)
    return value_in_words(value)


def _saving(saving: Saving) -> str:
    releasing = "cash-releasing" if saving.cash_releasing else "not cash-releasing"
    recurring = "recurring" if saving.recurring else "one-off"
    year, planned = financial_year(saving.year), money_in_words(saving.planned)
    return f"{year}: {planned}, {releasing}, {recurring}"


def _names(document: Document) -> dict[tuple[str, int], str]:
    themes = {("theme", theme.id): theme_title(theme) for theme in document.themes}
    return themes | {("metric", metric.id): metric.name for metric in document.metrics}


def _entries(
    old: Sequence[Item], new: Sequence[Item], teller: _Teller, comparer: Comparer
) -> Iterator[ComparedEntry]:
    pairing = Pairing(old, new, words=teller.title)
    moved = pairing.moved(old, new)
    for was, now in pairing.woven(old, new):
        told_before = teller.tell(was, now=False) if was else {}
        told_now = teller.tell(now, now=True) if now else {}
        fields = tuple(_changes(told_before, told_now, comparer))
        state: EntryState = "changed" if fields else "same"
        if now and now.id in moved:
            state = "moved"
        if not (was and now):
            state = "added" if now else "removed"
        yield ComparedEntry(teller.title(now or was), state, fields)


def _changes(
    before: dict[str, str], after: dict[str, str], comparer: Comparer
) -> Iterator[ComparedField]:
    for label in before | after:
        old, new = before.get(label, ""), after.get(label, "")
        if old != new:
            yield ComparedField(label, old, new, comparer.redline(old, new).parts)


def _plan(before: Document, after: Document, comparer: Comparer) -> Iterator[ComparedEntry]:
    facts: Sequence[tuple[str, Callable[[Document], dict[str, str]]]] = (
        ("Title and council", _own_facts),
        ("What it answers", lambda document: _asked(document.commission)),
    )
    for title, tell in facts:
        fields = tuple(_changes(tell(before), tell(after), comparer))
        yield ComparedEntry(title, "changed" if fields else "same", fields)


def _own_facts(document: Document) -> dict[str, str]:
    return {"Title": document.title, "Council": document.council}


def _asked(commission: CommissionAsked) -> dict[str, str]:
    questions = [
        f"{question.key} {question.text}"
        for theme in commission.themes
        for question in theme.questions
    ]
    return {
        "Commission": commission.title,
        "Department": commission.department,
        "Letter": change_in_words(commission.letter_date),
        "Due": change_in_words(commission.due),
        "Themes": "\n".join(f"{theme.key} {theme.title}" for theme in commission.themes),
        "Questions": "\n".join(questions),
    }
