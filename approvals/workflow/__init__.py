"""One plain function for each move of `approvals.moves`, because each has its own evidence."""

from approvals.workflow.answers import answer, answer_by_email
from approvals.workflow.asking import Terms
from approvals.workflow.clearance import put, send, withdraw
from approvals.workflow.decision import decide, from_record
from approvals.workflow.letters import Granted, acknowledge, extend
from approvals.workflow.members import say
from approvals.workflow.minutes import Declared, Minute, Resolved
from approvals.workflow.monitoring import (
    Ended,
    Reported,
    close,
    end_commitment,
    overtaken,
    report,
    start_monitoring,
    update,
)
from approvals.workflow.moving import Seen
from approvals.workflow.publishing import publish
from approvals.workflow.reporting import ImplicationTyped, save_report
from approvals.workflow.submitting import Sending, submit

__all__ = [
    "Declared",
    "Ended",
    "Granted",
    "ImplicationTyped",
    "Minute",
    "Reported",
    "Resolved",
    "Seen",
    "Sending",
    "Terms",
    "acknowledge",
    "answer",
    "answer_by_email",
    "close",
    "decide",
    "end_commitment",
    "extend",
    "from_record",
    "overtaken",
    "publish",
    "put",
    "report",
    "save_report",
    "say",
    "send",
    "start_monitoring",
    "submit",
    "update",
    "withdraw",
]
