"""How the records of a plan read in print, in the same words on paper, on the web and in Word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from plans.blocks import Run
from plans.document import Commitment, Document, Evidence, Metric, Theme
from plans.exports.imprint import Imprint
from plans.richtext import safe_link
from web.dates import day_in_words
from web.values import money_in_words

Cell = tuple[Run, ...]
# What the tables are headed.
COMMITMENTS, SAVINGS = "What we will do", "Planned savings"
METRICS, BARRIERS = "How we will measure it", "What we ask of government"


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: its `share` of the width; `numbers` are set to the right."""

    title: str
    share: float
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Records of one kind; the first cell of a row is its title."""

    title: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def narrowed(
    columns: Sequence[Column], rows: Sequence[Sequence[Any]]
) -> tuple[tuple[Column, ...], tuple[tuple[Any, ...], ...]]:
    """A table without the columns that are empty in every row; the first names the rows and stays.

    A cell is words, or runs of them.
    """
    kept = [place for place in range(len(columns)) if not place or _says(rows, place)]
    return (
        tuple(columns[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
    )


def _says(rows: Sequence[Sequence[Any]], place: int) -> bool:
    cells = (row[place] for row in rows)
    texts = (cell if isinstance(cell, str) else "".join(run.text for run in cell) for cell in cells)
    return any(text.strip() for text in texts)


def theme_title(theme: Theme) -> str:
    """A theme as it is headed: "Theme 2: Technology"."""
    return f"Theme {theme.number}: {theme.title}" if theme.title else f"Theme {theme.number}"


def answers_line(document: Document) -> str:
    """What the plan answers, in a sentence; nothing where the commission has no name."""
    asked = document.commission
    if not asked.title:
        return ""
    by = f", asked for by the {asked.department}" if asked.department else ""
    return f"In answer to “{asked.title}”{by}."


def identity_line(imprint: Imprint) -> str:
    """Which words these are: "Version 4, reference 1a2b3c4d. Subject to call-in.\""""
    name = imprint.name
    if imprint.reference:
        name += f", reference {imprint.reference}"
    return f"{name}. {imprint.marking}".strip()


def foot_line(document: Document, imprint: Imprint) -> str:
    """What stands at the foot of each page; the marking first: it is what nobody may miss."""
    name = [imprint.marking] if imprint.marking else []
    name += [document.council, imprint.name]
    name += [f"ref {imprint.reference}"] if imprint.reference else []
    return " · ".join(name)


def tables_of(document: Document) -> Iterator[Table]:
    """The plan's records that are set as tables, in order; a kind with no records has no table."""
    makers = (_commitments, _savings, _metrics, _barriers)
    for table in (make(document) for make in makers):
        if table.rows:
            columns, rows = narrowed(table.columns, table.rows)
            yield replace(table, columns=columns, rows=rows)


def evidence_list(document: Document) -> tuple[Cell, ...]:
    """Each piece of evidence as a line: its title, live where it has an address."""
    return tuple(_evidence(piece) for piece in document.evidence)


def financial_year(year: int) -> str:
    """2025/26 for the year that starts in April 2025."""
    return f"{year}/{(year + 1) % 100:02}"


def measured_value(value: Decimal | None, unit: str, on: date | None) -> str:
    """A value with its unit, and below it its date: "12.5%", "31 March 2024"."""
    if value is None:
        return ""
    amount = f"{abs(value):,f}"
    if unit in ("£", "€", "$"):
        amount = unit + amount
    elif unit:
        amount += unit if unit == "%" else f" {unit}"
    if value < 0:
        amount = f"−{amount}"
    return f"{amount}\n{day_in_words(on)}" if on else amount


def _cells(*texts: str) -> tuple[Cell, ...]:
    return tuple((Run(text),) if text else () for text in texts)


def _commitments(document: Document) -> Table:
    return Table(
        title=COMMITMENTS,
        caption="Commitments, who leads each, when it is due and how we will know",
        columns=(
            Column("Reference", 11),
            Column("What we will do", 34),
            Column("Who leads", 18),
            Column("Due", 19),
            Column("How we will know", 24),
        ),
        rows=tuple(
            _cells(each.reference, _promise(each), each.owner, day_in_words(each.due), each.measure)
            for each in document.commitments
        ),
    )


def _promise(commitment: Commitment) -> str:
    if not commitment.partners:
        return commitment.what
    return f"{commitment.what}\nWith {commitment.partners}"


def kind_of_savings(saving: Any) -> str:
    """ "Cash-releasing, one-off" """
    cash = "Cash-releasing" if saving.cash_releasing else "Not cash-releasing"
    return f"{cash}, {'recurring' if saving.recurring else 'one-off'}"


def _savings(document: Document) -> Table:
    return Table(
        title=SAVINGS,
        caption="Planned savings by commitment and financial year",
        columns=(
            Column("Reference", 12),
            Column("Year", 14),
            Column("Planned", 18, numbers=True),
            Column("Kind", 56),
        ),
        rows=tuple(
            _cells(
                each.reference,
                financial_year(saving.year),
                money_in_words(saving.planned),
                kind_of_savings(saving),
            )
            for each in document.commitments
            for saving in each.savings
        ),
    )


def _metrics(document: Document) -> Table:
    return Table(
        title=METRICS,
        caption="Metrics, where each stands, its target and how it is reported",
        columns=(
            Column("Metric", 32),
            Column("Baseline", 18),
            Column("Target", 18),
            Column("Reported", 20),
            Column("Owner", 18),
        ),
        rows=tuple(
            (
                *_cells(
                    _named(each),
                    measured_value(each.baseline, each.unit, each.baseline_on),
                    measured_value(each.target, each.unit, each.target_on),
                ),
                _reported(each),
                *_cells(each.owner),
            )
            for each in document.metrics
        ),
    )


def _named(metric: Metric) -> str:
    if metric.direction == "neither":
        return metric.name
    return f"{metric.name} ({metric.direction})"


def _reported(metric: Metric) -> Cell:
    if metric.kind == "reported elsewhere":
        return (Run("Reported elsewhere", link=safe_link(metric.link)),)
    if metric.kind == "to follow":
        by = f" by {day_in_words(metric.promised_on)}" if metric.promised_on else ""
        return (Run(f"To follow{by}"),)
    return (Run(metric.frequency),) if metric.frequency else ()


def _barriers(document: Document) -> Table:
    return Table(
        title=BARRIERS,
        caption="What stands in the way, and what we ask of whom",
        columns=(
            Column("What stands in the way", 36),
            Column("Services", 16),
            Column("What we ask", 34),
            Column("Of whom", 16),
        ),
        rows=tuple(
            _cells(each.what, each.services, each.ask, each.asked_of) for each in document.barriers
        ),
    )


def _evidence(piece: Evidence) -> Cell:
    facts: list[str] = ["background paper" if piece.kind == "background paper" else ""]
    facts.append(f"published {day_in_words(piece.published_on)}" if piece.published_on else "")
    title = Run(piece.title, link=safe_link(piece.link))
    told = ", ".join(fact for fact in facts if fact)
    return (title, Run(f" ({told})")) if told else (title,)
