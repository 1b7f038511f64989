"""Tables whose totals are not what their rows and columns come to, all sums considered together.

Careful rather than keen: a line is a total only where its heading says so, and a table most of
whose sums disagree is read as no table of sums.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from plans.blocks import NOTHING_SAID, Table, words_of
from plans.checks.findings import Finding, texts_of
from plans.checks.solving import Cell, Sum, smallest_sets
from plans.document import Document

TOTAL = re.compile(r"(?:(?:grand|overall) )?totals?\b|all\b|whole\b|sum\b", re.IGNORECASE)
# Lines that are no part of a sum, and make it unclear what is.
UNCLEAR = re.compile(
    r"%|per cent|\b(?:average|mean|rate|share|ratio|of which|including|less|net|balance|"
    r"change|difference|variance|sub-?totals?|per head|cumulative)\b",
    re.IGNORECASE,
)
AMOUNT = re.compile(
    r"(?P<sign>[-−–])?\s?(?P<pound>£?)\s?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?"
    r"\s?(?P<unit>bn|billion|m|million|k)?",
    re.ASCII,
)
TIMES = {"k": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
# Sets of cells that are named; of more the reader is told how many there are.
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a cell as it prints, with half the unit it is rounded to."""

    value: Decimal
    half: Decimal
    pound: str
    printed: str


def disagreeing_sums(document: Document) -> Iterator[Finding]:
    """Each table with sums that disagree: which, and the fewest cells that would mend them all."""
    for placed in texts_of(document):
        for block in placed.passage.body:
            if block.table and (found := told_of(block.table)):
                yield Finding("sums_disagree", placed.place, found, block.table.title)


def told_of(table: Table) -> str:
    """What is said of a table; "" where its sums agree or it has none."""
    amounts = amounts_of(table)
    sums = sums_of(table, amounts)
    wrong = [one for one in sums if not one.agrees]
    if not wrong or (len(sums) > 1 and len(wrong) * 2 > len(sums)):
        return ""
    if any(abs(one.off) * 2 > abs(Fraction(amounts[one.total].value)) for one in wrong):
        return ""
    return " ".join(
        [*(disagreement(table, amounts, one) for one in wrong), mend(table, smallest_sets(sums))]
    ).strip()


def amounts_of(table: Table) -> dict[Cell, Amount]:
    """The numbers of the columns that have nothing else; the first column has the headings."""
    amounts = {}
    for column in range(1, len(table.rows[0])):
        said = {n: words_of(row[column]).strip() for n, row in enumerate(table.rows)}
        if table.header_row:
            del said[0]
        read = {(n, column): amount(one) for n, one in said.items() if one not in NOTHING_SAID}
        known = {cell: one for cell, one in read.items() if one}
        if len(known) == len(read) and len({one.pound for one in known.values()}) == 1:
            amounts.update(known)
    return amounts


def amount(said: str) -> Amount | None:
    found = AMOUNT.fullmatch(said)
    if not found:
        return None
    value = Decimal(found["digits"].replace(",", "") + (found["rest"] or ""))
    times = TIMES.get(found["unit"] or "", 0)
    half = Decimal("0.5").scaleb(times - len((found["rest"] or ".")[1:]))
    return Amount((-value if found["sign"] else value).scaleb(times), half, found["pound"], said)


def sums_of(table: Table, amounts: dict[Cell, Amount]) -> list[Sum]:
    """The sums of rows whose column says it is their total, and of columns in the same way."""
    rows = [words_of(row[0]).strip() for row in table.rows]
    columns = [words_of(one).strip() for one in table.rows[0]] if table.header_row else []
    body = range(1 if table.header_row else 0, len(rows))
    across = range(1, len(columns))
    total_row, total_column = the_total(rows, body), the_total(columns, across)
    lines = []
    if total_row is not None:
        lines += [
            ((total_row, n), [(row, n) for row in body if row != total_row])
            for n in range(1, len(table.rows[0]))
            if not columns or not UNCLEAR.search(columns[n])
        ]
    if total_column is not None:
        lines += [
            ((n, total_column), [(n, one) for one in across if one != total_column])
            for n in body
            if not UNCLEAR.search(rows[n])
        ]
    return [one for total, parts in lines if (one := sum_of(total, parts, amounts))]


def the_total(headings: Sequence[str], among: range) -> int | None:
    """Which line is the total of all others: the first or the last, and no other says it is."""
    told = [n for n in among if TOTAL.match(headings[n])]
    if len(told) != 1 or told[0] not in (among[0], among[-1]):
        return None
    return None if any(UNCLEAR.search(headings[n]) for n in among) else told[0]


def sum_of(total: Cell, parts: Sequence[Cell], amounts: dict[Cell, Amount]) -> Sum | None:
    """One sum; none without two parts or more, or where pounds would be added to a count."""
    known = tuple(one for one in parts if one in amounts)
    if total not in amounts or len(known) < 2:
        return None
    if any(amounts[one].pound != amounts[total].pound for one in known):
        return None
    off = amounts[total].value - sum(amounts[one].value for one in known)
    slack = sum((amounts[one].half for one in known), amounts[total].half)
    return Sum(total, known, Fraction(off), Fraction(slack))


def disagreement(table: Table, amounts: dict[Cell, Amount], one: Sum) -> str:
    parts = sum((amounts[cell].value for cell in one.parts), Decimal(0))
    comes = f"{'−' if parts < 0 else ''}{amounts[one.total].pound}{abs(parts):,f}"
    says = amounts[one.total].printed
    return f"The parts of {named(table, one.total)} come to {comes}; it says {says}."


def named(table: Table, cell: Cell) -> str:
    row = words_of(table.rows[cell[0]][0]).strip() or f"row {cell[0] + 1}"
    if not table.header_row or not (column := words_of(table.rows[0][cell[1]]).strip()):
        return f"“{row}”" if len(table.rows[0]) == 2 else f"“{row}”, column {cell[1] + 1}"
    return f"“{row}”, “{column}”"


def mend(table: Table, sets: Sequence[tuple[Cell, ...]]) -> str:
    """The fewest cells to look at; nothing where none were found."""
    if not sets:
        return ""
    count = len(sets[0])
    what = "one number" if count == 1 else f"{count} numbers"
    if len(sets) > MOST_NAMED:
        return f"A change of {what} makes every sum agree, in {len(sets)} different ways."
    ways = "; or ".join(" and ".join(named(table, cell) for cell in one) for one in sets)
    only = "only here" if len(sets) == 1 else "in one of these ways"
    return f"A change of {what} makes every sum agree, {only}: {ways}."
