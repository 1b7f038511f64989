"""When a rule of what comes next holds, and what it says then: one plain function each."""

from dataclasses import dataclass
from datetime import date

from approvals.decisions.leave import About
from approvals.decisions.queries import HELD_BY
from approvals.decisions.to_do import Task
from approvals.models import DecisionStep, FollowUp
from approvals.models.call_in import CalledIn
from councils.access import Access
from councils.roles import Right
from dashboard.plan_state import PlanState, Text
from plans.access import plan_url
from plans.models import Stage
from web.dates import day_in_words, london_day


@dataclass(frozen=True, slots=True)
class Case:
    """One plan before one person on one day."""

    state: PlanState
    access: Access
    today: date


def always(case: Case) -> bool:
    return True


# Drafting.


def is_sent_back_as_it_was(case: Case) -> bool:
    return case.state.sent_back is not None and not case.state.changed_since_sent


def is_refused_as_it_was(case: Case) -> bool:
    return case.state.is_refused and not case.state.changed_since_sent


def text_of(case: Case) -> Text:
    if case.state.text is None:
        raise ValueError("The text of this plan was not read: see `states_of`.")
    return case.state.text


def has_no_text(case: Case) -> bool:
    return not text_of(case).written


def has_an_empty_theme(case: Case) -> bool:
    return text_of(case).empty_theme is not None


def waits_for_writers(case: Case) -> bool:
    """What was frozen once was whole: then nobody's mark of "ready" is waited for."""
    return bool(text_of(case).writers) and not text_of(case).frozen


def is_put_right(case: Case) -> bool:
    """What others brought back has changed since, and may go to them again."""
    came_back = case.state.sent_back is not None or case.state.is_refused
    return came_back and case.state.changed_since_sent and not has_an_empty_theme(case)


def why_sent_back(case: Case) -> str:
    back = case.state.sent_back
    if back is None:
        return ""
    about = f", about {back.place}" if back.place else ""
    return f"Sent back by the {back.office.in_full}{about}: “{back.words}”"


def why_refused(case: Case) -> str:
    step, decision = case.state.step, case.state.decision
    return f"Refused by {step.body}{decision.on_its_day}." if step and decision else ""


def why_put_right(case: Case) -> str:
    back, step = case.state.sent_back, case.state.step
    if back:
        return f"The words have changed since the {back.office.in_full} sent it back."
    return f"The words have changed since {step.body} refused it." if step else ""


def whom_writing_waits_for(case: Case) -> str:
    return f"Waiting for {', '.join(text_of(case).writers)} to say that their paragraphs are ready."


def empty_theme(case: Case) -> tuple[int, int]:
    """Its number and its key."""
    return text_of(case).empty_theme or (0, 0)


def write_theme(case: Case) -> str:
    return f"Write theme {empty_theme(case)[0]}"


def theme_page(case: Case) -> str:
    return plan_url("theme", case.state.plan, empty_theme(case)[1])


# Clearance.


def is_asked(case: Case) -> bool:
    return case.state.asked_of(case.access) is not None


def has_other_words_by_now(case: Case) -> bool:
    return case.state.changed_since_sent


def is_cleared(case: Case) -> bool:
    """Everybody answered to the words as they are; who may send others sends those first."""
    writes_others = case.state.changed_since_sent and case.access.may(Right.WRITE_PLANS)
    return case.state.is_answered and not writes_others


def why_asked(case: Case) -> str:
    asked, due = case.state.asked_of(case.access), due_on(case)
    by = f" by {day_in_words(due)}" if due else ""
    return f"You are asked as {asked.office.in_full}{by}." if asked else ""


def answer_page(case: Case) -> str:
    asked = case.state.asked_of(case.access)
    return f"{plan_url('move_answer', case.state.plan)}?asked={asked.asked if asked else ''}"


def due_on(case: Case) -> date | None:
    return case.state.clearing.round.due_on if case.state.clearing else None


def whom_it_waits_for(case: Case) -> str:
    return case.state.clearing.waits_for(case.today) if case.state.clearing else ""


def why_send_again(case: Case) -> str:
    return f"{whom_it_waits_for(case)} The words have changed since they were sent."


def where_it_goes(case: Case) -> str:
    clearing = case.state.clearing
    return f"{whom_it_waits_for(case)}{clearing.goes_to if clearing else ''}"


def has_an_answer_recorded(case: Case) -> bool:
    return case.state.emailed_of(case.access) is not None


def own_answer_page(case: Case) -> str:
    recorded = case.state.emailed_of(case.access)
    key = recorded.answer if recorded else ""
    return f"{plan_url('move_disown', case.state.plan)}?answer={key}"


def why_own_answer(case: Case) -> str:
    recorded = case.state.emailed_of(case.access)
    return f"{recorded.recorded_by} recorded it from an e-mail." if recorded else ""


# The decision.


def is_before_a_meeting(case: Case) -> bool:
    return case.state.open_step is not None


def is_to_be_signed(case: Case) -> bool:
    """By somebody named to decide it alone, who has not signed it and takes part."""
    step = case.state.open_step
    if step is None or case.access.person.pk in step.spoke:
        return False
    return case.access.person.pk in step.to_sign


def is_to_be_read(case: Case) -> bool:
    """By a member who has not said yet that they are content, or have an interest."""
    step = case.state.open_step
    if step is None or step.is_signed:
        return False
    return case.access.person.pk not in step.spoke


def is_asked_by_a_member(case: Case) -> bool:
    step = case.state.open_step
    return step is not None and bool(step.unanswered)


def question_page(case: Case) -> str:
    """The oldest that waits for its answer."""
    step = case.state.open_step
    return plan_url("answer_question", case.state.plan, step.unanswered[0] if step else 0)


def has_met(case: Case) -> bool:
    step = case.state.open_step
    return step is not None and not step.is_signed and step.was_to_meet_by(case.today)


def may_be_recorded(case: Case) -> bool:
    return has_met(case) and case.state.may_record(case.access)


def when_it_meets(case: Case) -> str:
    step = case.state.open_step
    if step is None:
        return ""
    if step.is_signed:
        return when_it_is_signed(step, case.today)
    if step.meets_on is None and step.under is None:
        return f"{step.body} decides, and its day is not known yet."
    if step.meets_on is None:
        return f"It is left to {step.body} to decide."
    if step.meets_no_more:
        return f"{step.body} was to meet on {day_in_words(step.meets_on)}. It is cancelled."
    if step.meets_on < case.today:
        return f"{step.body} was to meet on {day_in_words(step.meets_on)}. No decision is recorded."
    return f"{step.body} meets on {day_in_words(step.meets_on)}."


def when_it_is_signed(step: DecisionStep, today: date) -> str:
    """Who decides alone and by when; and who is still to sign, once somebody has."""
    waits = f" Still to sign: {step.still_to_sign}." if step.still_to_sign else ""
    if step.meets_on is None:
        return f"{step.body} decides.{waits}"
    on = day_in_words(step.meets_on)
    if step.meets_on < today:
        return f"{step.body} was to decide on {on}. No decision is recorded.{waits}"
    return f"{step.body} decides on {on}.{waits}"


def meets_on(case: Case) -> date | None:
    return case.state.open_step.meets_on if case.state.open_step else None


def report_page(case: Case) -> str:
    return plan_url(
        "report_issued", case.state.plan, case.state.step.place if case.state.step else 0
    )


def goes_on_in_the_record(case: Case) -> bool:
    """What an older record shows left the plan undecided, and no meeting here has it."""
    state = case.state
    waits = state.stage == Stage.DECISION and not (state.is_before_somebody or state.is_noted)
    return waits and state.may_record(case.access)


def why_undecided(case: Case) -> str:
    step, decision = case.state.step, case.state.decision
    if step is None or decision is None:
        return ""
    return f"{decision.get_outcome_display()} by {step.body}{decision.on_its_day}: not yet decided."


def is_noted_and_not_sent(case: Case) -> bool:
    return case.state.is_noted and case.state.may_be_sent(case.today)


def is_noted_and_not_public(case: Case) -> bool:
    stopped = case.state.stopped(About.PUBLICATION)
    return case.state.is_noted and not (case.state.is_published or stopped)


# What leaves the building.


def is_not_public(case: Case) -> bool:
    state = case.state
    return not (state.is_published or state.held or state.stopped(About.PUBLICATION))


def is_received(case: Case) -> bool:
    """A call-in of which nobody has said whether it is valid; whoever may record that says it."""
    return case.state.held == CalledIn.RECEIVED and case.state.may_record(case.access)


def is_to_be_heard(case: Case) -> bool:
    return case.state.is_to_be_heard and case.state.may_record(case.access)


def is_called_in(case: Case) -> bool:
    return bool(case.state.held) and case.state.open_step is None


def why_called_in(case: Case) -> str:
    return HELD_BY[CalledIn(case.state.held)]


def has_effect(case: Case) -> bool:
    state = case.state
    waits = state.held or state.awaits_notice
    return not waits and state.takes_effect(case.today) is None


def is_to_be_submitted(case: Case) -> bool:
    state = case.state
    stopped = state.stopped(About.SUBMISSION)
    return state.submission is None and state.earlier is None and has_effect(case) and not stopped


def is_to_be_replaced(case: Case) -> bool:
    """Other words went than those endorsed, or what went was subject to their approval."""
    state = case.state
    if state.stopped(About.SUBMISSION):
        return False
    if state.submission is None:
        return state.earlier is not None and not state.earlier.is_settled and has_effect(case)
    return not state.is_sent and has_effect(case)


def waits_for_the_mail_server(case: Case) -> bool:
    return case.state.submission is not None and not case.state.submission.went


def waits_for_its_effect(case: Case) -> bool:
    return not (has_effect(case) or case.state.held)


def may_be_monitored(case: Case) -> bool:
    state = case.state
    return state.may_be_monitored and state.is_settled and has_effect(case)


def why_publish(case: Case) -> str:
    public = "not yet public"
    if case.state.publication:
        public = "residents still see its draft"
        if case.state.publication.decision:
            public = "residents see the words as they were before"
    decided = "endorsed" if case.state.stage == Stage.ENDORSED else "decided"
    return f"The plan is {decided} and {public}.{later(case)}"


def has_a_drafted_amendment(case: Case) -> bool:
    """An amendment was to be drafted, the plan has other words by now, and a power stands."""
    state = case.state
    return state.is_drafted and not state.held and state.may_record(case.access)


def has_an_amendment_to_draft(case: Case) -> bool:
    return bool(case.state.to_draft)


def why_to_draft(case: Case) -> str:
    """The first that is to be drafted, and how many more are."""
    first, *more = case.state.to_draft
    further = f" And {len(more)} more." if more else ""
    return f"{first.to_draft_in_words.rstrip('.')}.{further}"


def amended_page(case: Case) -> str:
    """The record of what was decided, which has the words of what is to be drafted."""
    step = case.state.step
    return plan_url("decision", case.state.plan, step.drafting[0]["step"] if step else 0)


def awaits_notice(case: Case) -> bool:
    """Whether the day of this decision's own notice is still to be recorded."""
    decision = case.state.decision
    return decision is not None and decision.awaits_its_notice


def why_notice(case: Case) -> str:
    step = case.state.step
    return f"Call-in of what {step.body} decided begins with it." if step else ""


def notice_page(case: Case) -> str:
    place = case.state.step.place if case.state.step else 0
    return plan_url("notice_day", case.state.plan, place)


def later(case: Case) -> str:
    if case.state.awaits_notice:
        return " Call-in begins with the decision notice, whose day is not recorded yet."
    takes = case.state.takes_effect(case.today)
    return f" The decision takes effect on {day_in_words(takes)}." if takes else ""


def why_wait(case: Case) -> str:
    then = "" if case.state.is_sent else " Send it then."
    return f"{later(case).strip()}{then}"


def effective_on(case: Case) -> date | None:
    return case.state.takes_effect(case.today)


# What decisions left to be done.

# How many days before its day something is said to be owed.
SOON = 14


def owed_next(case: Case) -> Task | None:
    """What is due first, once its day is near or past; of what has no day nobody is reminded."""
    first = next(iter(case.state.to_do), None)
    if first is None or first.due_on is None or (first.due_on - case.today).days > SOON:
        return None
    return first


def is_owed_soon(case: Case) -> bool:
    return owed_next(case) is not None and case.state.may_record(case.access)


PAPERS_OWED = {
    FollowUp.Kind.REPORT_BACK: "Record the report back",
    FollowUp.Kind.PROMISE: "Record what came of a promise",
    FollowUp.Kind.RECOMMENDATION: "Record the response to scrutiny",
}


def paper_owed(case: Case) -> str:
    task = owed_next(case)
    return PAPERS_OWED[task.kind] if task else ""


def papers_page(case: Case) -> str:
    """Of the step whose decision left it to be done."""
    task = owed_next(case)
    return plan_url("step_papers", case.state.plan, task.decision.step.place if task else 0)


def owed_by(case: Case) -> date | None:
    task = owed_next(case)
    return task.due_on if task else None


def why_owed(case: Case) -> str:
    task = owed_next(case)
    if task is None:
        return ""
    words = task.words if len(task.words) <= 160 else f"{task.words[:160].rstrip()}…"
    when = "It was due by" if task.is_overdue(case.today) else "It is due by"
    return f"{task.kind.label}: “{words}” {when} {day_in_words(task.due_on)}."


# Delivery.


def has_ended(case: Case) -> bool:
    return case.state.has_ended


def wants_a_report(case: Case) -> bool:
    return case.state.unreported(case.today) > 0


def has_a_commitment_to_report(case: Case) -> bool:
    """Whether anything may be said of a commitment: one has not ended yet."""
    return any(not one.ended for one in case.state.promises)


def why_report(case: Case) -> str:
    count, all_ = case.state.unreported(case.today), len(case.state.promises)
    return f"{count} of {all_} commitment{'s' * (all_ > 1)} wait{'s' * (count == 1)} for a report."


def how_delivery_goes(case: Case) -> str:
    if not case.state.promises:
        return "The plan makes no commitments."
    if case.state.has_ended:
        return "Every commitment has its outcome."
    return "No commitment waits for a report today."


# To read.


def why_read(case: Case) -> str:
    state = case.state
    if state.plan.taken_back_at:
        on = day_in_words(london_day(state.plan.taken_back_at))
        return f"Taken back on {on}: it was started by mistake. Its words can still be read."
    if why := state.stopped(About.SUBMISSION) or state.stopped(About.PUBLICATION):
        return why
    if state.sent_back:
        return f"Sent back by the {state.sent_back.office.in_full}. It waits for its author."
    if not text_of(case).written:
        return "No text yet."
    if state.version is None:
        return "The working copy, as it stands now. No version is made yet."
    if state.words_changed:
        return f"The words have changed since {state.version}."
    return f"The words are those of {state.version}."
