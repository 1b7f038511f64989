"""Members' own views of the words put to them: beside the meeting's resolution, never instead."""

from approvals.clearance.notifications import notify_of_question
from approvals.models import DecisionStep, MemberStatement
from approvals.which_version import version_for_members
from approvals.workflow.engine import PageState, RecordContext, record_fact
from councils.models import User
from councils.roles import Right
from plans.meanwhile import moves_of
from plans.models import Plan, Stage, Version
from web.errors import MovedOn, Refused

# A member's view is taken while the plan is before the meeting, and after it.
TAKEN_IN = {Stage.DECISION, Stage.ENDORSED, Stage.MONITORING}


def add_member_statement(
    step: DecisionStep, *, by: User, kind: str, seen: PageState, words: str = ""
) -> MemberStatement:
    """A member's own view of the words put to them: content, a question, or an interest."""
    with record_fact(
        step.plan,
        by=by,
        right=Right.SIGN_OFF,
        verb="member_stated",
        reason=words.strip() or "The member’s own view",
    ) as m:
        m.act.details = {"statement": kind}
        step = step_before_members(m, step)
        version = version_for_members(step)
        m.check_words(seen.plan, version.digest)
        if kind == MemberStatement.Kind.CONTENT:
            check_may_sign(m.plan, by, version)
        else:
            check_words_are_new(step, by, kind, words)
        view = MemberStatement(
            step=step, member=by, kind=kind, words=words, plan_digest=version.digest, at=m.now
        )
        m.act.add(view)
        if kind == MemberStatement.Kind.QUESTION:
            notify_of_question(m, step)
    return view


def step_before_members(m: RecordContext, shown: DecisionStep) -> DecisionStep:
    """The plan's newest step, read under the lock; refused when the page shows another."""
    steps = m.plan.steps.select_related("round__version", "round__sent_by", "decision__version")
    newest = steps.last()
    if m.plan.stage not in TAKEN_IN or newest != shown or newest is None:
        why = "The plan is no longer before members as this page shows it."
        raise MovedOn(why, changes=moves_of(m.plan, m.plan.moves - 1))
    return newest


def check_may_sign(plan: Plan, member: User, version: Version) -> None:
    if why := why_not_sign(plan, member, version):
        raise Refused(why)


def why_not_sign(plan: Plan, member: User, version: Version) -> str:
    """Why a member may not sign these words: not collected, an interest, or signed already."""
    if not plan.council.collects_sign_offs:
        return "This council does not collect members’ own sign-off."
    said = MemberStatement.objects.filter(step__plan=plan, member=member)
    if said.filter(kind=MemberStatement.Kind.INTEREST).exists():
        return "You declared an interest, so you take no part in this decision."
    if said.filter(kind=MemberStatement.Kind.CONTENT, plan_digest=version.digest).exists():
        return "You have said already that you are content."
    return ""


def check_words_are_new(step: DecisionStep, member: User, kind: str, words: str) -> None:
    """A question and an interest have words; the same words are not taken twice."""
    if not words.strip():
        raise Refused("Write it here, so that others can read it.", field="words")
    if step.views.filter(member=member, kind=kind, words=words).exists():
        raise Refused("You have said this already.", field="words")
