"""Where a step of people stands: who decides it, who has signed, and why somebody may not."""

from dataclasses import dataclass
from functools import cached_property

from approvals.clearance.rules import authorship
from approvals.decisions.declarations import declaration_at, is_barred
from approvals.decisions.routes import deciders_of, who_cleared, why_not_alone
from approvals.decisions.steps import waiting_step
from approvals.models import DecisionStep, MemberStatement, Signature, StepDecider
from councils.models import User
from plans.models import Plan

NOT_OPEN = "Nothing waits for a decision of yours: it is made already, or no other day is named."
OF_A_MEETING = "A meeting decides on this plan, and nobody alone."
NOT_NAMED = "You are not named to decide on this plan."
BARRED = "You declared an interest, so you take no part in this decision."
DECLARE_FIRST = "Say first whether you have an interest to declare."
SIGNED = "You have signed this decision already."


@dataclass(frozen=True)
class Desk:
    """One step of people, before one of those who decide it."""

    step: DecisionStep
    mine: StepDecider
    all: tuple[StepDecider, ...]

    @property
    def signed(self) -> list[StepDecider]:
        return [one for one in self.all if signature_of(one)]

    @property
    def to_sign(self) -> list[StepDecider]:
        return [one for one in self.all if not signature_of(one)]

    @property
    def signature(self) -> Signature | None:
        return signature_of(self.mine)

    @property
    def names(self) -> str:
        return " and ".join(str(one) for one in self.all)

    @property
    def waits_for(self) -> str:
        return " and ".join(str(one) for one in self.to_sign)

    @property
    def is_of_several(self) -> bool:
        return len(self.all) > 1

    @cached_property
    def declared(self) -> MemberStatement | None:
        """What this person declared of this step, last."""
        return declaration_at(self.step, self.mine.person)

    @cached_property
    def barred(self) -> bool:
        return is_barred(self.step.plan, self.mine.person)

    @property
    def why_not(self) -> str:
        """Why they may not sign now; "" when they may."""
        if self.signature:
            return SIGNED
        if self.barred:
            return BARRED
        return "" if self.declared else DECLARE_FIRST

    @property
    def declares_first(self) -> bool:
        return self.why_not == DECLARE_FIRST


def signature_of(decider: StepDecider) -> Signature | None:
    found: Signature | None = getattr(decider, "signature", None)
    return found


def desk_of(plan: Plan, person: User) -> Desk | str:
    """Where the plan's open step stands for somebody named for it; else why they sign nothing."""
    step = waiting_step(plan)
    if step is None:
        return NOT_OPEN
    if not step.is_signed:
        return OF_A_MEETING
    step.plan = plan
    everybody = tuple(deciders_of(step))
    mine = next((one for one in everybody if one.person_id == person.pk), None)
    if mine is None:
        return NOT_NAMED
    wrote = authorship([plan.pk], [person.pk])
    return why_not_alone(plan.pk, person, wrote, who_cleared(plan)) or Desk(step, mine, everybody)
