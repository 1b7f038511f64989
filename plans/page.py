"""A plan's words as a page for the council's own people, with what is known beside them."""

from plans.document import Document
from plans.exports import html
from plans.exports.tables import SAVINGS
from plans.models import Plan
from plans.savings import said_of_document


def page_for_people(plan: Plan, document: Document) -> str:
    """The page, where savings are printed with how many of them are confirmed."""
    return html.with_note(html.page_body(document), SAVINGS, said_of_document(plan, document))
