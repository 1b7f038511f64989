"""What comes next: one table of rules, for a person's home, a plan's home and reminders alike."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from councils.access import Access
from councils.roles import Right
from dashboard import circumstances as so
from dashboard.circumstances import Case
from dashboard.plan_state import PlanState
from plans.access import plan_url
from plans.models import Stage

DRAFTING, CLEARANCE, DECISION = Stage.DRAFTING, Stage.CLEARANCE, Stage.DECISION
ENDORSED, MONITORING = Stage.ENDORSED, Stage.MONITORING


@dataclass(frozen=True, slots=True)
class Action:
    """One thing for one person to do or, where it does not wait for them, to look at next.

    `title` is the plan's; what is to be done to the council has none. `by` is the day it is wanted.
    """

    code: str
    label: str
    href: str
    why: str
    waits: bool
    title: str = ""
    by: date | None = None


def no_day(case: Case) -> date | None:
    return None


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: in these stages, for whoever has the right (None: whoever opens the plan), `when`.

    `page` names an address under the plan. Label, page and reason may hang on the case.
    """

    code: str
    waits: bool
    stages: tuple[Stage, ...]
    who: Right | None
    when: Callable[[Case], bool]
    label: str | Callable[[Case], str]
    page: str | Callable[[Case], str]
    why: str | Callable[[Case], str]
    by: Callable[[Case], date | None] = no_day

    def is_for(self, access: Access) -> bool:
        return self.who is None or access.may(self.who)

    def action_in(self, case: Case) -> Action:
        plan = case.state.plan
        return Action(
            self.code,
            words_for(self.label, case),
            plan_url(self.page, plan) if isinstance(self.page, str) else self.page(case),
            words_for(self.why, case),
            waits=self.waits,
            title=plan.title,
            by=self.by(case),
        )


def words_for(words: str | Callable[[Case], str], case: Case) -> str:
    return words if isinstance(words, str) else words(case)


WRITE, PUBLISH, SUBMIT = Right.WRITE_PLANS, Right.PUBLISH, Right.SUBMIT
CLEAR, PUT, RECORD = Right.CLEAR, Right.PUT_TO_DECISION, Right.RECORD_DECISIONS
DECIDE, SIGN = Right.READ_DECISIONS, Right.DECIDE
TASK, LOOK = True, False
IN_DRAFTING, IN_CLEARANCE, IN_DECISION = (DRAFTING,), (CLEARANCE,), (DECISION,)
IN_ENDORSED, IN_MONITORING, DECIDED = (ENDORSED,), (MONITORING,), (ENDORSED, MONITORING)
NOT_CLOSED = (DRAFTING, CLEARANCE, DECISION, *DECIDED)
BRING_IN = "Bring in what you have. Every line is accounted for before anything is saved."
EVERY_THEME = "Every theme needs text before the plan can go for clearance."
PREPARED = "The report is prepared for you: check it, and say who clears it."
NOTED = "The plan was noted, which is not an endorsement."
E_MAIL = "The e-mail to the department is prepared."
NOT_SENT_YET = "The e-mail to the department waits for the mail server. It is not sent yet."
OTHER_WORDS = "Other words were decided than those that were sent."
FROM_NOW_ON = "The plan is submitted: say from now on how its commitments are getting on."

# What waits for somebody, most pressing first, then the rest: the first row that holds comes next.
# A row in two lines: for whom and when; what, where, why and by when.
# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("own_answer", TASK, tuple(Stage), CLEAR, so.has_an_answer_recorded,
         "Say whether this is your answer", so.own_answer_page, so.why_own_answer),
    Rule("answer", TASK, IN_CLEARANCE, CLEAR, so.is_asked,
         "Answer the clearance", so.answer_page, so.why_asked, so.due_on),
    Rule("put_right", TASK, IN_DRAFTING, WRITE, so.is_sent_back_as_it_was,
         "Put it right", "put_right", so.why_sent_back),
    Rule("put_right_refused", TASK, IN_DRAFTING, WRITE, so.is_refused_as_it_was,
         "Put it right", "put_right", so.why_refused),
    Rule("send_put_right", TASK, IN_DRAFTING, WRITE, so.is_put_right,
         "Send for clearance", "move_send", so.why_put_right),
    Rule("send_again", TASK, IN_CLEARANCE, WRITE, so.has_other_words_by_now,
         "Send again", "move_send", so.why_send_again),
    Rule("put", TASK, IN_CLEARANCE, PUT, so.is_cleared,
         "Put to decision", "move_put", so.whom_it_waits_for),
    Rule("sign", TASK, IN_DECISION, SIGN, so.is_to_be_signed,
         "Decide on it", "move_sign", so.when_it_meets, so.meets_on),
    Rule("read_put", TASK, IN_DECISION, DECIDE, so.is_to_be_read,
         "Read what is put to you", "member", so.when_it_meets, so.meets_on),
    Rule("answer_question", TASK, IN_DECISION, WRITE, so.is_asked_by_a_member,
         "Answer a member’s question", so.question_page, so.when_it_meets, so.meets_on),
    Rule("record", TASK, IN_DECISION, RECORD, so.may_be_recorded,
         "Record the decision", "move_decide", so.when_it_meets, so.meets_on),
    Rule("call_in", TASK, DECIDED, RECORD, so.is_received,
         "Say whether a call-in is valid", "move_call_in", so.why_called_in),
    Rule("drafted", TASK, DECIDED, RECORD, so.has_a_drafted_amendment,
         "Record the drafted amendment", "move_finalise", so.why_to_draft),
    Rule("call_in_heard", TASK, IN_DECISION, RECORD, so.is_to_be_heard,
         "Record what came of the call-in", "move_call_in_heard", so.why_called_in),
    Rule("enter_next", TASK, IN_DECISION, RECORD, so.goes_on_in_the_record,
         "Enter the next step from the record", "move_from_record", so.why_undecided),
    Rule("submit_noted", TASK, IN_DECISION, SUBMIT, so.is_noted_and_not_sent,
         "Submit it as noted only", "move_submit", NOTED),
    Rule("monitor_noted", TASK, IN_DECISION, WRITE, so.may_be_monitored,
         "Start monitoring", "move_start_monitoring", NOTED),
    Rule("publish_noted", TASK, IN_DECISION, PUBLISH, so.is_noted_and_not_public,
         "Publish it as noted", "move_publish", NOTED),
    Rule("notice_day", TASK, DECIDED, RECORD, so.awaits_notice,
         "Enter the day of the decision notice", so.notice_page, so.why_notice),
    Rule("publish", TASK, DECIDED, PUBLISH, so.is_not_public,
         "Publish", "move_publish", so.why_publish),
    Rule("submit", TASK, IN_ENDORSED, SUBMIT, so.is_to_be_submitted,
         "Submit", "move_submit", E_MAIL),
    Rule("replace", TASK, DECIDED, SUBMIT, so.is_to_be_replaced,
         "Replace the submission", "move_submit", OTHER_WORDS),
    Rule("owed", TASK, NOT_CLOSED, RECORD, so.is_owed_soon,
         so.paper_owed, so.papers_page, so.why_owed, so.owed_by),
    Rule("monitor", TASK, IN_ENDORSED, WRITE, so.may_be_monitored,
         "Start monitoring", "move_start_monitoring", FROM_NOW_ON),
    Rule("close", TASK, IN_MONITORING, WRITE, so.has_ended,
         "Close the plan", "move_close", "Every commitment has its outcome."),
    Rule("report_due", TASK, IN_MONITORING, WRITE, so.wants_a_report,
         "Report progress", "progress_report", so.why_report),
    # What to do or read next where nothing waits: a draft goes at its authors’ own pace.
    Rule("import", LOOK, IN_DRAFTING, WRITE, so.has_no_text,
         "Paste or upload your text", "import", BRING_IN),
    Rule("write_theme", LOOK, IN_DRAFTING, WRITE, so.has_an_empty_theme,
         so.write_theme, so.theme_page, EVERY_THEME),
    Rule("go_through", LOOK, IN_DRAFTING, WRITE, so.waits_for_writers,
         "Go through the whole plan", "plan_write", so.whom_writing_waits_for),
    Rule("send", LOOK, IN_DRAFTING, WRITE, so.always,
         "Send for clearance", "move_send", PREPARED),
    Rule("await_answers", LOOK, IN_CLEARANCE, None, so.always,
         "Read the whole plan", "plan_read", so.where_it_goes, so.due_on),
    Rule("read_report", LOOK, IN_DECISION, None, so.is_before_a_meeting,
         "Read the report", so.report_page, so.when_it_meets, so.meets_on),
    Rule("called_in", LOOK, (DECISION, *DECIDED), None, so.is_called_in,
         "Read the whole plan", "plan_read", so.why_called_in),
    Rule("await_effect", LOOK, DECIDED, SUBMIT, so.waits_for_its_effect,
         "Read the whole plan", "plan_read", so.why_wait, so.effective_on),
    Rule("await_sending", LOOK, (DECISION, *DECIDED), SUBMIT, so.waits_for_the_mail_server,
         "See where it is", "sent", NOT_SENT_YET),
    Rule("await_draft", LOOK, DECIDED, None, so.has_an_amendment_to_draft,
         "Read what was decided", so.amended_page, so.why_to_draft),
    Rule("report", LOOK, IN_MONITORING, WRITE, so.has_a_commitment_to_report,
         "Report progress", "progress_report", so.how_delivery_goes),
    Rule("see_progress", LOOK, IN_MONITORING, None, so.always,
         "See the progress", "progress", so.how_delivery_goes),
    Rule("read", LOOK, tuple(Stage), None, so.always,
         "Read the whole plan", "plan_read", so.why_read),
)
# fmt: on
TASKS = tuple(rule for rule in RULES if rule.waits)


def next_action(state: PlanState, access: Access, today: date) -> Action:
    """What this person does next with the plan: what waits for them first, else what to look at."""
    case = Case(state, access, today)
    return next(
        rule.action_in(case)
        for rule in RULES
        if state.stage in rule.stages and rule.is_for(access) and rule.when(case)
    )


def actions_for(
    states: Iterable[PlanState], accesses: Iterable[Access], today: date
) -> dict[int, tuple[Action, ...]]:
    """What waits for one person, by the key of each of their councils, the most pressing first."""
    known = list(states)
    return {access.council.pk: tuple(tasks_in(access, known, today)) for access in accesses}


def tasks_in(access: Access, states: Iterable[PlanState], today: date) -> list[Action]:
    """In the table's order; of one row, the soonest wanted first."""
    cases: dict[str, list[Case]] = {stage: [] for stage in Stage}
    for state in states:
        if state.plan.council_id == access.council.pk:
            cases[state.stage].append(Case(state, access, today))
    found: list[Action] = []
    for rule in TASKS:
        if rule.is_for(access):
            here = [case for stage in rule.stages for case in cases[stage] if rule.when(case)]
            actions = [rule.action_in(case) for case in here]
            found += sorted(actions, key=lambda action: action.by or date.max)
    return found
