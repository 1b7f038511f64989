"""A returned file is read apart (see `web.apart`), against the version that it came from."""

import msgspec

from plans.importing.errors import Unreadable
from plans.importing.limited import TOO_MUCH
from plans.returned.data import Returned, Sent
from plans.returned.reader import marks_in, read_returned
from web.apart import TooMuch, answer_apart, read_apart


class Asked(msgspec.Struct):
    """A file, and what was sent; without that, only its marks are read."""

    data: bytes
    sent: Sent | None = None


class Answer(msgspec.Struct):
    returned: Returned | None = None
    marks: tuple[str, str] = ("", "")
    refused: str = ""


def read_returned_apart(data: bytes, sent: Sent) -> Returned:
    """Raises Unreadable where it cannot be read, or takes more than it may."""
    answer = _asked(Asked(data, sent))
    if answer.returned is None:
        raise Unreadable(answer.refused)
    return answer.returned


def marks_in_apart(data: bytes) -> tuple[str, str]:
    """The plan's and the round's mark that a file bears, "" for none; raises Unreadable."""
    answer = _asked(Asked(data))
    if answer.refused:
        raise Unreadable(answer.refused)
    return answer.marks


def _asked(asked: Asked) -> Answer:
    try:
        said = read_apart("plans.returned.limited", msgspec.msgpack.encode(asked))
    except TooMuch as why:
        raise Unreadable(TOO_MUCH) from why
    return msgspec.msgpack.decode(said, type=Answer)


def read_here(asked: Asked) -> Answer:
    """What the file holds; without a limit on what that takes."""
    try:
        if asked.sent is None:
            return Answer(marks=marks_in(asked.data))
        return Answer(read_returned(asked.data, asked.sent))
    except Unreadable as why:
        return Answer(refused=str(why))


if __name__ == "__main__":
    answer_apart(
        lambda data: msgspec.msgpack.encode(read_here(msgspec.msgpack.decode(data, type=Asked)))
    )
