"""What is counted before and after a decision in a council, by its settings and who decides."""

from collections.abc import Container
from datetime import date

from councils.calendar.backwards import CallInRules, Rules
from councils.call_in import basis_of
from councils.models import Council, Governance, Meeting


def rules_of(
    council: Council, days_off: Container[date], *, executive: bool, agenda: bool, key: bool
) -> Rules:
    """`executive`: whether call-in can reach the decision; `agenda` and `key`: what is asked."""
    return Rules(
        days_off=days_off,
        call_in=call_in_rules(council) if executive else None,
        agenda=agenda,
        key=basis_of(council.key_notice_days) if key else None,
        notice_after=council.decision_notice_days,
        despatch=council.despatch_days,
        clearing=council.clearing_days,
    )


def rules_of_meeting(
    council: Council,
    governance: Governance.Form | None,
    kind: str,
    days_off: Container[date],
) -> Rules:
    """What a meeting of such a body asks: each has an agenda, and the executive key decisions."""
    executive = kind == Meeting.Kind.EXECUTIVE
    key = executive and governance != Governance.Form.COMMITTEES
    return rules_of(council, days_off, executive=executive, agenda=True, key=key)


def call_in_rules(council: Council) -> CallInRules | None:
    """None where the council has no call-in."""
    if not (council.call_in_applies and council.call_in_length):
        return None
    return CallInRules(
        length=council.call_in_length,
        basis=basis_of(council.call_in_days),
        from_decision=council.call_in_start == Council.CallInStart.DECISION,
        effect=basis_of(council.call_in_effect),
    )
