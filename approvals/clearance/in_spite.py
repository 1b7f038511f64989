"""Findings that stop a plan until its sender says, of each, why it is sent all the same."""

from collections.abc import Iterable, Mapping, Sequence

from approvals.clearance.noticed import WHATEVER_IS_SAID
from approvals.models import ClearanceRound, FindingReason
from approvals.workflow.engine import TransitionContext
from plans.checking import names_of_places
from plans.checks.findings import Finding
from plans.checks.run import check_document
from plans.document import Document
from web.errors import Refused

Reasons = Mapping[Finding, str]
# More boxes than these nobody fills in; the rest go with one reason for all, or are put right.
MOST_BOXES = 50
SAY_WHY = "Put it right, or say here why the plan goes all the same."


def still_to_come(findings: Iterable[Finding]) -> list[Finding]:
    """Those that a reason lets pass, each once, in their order."""
    passing = (one for one in findings if one.stops and one.code not in WHATEVER_IS_SAID)
    return list(dict.fromkeys(passing))


def box_of(number: int) -> str:
    """The name of the box in which the reason for a finding is typed."""
    return f"why_{number}"


def check_nothing_waits(document: Document, reasons: Reasons) -> dict[Finding, str]:
    """Every finding of these words that stops them, with its reason; refused where one has none."""
    found = still_to_come(check_document(document))
    for number, one in enumerate(found):
        if not reasons.get(one, "").strip():
            raise Refused(f"{one.words} {SAY_WHY}", field=box_of(number))
    return {one: reasons[one].strip() for one in found}


def record_in_spite(
    m: TransitionContext, round_: ClearanceRound, document: Document, reasons: Reasons
) -> None:
    called = names_of_places(document)
    for finding, why in reasons.items():
        place = finding.place
        m.act.add(
            FindingReason(
                round=round_,
                code=finding.code,
                kind=place.kind,
                key=place.key,
                name=called.get((place.kind, place.key), ""),
                words=finding.words,
                quote=finding.quote,
                why=why,
            )
        )


def reasons_last_time(
    last: ClearanceRound | None, findings: Sequence[Finding]
) -> dict[Finding, str]:
    """What was said of the same findings when the plan was last sent."""
    if last is None or not findings:
        return {}
    said = {row.finding: row.why for row in last.in_spite.all()}
    keyed = {
        one: (one.code, str(one.place.kind), one.place.key, one.words, one.quote)
        for one in findings
    }
    return {one: said[key] for one, key in keyed.items() if key in said}
