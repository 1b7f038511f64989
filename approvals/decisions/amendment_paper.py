"""What the record of a decision says of its amendments: each with its words, as it was moved."""

from collections.abc import Iterator

from approvals.models import Amendment, AmendmentSettled, Decision
from approvals.papers.paper import Section

WORDING_NOT_RECORDED = "It is not recorded whether these are its very words"
DRAFTED_WITH_IT = "Amendments that were drafted with it"


def amendment_sections(decision: Decision) -> Iterator[Section]:
    """Each amendment, in order; what was recorded of all of them together stays beside them."""
    if decision.amendments:
        yield Section("Amendments", text=decision.amendments, level=3)
    rows = list(decision.amendment_rows.prefetch_related("settlements__decision__step"))
    is_open = open_among(decision, rows)
    for one in rows:
        facts = facts_of_amendment(one, is_open=one.pk in is_open)
        yield Section(f"Amendment {one.number}", text=one.words, facts=facts, level=3)
    yield from settled_section(decision)


def open_among(decision: Decision, rows: list[Amendment]) -> set[int]:
    """The keys of those that are still to be drafted; no query where none ever was."""
    if not any(one.is_to_draft for one in rows):
        return set()
    found = Amendment.objects.filter(decision=decision).still_to_draft()
    return set(found.values_list("pk", flat=True))


def facts_of_amendment(one: Amendment, *, is_open: bool) -> tuple[tuple[str, str], ...]:
    """What is known of it beside its words; whether those are exact is always said."""
    known = [
        ("It amends", one.heading),
        ("Its wording", wording_in_words(one, is_open=is_open)),
        ("Moved by", one.moved_by),
        ("Seconded by", one.seconded_by),
    ]
    return tuple((label, value) for label, value in known if value)


def wording_in_words(one: Amendment, *, is_open: bool) -> str:
    """ "Still to be drafted by the Chief Executive", or by whose decision it was drafted since."""
    if not one.is_to_draft:
        return one.get_wording_display() or WORDING_NOT_RECORDED
    if is_open:
        return f"Still to be drafted{one.by_whom_in_words}"
    drafted = [drafted_in_words(row) for row in one.settlements.all()]
    return ". ".join((f"To be drafted{one.by_whom_in_words}", *drafted))


def drafted_in_words(row: AmendmentSettled) -> str:
    return f"Drafted, by decision of {row.decision.step.heading}"


def settled_section(decision: Decision) -> Iterator[Section]:
    """Which amendments the words of a use of a power have; their words stand where they were."""
    rows = decision.settles.select_related("amendment__decision__step")
    lines = [
        f"- Amendment {one.number} of {one.decision.step.heading}: {one.heading}"
        for one in (row.amendment for row in rows)
    ]
    if lines:
        yield Section(DRAFTED_WITH_IT, text="\n".join(lines), level=3)
