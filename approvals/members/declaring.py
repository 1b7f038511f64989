"""What a member declares on their own page: first, corrected, withdrawn; each is an act.

Nothing that was declared is changed: a correction or withdrawal names what it corrects, in words.
"""

from dataclasses import dataclass
from datetime import date

from approvals.clearance.notifications import notify_of_interest
from approvals.decisions.declarations import bars, declaration_at, newest_declaration
from approvals.models import DecisionStep, Dispensation, MemberStatement
from approvals.workflow.engine import RecordContext
from councils.calendar.periods import disposable_from
from councils.models import User
from web.dates import london_day
from web.errors import Difference, Refused, StalePage

Kind = MemberStatement.Kind
# A dispensation says for how long it has effect, and that is no longer (section 33(3)).
LONGEST_DISPENSATION = 4
WRITE_IT = "Write it here, so that others can read it."
DECLARED_ALREADY = "You have declared this already."


@dataclass(frozen=True)
class DeclaredInterest:
    """What a member declares: its kind, their words, and any dispensation they were given."""

    kind: str
    words: str = ""
    dispensed_by: str = ""
    dispensed_on: date | None = None

    @property
    def bars(self) -> bool:
        return bars(self.kind, self.dispensed_by)

    def is_said_by(self, row: MemberStatement) -> bool:
        return vars(self) == {name: getattr(row, name) for name in vars(self)}


def standing_declaration(step: DecisionStep, member: User) -> MemberStatement | None:
    """What a member's next declaration would correct.

    That is what they declared before this meeting, or an interest declared before an earlier one.
    """
    if now := declaration_at(step, member):
        return now
    newest = newest_declaration(step.plan, member)
    return newest if newest and newest.kind in Kind.interests() else None


def check_first(step: DecisionStep, member: User, said: DeclaredInterest) -> None:
    """Nothing stands that this would have to correct; "no interest" alone may have no words.

    Before a later meeting a member may say again, without words, that nothing bars them: not while
    an interest that does stands.
    """
    stands = standing_declaration(step, member)
    before_here = declaration_at(step, member)
    if stands and (before_here or bars(stands.kind, stands.dispensed_by)):
        refuse_again(step, said, stands)
        raise page_of_others(said, stands)
    check_interest(said)


def check_correction(
    step: DecisionStep, member: User, said: DeclaredInterest, standing: int
) -> MemberStatement:
    """What is corrected, which stands as the page showed it."""
    stands = standing_declaration(step, member)
    if stands is None:
        raise Refused("You have declared nothing yet that could be corrected.")
    refuse_again(step, said, stands)
    if stands.pk != standing:
        raise page_of_others(said, stands)
    if said.kind == Kind.WITHDRAWN and stands.kind not in Kind.interests():
        raise Refused("You have declared no interest that could be withdrawn.", field="kind")
    if said.kind == Kind.NO_INTEREST:
        raise Refused("Withdraw the interest that you declared, in words.", field="kind")
    check_interest(said)
    return stands


def refuse_again(step: DecisionStep, said: DeclaredInterest, stands: MemberStatement) -> None:
    """Before a later meeting the same may be declared again."""
    if stands.step_id == step.pk and said.is_said_by(stands):
        raise Refused(DECLARED_ALREADY, field="words")


def page_of_others(said: DeclaredInterest, stands: MemberStatement) -> StalePage:
    """The page was opened before the member declared something else."""
    theirs = f"{stands.get_kind_display()}. {stands.words}".strip()
    mine = f"{Kind(said.kind).label}. {said.words}".strip()
    different = Difference("What you declared", mine, theirs)
    return StalePage((different,), seen={"standing": stands.pk})


def check_interest(said: DeclaredInterest) -> None:
    """An interest says which kind it is, and in words what; so does what is withdrawn."""
    if said.kind == Kind.INTEREST:
        raise Refused("Say which kind of interest it is.", field="kind")
    if said.kind != Kind.NO_INTEREST and not said.words.strip():
        raise Refused(WRITE_IT, field="words")


def check_dispensation(said: DeclaredInterest, today: date) -> None:
    """One that was given has who gave it and a day, is of an interest, and has not run out."""
    if said.kind not in Kind.interests() and (said.dispensed_by or said.dispensed_on):
        raise Refused("A dispensation is for an interest: empty this.", field="dispensed_by")
    given = said.dispensed_by in Dispensation.given()
    if given != bool(said.dispensed_on):
        field, why = (
            ("dispensed_on", "Enter the day the dispensation was given.")
            if given
            else ("dispensed_by", "Say who gave the dispensation, or empty its day.")
        )
        raise Refused(why, field=field)
    if said.dispensed_on is None:
        return
    if said.dispensed_on > today:
        raise Refused("That day is still to come.", field="dispensed_on")
    over = disposable_from(said.dispensed_on, LONGEST_DISPENSATION)
    if said.dispensed_by == Dispensation.AUTHORITY and over <= today:
        why = "A dispensation of the council has effect for four years at most: this one is over."
        raise Refused(why, field="dispensed_on")


def declare(
    m: RecordContext,
    step: DecisionStep,
    digest: str,
    said: DeclaredInterest,
    corrects: MemberStatement | None = None,
) -> MemberStatement:
    """Write it down; Monitoring Officers hear of a bar that begins, changes or ends."""
    check_dispensation(said, london_day(m.now))
    before = newest_declaration(m.plan, m.act.by)
    view = MemberStatement(
        step=step, member=m.act.by, plan_digest=digest, at=m.now, corrects=corrects, **vars(said)
    )
    m.act.add(view)
    if said.bars or (before and bars(before.kind, before.dispensed_by)):
        notify_of_interest(m, barred=said.bars)
    return view
