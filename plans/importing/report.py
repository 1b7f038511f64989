"""The counts shown before anything is saved: lines placed, and what became of the rest."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from plans.importing.letter import ImportedCommission
from plans.importing.passages import ImportedPassage
from plans.importing.plan import ImportedPlan


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Lines by fate; their sum is every line of the source that has words."""

    lines: int
    placed: int
    furniture: int
    left_out: int
    unplaced: int
    notes: tuple[str, ...]


def report_import(imported: ImportedPlan | ImportedCommission) -> ImportReport:
    fates = Counter(line.fate for line in imported.lines)
    return ImportReport(
        lines=len(imported.lines),
        placed=fates["placed"],
        furniture=fates["furniture"],
        left_out=fates["left out"],
        unplaced=fates["unplaced"],
        notes=imported.notes,
    )


def plan_as_data(plan: ImportedPlan) -> dict[str, Any]:
    """What `import_plan --json` prints: counts, themes, passages and the fate of each line."""
    return {
        "title": plan.title,
        "introduction": _counts(plan.introduction),
        "themes": [
            {
                "title": theme.title,
                "commission_theme": theme.commission_theme,
                **_counts(theme.passages),
            }
            for theme in plan.themes
        ],
        "unplaced": _counts(plan.unplaced),
        "report": asdict(report_import(plan)),
        "lines": [asdict(line) for line in plan.lines],
    }


def commission_as_data(commission: ImportedCommission) -> dict[str, Any]:
    """What `import_commission --json` prints; dates and times in ISO form."""
    data = asdict(commission)
    for name in ("letter_date", "due", "due_time"):
        data[name] = value.isoformat() if (value := data[name]) else None
    return {**data, "report": asdict(report_import(commission))}


def _counts(passages: Sequence[ImportedPassage]) -> dict[str, Any]:
    kinds = Counter(passage.kind for passage in passages)
    return {
        "paragraphs": kinds["paragraph"],
        "headings": kinds["heading"],
        "passages": [asdict(passage) for passage in passages],
    }
