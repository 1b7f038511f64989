"""What each clearing role reads first: what changed since last time, and the facts of its trade."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from approvals.models import ClearanceRequest, ClearanceResponse, ClearanceRound, Implication
from approvals.reports.document import ReportDocument, parse_report
from councils.models import Council
from councils.roles import Office, Role
from plans.compare import ComparedField, Comparison, compare
from plans.document import Document, parse_document
from web.compiled_queries import prepared
from web.dates import day_in_words
from web.redline import Comparer

Fact = dict[str, str]


@dataclass(frozen=True)
class ChangesSince:
    """What changed since an office was last asked: `answered` whether it answered then."""

    version: int
    answered: bool
    plan: Comparison
    report: tuple[ComparedField, ...]

    @property
    def same(self) -> bool:
        return self.plan.identical and not self.report


def changes_since(round_: ClearanceRound, office: Office) -> ChangesSince | None:
    """Beside the newest earlier round this office answered, else was asked in; else None."""
    earlier = rounds_before(round_.plan_id, round_.number, office.role, office.title)
    if not earlier:
        return None
    before = earlier[0]
    return ChangesSince(
        version=before.version.number,
        answered=before.answered,
        plan=compare(
            parse_document(before.version.document), parse_document(round_.version.document)
        ),
        report=tuple(
            changes_between(
                parse_report(before.report.document), parse_report(round_.report.document)
            )
        ),
    )


@prepared
def rounds_before(plan: int, number: int, role: str, title: str) -> QuerySet[Any]:
    """The newest earlier round that an office answered (`answered`), else was asked in."""
    own = ClearanceRequest.objects.filter(round=OuterRef("pk"), role=role, title=title)
    given = ClearanceResponse.objects.standing().filter(
        asked__round=OuterRef("pk"), asked__role=role, asked__title=title
    )
    rounds = ClearanceRound.objects.filter(Exists(own), plan=plan, number__lt=number)
    found = rounds.annotate(answered=Exists(given))
    return found.select_related("version", "report").order_by("-answered", "-number")[:1]


def changes_between(before: ReportDocument, after: ReportDocument) -> Iterator[ComparedField]:
    """The report's blocks that have other words than before, marked word by word."""
    comparer = Comparer()
    old = dict(report_blocks(before))
    for label, now in report_blocks(after):
        was = old.pop(label, "")
        if was != now:
            yield ComparedField(label, was, now, comparer.redline(was, now).parts)
    for label, was in old.items():
        yield ComparedField(label, was, "", comparer.redline(was, "").parts)


def report_blocks(report: ReportDocument) -> Iterator[tuple[str, str]]:
    yield "Title", report.title
    yield "Who decides", report.decided_by
    yield "Summary", report.summary
    yield "Recommendation", "\n".join(report.recommendation)
    yield "Reasons for the recommendation", report.reasons
    yield "Background", report.background
    yield "Options considered", report.options
    for said in report.implications:
        for heading in said.headings:
            yield f"Implications: {heading}", said.words
    yield "Risk as things are", f"{report.risk_now} {report.risk_now_why}".strip()
    yield "Risk if it is agreed", f"{report.risk_after} {report.risk_after_why}".strip()
    yield "Background papers", "\n".join(report.background_papers)
    yield from report.written_parts


def briefing_rows(role: Role | None, round_: ClearanceRound, report: ReportDocument) -> list[Fact]:
    """What this role judges, in a few rows; none for a role without rows of its own."""
    if role == Role.SECTION_151:
        return [briefing_row("Financial implications", implication_text(report, "financial"))]
    if role == Role.MONITORING_OFFICER:
        meets = f", {day_in_words(round_.meets_on)}" if round_.meets_on else ""
        return [
            briefing_row("Who decides", f"{round_.body}{meets}"),
            briefing_row("Legal implications", implication_text(report, "legal")),
            briefing_row("Exempt information", exempt_text(report)),
            briefing_row("Call-in", call_in_text(round_.plan.council)),
        ]
    return []


def briefing_row(key: str, value: str) -> Fact:
    return {"key": key, "value": value}


def implication_text(report: ReportDocument, heading: str) -> str:
    """What the report says under a heading."""
    label = Implication.Heading(heading).label
    said = next((one for one in report.implications if label in one.headings), None)
    if said is None:
        return f"The report says nothing under “{label}”."
    return said.words


def exempt_text(report: ReportDocument) -> str:
    """Under which paragraph part of the report is not for publication, if any is."""
    if report.why_exempt:
        return f"The report has a part that is not for publication under {report.why_exempt}"
    return "None is marked: report and plan are written to be public."


def call_in_text(council: Council) -> str:
    if not council.call_in_applies:
        return "Does not apply in this council."
    days = council.get_call_in_days_display().lower()
    start = council.get_call_in_start_display().lower()
    return f"Applies: {council.call_in_length} {days} from {start}."


def figures_table(plan: Document) -> dict[str, Any] | None:
    """The plan's figures with their sources, for a table; None where it names none."""
    if not plan.figures:
        return None
    columns = ("Figure", "Value", "Period", "Source", "Owner")
    return {
        "caption": "Figures in the plan, with their sources",
        "columns": [{"label": label, "numeric": label == "Value"} for label in columns],
        "rows": [
            [one.label, one.printed, one.period or day_in_words(one.as_at), one.source, one.owner]
            for one in plan.figures
        ],
    }
