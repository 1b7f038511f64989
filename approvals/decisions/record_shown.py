"""What an older record shows of a decision beside its five parts; what it does not is not known."""

from approvals.models import Decision

NOT_KNOWN = "Not known"
Line = tuple[str, str]


def known_in_words(value: bool | None, *words: str) -> str:
    """ "Yes: by special urgency.", "No" or "Not known": three things."""
    if value is None and not any(words):
        return NOT_KNOWN
    answer = NOT_KNOWN if value is None else "Yes" if value else "No"
    return ": ".join(filter(None, (answer, ". ".join(filter(None, words)))))


def lines_answered(decision: Decision) -> tuple[Line, ...]:
    """Each question an older record is asked, with its answer or that it is not known."""
    agreed_by = decision.urgent_agreed_by and f"Agreed by {decision.urgent_agreed_by}"
    return (
        ("A key decision", known_in_words(decision.key_decision, decision.key_why)),
        ("Urgent", known_in_words(decision.urgent, decision.urgent_why, agreed_by)),
        (
            "Part of it exempt information",
            known_in_words(decision.exempt_information, decision.exempt_why),
        ),
    )


def lines_told(decision: Decision) -> tuple[Line, ...]:
    """What else it has in words; what it does not have is left out."""
    told = (
        ("What else was decided with it", decision.step.title),
        ("Who could call it in", decision.call_in_by),
        ("Dissent", decision.dissent),
        ("The officers’ advice, as the record shows it", decision.advice_shown),
        ("What else the record shows", decision.notes),
    )
    return tuple(one for one in told if one[1])
