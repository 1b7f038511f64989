"""A figure that a sentence gives in other numbers: "£96m" where the figure prints £96.4m."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from plans.blocks import Block, with_runs
from plans.checks.findings import Finding, PlacedText, quoted, texts_of
from plans.document import Document, Figure
from plans.richtext import plain_text

NUMBER = re.compile(
    r"(?P<sign>[-−])?(?P<pound>£)?\s?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?"
    r"\s?(?P<unit>%|per cent|bn|billion|m|million|k|thousand)?(?![\w%])"
)
TIMES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
# Whoever writes this before a number says that it is no exact one.
ROUGHLY = re.compile(
    r"\b(?:about|around|nearly|almost|over|more than|up to|some|roughly|approximately|under|"
    r"less than|at least|circa|c\.)\s*$",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“(])|\n")
# Words of a figure's label that say what it is of.
TELLING = re.compile(r"[a-z]{4,}")
EMPTY_WORDS = {"with", "from", "that", "this", "total", "each", "year", "annual", "number", "over"}
# What stands for a printed figure, which agrees with itself.
PRINTED = "\ufffc"


def restated(document: Document) -> Iterator[Finding]:
    """Each number that a sentence about a figure gives otherwise than the figure."""
    figures = [(one, value, words_of(one)) for one in document.figures if (value := read(one))]
    if not figures:
        return
    for placed in texts_of(document):
        text = plain_text(without_figures(placed.passage.body))
        for start, end in sentences(text):
            yield from in_sentence(placed, text, start, end, figures)


Known = tuple[Figure, tuple[Decimal, str], frozenset[str]]


def in_sentence(
    placed: PlacedText, text: str, start: int, end: int, figures: list[Known]
) -> Iterator[Finding]:
    said = frozenset(TELLING.findall(text[start:end].casefold()))
    about = [known for known in figures if is_about(known[2], said)]
    for found in NUMBER.finditer(text, start, end) if about else ():
        value = amount_of(found)
        if value is None or ROUGHLY.search(text[start : found.start()]):
            continue
        for figure, own, _ in about:
            if value[1] == own[1] and value[0] != own[0]:
                yield Finding(
                    "restated",
                    placed.place,
                    f"“{found[0].strip()}” stands here, and the figure “{figure.label}” prints "
                    f"{figure.printed}.",
                    quoted(text, *found.span()).replace(PRINTED, "…"),
                )


def is_about(label: frozenset[str], said: frozenset[str]) -> bool:
    """Whether a sentence has all the telling words of a label; one word alone tells too little."""
    return len(label) > 1 and label <= said


def words_of(figure: Figure) -> frozenset[str]:
    return frozenset(TELLING.findall(figure.label.casefold())) - EMPTY_WORDS


def read(figure: Figure) -> tuple[Decimal, str] | None:
    """The value of a figure as printed, in pounds, per cent or a count."""
    found = NUMBER.match(figure.printed.strip())
    return amount_of(found) if found else None


def amount_of(found: re.Match[str]) -> tuple[Decimal, str] | None:
    """A number and what it counts: pounds, per cent; of a bare number nobody can tell."""
    unit = found["unit"] or ""
    value = Decimal(found["digits"].replace(",", "") + (found["rest"] or ""))
    if found["sign"]:
        value = -value
    if unit in ("%", "per cent"):
        return value, "%"
    if found["pound"]:
        return value.scaleb(TIMES.get(unit, 0)), "£"
    return None


def without_figures(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return with_runs(blocks, lambda run: replace(run, text=PRINTED) if run.figure else run)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends; a line is at least one."""
    start = 0
    for gap in SENTENCE_END.finditer(text):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)
