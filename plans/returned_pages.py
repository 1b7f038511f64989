"""Files that came back, as the page shows them on which one looks before they are brought in."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from plans.actions.bringing import name_in_file
from plans.actions.returned import said_by_file
from plans.importing.bringing import NotComing
from plans.importing.marked import Said
from plans.limits import counted
from plans.models import WaitingReturn
from plans.returned import Returned

WHOEVER = "whoever returned it"
MARKS_LOST = (
    "Its marks are lost, so its paragraphs were matched by their words alone. Look at each "
    "suggestion closely."
)


@dataclass(frozen=True)
class ShownFile:
    """What one file says: how many changes and comments of whom, and what cannot come."""

    row: WaitingReturn
    notes: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    same: int
    left: tuple[NotComing, ...]


def shown_files(rows: Iterable[WaitingReturn], *, newest: int) -> list[ShownFile]:
    """`newest` is the number of the plan's newest round."""
    return [shown_file(row, said_by_file(row), newest) for row in rows]


def shown_file(row: WaitingReturn, said: Returned, newest: int) -> ShownFile:
    return ShownFile(
        row,
        tuple(notes_on(row, said, newest)),
        tuple(said_by_whom(said)),
        said.same,
        tuple(named_as_shown(one) for one in said.left),
    )


def named_as_shown(one: NotComing) -> NotComing:
    """Under the name as it stands everywhere else, without letters that nobody sees."""
    return replace(one, said=replace(one.said, author=name_in_file(one.said.author)))


def notes_on(row: WaitingReturn, said: Returned, newest: int) -> Iterator[str]:
    """What is to be known before it is brought in."""
    if row.round.number != newest:
        yield (
            f"It went out with round {row.round.number}, as version {row.round.version.number}, "
            "and is read against that. What the plan changed since is put together with it when "
            "it is accepted."
        )
    if said.recognised == "marks lost":
        yield MARKS_LOST
    if said.figures:
        yield (
            f"{counted(len(said.figures), 'figure')} changed: each comes as a change of the figure "
            "to accept, wherever it prints. What is no value of it comes as a comment."
        )
    if said.items:
        yield (
            f"{counted(len(said.items), 'change')} in the tables of commitments and metrics: each "
            "comes as a change to accept, or as a comment where its entry takes no such value."
        )


def said_by_whom(said: Returned) -> Iterator[tuple[str, str]]:
    """Each name, and how much is under it."""
    every = [one.said for one in said.proposals]
    every += [one.said for one in said.figures] + [one.said for one in said.items]
    changes = Counter(who(one) for one in every)
    comments = Counter(who(one.said) for one in said.comments)
    for name in dict.fromkeys((*changes, *comments)):
        found = [(changes[name], "change"), (comments[name], "comment")]
        yield name, " and ".join(counted(count, noun) for count, noun in found if count)


def who(said: Said) -> str:
    return name_in_file(said.author) or WHOEVER
