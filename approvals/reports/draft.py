"""The report as it is written now, as a paper: to be looked at before anybody is asked."""

from approvals.models import Report
from approvals.papers.paper import Paper, Section
from approvals.reports.authors import authors_of
from approvals.reports.blocks import Told
from approvals.reports.document import LaidOutReport, build_report
from approvals.reports.laid_out import laid_out
from approvals.reports.usual_form import background_section, printed, report_sections
from councils.meetings import body_deciding_on
from plans.assemble import build_document
from plans.models import Plan

SENT = "what officers clear and members decide on is the report that is sent, under its number."
SAVED = f"A draft, as it is saved now: {SENT}"
NOT_SAVED = (
    "A draft of what the commission and the plan say already, as nothing of the report is saved "
    f"yet: {SENT}"
)


def draft_report(plan: Plan, report: Report) -> Paper:
    """What is saved, or else stands elsewhere already; each page says that it is a draft."""
    words = build_document(plan)
    body = body_deciding_on(plan.council, plan.meets_on)
    asked = build_report(report, plan_digest=words.digest, body=body)
    if isinstance(asked, LaidOutReport):
        told = Told(
            report=asked,
            plan=words,
            version="as it is written now",
            meets_on=plan.meets_on,
            authors=authors_of(asked),
        )
        sections: tuple[Section, ...] = tuple(laid_out(told))
    else:
        sections = printed(*report_sections(asked), *background_section(asked))
    return Paper(
        council=asked.council,
        kind=f"Draft of the report to {body}",
        title=asked.title,
        identity=(
            f"Draft, reference {asked.digest[:8]}, "
            f"with the plan as it is written now, reference {words.digest[:8]}"
        ),
        opening=SAVED if report.pk else NOT_SAVED,
        name="Draft",
        reference=asked.digest[:8],
        sections=sections,
    )
