"""Which kinds of change lie between two documents, for rules that go by the kind."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import TextChoices

from plans.blocks import with_runs
from plans.document import Commitment, Document, Passage
from plans.richtext import plain_text

WORD = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundred|thousand|million|billion|trillion|dozen|half|third|quarter|double|twice|percent)s?\b",
    re.IGNORECASE,
)
# Its sign, its currency and what it counts in stay: another of these is another word.
NUMBER = re.compile(rf"\d+(?:[.,]\d+)*(?:k|m|bn|st|nd|rd|th)?\b|{WORD.pattern}", re.IGNORECASE)


class ChangeKind(TextChoices):
    FIGURES = "figures", "figures"
    POWERS = "powers", "who decides, or by which powers"
    WORDS = "words", "other words"


@dataclass(frozen=True)
class Piece:
    """Some words, or a record, as it stands; `masked` is the same whatever its numbers are."""

    whole: object
    masked: object
    has_number: bool


def kinds_of_change(before: Document, after: Document) -> frozenset[ChangeKind]:
    """FIGURES for a figure, saving or metric, a number, and any words in a passage with a number.

    WORDS for all else. What only has another number as printed, or another internal name, is no
    change. A plan does not say who decides on it: POWERS are its report's.
    """
    found = kinds_between([*pieces(before)], [*pieces(after)])
    if counted(before) != counted(after):
        found |= {ChangeKind.FIGURES}
    return found


def kinds_between(before: list[Piece], after: list[Piece]) -> frozenset[ChangeKind]:
    """Of pieces of words in their order."""
    found = set()
    if [one.masked for one in before] != [one.masked for one in after]:
        found.add(ChangeKind.WORDS)
    old, new = ([one for one in pieces if one.has_number] for pieces in (before, after))
    # Their order counts: two years that stand as headings may change places, and nothing else.
    if old != new:
        found.add(ChangeKind.FIGURES)
    return frozenset(found)


def words_piece(where: object, *texts: str, beside: object = None) -> Piece:
    """Texts that are judged together, and what stands beside them and has no words to mask."""
    return Piece(
        (where, texts, beside),
        (where, tuple(map(mask, texts)), beside),
        any(map(has_number, texts)),
    )


def mask(text: str) -> str:
    """The text with every number alike."""
    return NUMBER.sub("0", text)


def has_number(text: str) -> bool:
    return bool(WORD.search(text)) or any(
        one.isnumeric() or one in "%‰" or unicodedata.category(one) == "Sc" for one in text
    )


def counted(document: Document) -> object:
    """What a plan counts with: its figures, savings and metrics."""
    savings = [(one.id, one.savings) for one in document.commitments if one.savings]
    return document.figures, document.metrics, savings


def pieces(document: Document) -> Iterator[Piece]:
    """Everything else, in the order it is read."""
    yield words_piece("plan", document.title, document.council, beside=document.commission)
    yield from map(passage_piece, document.introduction)
    for theme in document.themes:
        yield words_piece("theme", theme.title, beside=theme.commission_theme)
        for passage in theme.passages:
            yield passage_piece(passage, theme.id)
    yield from map(commitment_piece, document.commitments)
    for barrier in document.barriers:
        said = (barrier.what, barrier.services, barrier.ask, barrier.asked_of)
        yield words_piece("barrier", *said)
    for one in document.evidence:
        facts = (one.kind, one.link, one.sha256, one.published_on)
        yield words_piece("evidence", one.title, beside=facts)


def passage_piece(passage: Passage, within: int | None = None) -> Piece:
    masked = with_runs(passage.body, lambda run: replace(run, text=mask(run.text)))
    where = passage.kind, within
    words = plain_text(passage.body)
    return Piece((where, passage.body), (where, masked), has_number(words))


def commitment_piece(one: Commitment) -> Piece:
    texts = one.what, one.priority, one.partners, one.owner, one.measure
    facts = one.reference, one.theme, one.start, one.due, one.metrics
    return words_piece("commitment", *texts, beside=facts)
