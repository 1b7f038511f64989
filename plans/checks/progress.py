"""How far the writing is: questions that are open, paragraphs not ready, pages, metrics."""

from collections.abc import Iterator
from dataclasses import dataclass

from plans.checks.findings import Finding, Place
from plans.commission import PageGuidance
from plans.document import Document, Question


@dataclass(frozen=True, slots=True)
class UnresolvedComment:
    """An open comment that must be resolved: its key, whose it is, and what it is about."""

    key: int
    by: str
    name: str


@dataclass(frozen=True, slots=True)
class OpenSuggestion:
    """A suggestion that nobody answered: its key, whose it is, and what is suggested."""

    key: int
    by: str
    asks: str


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known of a plan beside its document; `pages` is None where nobody counted."""

    open_questions: tuple[Question, ...] = ()
    not_ready: tuple[int, ...] = ()
    pages: int | None = None
    guidance: PageGuidance | None = None
    wants_metrics: bool = False
    to_be_resolved: tuple[UnresolvedComment, ...] = ()
    suggested: tuple[OpenSuggestion, ...] = ()


def open_questions(document: Document, progress: Progress) -> Iterator[Finding]:
    """Each question that no paragraph answers and no statement says anything of."""
    for question in progress.open_questions:
        words = f"Question {question.key} is open: no paragraph answers it."
        yield Finding("open_question", Place(), words, question.text)


def open_suggestions(document: Document, progress: Progress) -> Iterator[Finding]:
    """Each suggestion that nobody accepted or refused."""
    for one in progress.suggested:
        words = f"{one.by} suggests {one.asks}. Nobody has answered yet."
        yield Finding("open_suggestion", Place("suggestion", one.key), words)


def not_ready(document: Document, progress: Progress) -> Iterator[Finding]:
    """How many paragraphs nobody has marked ready, where somebody marked others."""
    paragraphs = [one for one in document.passages if one.kind == "paragraph"]
    count = len(progress.not_ready)
    if count and count < len(paragraphs):
        words = "1 paragraph is" if count == 1 else f"{count} paragraphs are"
        place = Place("passage", progress.not_ready[0])
        yield Finding("not_ready", place, f"{words} not marked ready.")


def length(document: Document, progress: Progress) -> Iterator[Finding]:
    """Whether it is longer or shorter than the commission asks."""
    pages, guidance = progress.pages, progress.guidance
    if pages is None or guidance is None or guidance.least <= pages <= guidance.most:
        return
    count = "1 page" if pages == 1 else f"{pages} pages"
    yield Finding("length", Place(), f"The plan has {count}; {guidance} are asked for.")


def metrics(document: Document, progress: Progress) -> Iterator[Finding]:
    """Whether metrics are asked for and the plan has none."""
    if progress.wants_metrics and not document.metrics:
        words = "Metrics are asked for, and the plan has none."
        yield Finding("no_metric", Place(), words)
