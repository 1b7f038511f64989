"""From a council's own text, or a department's letter, to content with every line accounted for.

Three steps, none of which touches the database: `read_source` makes bytes into lines or raises
`Unreadable`; `read_plan` and `read_letter` make lines into content; `report` counts what became
of each line.
"""

from plans.importing.fates import LineFate
from plans.importing.letter import ImportedCommission, ImportedLetterTheme, read_letter
from plans.importing.passages import ImportedPassage
from plans.importing.plan import ImportedPlan, ImportedTheme, read_plan
from plans.importing.refusal import Unreadable
from plans.importing.report import Report, commission_as_data, plan_as_data, report
from plans.importing.source import Source, SourceLine, read_source

__all__ = [
    "ImportedCommission",
    "ImportedLetterTheme",
    "ImportedPassage",
    "ImportedPlan",
    "ImportedTheme",
    "LineFate",
    "Report",
    "Source",
    "SourceLine",
    "Unreadable",
    "commission_as_data",
    "plan_as_data",
    "read_letter",
    "read_plan",
    "read_source",
    "report",
]
