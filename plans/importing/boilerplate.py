"""Lines that belong to the page and not to the plan: numbers, running headers, a site's notices.

Pages leave their numbers and headers in text alone: a web page and a Word file have none within
their text, and a figure that stands by itself there is a figure.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from plans.importing.page_line import CELL, LEFT_OUT
from plans.importing.source import Source, SourceLine

PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:p\s?a\s?g\s?e\s*\|?\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?[-–—|\s]*"
    r"(?:\|\s*p\s?a\s?g\s?e\s*)?",
    re.IGNORECASE,
)
# What can be nothing but a page's number; a number alone needs the pages around it.
SAYS_PAGE = re.compile(
    r"p\s?a\s?g\s?e|\d\s*(?:of|/)\s*\d|^\s*[-–—|]\s*\d+\s*[-–—|]\s*$", re.IGNORECASE
)
NO_WORDS = re.compile(r"[\W_]+")
DIGITS = re.compile(r"\d+")
# What council websites print around a page; only lines near its beginning and end are compared.
NOTICE = re.compile(
    r"(?:skip to (?:main )?content|cookies? (?:on|policy|settings)|we use cookies"
    r"|accept (?:all )?cookies|(?:weather|service) disruption$"
    r"|.*causing disruption to (?:our )?services|(?:share|print|email) this page"
    r"|was this page helpful|is this page useful|last updated|back to top|home\s*[>›/]"
    r"|(?:©|copyright)\s|all rights reserved|accessibility statement$|privacy (?:notice|policy)$)",
    re.IGNORECASE,
)
SITES = (
    "facebook|twitter|x|linkedin|whatsapp|instagram|youtube|pinterest|threads|bluesky|e-?mail|print"
)
# "Facebook icon Twitter icon", "Share on LinkedIn", "Print icon".
SHARING = re.compile(
    rf"(?:(?:share|tweet|post|follow|find us|like us|send|print|this|page|on|via|by|to|us|and)\W+)*"
    rf"(?:{SITES})(?:\W+(?:icon|logo|link|button|{SITES}|share|on|via|and))*\W*",
    re.IGNORECASE,
)
NOTICE_LINES = 12
RUNNING_LENGTH = 100
# Between the numbers of two pages stands a page.
PAGE_LENGTH = 300


def find_boilerplate(lines: Sequence[SourceLine], source: Source) -> dict[int, str]:
    """Line number to what it is, for the lines that look like furniture."""
    paged = source.kind in ("text", "markdown", "pdf")
    numbers = set(_page_numbers(lines)) if paged else set()
    running = _running(lines, numbers) if paged else set()
    found: dict[int, str] = {}
    for place, line in enumerate(lines):
        words = line.text.strip()
        outer = min(place, len(lines) - 1 - place) < NOTICE_LINES and source.kind != "word"
        if line.part:
            if line.part not in LEFT_OUT:
                found[line.number] = line.part
        elif NO_WORDS.fullmatch(words) and line.place in ("", CELL):
            found[line.number] = "a ruled line or empty table cells, no words"
        elif line.number in numbers:
            found[line.number] = "page number"
        elif outer and len(words) < 200 and (NOTICE.match(words) or SHARING.fullmatch(words)):
            found[line.number] = "a notice of the website"
        elif not line.place and _alike(words) in running:
            found[line.number] = "repeated at page breaks"
    return found


def _page_numbers(lines: Sequence[SourceLine]) -> Iterator[int]:
    """ "Page 3 of 4" says so; 3 alone is a page's where 2 or 4 is, with a page between them."""
    alone: list[tuple[int, int, SourceLine]] = []
    length = 0
    for line in lines:
        words = line.text.strip()
        length += len(words)
        if len(words) >= 30 or not PAGE_NUMBER.fullmatch(words) or line.place:
            continue
        if SAYS_PAGE.search(words):
            yield line.number
        else:
            alone.append((int(DIGITS.findall(words)[0]), length, line))
    for (first, begins, one), (second, ends, other) in pairwise(alone):
        if second == first + 1 and ends - begins >= PAGE_LENGTH:
            yield one.number
            yield other.number


def _running(lines: Sequence[SourceLine], numbers: Collection[int]) -> set[str]:
    """Short lines that come back beside page breaks: three times, or twice with another number."""
    seen: dict[str, list[str]] = defaultdict(list)
    at_break: Counter[str] = Counter()
    for place, line in enumerate(lines):
        words = line.text.strip()
        if len(words) > RUNNING_LENGTH or words.startswith(("#", "-", "*")):
            continue
        after = lines[place + 1] if place + 1 < len(lines) else None
        seen[_alike(words)].append(words)
        at_break[_alike(words)] += (
            line.blanks > 1 or after is None or after.blanks > 1 or after.number in numbers
        )
    return {alike for alike, found in seen.items() if _runs(found, at_break[alike])}


def _runs(found: list[str], at_break: int) -> bool:
    """The first page often has its header where no break is."""
    numbered = len(set(found)) == len(found) == at_break >= 2
    return numbered or (len(found) >= 3 and at_break >= len(found) - 1)


def _alike(words: str) -> str:
    """The same words on page 2 and page 3; a sentence with another figure is another sentence."""
    if len(words) > RUNNING_LENGTH:
        return ""
    return words if words.endswith(".") else DIGITS.sub("0", words.lower())
