"""Two documents side by side: what was added, removed, moved or reworded, in reading order.

`pairing.py` decides which passage of one is which of the other and which of them moved,
`records.py` what became of figures and commitments, `tables.py` what of tables; which words
changed, `web.redline` says, and of which kinds the changes are, `kinds.py`. It takes documents
alone, so any two versions can be compared. Begin with `compare`, in the package itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from plans.blocks import Block, Run, runs_of, tables_in, with_runs
from plans.compare.pairing import Pairing
from plans.compare.records import ComparedEntry, ComparedField, ComparedGroup, compared_records
from plans.compare.tables import ComparedTable, compared_tables
from plans.document import Document, Passage, Theme
from plans.exports.tables import theme_title
from plans.richtext import plain_text
from web.redline import Comparer, DiffSegment

__all__ = [
    "ComparedEntry",
    "ComparedField",
    "ComparedGroup",
    "ComparedRow",
    "ComparedTable",
    "Comparison",
    "DiffSegment",
    "compare",
]

State = Literal["same", "changed", "moved", "added", "removed"]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A theme's title, a heading or a paragraph in two versions.

    `number` is as printed now, or as it was when removed, and `number_was` as it was before, where
    that is another; `was_at` says where a moved one stood. `within` is the part whose
    paragraphs are numbered by themselves; "" for a theme.
    A moved one may be reworded too: its parts show it. `whole` when the two texts are too different
    to mark word by word, so that each is one part. `form_only` when the words are the same and only
    bold, list marks or the place of a note changed. Its `tables` that differ are told by
    themselves, not in its parts.
    """

    kind: Literal["theme", "heading", "paragraph"]
    state: State
    number: str
    number_was: str
    before: str
    after: str
    parts: tuple[DiffSegment, ...]
    was_at: str = ""
    within: str = ""
    whole: bool = False
    form_only: bool = False
    tables: tuple[ComparedTable, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """`identical` when both have one digest; else what became of every row and record."""

    identical: bool
    rows: tuple[ComparedRow, ...]
    groups: tuple[ComparedGroup, ...]

    @property
    def changes(self) -> int:
        """How many rows and records are not the same."""
        states = [row.state for row in self.rows]
        states += [entry.state for group in self.groups for entry in group.entries]
        return sum(state != "same" for state in states)

    @property
    def renumbered(self) -> bool:
        """Whether anything has another number than before; by itself that is no change of a row."""
        return any(row.number_was for row in self.rows)

    @property
    def unseen(self) -> bool:
        """Whether they differ only in what no row or record shows, such as an internal name."""
        return not (self.identical or self.changes or self.renumbered)


def compare(before: Document, after: Document) -> Comparison:
    """What became of `before` in `after`; about a second at most, whatever the texts are."""
    if before.canonical == after.canonical:
        return Comparison(identical=True, rows=(), groups=())
    comparer = Comparer()
    return Comparison(
        identical=False,
        rows=tuple(_Rows(before, after, comparer).told()),
        groups=tuple(compared_records(before, after, comparer)),
    )


class _Rows:
    """The words of two documents, paired."""

    def __init__(self, before: Document, after: Document, comparer: Comparer) -> None:
        self.before, self.after, self.comparer = before, after, comparer
        self.themes = Pairing(before.themes, after.themes, words=lambda theme: theme.title)
        self.passages = Pairing(before.passages, after.passages, words=_text)
        self.places = dict(_places(before))

    def told(self) -> Iterator[ComparedRow]:
        introductions = self.before.introduction, self.after.introduction
        yield from self._section("Introduction", *introductions)
        moved = self.themes.moved(self.before.themes, self.after.themes)
        for was, now in self.themes.woven(self.before.themes, self.after.themes):
            theme = self._theme(was, now, moved)
            yield theme
            passages = was.passages if was else (), now.passages if now else ()
            yield from self._section(f"Theme {theme.number}", *passages)

    def _section(
        self, within: str, before: Sequence[Passage], after: Sequence[Passage]
    ) -> Iterator[ComparedRow]:
        moved = self.passages.moved(before, after)
        for was, now in self.passages.woven(before, after):
            row = replace(self._passage(was, now), within=within)
            if was and now and now.id in moved:
                row = replace(row, state="moved", was_at=self.places[was.id])
            yield row

    def _theme(self, was: Theme | None, now: Theme | None, moved: set[int]) -> ComparedRow:
        row = self._row("theme", was.title if was else "", now.title if now else "")
        row = _numbered(row, was, now)
        if not (was and now):
            return replace(row, state="added" if now else "removed")
        if now.id in moved:
            return replace(row, state="moved", was_at=f"theme {was.number}")
        return row

    def _passage(self, was: Passage | None, now: Passage | None) -> ComparedRow:
        shown = now or was
        assert shown
        old, new = was.body if was else (), now.body if now else ()
        changed = _links(old) ^ _links(new) if was and now else set()
        row = self._row(shown.kind, _text_of(old, changed), _text_of(new, changed))
        if tables_in(old) or tables_in(new):
            row = self._with_tables(row, _shown(old, changed), _shown(new, changed))
        row = _numbered(row, was, now)
        if not (was and now):
            return replace(row, state="added" if now else "removed")
        if row.state == "same" and (was.kind, old) != (now.kind, new):
            return replace(row, state="changed", form_only=True)
        return row

    def _with_tables(
        self, row: ComparedRow, before: tuple[Block, ...], after: tuple[Block, ...]
    ) -> ComparedRow:
        """The row with its words marked, and its tables by row and cell."""
        words = (
            plain_text([block for block in side if not block.table]) for side in (before, after)
        )
        redline = self.comparer.redline(*words)
        tables = compared_tables(tables_in(before), tables_in(after), self.comparer)
        return replace(row, parts=redline.parts, whole=redline.whole, tables=tables)

    def _row(
        self, kind: Literal["theme", "heading", "paragraph"], before: str, after: str
    ) -> ComparedRow:
        redline = self.comparer.redline(before, after)
        state: State = "same" if before == after else "changed"
        return ComparedRow(kind, state, "", "", before, after, redline.parts, whole=redline.whole)


def _numbered(
    row: ComparedRow, was: Theme | Passage | None, now: Theme | Passage | None
) -> ComparedRow:
    """The row under its number now, or its last one; and the one it had, where that is another."""
    numbers = [str(each.number) for each in (now, was) if each]
    former = numbers[-1] if len(set(numbers)) == 2 else ""
    return replace(row, number=numbers[0], number_was=former)


def _text(passage: Passage) -> str:
    return plain_text(passage.body)


def _places(document: Document) -> Iterator[tuple[int, str]]:
    """Where each passage stands, in words."""
    sections = [("introduction", document.introduction)]
    sections += [(theme_title(theme), theme.passages) for theme in document.themes]
    for title, passages in sections:
        for passage in passages:
            number = f"paragraph {passage.number}, " if passage.number else ""
            yield passage.id, number + title


def _links(blocks: Sequence[Block]) -> set[tuple[str, str]]:
    """Linked words with their addresses."""
    return {(run.text, run.link) for run in runs_of(blocks) if run.link}


def _text_of(blocks: Sequence[Block], links: set[tuple[str, str]]) -> str:
    return plain_text(_shown(blocks, links))


def _shown(blocks: Sequence[Block], links: set[tuple[str, str]]) -> tuple[Block, ...]:
    """The words, with the addresses of those `links`: a changed address is a change to see."""

    def shown(run: Run) -> Run:
        changed = (run.text, run.link) in links
        return replace(run, text=f"{run.text} ({run.link})") if changed else run

    return with_runs(blocks, shown)
