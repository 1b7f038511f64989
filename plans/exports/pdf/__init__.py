"""A plan on paper: a tagged PDF (PDF/UA-1), drawn from the document alone."""

from plans.document import Document
from plans.exports.imprint import Imprint
from plans.exports.pdf.footer import footer
from plans.exports.pdf.plan import build_story
from plans.exports.pdf.renderer import count_pages, render_story
from plans.exports.pdf.story import TooLongToDraw

__all__ = ["Imprint", "TooLongToDraw", "count_plan_pages", "render_plan"]


def render_plan(document: Document, *, imprint: Imprint) -> bytes:
    """The plan as a PDF; the same document and imprint give the same bytes."""
    name = [document.council, imprint.name]
    name += [f"ref {imprint.reference}"] if imprint.reference else []
    name += [imprint.marking] if imprint.marking else []
    return render_story(
        build_story(document, imprint),
        title=document.title,
        author=document.council,
        footer=lambda page, pages: footer(" · ".join(name), f"Page {page} of {pages}"),
    )


def count_plan_pages(document: Document, *, records: bool = False) -> int:
    """How many pages the plan’s text takes, found without drawing; with `records`, the whole PDF.

    A commission's guidance on length is about the plan; its tables of commitments, metrics and
    what is asked of government stand behind it.
    """
    imprint = Imprint(version=None, reference="")
    return count_pages(build_story(document, imprint, records=records))
