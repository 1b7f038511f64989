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


def comment_entry(row: Comment) -> Iterator[Line]:
    yield entry_line("On", row.name, address_of(row))
    yield entry_line("Words it is about", row.quote)
    yield entry_line("Comment", row.words)
    yield entry_line("Must be resolved", "Before it is sent" if row.must_be_resolved else "")


def address_of(comment: Comment) -> str:
    return plan_url("comment", comment.plan, comment.pk)


def comment_move(row: CommentMove) -> Iterator[Line]:
    yield entry_line("Went along with its words", row.comment.words, address_of(row.comment))
    yield entry_line("Stands now on", row.name)


def comment_reply(row: CommentReply) -> Iterator[Line]:
    yield entry_line("To", row.comment.name, address_of(row.comment))
    yield entry_line("Reply", row.words)


def comment_settled(row: CommentResolution) -> Iterator[Line]:
    yield entry_line("Comment on", row.comment.name, address_of(row.comment))
    yield entry_line("What was done", row.words)


def comment_reopened(row: CommentReopening) -> Iterator[Line]:
    comment = row.resolution.comment
    yield entry_line("Comment on", comment.name, address_of(comment))
    yield entry_line("Why", row.words)


def comment_told(row: CommentTold) -> Iterator[Line]:
    yield entry_line("Told", row.person.name)
