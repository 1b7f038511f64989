"""The decision report as plain data: prefilled from plan and council, with its own digest."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import msgspec

from approvals.models import Implication, Report
from councils.models import Council
from plans.commission import Asked
from plans.models import Evidence, Plan

FORM = "clearday/report/1"


@dataclass(frozen=True, slots=True)
class ImplicationSaid:
    """What the decision means for these headings; `none_on` dates a plain "none"."""

    headings: tuple[str, ...]
    text: str
    none_on: date | None

    @property
    def words(self) -> str:
        return f"{self.text} Found so on {day(self.none_on)}." if self.none_on else self.text


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


def read(canonical: bytes | str) -> ReportDocument:
    return msgspec.json.decode(canonical, type=ReportDocument)


def document_of(report: Report, *, plan_digest: str, body: str) -> ReportDocument:
    """The report as it stands, beside the plan with this digest; two queries."""
    background = Evidence.Kind.BACKGROUND
    return ReportDocument(
        form="clearday/report/1",
        council=report.plan.council.name,
        decided_by=body,
        title=report.title,
        plan=plan_digest,
        summary=report.summary,
        recommendation=lines(report.recommendation),
        reasons=report.reasons,
        background=report.background,
        options=report.options,
        implications=tuple(
            ImplicationSaid(tuple(labels(row)), row.text, row.none_on)
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


def prefilled(plan: Plan) -> Report:
    """A report that says what can be said from the plan and the council's settings; not saved."""
    asked, council = plan.asked, plan.council
    return Report(
        plan=plan,
        title=plan.title,
        summary=summary_of(asked),
        recommendation=recommendation_of(asked, council),
        reasons=reasons_of(asked),
        background=background_of(asked, plan),
        options=(
            "To submit no plan. The request is addressed to every council, so this is not "
            "recommended."
        ),
        risk_now=Report.Risk.MEDIUM,
        risk_now_why="Without a decision the council would not answer the request in time.",
        risk_after=Report.Risk.LOW,
        risk_after_why="If the plan is agreed, published and submitted by the deadline.",
    )


def prefilled_implication(report: Report, today: date) -> Implication:
    """One dated sentence for every heading, for the author to keep or to divide."""
    return Implication(
        report=report,
        place=1,
        headings=list(Implication.Heading.values),
        text="None arise from this report: the plan describes work already agreed.",
        none_on=today,
    )


def summary_of(asked: Asked) -> str:
    by = department_of(asked)
    due = f" by {day(asked.due)}" if asked.due else ""
    pages = f", in {asked.pages}" if asked.pages else ""
    by = by[:1].upper() + by[1:]
    return (
        f"{by} has asked councils for a plan in answer to “{asked.title}”{pages}. "
        f"The plan before members answers it and is to be submitted{due}."
    )


def recommendation_of(asked: Asked, council: Council) -> str:
    by = department_of(asked)
    due = f" by {day(asked.due)}" if asked.due else ""
    return "\n".join(
        (
            f"That {council.cabinet_word} endorses the plan and agrees to its publication.",
            f"That the plan is submitted to {by}{due}.",
        )
    )


def reasons_of(asked: Asked) -> str:
    if "endorsement" in asked.requires:
        return "The request asks that members endorse the plan before it is submitted."
    return "So that the council answers the request in time."


def background_of(asked: Asked, plan: Plan) -> str:
    themes = "; ".join(theme.title for theme in asked.themes)
    names = f"names these themes: {themes}." if themes else "leaves the themes to councils."
    if not asked.letter_date:
        return f"The request {names}"
    return f"The request came in a letter of {day(asked.letter_date)}. It {names}"


def department_of(asked: Asked) -> str:
    """The department inside a sentence: "the Ministry of …"."""
    name = asked.department_later or asked.department or "department"
    return name if name.lower().startswith("the ") else f"the {name}"


def day(moment: date | None) -> str:
    return f"{moment.day} {moment:%B %Y}" if moment else ""


def lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def labels(row: Implication) -> list[str]:
    """The headings in the model's order, in words."""
    held = set(row.headings)
    return [heading.label for heading in Implication.Heading if heading.value in held]
