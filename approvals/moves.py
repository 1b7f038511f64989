"""The table of moves: from which stage to which, by whom, in which words on the button."""

from dataclasses import dataclass

from councils.roles import Right, Standing
from plans.models import Stage

DRAFTING, CLEARANCE, DECISION = Stage.DRAFTING, Stage.CLEARANCE, Stage.DECISION
ENDORSED, MONITORING, CLOSED = Stage.ENDORSED, Stage.MONITORING, Stage.CLOSED


@dataclass(frozen=True)
class Move:
    """One row: a plan in `source` goes to `target` by `name`.

    `label` is the button's, `done` how the record tells it afterwards; `page` is the address under
    the plan, which several rows may share: each outcome of a decision is a row of its own.
    """

    name: str
    source: Stage
    target: Stage
    rights: tuple[Right, ...]
    label: str
    done: str
    page: str


def _row(
    name: str, way: tuple[Stage, Stage], right: Right, label: str, done: str, *, page: str = ""
) -> Move:
    return Move(name, *way, (right,), label, done, page or name)


WRITE, CLEAR, RECORD = Right.WRITE_PLANS, Right.CLEAR, Right.RECORD_DECISIONS
PUT, PUBLISH, SUBMIT = Right.PUT_TO_DECISION, Right.PUBLISH, Right.SUBMIT
SENT, PUBLISHED, SUBMITTED = "sent for clearance", "published", "submitted"
EARLY = "Publish before it is endorsed"

MOVES: tuple[Move, ...] = (
    # Clearance: the officers and the portfolio holder answer, in any order.
    _row("send", (DRAFTING, CLEARANCE), WRITE, "Send for clearance", SENT),
    _row("send_again", (CLEARANCE, CLEARANCE), WRITE, "Send again", SENT, page="send"),
    _row("answer", (CLEARANCE, CLEARANCE), CLEAR, "Answer the clearance", "answered on"),
    _row(
        "answer_and_put",
        (CLEARANCE, DECISION),
        CLEAR,
        "Answer the clearance",
        "gave the last answer on",
        page="answer",
    ),
    _row("send_back", (CLEARANCE, DRAFTING), CLEAR, "Send back", "sent back", page="answer"),
    _row(
        "answer_by_email",
        (CLEARANCE, CLEARANCE),
        WRITE,
        "Record an e-mailed answer",
        "recorded an answer on",
    ),
    _row(
        "answer_by_email_and_put",
        (CLEARANCE, DECISION),
        WRITE,
        "Record an e-mailed answer",
        "recorded the last answer on",
        page="answer_by_email",
    ),
    _row(
        "email_sends_back",
        (CLEARANCE, DRAFTING),
        WRITE,
        "Record an e-mailed answer",
        "recorded that it was sent back:",
        page="answer_by_email",
    ),
    _row("withdraw", (CLEARANCE, DRAFTING), WRITE, "Withdraw from clearance", "withdrew"),
    # The decision: one row for each outcome.
    _row("put", (CLEARANCE, DECISION), PUT, "Put to decision", "put to decision"),
    _row("agreed", (DECISION, ENDORSED), RECORD, "Agreed", "recorded as agreed", page="decide"),
    _row(
        "amended",
        (DECISION, ENDORSED),
        RECORD,
        "Agreed with amendments",
        "recorded as agreed with amendments",
        page="decide",
    ),
    _row("noted", (DECISION, DECISION), RECORD, "Noted", "recorded as noted", page="decide"),
    _row(
        "deferred", (DECISION, DECISION), RECORD, "Deferred", "recorded as deferred", page="decide"
    ),
    _row(
        "referred", (DECISION, DECISION), RECORD, "Referred", "recorded as referred", page="decide"
    ),
    _row("refused", (DECISION, DRAFTING), RECORD, "Refused", "recorded as refused", page="decide"),
    _row(
        "withdraw_decision",
        (DECISION, DRAFTING),
        WRITE,
        "Withdraw from decision",
        "withdrew",
        page="withdraw",
    ),
    _row(
        "from_record",
        (DRAFTING, ENDORSED),
        RECORD,
        "Enter a decision from the record",
        "entered from the record the decision on",
    ),
    # What leaves the building, as often as it does.
    _row(
        "publish_early",
        (DECISION, DECISION),
        PUBLISH,
        EARLY,
        "published the draft of",
        page="publish",
    ),
    _row(
        "publish_noted",
        (DECISION, DECISION),
        PUBLISH,
        EARLY,
        "published, as noted,",
        page="publish",
    ),
    _row("publish", (ENDORSED, ENDORSED), PUBLISH, "Publish", PUBLISHED),
    _row(
        "publish_again",
        (MONITORING, MONITORING),
        PUBLISH,
        "Publish again",
        PUBLISHED,
        page="publish",
    ),
    _row(
        "submit_early",
        (DECISION, DECISION),
        SUBMIT,
        "Submit before it is endorsed",
        SUBMITTED,
        page="submit",
    ),
    _row("submit", (ENDORSED, ENDORSED), SUBMIT, "Submit", SUBMITTED),
    _row(
        "replace",
        (MONITORING, MONITORING),
        SUBMIT,
        "Replace the submission",
        SUBMITTED,
        page="submit",
    ),
    # Delivery, and the end.
    _row(
        "start_monitoring", (ENDORSED, MONITORING), WRITE, "Start monitoring", "started monitoring"
    ),
    _row(
        "start_monitoring_noted",
        (DECISION, MONITORING),
        WRITE,
        "Start monitoring",
        "started monitoring",
        page="start_monitoring",
    ),
    _row("close", (MONITORING, CLOSED), WRITE, "Close the plan", "closed"),
    _row(
        "overtaken_drafting",
        (DRAFTING, CLOSED),
        WRITE,
        "Close it as overtaken",
        "closed as overtaken",
        page="overtaken",
    ),
    _row(
        "overtaken_clearance",
        (CLEARANCE, CLOSED),
        WRITE,
        "Close it as overtaken",
        "closed as overtaken",
        page="overtaken",
    ),
    _row(
        "overtaken_decision",
        (DECISION, CLOSED),
        WRITE,
        "Close it as overtaken",
        "closed as overtaken",
        page="overtaken",
    ),
    _row(
        "overtaken_endorsed",
        (ENDORSED, CLOSED),
        WRITE,
        "Close it as overtaken",
        "closed as overtaken",
        page="overtaken",
    ),
)

BY_NAME = {move.name: move for move in MOVES}


def open_from(stage: str, standing: Standing) -> list[Move]:
    """The rows a person may use while a plan is in this stage, in the table's order."""
    return [
        move
        for move in MOVES
        if move.source == stage and any(standing.may(right) for right in move.rights)
    ]


# What the button to a page says where several rows lie behind it and none speaks for all.
SHARED = {"decide": "Record the decision"}


@dataclass(frozen=True)
class Way:
    """The way to a page on which somebody may move the plan now, and what its button says."""

    page: str
    label: str


def ways_from(stage: str, standing: Standing) -> list[Way]:
    """The pages of the rows a person may use while a plan is in this stage, each once."""
    labels: dict[str, str] = {}
    for move in open_from(stage, standing):
        labels.setdefault(move.page, SHARED.get(move.page, move.label))
    return [Way(page, label) for page, label in labels.items()]


def on_page(page: str, stage: str) -> Move | None:
    """The first row of a page that begins in this stage."""
    return next((move for move in MOVES if move.page == page and move.source == stage), None)
