"""A comment that must be resolved before the plan is sent, and is not."""

from collections.abc import Iterator

from plans.checks.findings import Finding, Place
from plans.checks.progress import Progress
from plans.document import Document

UNRESOLVED = "unresolved_comment"


def unresolved_comments(document: Document, progress: Progress) -> Iterator[Finding]:
    """Each of them; no reason lets a plan go in spite of one."""
    for one in progress.to_be_resolved:
        words = f"The comment of {one.by} on {one.name} must be resolved first."
        yield Finding(UNRESOLVED, Place("comment", one.key), words, stops=True)
