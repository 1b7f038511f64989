"""Interests in a minute: what it says of each, what can be wrong with that, how it is told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from approvals.models import Decision, Declaration, Dispensation, MemberStatement
from approvals.workflow.engine import RecordContext
from web.errors import Refused

Said = MemberStatement.Kind


@dataclass(frozen=True)
class DeclarationData:
    """A member's declared interest, as the minute has it; what it does not say stays empty."""

    member: str
    interest: str
    kind: str = ""
    took_part: bool | None = None
    left_room: bool | None = None
    dispensed_by: str = ""
    dispensed_on: date | None = None
    # In which row of its form it stands.
    row: int = field(default=0, compare=False)

    def field_called(self, name: str) -> str:
        return f"{name}_{self.row}" if self.row else "interests"


def faults_in_declarations(
    said: Sequence[DeclarationData], *, decided_on: date | None, today: date
) -> Iterator[Refused]:
    """A dispensation's day has who gave it, and comes no later than the decision."""
    for one in said:
        if one.dispensed_on is None:
            continue
        if one.dispensed_by not in Dispensation.given():
            why = "Say who gave the dispensation, or empty its day."
            yield Refused(why, field=one.field_called("dispensed_by"))
        if one.dispensed_on > (decided_on or today):
            why = "A dispensation is given no later than the decision."
            yield Refused(why, field=one.field_called("dispensed_on"))


def add_declarations(m: RecordContext, decision: Decision, said: Sequence[DeclarationData]) -> None:
    for one in said:
        facts = {name: value for name, value in vars(one).items() if name != "row"}
        m.act.add(Declaration(decision=decision, **facts))


def kind_in_minute(declared: MemberStatement) -> str:
    """The kind a member gave; of what was declared before kinds were asked it is not known."""
    said = {Said.PECUNIARY: Declaration.Kind.PECUNIARY, Said.OTHER_INTEREST: Declaration.Kind.OTHER}
    return said.get(Said(declared.kind), "")


def particulars(row: Declaration) -> str:
    """ "disclosable pecuniary interest; took no part"; what the minute leaves out is said too."""
    told = {
        "its kind": row.get_kind_display().lower() if row.kind else "",
        "whether they took part": row.part_in_words,
        "any dispensation": row.dispensation_in_words,
    }
    silent = ", ".join(what for what, words in told.items() if not words)
    known = [words for words in told.values() if words]
    return "; ".join([*known, *([f"not recorded: {silent}"] if silent else [])])
