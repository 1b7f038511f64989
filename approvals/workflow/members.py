"""Members' own views of the words put to them: beside the meeting's resolution, never instead."""

from approvals.models import MemberView, Step
from approvals.versions import version_for_members
from approvals.workflow.moving import Noting, Seen, noting
from approvals.workflow.telling import tell_of_a_question
from councils.errors import Refused
from councils.models import User
from councils.roles import Right
from plans.models import Plan, Stage, Version

# A member's view is taken while the plan is before the meeting, and after it.
TAKEN_IN = {Stage.DECISION, Stage.ENDORSED, Stage.MONITORING}


def say(step: Step, *, by: User, kind: str, seen: Seen, words: str = "") -> MemberView:
    """A member's own view of the words put to them: content, a question, or an interest."""
    with noting(
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
        if kind == MemberView.Kind.CONTENT:
            check_may_sign(m.plan, by, version)
        else:
            check_words_are_new(step, by, kind, words)
        view = MemberView(
            step=step, member=by, kind=kind, words=words, plan_digest=version.digest, at=m.now
        )
        m.act.add(view)
        if kind == MemberView.Kind.QUESTION:
            tell_of_a_question(m, step)
    return view


def step_before_members(m: Noting, shown: Step) -> Step:
    """The plan's newest step, read under the lock; refused when the page shows another."""
    steps = m.plan.steps.select_related("round__version", "round__sent_by", "decision__version")
    newest = steps.last()
    if m.plan.stage not in TAKEN_IN or newest != shown or newest is None:
        raise Refused("The plan is no longer before members as this page shows it.")
    return newest


def check_may_sign(plan: Plan, member: User, version: Version) -> None:
    if why := why_not_sign(plan, member, version):
        raise Refused(why)


def why_not_sign(plan: Plan, member: User, version: Version) -> str:
    """Why a member may not sign these words: not collected, an interest, or signed already."""
    if not plan.council.collects_sign_offs:
        return "This council does not collect members’ own sign-off."
    said = MemberView.objects.filter(step__plan=plan, member=member)
    if said.filter(kind=MemberView.Kind.INTEREST).exists():
        return "You declared an interest, so you take no part in this decision."
    if said.filter(kind=MemberView.Kind.CONTENT, plan_digest=version.digest).exists():
        return "You have said already that you are content."
    return ""


def check_words_are_new(step: Step, member: User, kind: str, words: str) -> None:
    """A question and an interest have words; the same words are not taken twice."""
    if not words.strip():
        raise Refused("Write it here, so that others can read it.", field="words")
    if step.views.filter(member=member, kind=kind, words=words).exists():
        raise Refused("You have said this already.", field="words")
