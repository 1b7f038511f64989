"""A link that leads nowhere: without an address that may be linked to, or without words."""

import re
from collections.abc import Iterator

from plans.blocks import runs_of
from plans.checks.findings import Finding, quoted, texts_of
from plans.document import Document

# As somebody types a link whose address is still to come, or was no address.
UNMADE = re.compile(r"\[([^\]\n]{1,200})\]\(([^)\s]{0,500})\)")
# "[link: www.council.example]": an address that nobody can follow as it prints.
WRITTEN_OUT = re.compile(r"\[(?:hyper)?link:?\s+((?:https?://|www\.)[^\]\s]+)\]", re.IGNORECASE)
# What the writing page puts there until the address is typed.
EMPTY = {"https://", "http://", "mailto:", "tel:", "#", ""}


def empty_links(document: Document) -> Iterator[Finding]:
    """Each link that a reader cannot follow."""
    for one in texts_of(document):
        for found in UNMADE.finditer(one.text):
            yield Finding(
                "empty_link",
                one.place,
                f"The link “{found[1]}” has no address that can be opened.",
                quoted(one.text, *found.span()),
            )
        for found in WRITTEN_OUT.finditer(one.text):
            why = f"The address {found[1]} is written out: make it a link on the words before it."
            yield Finding("empty_link", one.place, why, quoted(one.text, *found.span()))
        for run in runs_of(one.passage.body):
            if run.link.strip() in EMPTY - {""}:
                why = f"The link “{run.text}” has no address yet."
                yield Finding("empty_link", one.place, why, run.text)
            elif run.link and not run.text.strip():
                why = f"The link to {run.link} has no words, so nobody sees it."
                yield Finding("empty_link", one.place, why)
