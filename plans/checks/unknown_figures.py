"""A figure that paragraphs call by a name under which none stands."""

from collections.abc import Iterator

from plans.checks.findings import Finding, quoted, texts_of
from plans.document import Document
from plans.richtext import FIGURE


def unknown_figures(document: Document) -> Iterator[Finding]:
    """Each name that prints as it was typed."""
    for one in texts_of(document):
        for found in FIGURE.finditer(one.text):
            yield Finding(
                "unknown_figure",
                one.place,
                f"There is no figure called “{found[1]}”: add it, or put its name right.",
                quoted(one.text, *found.span()),
                stops=True,
            )
