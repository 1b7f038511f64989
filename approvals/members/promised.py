"""What a plan promises and saves, counted from its lists: pure, and silent where they are empty."""

from collections.abc import Iterator
from decimal import Decimal

from plans.document import Document
from plans.exports.tables import financial_year
from web.dates import day_in_words
from web.values import money_in_words


def promised(words: Document) -> tuple[str, ...]:
    """A line each of its commitments, its metrics and what it is planned to save, if it has any."""
    return (*of_commitments(words), *of_metrics(words), *of_savings(words))


def of_commitments(words: Document) -> Iterator[str]:
    count = len(words.commitments)
    if not count:
        return
    due = [one.due for one in words.commitments if one.due]
    last = f", the last of them due by {day_in_words(max(due))}" if due else ""
    undated = count - len(due)
    without = f"; {undated} without a day" if due and undated else ""
    yield f"{count} commitment{'s' if count > 1 else ''}{last}{without}."


def of_metrics(words: Document) -> Iterator[str]:
    count = len(words.metrics)
    if not count:
        return
    aimed = sum(one.target is not None for one in words.metrics)
    if count == 1:
        yield f"1 metric, {'with' if aimed else 'without'} a target."
    else:
        yield f"{count} metrics, {'all' if aimed == count else aimed or 'none'} with a target."


def of_savings(words: Document) -> Iterator[str]:
    """By financial year; no total, as what recurs may be given in each of its years."""
    years: dict[int, Decimal] = {}
    for commitment in words.commitments:
        for one in commitment.savings:
            years[one.year] = years.get(one.year, Decimal()) + one.planned
    if years:
        each = (f"{money_in_words(years[one])} in {financial_year(one)}" for one in sorted(years))
        yield f"Planned savings: {', '.join(each)}."
