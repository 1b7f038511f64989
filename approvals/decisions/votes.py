"""Named votes: who voted which way, as the minute or the clerk has it, and what can be wrong."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from approvals.models import Decision, Vote
from approvals.workflow.engine import RecordContext
from web.errors import Refused

Way = Vote.Way
# More than any council has members.
MOST_NAMES = 300
LONGEST_NAME = 120
COUNTED = (Way.FOR, Way.AGAINST, Way.ABSTAINED)


@dataclass(frozen=True)
class VotingData:
    """How members voted: counts, names with each way, or that the minute does not say.

    Counts that nobody typed are None; nothing at all is silence, which is not "not recorded".
    """

    names: Sequence[tuple[str, str]] = ()
    counts: dict[str, int | None] = field(default_factory=dict)
    not_recorded: bool = False


NO_VOTING = VotingData()


def names_in(typed: str) -> list[str]:
    """The names in a box, one from each line that has one."""
    return [name for line in typed.splitlines() if (name := " ".join(line.split()))]


def same_name(name: str) -> str:
    """What two ways of typing one name have in common."""
    return unicodedata.normalize("NFKC", name).casefold()


def faults_in_voting(said: VotingData, *, words: str) -> Iterator[Refused]:
    """A name too long or twice, a count that its names contradict, words where there are none."""
    anything = said.names or words.strip() or any(one is not None for one in said.counts.values())
    if said.not_recorded and anything:
        why = "Either the minute does not say how members voted, or enter what it says."
        yield Refused(why, field="voting_not_recorded")
    yield from faults_in_names(said.names)
    for way, count in said.counts.items():
        listed = sum(one == way for _, one in said.names)
        if count is not None and listed and listed != count:
            why = (
                f"This says {count}, and {listed} {'is' if listed == 1 else 'are'} listed by name."
            )
            yield Refused(why, field=f"votes_{way}")


def faults_in_names(names: Sequence[tuple[str, str]]) -> Iterator[Refused]:
    if len(names) > MOST_NAMES:
        yield Refused(f"List {MOST_NAMES} names or fewer.", field=f"names_{names[-1][1]}")
    seen: set[str] = set()
    for name, way in names:
        if len(name) > LONGEST_NAME:
            why = f"A name has {LONGEST_NAME} characters or fewer: put each on a line of its own."
            yield Refused(why, field=f"names_{way}")
        if same_name(name) in seen:
            why = f"“{name}” is listed twice: each member votes once."
            yield Refused(why, field=f"names_{way}")
        seen.add(same_name(name))


def add_votes(m: RecordContext, decision: Decision, said: VotingData) -> None:
    for name, way in said.names:
        m.act.add(Vote(decision=decision, member=name, way=way))


def named_votes(decision: Decision) -> dict[str, list[str]]:
    """The names by the way they voted, in the order of the ways."""
    found = defaultdict(list)
    for one in decision.votes.all():
        found[one.way].append(one.member)
    return {way: found[way] for way in Way if way in found}


def voting_in_words(decision: Decision, names: dict[str, list[str]]) -> str:
    """ "Carried. For 7, against 2"; a minute that does not say and nobody having said are two."""
    if decision.voting_not_recorded:
        return "Not recorded: the minute does not say how members voted."
    counted = []
    for way in COUNTED:
        stated = getattr(decision, f"votes_{way}")
        count = stated if stated is not None else len(names.get(way, ())) or None
        if count is not None:
            counted.append(f"{way.label.lower()} {count}")
    counts = ", ".join(counted).capitalize()
    return ". ".join(filter(None, (decision.voting.strip().rstrip("."), counts)))
