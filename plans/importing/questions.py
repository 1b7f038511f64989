"""The themes of a letter and the questions beneath each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from plans.importing.letter_blocks import Statement
from plans.importing.matching import THEME, number_of

TITLE_LENGTH = 300
INVITATION = re.compile(
    r"questions?(?: (?:to consider|for consideration|to answer))?:?", re.IGNORECASE
)
ITEMS = ("bullet", "letter")
POINTS = (*ITEMS, "number")
UNTITLED = "Points to answer"
ASKS_FOR = re.compile(
    r"\b(?:should|must|please|need|ask|require|expect|want|set out|include|cover|address|answer"
    r"|tell|consider|questions?|points)\w*\b",
    re.IGNORECASE,
)


@dataclass
class ThemeAsked:
    """A theme in the making; `where` says what each source line became."""

    number: int
    title: str
    questions: list[str] = field(default_factory=list)
    explanation: list[str] = field(default_factory=list)
    where: dict[int, str] = field(default_factory=dict)


def themes_asked(said: Sequence[Statement]) -> list[ThemeAsked]:
    """Headed themes ("Theme 1", ## headings) if any, else numbered ones that have questions."""
    headed = {place: found for place, each in enumerate(said) if (found := _headed(each))}
    starts = _with_items(said, headed, (*ITEMS, "number"))
    items: tuple[str, ...] = (*ITEMS, "number")
    if not starts:
        starts, items = _with_items(said, _numbered(said), ITEMS), ITEMS
    if not starts:
        return _asked_once(said)
    stops = [*list(starts)[1:], len(said)]
    return [
        _theme(number or position, title, said[start:stop], items, last=stop == len(said))
        for position, ((start, (number, title)), stop) in enumerate(
            zip(starts.items(), stops, strict=False), 1
        )
    ]


def _asked_once(said: Sequence[Statement]) -> list[ThemeAsked]:
    """A letter without themes may ask for points: a sentence that ends with a colon, then a list.

    They are one theme, whose title the letter does not give.
    """
    for place, statement in enumerate(said):
        points = list(takewhile(lambda each: each.kind in POINTS, said[place + 1 :]))
        if len(points) > 1 and statement.text.endswith(":") and ASKS_FOR.search(statement.text):
            theme = ThemeAsked(1, UNTITLED)
            for position, point in enumerate(points, 1):
                theme.questions.append(_question(point.text))
                _tell(theme, point, f"question {position}")
            return [theme]
    return []


def _headed(statement: Statement) -> tuple[int, str] | None:
    if statement.kind not in ("words", "heading") or len(statement.text) > TITLE_LENGTH:
        return None
    if found := THEME.fullmatch(statement.text):
        title = found[3].strip("\"'“”‘’ ").removesuffix(".")
        return number_of(found[1]), title or f"Theme {found[1]}"
    return (0, statement.text.removesuffix(".")) if statement.kind == "heading" else None


def _numbered(said: Sequence[Statement]) -> dict[int, tuple[int, str]]:
    return {
        place: (each.value, each.text.removesuffix("."))
        for place, each in enumerate(said)
        if each.kind == "number" and len(each.text) <= TITLE_LENGTH
    }


def _with_items(
    said: Sequence[Statement], starts: dict[int, tuple[int, str]], items: Sequence[str]
) -> dict[int, tuple[int, str]]:
    """The starts that have at least one question before the next: others are ordinary points."""
    places = list(starts)
    return {
        place: starts[place]
        for place, stop in zip(places, [*places[1:], len(said)], strict=False)
        if any(each.kind in items for each in said[place + 1 : stop])
    }


def _theme(
    number: int, title: str, said: Sequence[Statement], items: Sequence[str], *, last: bool
) -> ThemeAsked:
    theme = ThemeAsked(number, title)
    _tell(theme, said[0], "title")
    for statement in said[1:]:
        if statement.kind in items:
            theme.questions.append(_question(statement.text))
            _tell(theme, statement, f"question {len(theme.questions)}")
        elif last and theme.questions:
            # After the last theme's questions the letter itself goes on.
            break
        elif INVITATION.fullmatch(statement.text):
            _tell(theme, statement, "questions to consider")
        else:
            theme.explanation.append(statement.text)
            _tell(theme, statement, "explanation")
    return theme


def _tell(theme: ThemeAsked, statement: Statement, what: str) -> None:
    for number in statement.sources:
        theme.where[number] = f"Theme {theme.number}, {what}"


def _question(text: str) -> str:
    """Without the semicolon, or "; and", that lists put between their items."""
    return re.sub(r"\s*[;,](?:\s*(?:and|or))?$", "", text.strip())
