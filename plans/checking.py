"""What a careful colleague would notice in a plan as it stands, or in one of its versions."""

from plans.assemble import build_document
from plans.checks.findings import Finding
from plans.checks.progress import Progress
from plans.checks.run import check_document
from plans.coverage import OPEN, coverage_of
from plans.document import Document, Question, parse_document
from plans.models import Passage, Plan, Version
from plans.page_count import pages_of_document


def findings_in_plan(plan: Plan, document: Document | None = None) -> list[Finding]:
    """Of the working copy, with how far its writing is; `document` where it is built already."""
    document = document or build_document(plan)
    return check_document(document, progress_of(plan, document))


def findings_in_version(version: Version) -> list[Finding]:
    """Of frozen words alone: what was open or not ready then is no part of them."""
    return check_document(parse_document(version.document))


def progress_of(plan: Plan, document: Document) -> Progress:
    """How far the writing is: two queries, and the pages, counted once for each text."""
    pages = pages_of_document(document) if plan.asked.pages else None
    rows = [row for theme in coverage_of(plan) for row in theme.rows if row.state == OPEN]
    waiting = plan.passages.filter(kind=Passage.Kind.PARAGRAPH, ready=False).order_by("place")
    return Progress(
        open_questions=tuple(Question(one.question.key, one.question.text) for one in rows),
        not_ready=tuple(waiting.values_list("pk", flat=True)),
        pages=pages.text if pages else None,
        guidance=plan.asked.pages,
        wants_metrics="metrics" in plan.asked.requires,
    )
