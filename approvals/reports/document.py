"""The decision report as plain data: prefilled from plan and council, with its own digest."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import msgspec

from approvals.models import Implication, Report
from plans.models import Evidence
from web.dates import day_in_words

FORM = "clearday/report/1"


@dataclass(frozen=True, slots=True)
class ImplicationSaid:
    """What the decision means for these headings; `none_on` dates a plain "none"."""

    headings: tuple[str, ...]
    text: str
    none_on: date | None

    @property
    def words(self) -> str:
        return (
            f"{self.text} Found so on {day_in_words(self.none_on)}." if self.none_on else self.text
        )


@dataclass(frozen=True)
class ReportDocument:
    """What members are asked, and on what grounds; `plan` is the digest of the plan beside it."""

    form: Literal["clearday/report/1"]
    council: str
    decided_by: str
    title: str
    plan: str
    summary: str
    recommendation: tuple[str, ...]
    reasons: str
    background: str
    options: str
    implications: tuple[ImplicationSaid, ...]
    risk_now: str
    risk_now_why: str
    risk_after: str
    risk_after_why: str
    background_papers: tuple[str, ...]

    @cached_property
    def canonical(self) -> bytes:
        """RFC 8785 JSON: what msgspec writes of text alone (see `plans.document`)."""
        return msgspec.json.encode(self, order="sorted")

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical form, in hexadecimal."""
        return hashlib.sha256(self.canonical).hexdigest()


def parse_report(canonical: bytes | str) -> ReportDocument:
    return msgspec.json.decode(canonical, type=ReportDocument)


def build_report(report: Report, *, plan_digest: str, body: str) -> ReportDocument:
    """The report as it stands, beside the plan with this digest; two queries."""
    background = Evidence.Kind.BACKGROUND
    return ReportDocument(
        form="clearday/report/1",
        council=report.plan.council.name,
        decided_by=body,
        title=report.title,
        plan=plan_digest,
        summary=report.summary,
        recommendation=lines_of(report.recommendation),
        reasons=report.reasons,
        background=report.background,
        options=report.options,
        implications=tuple(
            ImplicationSaid(tuple(heading_labels(row)), row.text, row.none_on)
            for row in report.implications.all()
        ),
        risk_now=report.get_risk_now_display(),
        risk_now_why=report.risk_now_why,
        risk_after=report.get_risk_after_display(),
        risk_after_why=report.risk_after_why,
        background_papers=tuple(
            paper.title for paper in report.plan.evidence.all() if paper.kind == background
        ),
    )


def lines_of(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def heading_labels(row: Implication) -> list[str]:
    """The headings in the model's order, in words."""
    held = set(row.headings)
    return [heading.label for heading in Implication.Heading if heading.value in held]
