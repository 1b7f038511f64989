"""Words that stand where others were to come: "TBC", "[link]", "[INSERT figure]", "£xx".

Square brackets hold many things in a plan (a footnote's number, a word put into a quotation), so
they count only with a word in them that asks for something.
"""

import re
from collections.abc import Iterator

from plans.checks.findings import Finding, quoted, texts_of
from plans.document import Document

ASKS = r"insert|add|link|tbc|tbd|name|date|figures?|number|amount|hyperlink|placeholder|details?"
PLACEHOLDER = re.compile(
    rf"""
      \[\s*(?:(?:{ASKS})\b[^\]\n]{{0,80}}|[xX?.…_\s]{{1,20}}|to\ be\ [^\]\n]{{1,60}})\]
    | <\s*(?:insert|add|name|date)\b[^>\n]{{0,80}}>
    | (?<![\w.])(?:TBC|TBD|T\.B\.C\.|TBA)(?!\w)
    | \b(?:to\ be\ (?:added|confirmed|completed|inserted|drafted|supplied|written)
        \s*(?=[.\])]|$|\n))
    | (?<!\w)£?\s?(?:[xX]{{2,}}(?:\.[xX]+)?\s?(?:%|k|m|bn)?(?!\w) | \?{{2,}})
    | \blorem\ ipsum\b
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
# Written out with its address, it waits for nothing: `plans.checks.links` speaks of it.
ADDRESS = re.compile(r"://|\bwww\.", re.IGNORECASE)
# A Roman numeral, or a number nobody can be called by, is no gap.
ROMAN = re.compile(r"^x{2,3}$", re.IGNORECASE)


def placeholders(document: Document) -> Iterator[Finding]:
    """Each place at which the plan still waits for words."""
    for one in texts_of(document):
        for found in PLACEHOLDER.finditer(one.text):
            if is_roman(one.text, found) or ADDRESS.search(found[0]):
                continue
            yield Finding(
                "placeholder",
                one.place,
                f"“{found[0].strip()}” stands where words are still to come.",
                quoted(one.text, *found.span()),
                stops=True,
            )


def is_roman(text: str, found: re.Match[str]) -> bool:
    """Whether "xx" is a numeral: at the head of a line, or after a word that counts parts."""
    if not ROMAN.match(found[0]):
        return False
    before = text[: found.start()].rsplit("\n", 1)[-1].rstrip("( ")
    counted = re.search(r"(?:part|annex|appendix|chapter|section|schedule|volume)$", before, re.I)
    return not before or bool(counted)
