"""What a returned file says against the version it came from, as plain data.

Nothing of it is in a plan: each is offered, and somebody decides.
"""

from dataclasses import dataclass
from typing import Literal

from plans.document import Document
from plans.importing.bringing import NotComing
from plans.importing.marked import Said

Kind = Literal["words", "new", "gone", "moved"]
ItemKind = Literal["commitment", "metric", "barrier"]
How = Literal["", "split", "joined"]
# "marks lost": matched by words alone; "not alike": nothing of it is this plan's text.
Recognised = Literal["this round", "an older round", "another plan", "marks lost", "not alike"]


@dataclass(frozen=True, slots=True)
class Sent:
    """What went out: the marks that its file bears, and the words it had."""

    plan: str
    round: str
    document: Document


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one person would have of one passage, or a passage they put in.

    The author of `said` is "" where the file tracks nothing: it was whoever returned it. `passage`
    is None of what is new. `body` is the source of "words" and of what is "new", with each figure
    by its name where it still prints the same; "" of the others. `theme` and `after` say where
    something "new" or "moved" stands now: in which theme, None for the introduction, and after
    which passage of it, None for first. A paragraph that was "split" left words to the new ones in
    `others`; one that was "joined" gave its words to the passage in `others`. A new paragraph of a
    split has the passage it came from in `others`.
    """

    kind: Kind
    said: Said
    passage: int | None
    body: str = ""
    is_heading: bool = False
    theme: int | None = None
    after: int | None = None
    how: How = ""
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureChange:
    """Another value where a figure is printed; `passages` are all of the version that print it, and
    `changed_in` those in which it was changed. `mentions` say where, each as the passage, which of
    the figure's mentions in it, from 0, and of how many."""

    figure: int
    name: str
    before: str
    after: str
    said: Said
    passages: tuple[int, ...]
    changed_in: tuple[int, ...] = ()
    mentions: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ItemChange:
    """Other words in a cell of the records' tables, in their lines; `column` is what the column is
    headed. `hangs` says what of the row's own it is about: the savings of the financial year that
    starts in `year`."""

    kind: ItemKind
    item: int
    column: str
    before: str
    after: str
    said: Said
    hangs: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class ReturnedComment:
    """A comment on the words it quotes; `passage` is None where no passage has them. In a row of
    the records' tables they are of the `item`."""

    passage: int | None
    quote: str
    said: Said
    replies: tuple[Said, ...] = ()
    item: tuple[ItemKind, int] | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """`plan` and `round` are the marks found in the file, "" for none; `same` passages stand as
    they were. What has no place in the plan is in `left`, with its words."""

    recognised: Recognised
    plan: str = ""
    round: str = ""
    proposals: tuple[Proposal, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    items: tuple[ItemChange, ...] = ()
    comments: tuple[ReturnedComment, ...] = ()
    left: tuple[NotComing, ...] = ()
    same: int = 0
