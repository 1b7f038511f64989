"""A report as it was saved: what its form would send, for whoever goes on with it."""

from approvals.models import Implication, Report
from approvals.reports.implications import ImplicationTyped

WORDS = ("title", "summary", "recommendation", "reasons", "background", "options")
RISK = ("risk_now", "risk_now_why", "risk_after", "risk_after_why")


def words_of(report: Report) -> dict[str, str]:
    """The report's blocks, by their names."""
    return {name: getattr(report, name) for name in (*WORDS, *RISK)}


def implications_of(report: Report) -> list[ImplicationTyped]:
    """What somebody said of each heading; a row of before authors were kept may serve several."""
    return [
        ImplicationTyped(
            heading, row.text, row.kind or Implication.Kind.SAID, row.looked_by, row.looked_on
        )
        for row in report.implications.all()
        if row.written_by
        for heading in row.headings
    ]
