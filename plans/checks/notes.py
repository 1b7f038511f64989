"""A note that was typed and became none: its mark prints among the words."""

from collections.abc import Iterator

from plans.checks.findings import Finding, quoted, texts_of
from plans.document import Document
from plans.written_notes import OPENS

WHY = (
    f"“{OPENS}” prints here as it was typed. A note has words, ends with “]” on the same line, and "
    "stands in no other note."
)


def unmade_notes(document: Document) -> Iterator[Finding]:
    """Each passage where a note is opened and there is none, with the first such place."""
    for one in texts_of(document):
        at = one.text.find(OPENS)
        if at >= 0:
            yield Finding("unmade_note", one.place, WHY, quoted(one.text, at, at + len(OPENS)))
