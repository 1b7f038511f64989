"""Whether words that were sent are endorsed: an exception until they are, or others replace them.

Pure: what was sent, in the order it went, and the decisions that endorse words and stand. A
decision that was corrected is none of these, one that a call-in holds settles nothing meanwhile,
and one decided again after a call-in settles nothing any more: then what was settled is open again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from approvals.models import Submission
from approvals.models.call_in import HELD, CalledIn
from plans.models import sending
from web.dates import day_in_words, moment_in_words

Basis = Submission.Basis


@dataclass(frozen=True, slots=True)
class Sent:
    """What went, as what, and when; of an older record also whether the words are the same.

    `digest` is "" where the words are not held here, and `at` and `on` None where not known; an
    older record has no `number`.
    """

    basis: str
    digest: str = ""
    at: datetime | None = None
    on: date | None = None
    same_words: bool | None = None
    number: int | None = None

    @property
    def when(self) -> str:
        """ "8 July 2024, 10:00am", or that it is not known."""
        if self.at:
            return moment_in_words(self.at)
        return day_in_words(self.on) if self.on else "at a time that is not known"


@dataclass(frozen=True, slots=True)
class Endorsement:
    """A decision that endorsed words, is not corrected, and how it stands by its call-ins."""

    digest: str
    body: str
    on: date | None = None
    minute: str = ""
    called_in: str = ""

    @property
    def stands(self) -> bool:
        return self.called_in in ("", CalledIn.STANDS)

    @property
    def is_held(self) -> bool:
        return self.called_in in HELD

    @property
    def is_of(self) -> str:
        """ "by Cabinet on 9 July 2024, minute 26", as far as recorded."""
        on = f" on {day_in_words(self.on)}" if self.on else ""
        return f"by {self.body}{on}{f', minute {self.minute}' if self.minute else ''}"

    def has_words_of(self, sent: Sent) -> bool:
        return self.digest == sent.digest if sent.digest else bool(sent.same_words)


class Because(StrEnum):
    """Why an exception is open."""

    NOT_YET = "not_yet"
    OTHER_WORDS = "other_words"
    NOT_KNOWN = "not_known"
    CALLED_IN = "called_in"
    NO_LONGER = "no_longer"


@dataclass(frozen=True, slots=True)
class SentException:
    """That words went which were not endorsed: open `because`, or settled by one of the other two.

    `endorsed` is the decision of the same words, `replaced` what was sent in their place; of an
    open one, `endorsed` is the decision that a call-in holds, or that endorsed other words.
    """

    sent: Sent
    because: Because | None = None
    endorsed: Endorsement | None = None
    replaced: Sent | None = None

    @property
    def is_open(self) -> bool:
        return self.because is not None

    @property
    def shown(self) -> sending.SentException:
        return sending.SentException(self.in_words, self.in_short, self.is_open)

    @property
    def as_data(self) -> dict[str, str | None]:
        """For the file: its state, since when, and by what and when it was settled."""
        return {
            "state": self.state,
            "because": str(self.because) if self.because else None,
            "sent": self.sent.when,
            "endorsed": self.endorsed.is_of if self.endorsed else None,
            "replaced": self.replaced.when if self.replaced else None,
            "words": self.in_words,
        }

    @property
    def state(self) -> str:
        """As data has it: "open", "endorsed" or "replaced"."""
        if self.is_open:
            return "open"
        return "replaced" if self.replaced else "endorsed"

    @property
    def in_short(self) -> str:
        """For a list of plans."""
        if not self.is_open:
            return ""
        early = self.sent.basis == Basis.SUBJECT
        said = "sent subject to approval" if early else "what was sent is endorsed no more"
        return f"Open exception: {said}"

    @property
    def in_words(self) -> str:
        """What every page of the plan says of it, with both moments once it is settled."""
        early = self.sent.basis == Basis.SUBJECT
        went = f"Sent {self.sent.when}, {'subject to approval' if early else 'as endorsed'}"
        if self.replaced:
            return f"{went}, and replaced by what was sent {self.replaced.when}."
        if self.endorsed and not self.is_open:
            return f"{went}. The same words were endorsed {self.endorsed.is_of}."
        return f"Open exception. {went}: {self.why_open}"

    @property
    def why_open(self) -> str:
        by = self.endorsed.is_of if self.endorsed else ""
        return {
            Because.NOT_YET: "these words are not endorsed yet.",
            Because.OTHER_WORDS: f"other words were endorsed {by}. A replacement is to be sent.",
            Because.NOT_KNOWN: f"whether these are the words endorsed {by} is not known.",
            Because.CALLED_IN: f"these words were endorsed {by}, and that is called in.",
            Because.NO_LONGER: "these words are endorsed no more.",
            None: "",
        }[self.because]


def exception_of(
    sent: Sent, later: Sent | None, endorsed: Sequence[Endorsement]
) -> SentException | None:
    """How what was sent stands; None of what is no exception. `later` was sent after it."""
    if sent.basis not in (Basis.SUBJECT, Basis.DECIDED) or is_taken_at_its_word(sent):
        return None
    same = [one for one in endorsed if one.has_words_of(sent)]
    stands = next((one for one in same if one.stands), None)
    if stands:
        early = sent.basis == Basis.SUBJECT
        return SentException(sent, endorsed=stands) if early else None
    if later:
        return SentException(sent, replaced=later)
    return open_exception(sent, same, endorsed)


def is_taken_at_its_word(sent: Sent) -> bool:
    """An older record that says a plan went as endorsed is no exception."""
    return sent.basis == Basis.DECIDED and not sent.digest


def open_exception(
    sent: Sent, same: Sequence[Endorsement], endorsed: Sequence[Endorsement]
) -> SentException:
    """Why it is open: the decision of its words is called in, or others were endorsed, or none."""
    if held := next((one for one in same if one.is_held), None):
        return SentException(sent, Because.CALLED_IN, held)
    if other := next((one for one in reversed(endorsed) if one.stands), None):
        unknown = not sent.digest and sent.same_words is None
        return SentException(sent, Because.NOT_KNOWN if unknown else Because.OTHER_WORDS, other)
    early = sent.basis == Basis.SUBJECT
    return SentException(sent, Because.NOT_YET if early else Because.NO_LONGER)


def exceptions_in(
    sent: Sequence[Sent], endorsed: Sequence[Endorsement]
) -> tuple[SentException | None, ...]:
    """How each stands of everything that was sent, in the order it went."""
    following: list[Sent | None] = [*sent[1:], None]
    return tuple(
        exception_of(one, later, endorsed) for one, later in zip(sent, following, strict=False)
    )


def read_sent_facts(facts: Mapping[str, Any]) -> tuple[list[Sent], list[Endorsement]]:
    """What `approvals.models.sent.sent_facts` found: what was sent, and what endorsed words."""
    rows = [*facts["earlier"], *facts["sent"]]
    return [sent_in(row) for row in rows], [endorsement_in(row) for row in facts["endorsed"]]


def newest_exception(facts: Mapping[str, Any]) -> sending.SentException | None:
    """How what was sent last stands, for every page of its plan."""
    told = exceptions_in(*read_sent_facts(facts))
    newest = told[-1] if told else None
    return newest.shown if newest else None


def sent_otherwise(facts: Mapping[str, Any], published: str) -> str:
    """What the public page of words of the digest `published` says of what was sent; "" of none.

    It says so only of what is an open exception, or was sent in other words than these.
    """
    sent, endorsed = read_sent_facts(facts)
    if not sent:
        return ""
    newest, told = sent[-1], exceptions_in(sent, endorsed)[-1]
    other, opens = newest.digest not in ("", published), told is not None and told.is_open
    if not (other or opens):
        return ""
    early = opens and newest.basis == Basis.SUBJECT
    ending = ", subject to approval. The words that were sent are not endorsed" if early else ""
    on = day_in_words(newest.at or newest.on) or "on a day that is not known"
    return f"{which_words(newest, other=other)} sent to the department {on}{ending}."


def which_words(sent: Sent, *, other: bool) -> str:
    if other:
        return "Other words than these were"
    return "These words were" if sent.digest else "The plan was"


def exceptions_by_number(facts: Mapping[str, Any] | None) -> dict[int | None, SentException]:
    """By the number of each submission that is or was one; by None that of an older record."""
    if not facts:
        return {}
    told = exceptions_in(*read_sent_facts(facts))
    return {one.sent.number: one for one in told if one}


def sent_in(row: Mapping[str, Any]) -> Sent:
    at, on = row["at"], row.get("on")
    return Sent(
        row["basis"],
        row.get("digest", ""),
        datetime.fromisoformat(at) if at else None,
        date.fromisoformat(on) if on else None,
        row.get("same_words"),
        row.get("number"),
    )


def endorsement_in(row: Mapping[str, Any]) -> Endorsement:
    return Endorsement(
        row["digest"],
        row["body"],
        date.fromisoformat(row["on"]) if row["on"] else None,
        row["minute"],
        row["called_in"],
    )
