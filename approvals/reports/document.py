"""The decision report as plain data: prefilled from plan and council, with its own digest."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

import msgspec

from approvals.models import Implication, Report
from councils.report_forms.blocks import EXEMPT, EXEMPT_UNDER, EXEMPT_WHY, WRITTEN
from councils.report_forms.layout import Layout
from plans.models import Evidence
from web.dates import day_in_words, london_day

Form = Literal["clearday/report/1", "clearday/report/2", "clearday/report/3"]


@dataclass(frozen=True, slots=True)
class ImplicationBefore:
    """What reports of the first form say of these headings; `none_on` dates a plain "none"."""

    headings: tuple[str, ...]
    text: str
    none_on: date | None

    @property
    def words(self) -> str:
        return (
            f"{self.text} Found so on {day_in_words(self.none_on)}." if self.none_on else self.text
        )


@dataclass(frozen=True, slots=True)
class ImplicationSaid:
    """What the decision means for a heading; `written_by` is the commitment to who wrote it.

    The name itself stays where a lawful erasure can reach it (see `councils.record`).
    """

    headings: tuple[str, ...]
    text: str
    applies: bool
    looked_by: str
    looked_on: date | None
    written_by: str
    written_on: date | None

    @property
    def words(self) -> str:
        if not self.applies:
            return f"Not applicable because {self.text.strip().rstrip('.')}."
        looked = [f"Looked at by {self.looked_by}" if self.looked_by else ""]
        looked += [f"on {day_in_words(self.looked_on)}" if self.looked_on else ""]
        by = " ".join(filter(None, looked))
        return f"{self.text}\n\n{by}." if by else self.text


@dataclass(frozen=True)
class ReportDocument:
    """What members are asked, and on what grounds; `plan` is the digest of the plan beside it."""

    form: Form
    council: str
    decided_by: str
    title: str
    plan: str
    summary: str
    recommendation: tuple[str, ...]
    reasons: str
    background: str
    options: str
    implications: tuple[ImplicationBefore, ...] | tuple[ImplicationSaid, ...]
    risk_now: str
    risk_now_why: str
    risk_after: str
    risk_after_why: str
    background_papers: tuple[str, ...]

    @property
    def written_parts(self) -> tuple[tuple[str, str], ...]:
        """What is written beyond what every report has, each by its label."""
        return ()

    @property
    def why_exempt(self) -> str:
        """Nothing of it is: only a council's own form has an exempt part."""
        return ""

    @cached_property
    def canonical(self) -> bytes:
        """RFC 8785 JSON: what msgspec writes of text alone (see `plans.document`)."""
        return msgspec.json.encode(self, order="sorted")

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical form, in hexadecimal."""
        return hashlib.sha256(self.canonical).hexdigest()


@dataclass(frozen=True)
class FirstReport(ReportDocument):
    """A report frozen before its sentences had authors: it reads and prints as it did."""

    form: Literal["clearday/report/1"]
    implications: tuple[ImplicationBefore, ...]


@dataclass(frozen=True)
class AuthoredReport(ReportDocument):
    """A report whose every sentence says whose it is."""

    form: Literal["clearday/report/2"]
    implications: tuple[ImplicationSaid, ...]


@dataclass(frozen=True, slots=True)
class PartWritten:
    """What somebody wrote in a part that the council's own form asks for."""

    block: str
    text: str


@dataclass(frozen=True)
class LaidOutReport(ReportDocument):
    """A report in the council's own form, as that was when the report was begun."""

    form: Literal["clearday/report/3"]
    implications: tuple[ImplicationSaid, ...]
    layout: Layout
    parts: tuple[PartWritten, ...]

    @property
    def written_parts(self) -> tuple[tuple[str, str], ...]:
        labels = dict(WRITTEN)
        return tuple((labels[one.block], one.text) for one in self.parts)

    def part(self, block: str) -> str:
        """What stands in a part; "" where nobody wrote anything."""
        return next((one.text for one in self.parts if one.block == block), "")

    @property
    def why_exempt(self) -> str:
        """Under which paragraph a part of it is exempt, and why; "" where none is."""
        if not self.part(EXEMPT):
            return ""
        under = self.part(EXEMPT_UNDER) or "a paragraph that is not stated"
        return f"{under}: {self.part(EXEMPT_WHY) or 'no reason is stated'}"


@dataclass(frozen=True)
class FormOnly:
    form: Form


FORMS = {
    "clearday/report/1": FirstReport,
    "clearday/report/2": AuthoredReport,
    "clearday/report/3": LaidOutReport,
}


def parse_report(canonical: bytes | str) -> ReportDocument:
    form = msgspec.json.decode(canonical, type=FormOnly).form
    return msgspec.json.decode(canonical, type=FORMS[form])


def build_report(report: Report, *, plan_digest: str, body: str) -> ReportDocument:
    """The report as it stands, beside the plan with this digest; in the usual form two queries."""
    rows = list(report.implications.all()) if report.pk else []
    # A report nobody has saved since stays of the form it was sent in, and so has its digest.
    first = bool(rows) and not any(row.kind for row in rows)
    layout = report.template.layout if report.template else None
    more: dict[str, Any] = {}
    form: Form = "clearday/report/1" if first else "clearday/report/2"
    if layout:
        form, more = "clearday/report/3", {"layout": layout, "parts": parts_of(report, layout)}
    return FORMS[form](
        form=form,
        council=report.plan.council.name,
        decided_by=body,
        title=report.title,
        plan=plan_digest,
        summary=report.summary,
        recommendation=lines_of(report.recommendation),
        reasons=report.reasons,
        background=report.background,
        options=report.options,
        implications=tuple(said_before(row) if first else said_by(row) for row in rows),
        risk_now=report.get_risk_now_display(),
        risk_now_why=report.risk_now_why,
        risk_after=report.get_risk_after_display(),
        risk_after_why=report.risk_after_why,
        background_papers=papers_of(report),
        **more,
    )


def parts_of(report: Report, layout: Layout) -> tuple[PartWritten, ...]:
    """What is written in the parts that the form has; one query."""
    held = {row.block: row.text for row in report.parts.all()} if report.pk else {}
    return tuple(PartWritten(code, held[code]) for code in asked_for(layout) if code in held)


def asked_for(layout: Layout) -> tuple[str, ...]:
    """The parts that a form asks to be written, beyond those of every report, in its order."""
    written = dict(WRITTEN)
    codes = [code for code in layout.codes if code in written]
    with_why = (EXEMPT_UNDER, EXEMPT_WHY) if EXEMPT in codes else ()
    return (*codes, *with_why)


def papers_of(report: Report) -> tuple[str, ...]:
    papers = report.plan.evidence.all()
    return tuple(one.title for one in papers if one.kind == Evidence.Kind.BACKGROUND)


def said_before(row: Implication) -> ImplicationBefore:
    return ImplicationBefore(tuple(heading_labels(row)), row.text, row.none_on)


def said_by(row: Implication) -> ImplicationSaid:
    return ImplicationSaid(
        headings=tuple(heading_labels(row)),
        text=row.text,
        applies=row.kind != Implication.Kind.NOT_APPLICABLE,
        looked_by=row.looked_by,
        looked_on=row.looked_on,
        written_by=row.written_by.commitment if row.written_by else "",
        written_on=london_day(row.written_at) if row.written_at else None,
    )


def lines_of(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def heading_labels(row: Implication) -> list[str]:
    """The headings in the model's order, in words."""
    held = set(row.headings)
    return [heading.label for heading in Implication.Heading if heading.value in held]
