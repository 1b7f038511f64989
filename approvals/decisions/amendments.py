"""Amendments in a minute: what it says of each, what can be wrong with that, and what settles one.

Only one of the plan in words that are known makes a decision "agreed with amendments": those words
are in the version that was agreed. One that is still to be drafted leaves the words before the body
endorsed, and something to be done.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from approvals.models import Amendment, AmendmentSettled, Decision
from approvals.workflow.engine import RecordContext
from plans.models import Plan
from web.dates import day_in_words
from web.errors import Refused

Of, Wording = Amendment.Of, Amendment.Wording
LONGEST_LINE = 200
# What is known of one where it is recorded, and is no column of its row.
NO_COLUMNS = ("row", "lodged")


@dataclass(frozen=True)
class AmendmentData:
    """One amendment, as the minute has it; what it does not say stays empty."""

    words: str
    of: str = Of.PLAN
    place: str = ""
    wording: str = ""
    drafted_by: str = ""
    moved_by: str = ""
    seconded_by: str = ""
    # In which row of its form it stands.
    row: int = field(default=0, compare=False)
    # Its number, where it was lodged beforehand.
    lodged: int = 0

    @property
    def amends_plan(self) -> bool:
        """Whether the words that were agreed have it."""
        return self.of == Of.PLAN and self.wording != Wording.TO_DRAFT

    def field_called(self, name: str) -> str:
        if self.lodged:
            return f"lodged_{self.lodged}"
        return f"amendment_{name}_{self.row or 1}"


def amends_plan(said: Iterable[AmendmentData]) -> bool:
    """Whether the plan was agreed in other words than were put; the database asks it too."""
    return any(one.amends_plan for one in said)


def faults_in_amendments(
    said: Sequence[AmendmentData], *, agreed: bool, known: bool
) -> Iterator[Refused]:
    """What is wrong with amendments; `agreed` says whether the plan was, `known` of a minute here.

    An older record may not show whether the words are exact.
    """
    for one in said:
        if not one.words.strip():
            yield Refused("Enter the words of the amendment.", field=one.field_called("words"))
        if one.of not in Of.values:
            yield Refused("Say what the amendment is of.", field=one.field_called("of"))
        if known and not one.wording:
            why = "Say whether these are its very words, or it is still to be drafted."
            yield Refused(why, field=one.field_called("wording"))
        yield from faults_in_drafting(one)
        if one.of == Of.PLAN and not agreed:
            why = (
                "By its resolutions the plan was not agreed: empty this, or say which resolution "
                "agreed it."
            )
            yield Refused(why, field=one.field_called("words"))


def faults_in_drafting(one: AmendmentData) -> Iterator[Refused]:
    to_draft = one.wording == Wording.TO_DRAFT
    if to_draft and one.of == Of.RECOMMENDATION:
        why = "What was resolved stands in the resolutions: only the plan is still to be drafted."
        yield Refused(why, field=one.field_called("wording"))
    if one.drafted_by.strip() and not to_draft:
        why = "Only an amendment that is still to be drafted has somebody who drafts it."
        yield Refused(why, field=one.field_called("drafted_by"))


def add_amendments(m: RecordContext, decision: Decision, said: Sequence[AmendmentData]) -> None:
    """Write them down in the order of the minute."""
    for number, one in enumerate(said, start=1):
        facts = {name: value for name, value in vars(one).items() if name not in NO_COLUMNS}
        m.act.add(Amendment(decision=decision, number=number, **facts))


def amendments_to_draft(plan: Plan) -> list[Amendment]:
    """Those of a plan that are still to be drafted, in order, each with who made it; one query."""
    rows = Amendment.objects.filter(decision__step__plan=plan).still_to_draft()
    return list(rows.select_related("decision__step"))


def settle_amendments(m: RecordContext, decision: Decision, keys: Sequence[int], on: date) -> None:
    """Record which amendments the words now endorsed have; each was open, and made by that day.

    `keys` are those of amendments; raises `Refused` at the field `settles`.
    """
    open_now = {one.pk: one for one in amendments_to_draft(m.plan)}
    for key in dict.fromkeys(keys):
        made = open_now.get(key)
        if made is None:
            raise Refused("That amendment is not to be drafted any more.", field="settles")
        made_on = made.decision.decided_on
        if made_on and on < made_on:
            why = f"That amendment was made after that day, on {day_in_words(made_on)}."
            raise Refused(why, field="decided_on")
        m.act.add(AmendmentSettled(amendment=made, decision=decision))


def keep_settled(m: RecordContext, decision: Decision, before: Decision) -> None:
    """What a use of a power settled stays so where it is corrected, and still endorses words."""
    for one in before.settles.all() if decision.endorses else ():
        m.act.add(AmendmentSettled(amendment=one.amendment, decision=decision))
