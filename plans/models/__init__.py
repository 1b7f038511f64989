from plans.models.commissions import Commission, CommissionVersion
from plans.models.delivery import Barrier, Commitment, CommitmentMetric, Metric, Result, Saving
from plans.models.evidence import Evidence, Figure, StoredFile
from plans.models.importing import Import, WaitingLetter
from plans.models.plans import Plan, Stage, Theme, Version
from plans.models.version import VersionPdf
from plans.models.writing import Answer, Coverage, Passage

__all__ = [
    "Answer",
    "Barrier",
    "Commission",
    "CommissionVersion",
    "Commitment",
    "CommitmentMetric",
    "Coverage",
    "Evidence",
    "Figure",
    "Import",
    "Metric",
    "Passage",
    "Plan",
    "Result",
    "Saving",
    "Stage",
    "StoredFile",
    "Theme",
    "Version",
    "VersionPdf",
    "WaitingLetter",
]
