"""How many pages a plan takes, counted once for all who ask."""

from collections.abc import Callable

from plans.document import Document
from plans.exports import pdf
from plans.exports.pdf import PageCount, TooLongToDraw
from plans.once import worked_out_once

A_WEEK = 7 * 24 * 3600
TOO_LONG = (-1, -1, -1)


def count_once(name: str, document: Callable[[], Document]) -> PageCount | None:
    """Pages of a document that `name` stands for; None where it is too long to be drawn."""

    def count() -> tuple[int, int, int]:
        try:
            found = pdf.count_plan_pages(document())
        except TooLongToDraw:
            return TOO_LONG
        return found.text, found.all, found.tenths

    pages = worked_out_once(f"pages:{name}", count, seconds=A_WEEK)
    return None if pages == TOO_LONG else PageCount(*pages)


def pages_of_document(document: Document) -> PageCount | None:
    """Pages of its text, and with its tables, in final layout."""
    return count_once(document.digest, lambda: document)
