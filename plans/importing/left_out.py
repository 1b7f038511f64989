"""What an import left out, told in a line: “Annex A, the letter (57 lines)”."""

from collections import Counter

from plans.importing.page_line import CHART, COMMENT, LEFT_OUT, counted
from plans.importing.placing import BY_YOU
from plans.importing.plan import ImportedPlan

NOT_OF_THE_PLAN = ", not part of the plan"
# So many kinds are named; the list itself has them all.
NAMED = 3
PAGES_OWN = "the page’s own"
HIDDEN = "hidden, struck through or deleted"


def told_in_short(imported: ImportedPlan) -> str:
    """What was left out, the most lines first; "" where nothing was."""
    counts = Counter(
        kind_of(line.fate, line.where)
        for line in imported.lines
        if line.fate in ("furniture", "left out")
    )
    named = [f"{what} ({counted(count, 'line')})" for what, count in counts.most_common(NAMED)]
    rest = sum(counts.values()) - sum(count for _, count in counts.most_common(NAMED))
    if rest:
        named.append(f"and {counted(rest, 'line')} more")
    return ", ".join(named)


def kind_of(fate: str, where: str) -> str:
    """What a line that was left out is, in a few words."""
    if where.startswith(COMMENT):
        return "comments"
    if where == CHART:
        return where
    if fate == "furniture":
        return PAGES_OWN
    if where in LEFT_OUT:
        return HIDDEN
    return where.removeprefix(BY_YOU).removesuffix(NOT_OF_THE_PLAN)
