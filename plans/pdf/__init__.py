"""A plan on paper: a tagged PDF (PDF/UA-1), drawn from the document alone."""

from plans.document import Document
from plans.imprint import Imprint
from plans.pdf.paper import count_pages, print_story
from plans.pdf.plan import tell
from plans.pdf.story import foot

__all__ = ["Imprint", "draw", "pages"]


def draw(document: Document, *, imprint: Imprint) -> bytes:
    """The plan as a PDF; the same document and imprint give the same bytes."""
    name = [document.council, imprint.name]
    name += [f"ref {imprint.reference}"] if imprint.reference else []
    name += [imprint.marking] if imprint.marking else []
    return print_story(
        tell(document, imprint),
        title=document.title,
        author=document.council,
        footer=lambda page, pages: foot(" · ".join(name), f"Page {page} of {pages}"),
    )


def pages(document: Document) -> int:
    """How many pages the PDF has, records and all, found without drawing it."""
    return count_pages(tell(document, Imprint(version=None, reference=document.digest[:8])))
