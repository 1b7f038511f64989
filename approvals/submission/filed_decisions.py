"""What the zip for the file has of decisions: each step, its papers, what it left to be done."""

from collections.abc import Iterator
from typing import Any

from approvals.decisions.duty import duty_of
from approvals.decisions.notice import decision_notice
from approvals.decisions.queries import COUNTED
from approvals.decisions.recorders import recorded_by_author
from approvals.models import (
    Amendment,
    CallIn,
    Decision,
    Delegation,
    FollowUp,
    FollowUpDischarge,
    FollowUpWithdrawal,
    LodgedAmendment,
    NoticeException,
    Resolution,
    Signature,
    StepDecider,
    StepPaper,
)
from approvals.papers.pdf import render_paper
from approvals.submission.entries import Entry, file_entry, json_entry
from councils.record.writer import column_values
from plans.models import Plan


def decision_files(plan: Plan) -> Iterator[Entry]:
    """Every step on the way with what was resolved: as the record that is owed, if one is."""
    told = []
    known = ("plan__council", "decision__version", f"decision__{COUNTED}")
    steps = plan.steps.select_related(*known)
    limbs = (
        *("decision__resolutions__delegation__holders", "decision__declarations"),
        *("views", "deciders__signature", "deciders__person", "papers__file__council"),
        *("decision__call_ins__ruling", "decision__call_ins__outcome"),
        *("decision__votes", "decision__amendment_rows__settlements"),
        "decision__follow_ups__withdrawal",
        *("lodged__remarks", "lodged__places", "lodged__outcomes"),
        "papers__discharges__withdrawal",
    )
    for step in steps.prefetch_related(*limbs).order_by("place"):
        decision = getattr(step, "decision", None)
        told.append(
            {
                **column_values(step),
                "deciders": [serialise_decider(one) for one in step.deciders.all()],
                "decision": serialise_decision(decision) if decision else None,
                "lodged_amendments": [serialise_lodged(one) for one in step.lodged.all()],
                "papers": [serialise_paper(one) for one in step.papers.all()],
                "too_little_notice": [
                    column_values(one) for one in NoticeException.objects.of(step)
                ],
            }
        )
        for one in step.papers.all():
            if one.file:
                yield file_entry(f"decisions/{step.place}-{one.kind}-{one.pk}", one.file)
        if decision:
            duty = duty_of(decision)
            name = "notice" if duty.is_owed else "resolved"
            paper = render_paper(decision_notice(decision, duty))
            yield f"decisions/{name}-{step.place}.pdf", paper
    yield json_entry("decisions/decisions.json", told)


def serialise_decider(row: StepDecider) -> dict[str, Any]:
    """Somebody who decides alone, with what they signed."""
    signed: Signature | None = getattr(row, "signature", None)
    return {
        **column_values(row),
        "name": row.person.name,
        "signature": column_values(signed) if signed else None,
    }


def serialise_decision(decision: Decision) -> dict[str, Any]:
    period = decision.period
    return {
        **column_values(decision),
        "recorded_by_its_author": recorded_by_author(decision),
        "call_in_period": column_values(period) if period else None,
        "resolutions": [serialise_resolution(one) for one in decision.resolutions.all()],
        "amendment_rows": [serialise_amendment(one) for one in decision.amendment_rows.all()],
        "declarations": [column_values(one) for one in decision.declarations.all()],
        "votes": [column_values(one) for one in decision.votes.all()],
        "members": [column_values(one) for one in decision.step.views.all()],
        "call_ins": [serialise_call_in(one) for one in decision.call_ins.all()],
        "to_do": [taken_back(one) for one in decision.follow_ups.all()],
    }


def serialise_paper(row: StepPaper) -> dict[str, Any]:
    """A paper, with what it did of all that decisions left to be done."""
    return {**column_values(row), "does": [taken_back(one) for one in row.discharges.all()]}


def taken_back(row: FollowUp | FollowUpDischarge) -> dict[str, Any]:
    """Something to do, or that it was done; with why it was a mistake, where it was one."""
    mistake: FollowUpWithdrawal | None = getattr(row, "withdrawal", None)
    return {**column_values(row), "taken_back": column_values(mistake) if mistake else None}


def serialise_amendment(row: Amendment) -> dict[str, Any]:
    """An amendment, with the decisions under a power that settled it."""
    settled = sorted(one.decision_id for one in row.settlements.all())
    return {**column_values(row), "settled_by": settled}


def serialise_lodged(row: LodgedAmendment) -> dict[str, Any]:
    """An amendment lodged before the meeting, with what was said and what became of it."""
    return {
        **column_values(row),
        "remarks": [column_values(one) for one in row.remarks.all()],
        "order_of_voting": [column_values(one) for one in row.places.all()],
        "outcomes": [column_values(one) for one in row.outcomes.all()],
    }


def serialise_call_in(row: CallIn) -> dict[str, Any]:
    ruling, outcome = getattr(row, "ruling", None), getattr(row, "outcome", None)
    return {
        **column_values(row),
        "ruling": column_values(ruling) if ruling else None,
        "outcome": column_values(outcome) if outcome else None,
    }


def serialise_resolution(row: Resolution) -> dict[str, Any]:
    power: Delegation | None = getattr(row, "delegation", None)
    given = power and {
        **column_values(power),
        "holders": [one.title for one in power.holders.all()],
    }
    return {**column_values(row), "delegation": given}
