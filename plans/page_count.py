"""How many pages a plan takes, counted once for all who ask."""

from collections.abc import Callable

from plans.document import Document
from plans.exports import pdf
from plans.exports.pdf import TooLongToDraw
from plans.once import worked_out_once

A_WEEK = 7 * 24 * 3600
TOO_LONG = -1


def count_once(name: str, document: Callable[[], Document], *, records: bool = False) -> int | None:
    """Pages of a document that `name` stands for; None where it is too long to be drawn."""

    def count() -> int:
        try:
            return pdf.count_plan_pages(document(), records=records)
        except TooLongToDraw:
            return TOO_LONG

    pages = worked_out_once(f"pages:{name}:{int(records)}", count, seconds=A_WEEK)
    return None if pages == TOO_LONG else pages


def pages_of_document(document: Document, *, records: bool = False) -> int | None:
    """Pages of its text, or with its tables, in final layout."""
    return count_once(document.digest, lambda: document, records=records)
