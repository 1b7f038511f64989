"""Lines that belong to the page and not to the plan: numbers, running headers, a site's notices."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from plans.importing.source import SourceLine

PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?[-–—|\s]*", re.IGNORECASE
)
NO_WORDS = re.compile(r"[\W_]+")
DIGITS = re.compile(r"\d+")
# What council websites print around a page; only lines near its beginning and end are compared.
NOTICE = re.compile(
    r"(?:skip to (?:main )?content|cookies? (?:on|policy|settings)|we use cookies"
    r"|accept (?:all )?cookies|(?:weather|service) disruption$"
    r"|.*causing disruption to (?:our )?services|share this page|print this page"
    r"|was this page helpful|is this page useful|last updated|back to top|home\s*[>›/]"
    r"|(?:©|copyright)\s|all rights reserved|accessibility statement$|privacy (?:notice|policy)$)",
    re.IGNORECASE,
)
NOTICE_LINES = 12
RUNNING_LENGTH = 100


def find_boilerplate(lines: Sequence[SourceLine]) -> dict[int, str]:
    """Line number to what it is, for the lines that look like furniture."""
    running = _running(lines)
    found: dict[int, str] = {}
    for place, line in enumerate(lines):
        words = line.text.strip()
        outer = min(place, len(lines) - 1 - place) < NOTICE_LINES
        if line.part:
            found[line.number] = line.part
        elif NO_WORDS.fullmatch(words):
            found[line.number] = "a ruled line or empty table cells, no words"
        elif len(words) < 30 and PAGE_NUMBER.fullmatch(words):
            found[line.number] = "page number"
        elif outer and len(words) < 200 and NOTICE.match(words):
            found[line.number] = "a notice of the website"
        elif _alike(words) in running:
            found[line.number] = "repeated at page breaks"
    return found


def _running(lines: Sequence[SourceLine]) -> set[str]:
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
            line.blanks > 1 or after is None or after.blanks > 1 or _numbers(after)
        )
    return {alike for alike, found in seen.items() if _runs(found, at_break[alike])}


def _runs(found: list[str], at_break: int) -> bool:
    """The first page often has its header where no break is."""
    numbered = len(set(found)) == len(found) == at_break >= 2
    return numbered or (len(found) >= 3 and at_break >= len(found) - 1)


def _numbers(line: SourceLine) -> bool:
    return len(line.text) < 30 and bool(PAGE_NUMBER.fullmatch(line.text.strip()))


def _alike(words: str) -> str:
    """The same words on page 2 and page 3; a sentence with another figure is another sentence."""
    if len(words) > RUNNING_LENGTH:
        return ""
    return words if words.endswith(".") else DIGITS.sub("0", words.lower())
