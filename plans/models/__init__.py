from plans.models.assignments import QuestionAssignment
from plans.models.comments import (
    Comment,
    CommentMove,
    CommentReopening,
    CommentReply,
    CommentResolution,
    CommentTold,
)
from plans.models.commission import Commission, CommissionVersion
from plans.models.confirmations import SavingConfirmation, SavingsConfirmer
from plans.models.evidence import Evidence, Figure, StoredFile
from plans.models.guests import GuestLink
from plans.models.imports import Import, WaitingLetter
from plans.models.items import Barrier, Commitment, CommitmentMetric, Metric, Result, Saving
from plans.models.passages import Passage, QuestionCoverage, QuestionLink
from plans.models.plan import Plan, Stage, Theme
from plans.models.presence import Presence
from plans.models.rounds import (
    CopyExcused,
    CopyReminder,
    ReturnedFile,
    RoundClosing,
    RoundCopy,
    WaitingReturn,
    WordRound,
)
from plans.models.stash import NewStash, Stash
from plans.models.suggestions import Suggestion, SuggestionAnswer
from plans.models.version import Version, VersionPdf

__all__ = [
    "Barrier",
    "Comment",
    "CommentMove",
    "CommentReopening",
    "CommentReply",
    "CommentResolution",
    "CommentTold",
    "Commission",
    "CommissionVersion",
    "Commitment",
    "CommitmentMetric",
    "CopyExcused",
    "CopyReminder",
    "Evidence",
    "Figure",
    "GuestLink",
    "Import",
    "Metric",
    "NewStash",
    "Passage",
    "Plan",
    "Presence",
    "QuestionAssignment",
    "QuestionCoverage",
    "QuestionLink",
    "Result",
    "ReturnedFile",
    "RoundClosing",
    "RoundCopy",
    "Saving",
    "SavingConfirmation",
    "SavingsConfirmer",
    "Stage",
    "Stash",
    "StoredFile",
    "Suggestion",
    "SuggestionAnswer",
    "Theme",
    "Version",
    "VersionPdf",
    "WaitingLetter",
    "WaitingReturn",
    "WordRound",
]
