"""Real numbering: a paragraph's number, a list's letter or its bullet, as the PDF prints it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plans.exports.word.nodes import Node, node
from plans.exports.word.styles import BULLETS, DEEPEST, LETTERS
from plans.richtext import list_letter

# "7", "7." and "2.7" are counted; the number before the last is the theme's, and stands still.
COUNTED = re.compile(r"((?:[0-9]{1,4}\.)*)([1-9][0-9]{0,4})(\.?)")
LEVELS = 9
# After z Word goes on with bb, and we with ab.
LAST_LETTER = 26


@dataclass
class Numbering:
    """The lists of one file: definitions, and the lists that follow one, each with its number."""

    definitions: list[Node] = field(default_factory=list)
    lists: list[Node] = field(default_factory=list)
    patterns: dict[str, int] = field(default_factory=dict)
    before: tuple[str, int, int] = ("", 0, 0)

    def __post_init__(self) -> None:
        for kind, style in (("bullet", "ListBullet"), ("lowerLetter", "ListNumber")):
            self._list(self._define(*(_level(depth, kind, style) for depth in range(LEVELS))))

    def of_paragraph(self, number: str) -> Node | None:
        """What counts a paragraph with this number; None where no counting gives it."""
        found = COUNTED.fullmatch(number)
        if found is None:
            return None
        pattern, count = f"{found[1]}%1{found[3]}", int(found[2])
        held, last, key = self.before
        if not key or (pattern, count) != (held, last + 1):
            if pattern not in self.patterns:
                level = node("lvl", *_says("decimal", pattern), ilvl=0)
                self.patterns[pattern] = self._define(level)
            key = self._list(self.patterns[pattern], starts=(0, count))
        self.before = (pattern, count, key)
        return _refers(key, 0)

    def begin(self, kind: str, depth: int) -> int:
        """The number of a list that begins here, with a of its own; bullets are all one list."""
        if kind == "bullets":
            return BULLETS
        return self._list(LETTERS, starts=(min(depth, LEVELS - 1), 1))

    def of_item(self, key: int, depth: int, position: int) -> Node:
        """What marks the item at `position` of a list, which counts from nought."""
        depth = min(depth, LEVELS - 1)
        if key != BULLETS and position >= LAST_LETTER:
            says = _says("lowerLetter", f"{list_letter(position)}.", start=position + 1)
            key = self._list(self._define(node("lvl", *says, ilvl=depth)))
        return _refers(key, depth)

    def nodes(self) -> Iterator[Node]:
        yield from self.definitions
        yield from self.lists

    def _define(self, *levels: Node) -> int:
        key = len(self.definitions) + 1
        kind = node("multiLevelType", val="multilevel" if len(levels) > 1 else "singleLevel")
        name = node("nsid", val=f"{0x5C1EA000 + key:08X}")
        self.definitions.append(node("abstractNum", name, kind, *levels, abstractNumId=key))
        return key

    def _list(self, definition: int, starts: tuple[int, int] | None = None) -> int:
        key = len(self.lists) + 1
        made = node("num", node("abstractNumId", val=definition), numId=key)
        if starts:
            level, first = starts
            made.append(node("lvlOverride", node("startOverride", val=first), ilvl=level))
        self.lists.append(made)
        return key


def _level(depth: int, kind: str, style: str) -> Node:
    """Levels that have a style of their own are that style's; there are more levels than styles."""
    pattern = "•" if kind == "bullet" else f"%{depth + 1}."
    says = list(_says(kind, pattern))
    if depth < DEEPEST:
        says.insert(2, node("pStyle", val=f"{style}{depth + 1 if depth else ''}"))
    return node("lvl", *says, ilvl=depth)


def _says(kind: str, pattern: str, start: int = 1) -> Iterator[Node]:
    """No indent is said here: it is the style's, which a template may change (see `indents.py`)."""
    yield node("start", val=start)
    yield node("numFmt", val=kind)
    yield node("lvlText", val=pattern)
    yield node("lvlJc", val="left")


def _refers(key: int, level: int) -> Node:
    return node("numPr", node("ilvl", val=level), node("numId", val=key))
