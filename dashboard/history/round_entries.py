"""What rounds in Word say on the page of their act."""

from collections.abc import Iterator

from dashboard.history.lines import Line, entry_line, of_version
from plans.access import plan_url
from plans.models import (
    CopyExcused,
    CopyReminder,
    ReturnedFile,
    RoundClosing,
    RoundCopy,
    WordRound,
)
from web.dates import day_in_words


def word_round(row: WordRound) -> Iterator[Line]:
    yield entry_line("Round", str(row.number), address_of(row))
    yield of_version(row.version)
    yield entry_line("Answers wanted by", day_in_words(row.answer_by))
    yield entry_line("They were told", row.note)


def round_copy(row: RoundCopy) -> Iterator[Line]:
    yield entry_line(row.person.name, "By e-mail" if row.key else "Its sender sends it")


def copy_reminder(row: CopyReminder) -> Iterator[Line]:
    yield entry_line("Asked for an answer", row.copy.person.name, address_of(row.copy.round))


def copy_excused(row: CopyExcused) -> Iterator[Line]:
    """Its reason is that of the act."""
    yield entry_line("Not waited for any more", row.copy.person.name, address_of(row.copy.round))


def round_closing(row: RoundClosing) -> Iterator[Line]:
    """Its reason is that of the act."""
    yield entry_line("Ended", f"Round {row.round.number}", address_of(row.round))


def returned_file(row: ReturnedFile) -> Iterator[Line]:
    yield entry_line("File", row.name, address_of(row.round))
    yield entry_line("Returned by", row.whose)
    yield entry_line("Suggestions", str(row.suggestions))
    yield entry_line("Comments", str(row.comments))
    for line in row.left_lines:
        yield entry_line("Could not come in", line)


def address_of(row: WordRound) -> str:
    return plan_url("word_round", row.plan, row.number)
