"""Each sentence that prints a figure, as it reads with one value and with another."""

from collections.abc import Iterator
from dataclasses import dataclass

from plans.checks.restated import sentences
from plans.comments import Things
from plans.figures import figure_formatter
from plans.models import Figure
from plans.places import Place
from plans.richtext import figures_in, fill_figures, parse_richtext, plain_text
from web.redline import Comparer, DiffSegment

# Stands where the figure prints while sentences are told apart: no text that is kept can have it.
HERE = "\x00"


@dataclass(frozen=True)
class ChangedSentence:
    """A sentence of the passage called `where`, marked word by word."""

    where: str
    parts: tuple[DiffSegment, ...]


def sentences_changed(things: Things, figure: Figure, *, value: str) -> Iterator[ChangedSentence]:
    """All that print the figure, from what it prints now to the `value` it would print."""
    printed = figure_formatter(things.figures)
    before, comparer = printed(figure.name), Comparer()
    for part in things.parts:
        for passage in part.passages:
            if figure.name not in figures_in(passage.body):
                continue
            blocks = fill_figures(
                parse_richtext(passage.body),
                lambda name: HERE if name == figure.name else printed(name),
            )
            text = plain_text(blocks)
            for start, end in sentences(text):
                if HERE in (said := text[start:end]):
                    was, now = said.replace(HERE, before), said.replace(HERE, value)
                    yield ChangedSentence(
                        Place(part, passage).name, comparer.redline(was, now).parts
                    )
