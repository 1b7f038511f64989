"""What a line is, told by how it begins: heading, numbered, lettered, a bullet or words."""

import re
from dataclasses import dataclass
from typing import Literal

from plans.importing.page_line import (
    BROKEN,
    CAPTION,
    CAPTION_BELOW,
    CONTINUES,
    IN_ITEM,
    NUMBER_ALONE,
    ROWS,
)
from plans.written_notes import without_notes

Kind = Literal[
    "heading",
    "number",
    "letter",
    "bullet",
    "table row",
    "cell",
    "row",
    "number alone",
    "caption",
    "caption below",
    "continued",
    "in item",
    "broken",
    "rule",
    "words",
]
# What a line is by its place; any other place is a table's.
BY_PLACE: dict[str, Kind] = {
    CONTINUES: "continued",
    IN_ITEM: "in item",
    BROKEN: "broken",
    NUMBER_ALONE: "number alone",
    CAPTION: "caption",
    CAPTION_BELOW: "caption below",
}

BULLETS = "-*•·▪◦‣●○■□➢✓\uf0b7"
BULLET = re.compile(rf"[{re.escape(BULLETS)}]\s+(?=\S)")
# In plain text Word writes "o" and "§" for the bullets of deeper levels, with a tab after them.
TYPED_LEVEL = re.compile(r"\s*([o§])(?:\t|[ \u00a0]{2,})[ \t\u00a0]*(?=\S)")
LEVELS = {"o": 3, "§": 6}
# Three digits at most: "2019. We" is a sentence. A space must follow: so is "1.2 million".
NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
SECTION_NUMBER = re.compile(r"(\d{1,2})\.(\d{1,2})\.?\s+(?=[^\Wa-z_])")
LETTER = re.compile(r"\(?([a-z])[.)]\s+(?=\S)")
AFTER_Z = re.compile(r"([a-z]{2,3})\.\s+(?=\S)")
SPACES = re.compile(r"[ \t]{2,}|\t")
ROMAN = re.compile(r"\(?(?:ii|iii|iv|vi|vii|viii|ix|xi|xii|xiii|xiv|xv)[.)]\s+(?=\S)")
RULE = re.compile(r"[-*_=|:\s]{3,}")
BOLD_WHOLE = re.compile(r"\*\*([^*]+)\*\*:?")
SENTENCE_END = tuple(".?!:;…")
CLOSING_MARKS = "\"'”’)]*_ "


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or a piece of one that held several; `value` is its number, letter or level,
    or what a row `Begins`."""

    source: int
    kind: Kind
    text: str
    indent: int = 0
    blanks: int = 0
    value: int = 0
    major: int = 0
    raw: str = ""


def classify(source: int, text: str, blanks: int = 0, place: str = "") -> Line:
    """The line without its mark; whether the mark is believed is for the reader of the whole."""
    words = SPACES.sub(" ", text.strip())
    indent = len(text) - len(text.lstrip())
    raw = words
    if typed := TYPED_LEVEL.match(text):
        indent = max(indent, LEVELS[typed[1]])
        words = "- " + words[1:].lstrip()
    if place:
        kind: Kind = "row" if place in ROWS else BY_PLACE.get(place, "cell")
        return Line(source, kind, words, indent, blanks, ROWS.get(place, 0), raw=raw)

    def line(kind: Kind, words: str, value: int = 0, major: int = 0) -> Line:
        return Line(source, kind, words.strip(), indent, blanks, value, major, raw)

    if level := _heading_level(words):
        return line("heading", words[level:].strip().rstrip("#"), level)
    if RULE.fullmatch(words):
        return line("rule", words)
    if words.startswith("|") and words.endswith("|") and len(words) > 1:
        return line("table row", words)
    bullet = BULLET.match(words)
    rest = words[bullet.end() :] if bullet else words
    if found := LETTER.match(rest):
        return line("letter", rest[found.end() :], ord(found[1]) - ord("a") + 1)
    if found := NUMBER.match(rest):
        return line("number", rest[found.end() :], int(found[1]))
    if found := SECTION_NUMBER.match(rest):
        return line("number", rest[found.end() :], int(found[2]), int(found[1]))
    # Roman numbers stay as they are typed: other sentences may refer to "(iv)".
    if bullet or ROMAN.match(rest):
        return line("bullet", rest)
    return line("words", words)


def _heading_level(words: str) -> int:
    """How many # stand before the words of a heading; 0 for anything else."""
    level = len(words) - len(words.lstrip("#"))
    after = words[level:]
    return level if level <= 6 and after[:1].isspace() and after.strip("# \t") else 0


def is_unfinished(text: str) -> bool:
    """Whether a sentence stops before its end, as where a page does."""
    ended = as_ended(text)[-8:].rstrip(CLOSING_MARKS)
    return bool(ended) and not ended.endswith(SENTENCE_END)


def as_ended(text: str) -> str:
    """The words less their notes: a sentence ends before the note at its end."""
    return without_notes(text, "").rstrip()


def continues_line(text: str) -> bool:
    """Whether a line begins inside a sentence."""
    first = text.lstrip("*\"'“‘([")[:1]
    return first.islower()


def plain_words(text: str) -> str:
    """The words without bold marks and the quotation marks around a whole title."""
    return text.replace("**", "").replace("^[", " [").strip().strip("\"'“”‘’").strip()


def heading_in(line: Line) -> str:
    """The words of a heading written in bold, "" for any other line."""
    found = BOLD_WHOLE.fullmatch(line.text) if line.kind == "words" else None
    return found[1].strip() if found and len(found[1]) <= 120 else ""
