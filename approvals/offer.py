"""What may be submitted now, as what, and the e-mail that carries it."""

from dataclasses import dataclass

from approvals.issuing import Covering, eml
from approvals.models import Decision, Submission
from approvals.workflow.clearance import newest_round
from approvals.workflow.decision import DECIDES, decision_of
from plans.models import Plan, Stage, Version

Standing = Submission.Standing


@dataclass(frozen=True)
class Offer:
    """`standings` are those it may be sent with, the most usual first; `sent` the newest sending.

    `decision` is the one the words rest on, if a meeting has taken one.
    """

    plan: Plan
    version: Version
    standings: tuple[Standing, ...]
    decision: Decision | None
    sent: Submission | None

    @property
    def address(self) -> str:
        """Where the commission says it goes; "" when it does not say."""
        return self.plan.asked.address

    @property
    def is_sent(self) -> bool:
        """Whether these very words were sent already."""
        return self.sent is not None and self.sent.digest == self.version.digest

    @property
    def covering(self) -> Covering:
        return eml(self.plan, self.version, address=self.address)


def offer_of(plan: Plan) -> Offer | None:
    """What the plan's stage lets be sent; None when no words of it may go yet."""
    decision, sent = decision_of(plan), plan.submissions.select_related("version").first()
    if plan.stage == Stage.DECISION:
        cleared = newest_round(plan)
        # Words that a meeting noted, and that were not sent for clearance again since.
        noted = decision is not None and decision.step.round_id == cleared.pk
        standings = (Standing.NOTED, Standing.SUBJECT) if noted else (Standing.SUBJECT,)
        return Offer(plan, cleared.version, standings, decision if noted else None, sent)
    if decision is None or plan.stage not in (Stage.ENDORSED, Stage.MONITORING):
        return None
    standing = Standing.DECIDED if decision.outcome in DECIDES else Standing.NOTED
    return Offer(plan, decision.version, (standing,), decision, sent)
