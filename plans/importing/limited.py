"""A Word file or an .odt is read apart (see `web.apart`): its text, what it tracks and says."""

import msgspec

from plans.importing.errors import Unreadable
from plans.importing.marked import Marked, read_marked
from plans.importing.source import Source, read_source
from web.apart import TooMuch, answer_apart, read_apart

TOO_MUCH = (
    "This file takes more memory or time to read than a plan may. Save the plan alone in a new "
    "file, or paste its text."
)


class WordFile(msgspec.Struct):
    """What was read: the text with all changes accepted, and what the file tracks and says."""

    source: Source | None = None
    marked: Marked | None = None
    refused: str = ""


def read_word(data: bytes) -> tuple[Source, Marked | None]:
    """A .docx or .odt, read apart; raises Unreadable where it cannot be, or takes too much."""
    try:
        answer = msgspec.json.decode(read_apart("plans.importing.limited", data), type=WordFile)
    except TooMuch as why:
        raise Unreadable(TOO_MUCH) from why
    if answer.source is None:
        raise Unreadable(answer.refused)
    return answer.source, answer.marked


def read_here(data: bytes) -> WordFile:
    """What the file holds; without a limit on what that takes."""
    try:
        source = read_source("plan.docx", data)
    except Unreadable as why:
        return WordFile(refused=str(why))
    try:
        return WordFile(source, read_marked(data))
    except Unreadable:
        # A text that had no words before its changes has them from the changes alone.
        return WordFile(source)


if __name__ == "__main__":
    answer_apart(lambda data: msgspec.json.encode(read_here(data)))
