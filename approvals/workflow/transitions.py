"""The table of moves: from which stages to which, by whom, in which words on the button."""

from collections.abc import Mapping
from dataclasses import dataclass

from councils.access import Access
from councils.roles import Right
from plans.models import Stage

DRAFTING, CLEARANCE, DECISION = Stage.DRAFTING, Stage.CLEARANCE, Stage.DECISION
ENDORSED, MONITORING, CLOSED = Stage.ENDORSED, Stage.MONITORING, Stage.CLOSED
# Instead of a target: the plan stays in the stage it is in.
STAYS = None


@dataclass(frozen=True)
class Transition:
    """One row: by `name` a plan goes to `target`, from each stage that `buttons` has words for.

    `verb` is how the record keeps it; `page` is the address under the plan, which several rows may
    share: each outcome of a decision is a row of its own.
    """

    name: str
    buttons: Mapping[Stage, str]
    target: Stage | None
    rights: tuple[Right, ...]
    verb: str
    page: str

    @property
    def sources(self) -> tuple[Stage, ...]:
        return tuple(self.buttons)

    def target_from(self, stage: Stage) -> Stage:
        return self.target or stage


def _row(
    name: str,
    buttons: Mapping[Stage, str],
    target: Stage | None,
    right: Right,
    *,
    verb: str,
    page: str = "",
) -> Transition:
    return Transition(name, buttons, target, (right,), verb, page or name)


WRITE, CLEAR, RECORD = Right.WRITE_PLANS, Right.CLEAR, Right.RECORD_DECISIONS
DECIDE = Right.DECIDE
PUT, PUBLISH, SUBMIT = Right.PUT_TO_DECISION, Right.PUBLISH, Right.SUBMIT
ANSWER, RECORD_ANSWER = (
    {CLEARANCE: "Answer the clearance"},
    {CLEARANCE: "Record an e-mailed answer"},
)
ENTER = {
    DRAFTING: "Enter a decision from the record",
    DECISION: "Enter a further step from the record",
}
CORRECTING = "Correct what was recorded"
CORRECT = dict.fromkeys((DECISION, ENDORSED, MONITORING), CORRECTING)
TAKES = dict.fromkeys((ENDORSED, MONITORING), CORRECTING)
RULE = dict.fromkeys((ENDORSED, MONITORING), "Say whether a call-in is valid")
HEAR = {DECISION: "Record what came of the call-in"}
SIGN = {DECISION: "Decide on it"}
EARLY = {DECISION: "Publish before it is endorsed"}
OVERTAKEN = dict.fromkeys((DRAFTING, CLEARANCE, DECISION, ENDORSED), "Close it as overtaken")
TAKE_BACK = {DRAFTING: "Take back a plan started by mistake"}
# Moves by which a plan goes no further: no page puts them beside what moves it on.
ENDINGS = ("overtaken", "take_back")

TRANSITIONS: tuple[Transition, ...] = (
    # Clearance: the officers and the portfolio holder answer, in any order.
    _row(
        "send",
        {DRAFTING: "Send for clearance", CLEARANCE: "Send again"},
        CLEARANCE,
        WRITE,
        verb="clearance_sent",
    ),
    _row("answer", ANSWER, STAYS, CLEAR, verb="clearance_answered"),
    _row("answer_and_put", ANSWER, DECISION, CLEAR, verb="clearance_completed", page="answer"),
    _row(
        "send_back",
        {CLEARANCE: "Send back"},
        DRAFTING,
        CLEAR,
        verb="clearance_sent_back",
        page="answer",
    ),
    _row("answer_by_email", RECORD_ANSWER, STAYS, WRITE, verb="emailed_answer_recorded"),
    _row(
        "answer_by_email_and_put",
        RECORD_ANSWER,
        DECISION,
        WRITE,
        verb="emailed_answer_completed",
        page="answer_by_email",
    ),
    _row(
        "email_sends_back",
        RECORD_ANSWER,
        DRAFTING,
        WRITE,
        verb="emailed_answer_sent_back",
        page="answer_by_email",
    ),
    _row(
        "withdraw",
        {CLEARANCE: "Withdraw from clearance", DECISION: "Withdraw from decision"},
        DRAFTING,
        WRITE,
        verb="plan_withdrawn",
    ),
    # An answer recorded as theirs that they did not give: what moved on by it is back.
    _row(
        "disown",
        dict.fromkeys((DRAFTING, DECISION), "Say that an answer is not yours"),
        CLEARANCE,
        CLEAR,
        verb="clearance_reopened",
    ),
    # The decision: what was resolved chooses the row.
    _row("put", {CLEARANCE: "Put to decision"}, DECISION, PUT, verb="plan_put"),
    _row("agreed", {DECISION: "Agreed"}, ENDORSED, RECORD, verb="decision_agreed", page="decide"),
    _row(
        "amended",
        {DECISION: "Agreed with amendments"},
        ENDORSED,
        RECORD,
        verb="decision_amended",
        page="decide",
    ),
    _row("noted", {DECISION: "Noted"}, STAYS, RECORD, verb="decision_noted", page="decide"),
    _row(
        "deferred", {DECISION: "Deferred"}, STAYS, RECORD, verb="decision_deferred", page="decide"
    ),
    _row(
        "referred", {DECISION: "Referred"}, STAYS, RECORD, verb="decision_referred", page="decide"
    ),
    _row(
        "delegated",
        {DECISION: "Left to somebody else to decide"},
        STAYS,
        RECORD,
        verb="decision_delegated",
        page="decide",
    ),
    _row(
        "refused", {DECISION: "Refused"}, DRAFTING, RECORD, verb="decision_refused", page="decide"
    ),
    # Whom it was referred to for advice has given it: it is before whoever decides again.
    _row("advised", {DECISION: "Advised"}, STAYS, RECORD, verb="advice_recorded", page="decide"),
    # Whoever decides alone signs, and that is the decision; of several, the last signature is.
    _row("sign", SIGN, STAYS, DECIDE, verb="decision_signed"),
    _row("sign_agreed", SIGN, ENDORSED, DECIDE, verb="signed_agreed", page="sign"),
    _row("sign_noted", SIGN, STAYS, DECIDE, verb="signed_noted", page="sign"),
    _row("sign_deferred", SIGN, STAYS, DECIDE, verb="signed_deferred", page="sign"),
    _row("sign_refused", SIGN, DRAFTING, DECIDE, verb="signed_refused", page="sign"),
    _row("from_record", ENTER, ENDORSED, RECORD, verb="decision_entered"),
    _row(
        "from_record_undecided",
        ENTER,
        DECISION,
        RECORD,
        verb="undecided_entered",
        page="from_record",
    ),
    _row(
        "from_record_refused", ENTER, DRAFTING, RECORD, verb="refusal_entered", page="from_record"
    ),
    # Scrutiny and advice decide nothing.
    _row("from_record_advice", ENTER, STAYS, RECORD, verb="advice_entered", page="from_record"),
    # Other words than those endorsed, by whom a resolution gave the power to change them.
    _row(
        "finalise",
        dict.fromkeys((ENDORSED, MONITORING), "Record a change under a delegated power"),
        STAYS,
        RECORD,
        verb="plan_finalised",
    ),
    # What leaves the building, as often as it does.
    _row("publish_early", EARLY, STAYS, PUBLISH, verb="draft_published", page="publish"),
    _row("publish_noted", EARLY, STAYS, PUBLISH, verb="noted_published", page="publish"),
    _row(
        "publish",
        {ENDORSED: "Publish", MONITORING: "Publish again"},
        STAYS,
        PUBLISH,
        verb="plan_published",
    ),
    _row(
        "submit",
        {
            DECISION: "Submit before it is endorsed",
            ENDORSED: "Submit",
            MONITORING: "Replace the submission",
        },
        STAYS,
        SUBMIT,
        verb="plan_submitted",
    ),
    # A decision that was recorded wrongly: a further one stands in its place, and its effect rules.
    _row("correct", CORRECT, STAYS, RECORD, verb="decision_corrected"),
    _row(
        "correct_endorses",
        {DECISION: CORRECTING},
        ENDORSED,
        RECORD,
        verb="correction_endorsed",
        page="correct",
    ),
    _row("correct_undecides", TAKES, DECISION, RECORD, verb="correction_undid", page="correct"),
    _row("correct_refuses", CORRECT, DRAFTING, RECORD, verb="correction_refused", page="correct"),
    # Call-in: a valid one brings the plan back to decision, or the decision stands after all.
    _row(
        "receive_call_in",
        dict.fromkeys((ENDORSED, MONITORING), "Record a call-in"),
        STAYS,
        RECORD,
        verb="call_in_received",
    ),
    _row("call_in", RULE, DECISION, RECORD, verb="decision_called_in"),
    _row("call_in_not_valid", RULE, STAYS, RECORD, verb="call_in_not_valid", page="call_in"),
    _row("call_in_upheld", HEAR, STAYS, RECORD, verb="call_in_upheld", page="call_in_heard"),
    _row("call_in_stands", HEAR, ENDORSED, RECORD, verb="call_in_stands", page="call_in_heard"),
    # Progress is put to a body as often as it is, and no endorsed words change by that.
    _row(
        "review",
        {MONITORING: "Record a review of progress"},
        STAYS,
        RECORD,
        verb="progress_reviewed",
    ),
    # Delivery, and the end.
    _row(
        "start_monitoring",
        dict.fromkeys((DECISION, ENDORSED), "Start monitoring"),
        MONITORING,
        WRITE,
        verb="monitoring_started",
    ),
    _row("close", {MONITORING: "Close the plan"}, CLOSED, WRITE, verb="plan_closed"),
    _row("overtaken", OVERTAKEN, CLOSED, WRITE, verb="plan_overtaken"),
    _row("take_back", TAKE_BACK, CLOSED, WRITE, verb="plan_taken_back"),
)

BY_NAME = {move.name: move for move in TRANSITIONS}


def transitions_from(stage: str, access: Access) -> list[Transition]:
    """The rows a person may use while a plan is in this stage, in the table's order."""
    return [
        move
        for move in TRANSITIONS
        if stage in move.sources and any(access.may(right) for right in move.rights)
    ]


# What the button to a page says where several rows lie behind it and none speaks for all.
SHARED = {"decide": "Record the decision"}


@dataclass(frozen=True)
class TransitionLink:
    """The way to a page on which somebody may move the plan now, and what its button says."""

    page: str
    label: str


def links_from(stage: str, access: Access) -> list[TransitionLink]:
    """The pages of the rows a person may use while a plan is in this stage, each once."""
    labels: dict[str, str] = {}
    for move in transitions_from(stage, access):
        labels.setdefault(move.page, SHARED.get(move.page, move.buttons[Stage(stage)]))
    return [TransitionLink(page, label) for page, label in labels.items()]


def first_on_page(page: str, stage: str) -> Transition | None:
    """The first row of a page that begins in this stage."""
    return next((move for move in TRANSITIONS if move.page == page and stage in move.sources), None)
