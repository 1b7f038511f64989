"""Answers to members' questions: by the author or an officer, while the decision is still to come.

Who asked is told by e-mail; every member reads question and answers on their own page.
"""

from approvals.models import DecisionStep, MemberAnswer, MemberStatement
from approvals.which_version import version_for_members
from approvals.workflow.engine import PageState, RecordContext, record_fact
from councils.models import User
from councils.roles import Right
from plans.access import plan_url
from plans.meanwhile import moves_of
from plans.models import Plan, Stage
from plans.notifications import tell_of_plan, who_may
from web.errors import MovedOn, Refused

NOTICE = "question_answered"
TOO_LATE = "The plan is no longer before a meeting. Questions about it are answered until then."


def answer_member(
    question: MemberStatement, *, by: User, seen: PageState, words: str
) -> MemberAnswer:
    """Answer what a member asked; a correction is a further answer, and the first one stays."""
    with record_fact(
        question.step.plan, by=by, right=Right.ANSWER_MEMBERS, verb="member_answered"
    ) as m:
        step = check_still_to_answer(m.plan)
        m.check_words(seen.plan, version_for_members(step).digest)
        check_answer_is_new(question, words)
        answer = MemberAnswer(question=question, words=words, by=m.act.by, at=m.now)
        m.act.add(answer)
        tell_who_asked(m, question)
    return answer


def tell_who_asked(m: RecordContext, question: MemberStatement) -> None:
    """While they may still read what is put to members."""
    asker = [one for one in who_may(m.plan, Right.READ_DECISIONS) if one == question.member]
    tell_of_plan(m.plan, NOTICE, asker, by=m.act.by, page=plan_url("member", m.plan))


def step_to_answer(plan: Plan) -> DecisionStep | None:
    """The meeting that has the plan before it and has not decided: until then it is answered."""
    if plan.stage != Stage.DECISION:
        return None
    steps = plan.steps.select_related("round__version", "decision__version")
    newest = steps.order_by("-place").first()
    return None if newest is None or hasattr(newest, "decision") else newest


def check_still_to_answer(plan: Plan) -> DecisionStep:
    step = step_to_answer(plan)
    if step is None:
        raise MovedOn(TOO_LATE, changes=moves_of(plan, plan.moves - 1))
    return step


def check_answer_is_new(question: MemberStatement, words: str) -> None:
    """An answer has words, and says something else than the one that stands."""
    if not words.strip():
        raise Refused("Write the answer here.", field="words")
    newest = question.answers.order_by("-at", "-pk").first()
    if newest and newest.words == words:
        raise Refused("This is the answer already.", field="words")
