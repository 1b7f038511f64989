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


def pages(document: Document, *, records: bool = False) -> int:
    """How many pages the plan’s text takes, found without drawing; with `records`, the whole PDF.

    A commission's guidance on length is about the plan; its tables of commitments, metrics and
    what is asked of government stand behind it.
    """
    imprint = Imprint(version=None, reference="")
    return count_pages(tell(document, imprint, records=records))
