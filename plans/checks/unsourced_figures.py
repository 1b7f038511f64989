"""A figure that does not say where it comes from, or of which time it is."""

from collections.abc import Iterator

from plans.checks.findings import Finding, Place
from plans.document import Document


def unsourced_figures(document: Document) -> Iterator[Finding]:
    """Each figure without a source, without a period or day, or without either."""
    for figure in document.figures:
        missing = []
        if not figure.source.strip():
            missing.append("where it comes from")
        if not figure.period.strip() and figure.as_at is None:
            missing.append("which period or day it is of")
        if missing:
            yield Finding(
                "unsourced_figure",
                Place("figure", figure.id),
                f"The figure “{figure.label}” ({figure.printed}) does not say "
                f"{' or '.join(missing)}.",
            )
