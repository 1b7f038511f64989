from approvals.models.clearance import Answer, Asked, Round
from approvals.models.decision import Decision, Declaration, MemberView, Resolution, Step
from approvals.models.leaving import Extension, Publication
from approvals.models.progress import Ending, Update
from approvals.models.report import Implication, Report, ReportVersion
from approvals.models.submission import (
    Acknowledgement,
    CoveringEmail,
    Submission,
    SubmissionDispatch,
)

__all__ = [
    "Acknowledgement",
    "Answer",
    "Asked",
    "CoveringEmail",
    "Decision",
    "Declaration",
    "Ending",
    "Extension",
    "Implication",
    "MemberView",
    "Publication",
    "Report",
    "ReportVersion",
    "Resolution",
    "Round",
    "Step",
    "Submission",
    "SubmissionDispatch",
    "Update",
]
