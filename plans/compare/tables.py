"""Two versions of a table: rows and columns that came and went, and the words of each cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from plans.blocks import Cell, Table, notes_of, words_of
from web.redline import Comparer, DiffSegment

RowState = Literal["same", "changed", "added", "removed"]
Pair = tuple[int | None, int | None]
Parts = tuple[DiffSegment, ...]


@dataclass(frozen=True, slots=True)
class ComparedTableRow:
    """`cells` lie under the columns of both versions, in order."""

    state: RowState
    cells: tuple[Parts, ...]


@dataclass(frozen=True, slots=True)
class ComparedTable:
    """`head` is shown whole, as what the cells stand under; of `rows`, those that differ."""

    state: RowState
    caption: Parts
    head: tuple[Parts, ...]
    rows: tuple[ComparedTableRow, ...]

    @property
    def changed(self) -> tuple[ComparedTableRow, ...]:
        """The rows to be shown."""
        return tuple(row for row in self.rows if row.state != "same")


def compared_tables(
    before: Sequence[Table], after: Sequence[Table], comparer: Comparer
) -> tuple[ComparedTable, ...]:
    """What became of the tables of a paragraph; those that are the same are left out."""
    titles = [table.title for table in before], [table.title for table in after]
    pairs = paired(*titles, comparer)
    compared = (
        _Tables(
            before[was] if was is not None else None,
            after[now] if now is not None else None,
            comparer,
        ).told()
        for was, now in pairs
        if was is None or now is None or before[was] != after[now]
    )
    return tuple(compared)


def paired(before: Sequence[str], after: Sequence[str], comparer: Comparer) -> list[Pair]:
    """Which is which by equal names, in order; what lies between two such, one by one."""
    found: list[Pair] = []
    gone: list[int] = []
    come: list[int] = []

    def settle() -> None:
        both = min(len(gone), len(come))
        found.extend(zip(gone[:both], come[:both], strict=True))
        found.extend((was, None) for was in gone[both:])
        found.extend((None, now) for now in come[both:])
        gone.clear()
        come.clear()

    for was, now in comparer.aligned(before, after):
        if was is not None and now is not None:
            settle()
            found.append((was, now))
        elif was is not None:
            gone.append(was)
        elif now is not None:
            come.append(now)
    settle()
    return found


@dataclass(slots=True)
class _Tables:
    """One table before and after; either may be missing."""

    before: Table | None
    after: Table | None
    comparer: Comparer
    columns: list[Pair] = field(default_factory=list)

    def told(self) -> ComparedTable:
        heads = [_texts(table.head) if table else [] for table in (self.before, self.after)]
        self.columns = self._columns()
        captions = [_said(table.caption) if table else "" for table in (self.before, self.after)]
        return ComparedTable(
            _state(self.before is not None, self.after is not None),
            self.comparer.redline(*captions).parts,
            self._cells(*heads) if any(heads) else (),
            tuple(self._rows()),
        )

    def _columns(self) -> list[Pair]:
        """By their headings; the first row stands for them where a version has marked none."""
        was, now = (
            [words_of(cell) for cell in table.rows[0]] if table else []
            for table in (self.before, self.after)
        )
        return paired(was, now, self.comparer)

    def _rows(self) -> Iterator[ComparedTableRow]:
        old, new = (
            [_texts(row) for row in table.body] if table else []
            for table in (self.before, self.after)
        )
        names, named = (
            [words_of(row[0]) for row in table.body] if table else []
            for table in (self.before, self.after)
        )
        for was, now in paired(names, named, self.comparer):
            before = old[was] if was is not None else []
            after = new[now] if now is not None else []
            state = _state(was is not None, now is not None)
            if state == "changed" and before == after:
                state = "same"
            yield ComparedTableRow(state, self._cells(before, after))

    def _cells(self, before: Sequence[str], after: Sequence[str]) -> tuple[Parts, ...]:
        return tuple(
            self.comparer.redline(
                before[was] if before and was is not None else "",
                after[now] if after and now is not None else "",
            ).parts
            for was, now in self.columns
        )


def _texts(row: Sequence[Cell]) -> list[str]:
    return [_said(cell) for cell in row]


def _said(cell: Cell) -> str:
    """The words of a cell, and its notes in brackets."""
    return words_of(cell) + "".join(f" [Note: {words_of(note)}]" for note in notes_of(cell))


def _state(was: bool, now: bool) -> RowState:
    if was and now:
        return "changed"
    return "added" if now else "removed"
