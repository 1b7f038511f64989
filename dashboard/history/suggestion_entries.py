"""What suggestions for a plan say on the page of their act."""

from collections.abc import Iterator

from dashboard.history.comment_entries import from_file
from dashboard.history.lines import Line, entry_line
from plans.access import plan_url
from plans.models import Suggestion, SuggestionAnswer


def suggestion_entry(row: Suggestion) -> Iterator[Line]:
    yield entry_line("For", row.name, address_of(row))
    yield entry_line("What", "" if row.has_words else row.get_kind_display())
    replaces = row.has_words or row.is_value
    yield entry_line("In place of" if replaces else "Stood there", row.before)
    yield entry_line("Suggested", row.proposed)
    yield entry_line("Why", row.note)
    yield from from_file(row)


def suggestion_answer(row: SuggestionAnswer) -> Iterator[Line]:
    """Its reason is that of the act."""
    suggestion = row.suggestion
    yield entry_line(row.outcome.capitalize(), suggestion.name, address_of(suggestion))
    yield entry_line("Suggested by", suggestion.whose)


def address_of(suggestion: Suggestion) -> str:
    return plan_url("suggestion", suggestion.plan, suggestion.pk)
