"""All the checks, in the order in which their findings are read."""

import logging
from collections.abc import Callable, Iterable

from plans.checks.empty_themes import empty_themes
from plans.checks.findings import Finding, Place
from plans.checks.links import empty_links
from plans.checks.notes import unmade_notes
from plans.checks.placeholders import placeholders
from plans.checks.progress import (
    Progress,
    length,
    metrics,
    not_ready,
    open_questions,
    open_suggestions,
)
from plans.checks.restated import restated
from plans.checks.spellings import spellings
from plans.checks.sums import disagreeing_sums
from plans.checks.unknown_figures import unknown_figures
from plans.checks.unresolved import unresolved_comments
from plans.checks.unsourced_figures import unsourced_figures
from plans.document import Document

log = logging.getLogger(__name__)

Check = Callable[[Document], Iterable[Finding]]
ProgressCheck = Callable[[Document, Progress], Iterable[Finding]]

# By what each looks for, as people are told when it could not be looked for.
CHECKS: dict[str, Check] = {
    "themes without text": empty_themes,
    "words still to come": placeholders,
    "figures that do not exist": unknown_figures,
    "links that lead nowhere": empty_links,
    "notes that are none": unmade_notes,
    "numbers that differ from a figure": restated,
    "sums that do not agree": disagreeing_sums,
    "figures without a source": unsourced_figures,
    "names spelled two ways": spellings,
}
PROGRESS_CHECKS: dict[str, ProgressCheck] = {
    "comments that must be resolved": unresolved_comments,
    "suggestions that are open": open_suggestions,
    "open questions": open_questions,
    "paragraphs not marked ready": not_ready,
    "its length": length,
    "metrics": metrics,
}


def check_document(document: Document, progress: Progress | None = None) -> list[Finding]:
    """Every finding: what stops the plan first, then in the order of the checks and the plan.

    A check that fails says so in a finding of its own, and the others are made all the same.
    """
    found = [one for name, check in CHECKS.items() for one in tried(name, check, document)]
    for name, progress_check in PROGRESS_CHECKS.items() if progress else ():
        found += tried(name, progress_check, document, progress)
    return sorted(found, key=lambda one: not one.stops)


def tried(name: str, check: Callable[..., Iterable[Finding]], *on: object) -> list[Finding]:
    """What one check finds; that it failed is a finding too."""
    try:
        return list(check(*on))
    except Exception:
        log.exception("A check of a plan failed: %s", name)
        return [Finding("check_failed", Place(), f"Nobody looked for {name}: the check failed.")]
