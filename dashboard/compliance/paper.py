"""Compliance as a paper for the file: the same lines as on the page, in the same order."""

from collections.abc import Iterable
from datetime import datetime

from approvals.papers.paper import Paper, Section
from dashboard.compliance.lines import Line, Standing
from dashboard.compliance.report import Compliance
from plans.blocks import Run
from plans.exports.tables import Cell, Column, Table
from web.dates import day_in_words, moment_in_words

COLUMNS = (
    Column("What is asked", 0.27),
    Column("How it stands", 0.13),
    Column("What the record shows", 0.35),
    Column("By which rule", 0.25),
)
FIRST, REST = (Standing.NOT_MET, Standing.EXCEPTED), (*Standing,)[2:]


def compliance_paper(told: Compliance, now: datetime) -> Paper:
    plan, words = told.plan, told.words
    return Paper(
        council=plan.council.name,
        kind="Compliance",
        title=plan.title,
        identity=f"As recorded at {moment_in_words(now)}",
        opening=told.in_words,
        sections=(
            Section(
                "The words",
                text=words.in_words,
                facts=tuple((one.what.capitalize(), one.told) for one in words.texts),
            ),
            *first_section(told),
            *(
                Section(group.title, table=table_of(group.title, map(row_of, lines)))
                for group in told.groups
                if (lines := [one for one in group.lines if one.standing in REST])
            ),
        ),
    )


def first_section(told: Compliance) -> list[Section]:
    """What is not met or excepted, each with what it is about; nothing where all is well."""
    rows = [row_of(line, about) for about, line in told.of(*FIRST)]
    title = "Not met, and exceptions"
    return [Section(title, table=table_of(title, rows))] if rows else []


def table_of(title: str, rows: Iterable[tuple[Cell, ...]]) -> Table:
    return Table(title, title, COLUMNS, tuple(rows))


def row_of(line: Line, about: str = "") -> tuple[Cell, ...]:
    asks = f"{line.asks} ({about})" if about else line.asks
    by = f", by {day_in_words(line.by)}" if line.by else ""
    cells = (asks, f"{line.standing.label}{by}", line.said, line.rule)
    return tuple((Run(words),) for words in cells)
