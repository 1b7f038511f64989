"""What a careful colleague would notice in a plan as it stands, or in one of its versions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from plans.access import plan_url
from plans.assemble import build_document
from plans.checks.findings import Finding
from plans.checks.progress import OpenSuggestion, Progress, UnresolvedComment
from plans.checks.run import check_document
from plans.comments import to_be_resolved
from plans.coverage import OPEN, ThemeRows, coverage_of
from plans.document import Document, Question, parse_document
from plans.models import Passage, Plan, Suggestion, Version
from plans.page_count import pages_of_document
from web.compiled_queries import prepared


def findings_in_plan(
    plan: Plan, document: Document | None = None, coverage: Iterable[ThemeRows] | None = None
) -> list[Finding]:
    """Of the working copy, with how far its writing is; what a page has read already is given."""
    document = document or build_document(plan)
    return check_document(document, progress_of(plan, document, coverage or coverage_of(plan)))


def findings_in_version(version: Version) -> list[Finding]:
    """Of frozen words alone: what was open or not ready then is no part of them."""
    return check_document(parse_document(version.document))


def progress_of(plan: Plan, document: Document, coverage: Iterable[ThemeRows]) -> Progress:
    """How far the writing is: three queries, and the pages, counted once for each text."""
    pages = pages_of_document(document) if plan.asked.pages else None
    rows = [row for theme in coverage for row in theme.rows if row.state == OPEN]
    return Progress(
        open_questions=tuple(Question(one.question.key, one.question.text) for one in rows),
        not_ready=tuple(key for (key,) in paragraphs_not_ready(plan.pk)),
        pages=pages.text if pages else None,
        guidance=plan.asked.pages,
        wants_metrics="metrics" in plan.asked.requires,
        to_be_resolved=tuple(unresolved_in(plan)),
        suggested=tuple(suggested_in(plan)),
    )


@prepared
def paragraphs_not_ready(plan: int) -> QuerySet[Any, Any]:
    waiting = Passage.objects.filter(plan=plan, kind=Passage.Kind.PARAGRAPH, ready=False)
    return waiting.order_by("place").values_list("pk")


def unresolved_in(plan: Plan) -> Iterator[UnresolvedComment]:
    """The comments that keep it from being sent, each about what it was when it was made."""
    for one in to_be_resolved(plan.pk):
        yield UnresolvedComment(one.pk, one.whose, one.name_within)


def suggested_in(plan: Plan) -> Iterator[OpenSuggestion]:
    """What was suggested and is open, oldest first, each for what it was for then."""
    for one in open_suggestions_in(plan.pk):
        yield OpenSuggestion(one.pk, one.whose, one.asks)


@prepared
def open_suggestions_in(plan: int) -> QuerySet[Suggestion]:
    return Suggestion.objects.still_open().filter(plan=plan).select_related("by")


@dataclass(frozen=True)
class PlacedFinding:
    """A finding as a page shows it: what its place is called, and where it is mended."""

    finding: Finding
    where: str
    href: str


LISTS = {"figure": "figures", "metric": "metrics", "commitment": "commitments"}


def placed(plan: Plan, document: Document, findings: Iterable[Finding]) -> list[PlacedFinding]:
    """Each finding with the name and the address of its place."""
    called = names_of_places(document)
    return [
        PlacedFinding(one, called.get((one.place.kind, one.place.key), ""), address_of(plan, one))
        for one in findings
    ]


def address_of(plan: Plan, finding: Finding) -> str:
    """Where it is mended; of the whole plan that is the page of its questions or the plan's own."""
    place = finding.place
    if place.key is None:
        asks = finding.code == "open_question"
        return plan_url("questions", plan) if asks else plan.get_absolute_url()
    if place.kind in LISTS:
        return plan_url("item", plan, LISTS[place.kind], place.key)
    return plan_url(place.kind, plan, place.key)


def names_of_places(document: Document) -> dict[tuple[str, int | None], str]:
    """ "Theme 2, paragraph 3" of each passage, and what else has a place of its own."""
    names: dict[tuple[str, int | None], str] = {}
    parts = [("Introduction", document.introduction)]
    for theme in document.themes:
        names["theme", theme.id] = f"Theme {theme.number}"
        parts.append((f"Theme {theme.number}", theme.passages))
    for part, passages in parts:
        paragraphs = 0
        for passage in passages:
            paragraphs += passage.kind == "paragraph"
            number = passage.number.rstrip(".") or str(paragraphs)
            said = f"paragraph {number}" if passage.kind == "paragraph" else "heading"
            names["passage", passage.id] = f"{part}, {said}"
    names |= {("figure", one.id): one.label for one in document.figures}
    return names
