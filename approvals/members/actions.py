"""Members' own views of the words put to them: beside the meeting's resolution, never instead."""

from datetime import date

from approvals.clearance.notifications import notify_of_question
from approvals.decisions.declarations import declaration_at, is_barred, with_withdrawn
from approvals.members.answers import check_still_to_answer
from approvals.members.declaring import (
    DeclaredInterest,
    check_correction,
    check_first,
    declare,
)
from approvals.models import DecisionStep, MemberStatement
from approvals.which_version import version_for_members
from approvals.workflow.engine import PageState, RecordContext, record_fact
from councils.models import User
from councils.roles import Right
from plans.meanwhile import moves_of
from plans.models import Stage, Version
from web.errors import MovedOn, Refused

Kind = MemberStatement.Kind
NO_LONGER = "The plan is no longer before members as this page shows it."
TAKES_NO_PART = (
    "You declared an interest that stops you, so you take no part in this decision. If the council "
    "gives you a dispensation (Localism Act 2011, section 33), or what you declared was wrong, "
    "correct it."
)
# A member's view is taken while the plan is before the meeting, and after it; a question is
# asked only while it is answered.
TAKEN_IN = {Stage.DECISION, Stage.ENDORSED, Stage.MONITORING}


def add_member_statement(
    step: DecisionStep,
    *,
    by: User,
    kind: str,
    seen: PageState,
    words: str = "",
    dispensed_by: str = "",
    dispensed_on: date | None = None,
) -> MemberStatement:
    """A member's own view of the words put to them: content, a question, or what they declare."""
    declares = kind in Kind.declarations()
    with record_fact(
        step.plan,
        by=by,
        right=Right.DECLARE if declares else Right.SIGN_OFF,
        verb="member_stated",
        reason=words,
    ) as m:
        m.act.details = {"statement": kind}
        step, version = before_members(m, step, seen)
        if declares:
            said = DeclaredInterest(kind, words, dispensed_by, dispensed_on)
            check_first(step, by, said)
            return declare(m, step, version.digest, said)
        if kind == Kind.CONTENT:
            check_may_sign(step, by, version)
        else:
            check_still_to_answer(m.plan)
            check_words_are_new(step, by, kind, words)
        view = MemberStatement(
            step=step, member=by, kind=kind, words=words, plan_digest=version.digest, at=m.now
        )
        m.act.add(view)
        if kind == Kind.QUESTION:
            notify_of_question(m, step)
    return view


def correct_declaration(
    step: DecisionStep,
    *,
    by: User,
    said: DeclaredInterest,
    standing: int,
    seen: PageState,
) -> MemberStatement:
    """Say otherwise than in the declaration `standing`, the newest; both stay on the record."""
    with record_fact(
        step.plan,
        by=by,
        right=Right.DECLARE,
        verb="declaration_corrected",
        reason=said.words,
    ) as m:
        m.act.details = {"statement": said.kind}
        step, version = before_members(m, step, seen)
        corrects = check_correction(step, by, said, standing)
        return declare(m, step, version.digest, said, corrects)


def withdraw_interest(
    step: DecisionStep, *, by: User, words: str, standing: int, seen: PageState
) -> MemberStatement:
    """Say that the interest declared in `standing` is none, and why; it stays on the record."""
    with record_fact(
        step.plan,
        by=by,
        right=Right.DECLARE,
        verb="interest_withdrawn",
        reason=words,
    ) as m:
        step, version = before_members(m, step, seen)
        said = DeclaredInterest(Kind.WITHDRAWN, words)
        corrects = check_correction(step, by, said, standing)
        return declare(m, step, version.digest, said, corrects)


def before_members(
    m: RecordContext, shown: DecisionStep, seen: PageState
) -> tuple[DecisionStep, Version]:
    """The step before members and its words, both as the page showed them."""
    step = step_before_members(m, shown)
    check_takes_part(m, step)
    version = version_for_members(step)
    m.check_words(seen.plan, version.digest)
    return step, version


def step_before_members(m: RecordContext, shown: DecisionStep) -> DecisionStep:
    """The plan's newest step, read under the lock; refused when the page shows another."""
    steps = m.plan.steps.select_related("round__version", "round__sent_by", "decision__version")
    newest = next((one for one in steps.order_by("-place") if one.had_words), None)
    if m.plan.stage not in TAKEN_IN or newest != shown or newest is None:
        raise MovedOn(NO_LONGER, changes=moves_of(m.plan, m.plan.moves - 1))
    return newest


def check_takes_part(m: RecordContext, step: DecisionStep) -> None:
    """Who only decides alone speaks to the steps for which they are named."""
    if m.access.may(Right.SIGN_OFF):
        return
    if not step.deciders.filter(person=m.access.person).exists():
        raise Refused("You are not named to decide on this plan.", code="not_decider")


def check_may_sign(step: DecisionStep, member: User, version: Version) -> None:
    if why := why_not_sign(step, member, version):
        raise Refused(why, code=code_of(step, member))


def code_of(step: DecisionStep, member: User) -> str:
    if is_barred(step.plan, member):
        return "interest"
    return "rule" if declaration_at(step, member) else "not_declared"


def why_not_sign(step: DecisionStep, member: User, version: Version) -> str:
    """Why a member may not sign these words; "" when they may, having declared first."""
    if not step.plan.council.collects_sign_offs:
        return "This council does not collect members’ own sign-off."
    if is_barred(step.plan, member):
        return TAKES_NO_PART
    if declaration_at(step, member) is None:
        return "Say first whether you have an interest to declare."
    said = MemberStatement.objects.filter(step__plan=step.plan, member=member)
    signed = [one for one in with_withdrawn(said) if one.kind == Kind.CONTENT]
    if any(one.plan_digest == version.digest and not one.is_withdrawn for one in signed):
        return "You have said already that you are content."
    return ""


def check_words_are_new(step: DecisionStep, member: User, kind: str, words: str) -> None:
    """A question has words; the same words are not taken twice."""
    if not words.strip():
        raise Refused("Write it here, so that others can read it.", field="words")
    if step.views.filter(member=member, kind=kind, words=words).exists():
        raise Refused("You have said this already.", field="words")
