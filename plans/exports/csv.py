"""A plan's commitments, metrics and tables as CSV (RFC 4180): document in, bytes out.

In words that nobody endorsed each row says so, in a last column; endorsed ones have none.
"""

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

from plans.blocks import all_numbers, tables_in, words_of
from plans.document import Document

Value = str | int | Decimal | date | None

# What a spreadsheet would take for a formula, after any space; or for the end of a cell.
FORMULA = ("=", "+", "-", "@")
CELL_ENDS = ("\t", "\r", "\n")
# By its mark a spreadsheet knows UTF-8: without it £ opens as Â£.
ENCODING = "utf-8-sig"
STANDING = "how these words stand"


def commitments_csv(document: Document, marking: str = "") -> bytes:
    """A row for each commitment, with the total of its planned savings."""
    themes = {theme.id: theme.number for theme in document.themes}
    names = {metric.id: metric.name for metric in document.metrics}
    head = (
        *("reference", "what", "theme", "priority", "partners", "owner", "start", "due"),
        *("measure", "metrics", "planned savings in pounds"),
    )
    rows = (
        (
            *(each.reference, each.what, themes.get(each.theme or 0), each.priority),
            *(each.partners, each.owner, each.start, each.due, each.measure),
            "; ".join(names[one] for one in each.metrics if one in names),
            sum((saving.planned for saving in each.savings), Decimal()) if each.savings else None,
        )
        for each in document.commitments
    )
    return sheet_in_csv(head, rows, marking)


def metrics_csv(document: Document, marking: str = "") -> bytes:
    """A row for each metric: where it stands, where it is to go, and how it is reported."""
    head = (
        *("name", "reported", "unit", "direction", "baseline", "baseline date", "target"),
        *("target date", "frequency", "source", "owner", "link", "promised by"),
    )
    rows = (
        (
            *(each.name, each.kind, each.unit, each.direction, each.baseline, each.baseline_on),
            *(each.target, each.target_on, each.frequency, each.source, each.owner, each.link),
            each.promised_on,
        )
        for each in document.metrics
    )
    return sheet_in_csv(head, rows, marking)


def tables_csv(document: Document, marking: str = "") -> Iterator[bytes]:
    """Each table of the text, in the order it is read, its cells as they print.

    One without headings has none; in words that nobody endorsed their row has empty ones.
    """
    for passage in document.passages:
        for table in tables_in(passage.body):
            rows = [[_said(words_of(cell)) for cell in row] for row in table.rows]
            if marking:
                head = rows.pop(0) if table.header_row else [""] * len(rows[0])
                rows = [[*head, STANDING], *([*row, marking] for row in rows)]
            yield _written(rows)


def sheet_in_csv(head: Sequence[str], rows: Iterable[Sequence[Value]], marking: str = "") -> bytes:
    """Rows beneath their head, as a spreadsheet opens them."""
    if marking:
        head, rows = (*head, STANDING), ((*row, marking) for row in rows)
    return _written([head, *([cell_of(value) for value in row] for row in rows)])


def _written(rows: Iterable[Sequence[str]]) -> bytes:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(ENCODING)


def cell_of(value: Value, *, guard: bool = True) -> str:
    """Somebody's words stay words in a spreadsheet; a number below nought stays a number.

    Without `guard`, for cells that say themselves that they are text, words are as they stand.
    """
    if isinstance(value, str):
        return f"'{value}" if guard and might_run(value) else value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _said(words: str) -> str:
    """A cell of a table, which somebody typed: what is a number stays one."""
    return words if all_numbers([words]) else cell_of(words)


def might_run(words: str) -> bool:
    """Whether a spreadsheet may take the words for a formula, wide letters read as narrow ones."""
    plain = unicodedata.normalize("NFKC", words[:100])
    return plain.startswith(CELL_ENDS) or plain.lstrip().startswith(FORMULA)
