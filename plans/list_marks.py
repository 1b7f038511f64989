"""Marks of lists as people type them, written as Markdown reads them."""

import re
from dataclasses import dataclass, field
from string import ascii_lowercase

# A list's mark at the start of a line: "a.", "1." or "1)".
MARK = re.compile(r"^([ \t]{0,6})(?:([a-z])\.|(\d{1,9})([.)]))[ \t]+(?=\S)")
BULLET = re.compile(r"^([ \t]*)[-*+][ \t]+\S")
# The two kinds of marks.
LETTERS, NUMBERS = 0, 1


@dataclass(slots=True)
class Marks:
    """The marks of one indent: which letter and number come next, and how the list is written.

    Another delimiter is another list to Markdown, so each new list takes the other one.
    """

    following: list[int] = field(default_factory=lambda: [1, 1])
    kind: int | None = None
    delimiter: str = ")"

    def takes(self, kind: int, position: int, *, apart: bool) -> bool:
        """Whether the mark counts: it goes on, or begins a list anew after a blank line."""
        again = position == 1 and (kind == NUMBERS or apart)
        if position != self.following[kind] and not again:
            return False
        anew = again and apart and self.following[kind] > 2
        if kind != self.kind or anew:
            self.delimiter = "." if self.delimiter == ")" else ")"
        self.kind = kind
        self.following[kind] = position + 1
        return True


def marked(source: str) -> str:
    """The source with each list mark as Markdown reads it, and what only looks like one kept.

    A mark counts when it is the first of its kind or follows the one before, so that "c. 40" and
    "2019. We" stay sentences, even below a list.
    """
    lines: list[str] = []
    expected: dict[str, Marks] = {}
    after_blank = True
    for line in source.split("\n"):
        if match := MARK.match(line):
            line = _mark(line, match, expected, apart=after_blank)
        elif bullet := BULLET.match(line):
            _close_within(bullet[1], expected)
        elif after_blank and line[:1].strip():
            expected.clear()
        after_blank = not line.strip()
        lines.append(line)
    return "\n".join(lines)


def _mark(line: str, match: re.Match[str], expected: dict[str, Marks], *, apart: bool) -> str:
    """One line with its mark as Markdown's own, or with what looks like one escaped."""
    indent, letter_typed, digits, ending = match.groups()
    marks = expected.get(indent) or Marks()
    position = ord(letter_typed) - ord("a") + 1 if letter_typed else int(digits)
    # After z the letters go on in figures.
    after_z = digits and position == marks.following[LETTERS] > len(ascii_lowercase)
    if not marks.takes(LETTERS if letter_typed or after_z else NUMBERS, position, apart=apart):
        return line if letter_typed else f"{indent}{digits}\\{ending}{line[match.end(3) + 1 :]}"
    _close_within(indent, expected)
    expected[indent] = marks
    return f"{indent}1{marks.delimiter} {line[match.end() :]}"


def _close_within(indent: str, expected: dict[str, Marks]) -> None:
    """A new item ends the lists inside the one before it."""
    for deeper in [other for other in expected if len(other) > len(indent)]:
        del expected[deeper]
