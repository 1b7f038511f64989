"""Each sentence that prints a figure, as it reads with one value and with another."""

from collections.abc import Collection, Iterator, Sequence
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
    """A sentence of the passage called `where`, marked word by word.

    `in_file` says that a returned file has the other value there, where it left it in others.
    """

    where: str
    parts: tuple[DiffSegment, ...]
    in_file: bool = False


def sentences_changed(
    things: Things, figure: Figure, *, value: str, mentions: Collection[Sequence[int]] = ()
) -> Iterator[ChangedSentence]:
    """All that print the figure, from what it prints now to the `value` it would print.

    `mentions` are those that a file changed, as its suggestion has them.
    """
    changed = {(key, place) for key, place, _ in mentions}
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
            text, place = plain_text(blocks), 0
            for start, end in sentences(text):
                if count := (said := text[start:end]).count(HERE):
                    was, now = said.replace(HERE, before), said.replace(HERE, value)
                    here = {(passage.pk, place + one) for one in range(count)}
                    place += count
                    yield ChangedSentence(
                        Place(part, passage).name,
                        comparer.redline(was, now).parts,
                        in_file=bool(here & changed),
                    )
