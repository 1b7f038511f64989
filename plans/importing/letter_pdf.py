"""A letter that comes as a PDF is read apart (see `web.apart`), as a Word file is."""

import msgspec

from plans.importing.errors import Unreadable
from plans.importing.pdf_lines import pdf_lines
from plans.importing.source import Source, source_from
from web.apart import TooMuch, answer_apart, read_apart

TOO_MUCH = (
    "This PDF takes more memory or time to read than a letter may. Choose the letter alone, or "
    "paste its text."
)


class Letter(msgspec.Struct):
    """What was read, or why nothing was."""

    source: Source | None = None
    refused: str = ""


def is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF")


def read_pdf(data: bytes) -> Source:
    """The words of a PDF, read apart; raises Unreadable where it has none that can be read."""
    try:
        answer = msgspec.json.decode(read_apart("plans.importing.letter_pdf", data), type=Letter)
    except TooMuch as why:
        raise Unreadable(TOO_MUCH) from why
    if answer.source is None:
        raise Unreadable(answer.refused)
    return answer.source


def read_here(data: bytes) -> Letter:
    """The same, without a limit on what it takes."""
    try:
        return Letter(source_of(data))
    except Unreadable as why:
        return Letter(refused=str(why))


def source_of(data: bytes) -> Source:
    """The words of a PDF, read where it arrives; raises Unreadable."""
    return source_from("pdf", *pdf_lines(data))


if __name__ == "__main__":
    answer_apart(lambda data: msgspec.json.encode(read_here(data)))
