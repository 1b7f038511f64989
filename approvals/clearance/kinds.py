"""What changed between two sendings of a plan and its report, by the kinds the rules go by."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from approvals.clearance.briefing import report_blocks
from approvals.models import Implication
from approvals.reports.document import ReportDocument
from councils.models import Council
from councils.report_forms.blocks import EXEMPT, EXEMPT_UNDER, EXEMPT_WHY, WRITTEN
from plans.compare.kinds import ChangeKind, Piece, kinds_between, kinds_of_change, words_piece
from plans.document import Document

Heading = Implication.Heading
WHO_DECIDES = "Who decides"
# Blocks of the report that say who decides and by which powers, what is exempt, and what it costs.
OF_EXEMPT = frozenset(dict(WRITTEN)[one] for one in (EXEMPT, EXEMPT_UNDER, EXEMPT_WHY))
OF_POWERS = {"Recommendation", f"Implications: {Heading.LEGAL.label}"} | OF_EXEMPT
OF_MONEY = frozenset({f"Implications: {Heading.FINANCIAL.label}"})


@dataclass(frozen=True)
class Sent:
    """What officers answer to: the plan, its report, and the route by which it is decided."""

    plan: Document
    report: ReportDocument
    route: str


def changes(before: Sent, after: Sent) -> frozenset[ChangeKind]:
    """The kinds of change from one sending to another; none where no word is another."""
    return (
        kinds_of_change(before.plan, after.plan)
        | kinds_between([*report_pieces(before.report)], [*report_pieces(after.report)])
        | marked(before, after)
    )


def report_pieces(report: ReportDocument) -> Iterator[Piece]:
    """The words of a report, less who decides, which is no word of its author's."""
    for label, text in report_blocks(report):
        if label != WHO_DECIDES:
            yield words_piece(label, text)


def marked(before: Sent, after: Sent) -> frozenset[ChangeKind]:
    """What the place of a change says of it, whatever its words."""
    old, new = dict(report_blocks(before.report)), dict(report_blocks(after.report))
    other = {label for label in old | new if old.get(label, "") != new.get(label, "")}
    found = set()
    if other & OF_MONEY:
        found.add(ChangeKind.FIGURES)
    if other & (OF_POWERS | {WHO_DECIDES}) or before.route != after.route:
        found.add(ChangeKind.POWERS)
    return frozenset(found)


def rules_of(council: Council) -> dict[ChangeKind, list[str]]:
    """The roles that each kind of change is put to; an empty list means everybody."""
    return {
        ChangeKind.FIGURES: council.asked_on_figures,
        ChangeKind.POWERS: council.asked_on_powers,
        ChangeKind.WORDS: council.asked_on_words,
    }


def asked_again(
    council: Council, kinds: Collection[ChangeKind], clearing: Collection[str]
) -> list[str] | None:
    """The roles that these changes are put to, in the rules' order; None for everybody.

    Of each rule those count who are `clearing` the plan, or nobody would read such a change.
    """
    rules = {
        kind: [role for role in roles if role in clearing]
        for kind, roles in rules_of(council).items()
    }
    if not all(rules[kind] for kind in kinds):
        return None
    return list(dict.fromkeys(role for kind in ChangeKind if kind in kinds for role in rules[kind]))
