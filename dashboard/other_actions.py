"""What else a person may do with a plan beside what comes next: the moves that are of use now."""

from datetime import date

from approvals.decisions.delegations import powers_to_change
from approvals.decisions.leave import About
from approvals.models.call_in import CalledIn
from approvals.workflow.transitions import ENDINGS, TransitionLink, links_from
from councils.access import Access
from dashboard.circumstances import Case
from dashboard.next_actions import next_action
from dashboard.plan_state import PlanState
from plans.access import plan_url
from plans.models import Stage


def other_actions(state: PlanState, access: Access, today: date) -> list[tuple[str, str]]:
    """As (label, address), in the order of the table of moves; not what comes next."""
    case = Case(state, access, today)
    # The next step may name the office it is about behind the address of its page.
    next_page = next_action(state, access, today).href.partition("?")[0]
    return [way for way in ways_in(case, ending=False) if way[1] != next_page]


def endings(state: PlanState, access: Access, today: date) -> list[tuple[str, str]]:
    """The ways in which the plan would go no further, as (label, address)."""
    return ways_in(Case(state, access, today), ending=True)


def ways_in(case: Case, *, ending: bool) -> list[tuple[str, str]]:
    plan = case.state.plan
    return [
        (label_for(way, case), plan_url(f"move_{way.page}", plan))
        for way in links_from(plan.stage, case.access)
        if (way.page in ENDINGS) == ending and is_of_use(way, case)
    ]


def is_of_use(way: TransitionLink, case: Case) -> bool:
    """Whether the page behind a way has anything for this person to do."""
    state = case.state
    useful = {
        "answer": lambda: state.asks(case.access),
        "put": lambda: state.is_answered,
        # What is recorded as theirs waits for them as the next thing to do.
        "disown": lambda: False,
        "decide": lambda: state.open_step is not None and state.may_record(case.access),
        "sign": lambda: may_still_declare(case),
        "from_record": lambda: not state.is_before_somebody and state.may_record(case.access),
        "receive_call_in": lambda: state.may_record(case.access) and may_be_called_in(case),
        "call_in": lambda: state.held == CalledIn.RECEIVED and state.may_record(case.access),
        "call_in_heard": lambda: state.is_to_be_heard and state.may_record(case.access),
        "correct": lambda: state.may_record(case.access) and state.may_be_corrected,
        "review": lambda: state.may_record(case.access),
        "withdraw": lambda: not state.is_to_be_heard,
        "finalise": lambda: state.may_record(case.access) and may_be_changed(state, case.today),
        "submit": lambda: state.has_words_to_leave and state.may_be_sent(case.today),
        "publish": lambda: state.has_words_to_leave and not state.stopped(About.PUBLICATION),
        "start_monitoring": lambda: state.may_be_monitored,
        "take_back": lambda: not state.plan.moves,
    }
    return useful[way.page]() if way.page in useful else True


def may_still_declare(case: Case) -> bool:
    """Whether it waits for this person's signature, whatever they have declared."""
    step = case.state.open_step
    return step is not None and case.access.person.pk in step.to_sign


def may_be_changed(state: PlanState, today: date) -> bool:
    """Whether the plan has other words than those endorsed, and somebody may endorse these."""
    return state.differs_from_endorsed and bool(powers_to_change(state.plan, today))


def may_be_called_in(case: Case) -> bool:
    """While the decision waits for its effect, or none of its days is known."""
    state = case.state
    decision = state.decision
    if decision is None or not decision.endorses or decision.call_in_exempt_why.strip():
        return False
    waits = state.takes_effect(case.today) is not None
    return waits or (decision.call_in_applies and decision.takes_effect_on is None)


def label_for(way: TransitionLink, case: Case) -> str:
    """The label of a way, in the words of where the plan stands."""
    labels = {
        "answer": label_to_answer,
        "decide": label_to_record,
        "publish": label_to_publish,
        "submit": label_to_submit,
    }
    return labels[way.page](way, case.state) if way.page in labels else way.label


def label_to_answer(way: TransitionLink, state: PlanState) -> str:
    """Whose answer is still wanted has that as the next thing to do, and no way beside it."""
    return "Change your answer"


def label_to_record(way: TransitionLink, state: PlanState) -> str:
    """What people decide alone they sign themselves; what they signed on paper is recorded."""
    signed = state.open_step is not None and state.open_step.is_signed
    return "Record a decision signed on paper" if signed else way.label


def label_to_publish(way: TransitionLink, state: PlanState) -> str:
    if state.open_step:
        # What goes out with the agenda is routine, which "before it is endorsed" does not say.
        return "Publish the draft with the agenda"
    if state.is_published:
        return "Publish again"
    return "Publish it as noted" if state.stage == Stage.DECISION else "Publish"


def label_to_submit(way: TransitionLink, state: PlanState) -> str:
    if state.submission or state.earlier:
        return "Replace the submission"
    return "Submit it as noted only" if state.is_noted else way.label
