"""A report that was written elsewhere, taken apart by its headings: what goes where, what is left.

Nothing is guessed: a heading is one that the council's own form has, or one that reports usually
have. What stands under no known heading is left, and told line by line.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from approvals.models import Implication
from approvals.reports.document import asked_for
from approvals.reports.implications import SAID
from approvals.reports.parts import PART
from approvals.reports.saved import WORDS
from councils.report_forms.blocks import BY_CODE, Source
from councils.report_forms.layout import Layout
from plans.importing.boundaries import ANNEX

# How headings begin that reports usually have, and the part each is.
USUAL = {
    "report for": "decides",
    "title of report": "title",
    "date": "meets",
    "for decision": "asks",
    "cabinet member": "lead",
    "report on behalf of": "lead",
    "portfolio holder": "lead",
    "local councillor": "local",
    "ward councillor": "local",
    "executive director": "director",
    "report author": "author",
    "report status": "status",
    "part": "status",
    "if part ii, reason": "exempt_reason",
    "appendices": "appendices",
    "background papers": "papers",
    "glossary": "glossary",
    "corporate priorities": "priorities",
    "wards": "wards",
    "brief summary": "summary",
    "summary": "summary",
    "executive summary": "summary",
    "purpose of the report": "summary",
    "recommendation": "recommendation",
    "period for post": "review",
    "reason for recommendation": "reasons",
    "reasons for": "reasons",
    "conclusions": "reasons",
    "background": "background",
    "introduction": "background",
    "key issues": "key_issues",
    "proposed content": "content",
    "options": "options",
    "alternative options": "options",
    "consultation": "consultation",
    "financial": "financial",
    "legal": "legal",
    "implications": "legal",
    "natural environment": "climate",
    "climate": "climate",
    "environment": "climate",
    "sustainability": "climate",
    "well-being": "wellbeing",
    "wellbeing": "wellbeing",
    "staffing": "staffing",
    "council infrastructure": "staffing",
    "property": "property",
    "data protection": "data",
    "equalities": "equalities",
    "equality": "equalities",
    "risk": "risk",
    "statutory comments": "comments",
    "report sign": "sign_off",
    "sign-off": "sign_off",
}
# Headings that are words of a sentence too: alone in a line they have two words.
USUAL |= {
    f"{name} {word}": code
    for name, code in USUAL.items()
    for word in ("implications", "assessment")
    if code in (*Implication.Heading.values, "risk") and " " not in name
}
BOLD = re.compile(r"^\s*\*\*(.+?)\*\*:?\s*(.*)$")
LONGEST_HEADING, LONGEST_UNMARKED = 120, 60
# A tag ends before the next begins: to look for its end further on would take for ever.
# The marks of bold; those between two letters stay, or the words would be one.
BOLD_MARKS = re.compile(r"(?<![^\W_])\*\*+|\*\*+(?![^\W_]|\*)")
TAG = r"</?\w[^<>]*>"
MARKS = re.compile(rf"[*_#`]+|{TAG}")
# Numbers that a copied report may leave out between two paragraphs of one section.
MOST_LEFT_OUT = 3
NUMBER = re.compile(r"^\d{1,2}\.?\s+(?=\D)")
PARAGRAPH = re.compile(r"^(?:[-•]\s+)?(\d{1,2})\.(\d{1,2})\.?\s+")
RISKS = re.compile(r"^(current|residual) risk:\s*(low|medium|high)\b[.,;]?\s*(.*)$", re.I)
RISK_FIELDS = {"current": "risk_now", "residual": "risk_after"}


@dataclass(frozen=True, slots=True)
class PastedPart:
    """Words under one heading of the text; `fields` has what goes into which box of the report."""

    heading: str
    code: str
    lines: tuple[str, ...]
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        return BY_CODE[self.code].label

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


@dataclass(frozen=True)
class PastedReport:
    """What is taken over, what the plan and its clearance say anyway, and what has no place."""

    taken: tuple[PastedPart, ...]
    drawn: tuple[PastedPart, ...]
    left: tuple[str, ...]
    after: int

    @property
    def fields(self) -> dict[str, str]:
        """What goes into each box; of two headings for one, one after the other."""
        found: dict[str, list[str]] = {}
        for part in self.taken:
            for name, words in part.fields:
                found.setdefault(name, []).append(words)
        return {name: "\n\n".join(words) for name, words in found.items()}


def take_apart(text: str, layout: Layout | None) -> PastedReport:
    """A pasted report by its headings; `layout` is the council's own form, if it has one."""
    names = names_of(layout)
    lines = text.splitlines()
    stop = next((at for at, line in enumerate(lines) if begins_annex(line)), len(lines))
    taken, drawn, left = [], [], []
    for heading, code, under in stretches(lines[:stop], names):
        if code == "asks" and not any(line.strip() for line in under):
            under = [heading]
        part = PastedPart(heading, code, tuple(under)) if code else None
        if part is None or not part.text:
            left += [line for line in (heading, *under) if line.strip()]
        elif fields := fields_of(part, layout):
            beyond = not_taken_of(part)
            lines_taken = tuple(line for line in part.lines if line not in beyond)
            taken.append(PastedPart(heading, code, lines_taken, fields))
            left += beyond
        elif BY_CODE[code].source == Source.DRAWN:
            drawn.append(part)
        else:
            left += [line for line in (heading, *part.lines) if line.strip()]
    after = sum(1 for line in lines[stop:] if line.strip())
    return PastedReport(tuple(taken), tuple(drawn), tuple(left), after)


def names_of(layout: Layout | None) -> dict[str, str]:
    """The beginnings of headings that are known, each with its part; the council's own go first."""
    headings = (*layout.front, *layout.opening, *layout.numbered) if layout else ()
    return USUAL | {one.title.casefold(): one.blocks[0] for one in headings}


def stretches(lines: list[str], names: Mapping[str, str]) -> Iterator[tuple[str, str, list[str]]]:
    """Each heading with its part and the lines under it; what stands before any has none."""
    heading, code, under, last = "", "", list[str](), (0, 0)
    for line in lines:
        found = heading_in(line, names)
        if found is None:
            words = words_in_line(line)
            if number := number_after(last, words):
                last = number
                # Each numbered paragraph is one of its own, also where no empty line parts them.
                under += [""] if under and under[-1] else []
                words = PARAGRAPH.sub("", words)
            under.append(words)
            continue
        yield heading, code, under
        heading, code, rest = found
        under = [rest] if rest else []
    yield heading, code, under


def number_after(last: tuple[int, int], words: str) -> tuple[int, int] | None:
    """The number of a paragraph, which we count anew; none where it is a figure of the sentence.

    It goes on from the last one, or begins a later section: "2.5 posts" is a number of posts.
    """
    found = PARAGRAPH.match(words)
    if found is None or words[found.end() : found.end() + 1].islower():
        return None
    section, place = int(found[1]), int(found[2])
    goes_on = section == last[0] and 0 < place - last[1] <= MOST_LEFT_OUT
    return (section, place) if goes_on or (section > last[0] and place == 1) else None


def heading_in(line: str, names: Mapping[str, str]) -> tuple[str, str, str] | None:
    """The heading that a line begins with, its part, and the words after it in the same line."""
    if bold := BOLD.match(line):
        line = f"{bold[1].rstrip(':')}: {bold[2]}"
    plain = MARKS.sub("", line).strip()
    cells = [cell.strip() for cell in plain.split("|")] if plain.startswith("|") else []
    if PARAGRAPH.match(plain) or (cells and len(cells) < 3):
        return None
    words = cells[1] if cells else plain
    numbered = bool(NUMBER.match(words))
    words = NUMBER.sub("", words)
    title, colon, rest = words.partition(":")
    if cells:
        rest = " ".join(filter(None, (rest.strip(), *cells[2:])))
    if not title or len(title) > LONGEST_HEADING:
        return None
    code = part_named(title.strip().casefold(), names)
    marked = colon or cells or numbered or line.lstrip().startswith("#")
    if not code or not (marked or stands_alone(title.strip(), names)):
        return None
    return title.strip(), code, rest.strip()


def stands_alone(title: str, names: Mapping[str, str]) -> bool:
    """A short line without a mark: a heading where it says just that, or begins with two words."""
    said = title.casefold()
    begins = any(" " in name and said.startswith(name) for name in names)
    short = len(title) <= LONGEST_UNMARKED and not title.endswith((".", ",", ";"))
    return said in names or (begins and short)


def part_named(title: str, names: Mapping[str, str]) -> str:
    """The part whose known name the title begins with, the longest of several."""
    if not title.startswith(tuple(names)):
        # As nearly every line of a long text, which is told so at once.
        return ""
    fitting = [
        name
        for name in names
        if title.startswith(name) and re.match(r"(?!\w)|s\b", title[len(name) :])
    ]
    return names[max(fitting, key=len)] if fitting else ""


def words_in_line(line: str) -> str:
    """A line without tags, and a row of a table without its bars."""
    plain = BOLD_MARKS.sub("", re.sub(TAG, "", line)).rstrip()
    if plain.lstrip().startswith("|"):
        return " ".join(cell.strip() for cell in plain.split("|") if cell.strip(" -"))
    return plain


def begins_annex(line: str) -> bool:
    return bool(len(line) <= 200 and ANNEX.fullmatch(line.strip()))


def fields_of(part: PastedPart, layout: Layout | None) -> tuple[tuple[str, str], ...]:
    """The boxes of the report that a part fills, where its form has them."""
    code = part.code
    if code == "risk":
        return tuple(risks_in(part))
    if code in Implication.Heading.values:
        return ((f"{SAID}{code}", part.text),)
    if code == "recommendation":
        # Each line of that box is a recommendation of its own.
        limbs = (re.sub(r"^(?:\d{1,2}[.)]|[-•])\s+", "", line.strip()) for line in part.lines)
        return (("recommendation", "\n".join(filter(None, limbs))),)
    if code in WORDS:
        has_it = code == "title" or layout is None or code in layout.codes
        return ((code, part.text),) if has_it else ()
    if layout and code in asked_for(layout):
        return ((f"{PART}{code}", part.text),)
    return ()


def risks_in(part: PastedPart) -> Iterator[tuple[str, str]]:
    for line in part.lines:
        if found := RISKS.match(line.strip()):
            when, how, why = found.groups()
            yield RISK_FIELDS[when.lower()], how.lower()
            if why:
                yield f"{RISK_FIELDS[when.lower()]}_why", why


def not_taken_of(part: PastedPart) -> list[str]:
    """Of risk what is no assessment: there is no box for it."""
    if part.code != "risk":
        return []
    return [line for line in part.lines if line.strip() and not RISKS.match(line.strip())]
