"""A letter's lines put together into whole headings, list items and paragraphs."""

from collections.abc import Iterable
from dataclasses import dataclass

from plans.importing.inline import opened
from plans.importing.lines import Kind, Line, classify, continues_line, is_unfinished, plain_words
from plans.importing.source import SourceLine
from plans.importing.to_markup import linked


@dataclass(frozen=True)
class Statement:
    """Whole words of one kind, and the source lines they came from."""

    kind: Kind
    text: str
    value: int
    sources: tuple[int, ...]


def statements(lines: Iterable[SourceLine], *, wrapped: bool) -> list[Statement]:
    """Sentences broken by lines or pages made whole; an address above a greeting is left."""
    held: list[list[Line]] = []
    greeted = False
    for source in lines:
        blanks = source.blanks
        for piece in opened(linked(source.text)[0]):
            line = classify(source.number, piece, blanks)
            if held and _goes_on(held[-1][-1], line, wrapped=wrapped and greeted):
                held[-1].append(line)
            else:
                held.append([line])
            blanks = 0
        greeted = greeted or source.text.strip().lower().startswith("dear ")
    return [_statement(group) for group in held]


def _goes_on(before: Line, line: Line, *, wrapped: bool) -> bool:
    if line.kind != "words" or before.kind in ("heading", "table row"):
        return False
    if line.blanks == 0 and (wrapped or before.text.endswith(",")):
        return not before.text.lower().startswith("dear ")
    return is_unfinished(before.text) and continues_line(line.raw)


def _statement(group: list[Line]) -> Statement:
    first = group[0]
    text = " ".join(line.raw if place else line.text for place, line in enumerate(group))
    return Statement(
        first.kind,
        plain_words(text),
        first.value,
        tuple(dict.fromkeys(each.source for each in group)),
    )
