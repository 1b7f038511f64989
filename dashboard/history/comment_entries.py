"""What comments on a plan say on the page of their act."""

from collections.abc import Iterator

from dashboard.history.lines import Line, entry_line
from plans.access import plan_url
from plans.models import (
    Comment,
    CommentMove,
    CommentReopening,
    CommentReply,
    CommentResolution,
    CommentTold,
)
from plans.models.from_files import FromFile
from web.dates import day_in_words


def comment_entry(row: Comment) -> Iterator[Line]:
    yield entry_line("On", row.name, address_of(row))
    yield entry_line("Words it is about", row.quote)
    yield entry_line("Comment", row.words)
    yield entry_line("Must be resolved", "Before it is sent" if row.must_be_resolved else "")
    yield from from_file(row)


def from_file(row: FromFile) -> Iterator[Line]:
    """Whose words they are in the file they came from; nothing of what was said here."""
    if row.file:
        day = day_in_words(row.said_on) if row.said_on else "day not known"
        yield entry_line("Under the name", f"{row.whose}, {day}")
        yield entry_line("From the file", row.file)


def address_of(comment: Comment) -> str:
    return plan_url("comment", comment.plan, comment.pk)


def comment_move(row: CommentMove) -> Iterator[Line]:
    yield entry_line("Went along with its words", row.comment.words, address_of(row.comment))
    yield entry_line("Stands now on", row.name)


def comment_reply(row: CommentReply) -> Iterator[Line]:
    yield entry_line("To", row.comment.name, address_of(row.comment))
    yield entry_line("Reply", row.words)
    yield from from_file(row)


def comment_settled(row: CommentResolution) -> Iterator[Line]:
    yield entry_line("Comment on", row.comment.name, address_of(row.comment))
    yield entry_line("What was done", row.words)


def comment_reopened(row: CommentReopening) -> Iterator[Line]:
    comment = row.resolution.comment
    yield entry_line("Comment on", comment.name, address_of(comment))
    yield entry_line("Why", row.words)


def comment_told(row: CommentTold) -> Iterator[Line]:
    yield entry_line("Told", row.person.name)
