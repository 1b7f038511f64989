"""A plan on paper: a tagged PDF (PDF/UA-1), drawn from the document alone."""

from dataclasses import dataclass

from plans.document import Document
from plans.exports.imprint import Imprint
from plans.exports.pdf.footer import footer
from plans.exports.pdf.plan import build_story
from plans.exports.pdf.renderer import Footer, count_tenths, render_story
from plans.exports.pdf.story import TooLongToDraw
from plans.exports.tables import foot_line

__all__ = ["Imprint", "PageCount", "TooLongToDraw", "count_plan_pages", "render_plan"]


def render_plan(document: Document, *, imprint: Imprint) -> bytes:
    """The plan as a PDF; the same document and imprint give the same bytes."""
    return render_story(
        build_story(document, imprint),
        title=document.title,
        author=document.council,
        footer=_footer(document, imprint),
    )


def _footer(document: Document, imprint: Imprint) -> Footer:
    name = foot_line(document, imprint)
    return lambda page, pages: footer(name, f"Page {page} of {pages}")


@dataclass(frozen=True, slots=True)
class PageCount:
    """`all` is what the PDF has. `text` leaves out the tables that stand behind the plan: a
    commission's guidance on length is about the plan alone. `tenths` are those of its last page
    that are filled, from 1 to 10."""

    text: int = 0
    all: int = 0
    tenths: int = 10

    @property
    def in_tenths(self) -> str:
        """How far its text reaches: "3.6" of four pages, "4.0" of four full ones."""
        whole, tenth = divmod(10 * (self.text - 1) + self.tenths, 10) if self.text else (0, 0)
        return f"{whole}.{tenth}"


def count_plan_pages(document: Document) -> PageCount:
    """How many pages the plan takes, found without drawing: the one count, for every page."""
    imprint = Imprint(version=None, reference="")
    foot = _footer(document, imprint)
    text, every = (
        count_tenths(build_story(document, imprint, records=records), foot)
        for records in (False, True)
    )
    return PageCount(_pages(text), _pages(every), text - 10 * (_pages(text) - 1))


def _pages(tenths: int) -> int:
    return (tenths + 9) // 10
