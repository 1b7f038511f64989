from approvals.models.amendment import Amendment, AmendmentSettled
from approvals.models.call_in import CallIn, CallInOutcome, CallInRuling
from approvals.models.carried_answer import CarriedAnswer
from approvals.models.clearance import (
    ClearanceRequest,
    ClearanceResponse,
    ClearanceRound,
    EmailedAnswerReview,
    ReceivedEmail,
)
from approvals.models.clearance_comment import ClearanceComment
from approvals.models.decision import CallInPeriod, Decision, Resolution
from approvals.models.delegation import Delegation, DelegationHolder
from approvals.models.dispensation import Dispensation
from approvals.models.earlier import EarlierSubmission
from approvals.models.extension import DeadlineExtension
from approvals.models.finding_reason import FindingReason
from approvals.models.follow_up import FollowUp, FollowUpDischarge, FollowUpWithdrawal
from approvals.models.lodged import (
    AmendmentOutcome,
    AmendmentPlace,
    AmendmentRemark,
    LodgedAmendment,
)
from approvals.models.members import Declaration, MemberAnswer, MemberStatement
from approvals.models.notice_exception import NoticeException
from approvals.models.paper import StepPaper
from approvals.models.publication import Publication
from approvals.models.report import Implication, Report, ReportPart, ReportVersion
from approvals.models.signature import Signature, StepDecider
from approvals.models.step import DecisionStep
from approvals.models.submission import (
    CoveringEmail,
    Submission,
    SubmissionDispatch,
    SubmissionReceipt,
)
from approvals.models.unfinished import UnfinishedAnswer
from approvals.models.vote import Vote

__all__ = [
    "Amendment",
    "AmendmentOutcome",
    "AmendmentPlace",
    "AmendmentRemark",
    "AmendmentSettled",
    "CallIn",
    "CallInOutcome",
    "CallInPeriod",
    "CallInRuling",
    "CarriedAnswer",
    "ClearanceComment",
    "ClearanceRequest",
    "ClearanceResponse",
    "ClearanceRound",
    "CoveringEmail",
    "DeadlineExtension",
    "Decision",
    "DecisionStep",
    "Declaration",
    "Delegation",
    "DelegationHolder",
    "Dispensation",
    "EarlierSubmission",
    "EmailedAnswerReview",
    "FindingReason",
    "FollowUp",
    "FollowUpDischarge",
    "FollowUpWithdrawal",
    "Implication",
    "LodgedAmendment",
    "MemberAnswer",
    "MemberStatement",
    "NoticeException",
    "Publication",
    "ReceivedEmail",
    "Report",
    "ReportPart",
    "ReportVersion",
    "Resolution",
    "Signature",
    "StepDecider",
    "StepPaper",
    "Submission",
    "SubmissionDispatch",
    "SubmissionReceipt",
    "UnfinishedAnswer",
    "Vote",
]
