"""A theme without any text; a heading alone is none."""

from collections.abc import Iterator

from plans.checks.findings import Finding, Place
from plans.document import Document


def empty_themes(document: Document) -> Iterator[Finding]:
    """Each theme in which no paragraph has words."""
    for theme in document.themes:
        if not any(one.kind == "paragraph" and one.body for one in theme.passages):
            yield Finding(
                "empty_theme",
                Place("theme", theme.id),
                f"“{theme.title}” has no text yet.",
                stops=True,
            )
