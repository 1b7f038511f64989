"""What several people would have of one passage, against what stands there: never last one wins."""

from collections.abc import Sequence
from dataclasses import dataclass

from councils.access import Access
from plans.models import Passage, Suggestion
from plans.suggestions import may_accept, merged
from web.redline import Comparer, DiffSegment

Kind = Suggestion.Kind
# Suggestions that say how a passage should read, or that it should not stand.
COMPARED = (Kind.WORDS, Kind.GONE)


@dataclass(frozen=True)
class OneOfThem:
    """What one person would have, marked against what stands; `text` is None where that is to be
    settled first, for its words changed since, and "" for what is to be taken out."""

    suggestion: Suggestion
    text: str | None
    parts: tuple[DiffSegment, ...]
    may_accept: bool


@dataclass(frozen=True)
class Beside:
    """All of them; `together` is the text with everybody's words, None where two meet."""

    shown: tuple[OneOfThem, ...]
    together: str | None
    parts: tuple[DiffSegment, ...]

    @property
    def rows(self) -> list[Suggestion]:
        return [one.suggestion for one in self.shown]


def beside_on(passage: Passage, suggestions: Sequence[Suggestion], access: Access) -> Beside:
    """What is open for a passage, among suggestions that somebody may read."""
    rows = [one for one in suggestions if is_compared(one, passage)]
    comparer = Comparer()
    shown = tuple(one_of_them(one, passage, access, comparer) for one in rows)
    together = all_together(passage, rows)
    parts = comparer.redline(passage.body, together).parts if together is not None else ()
    return Beside(shown, together, parts)


def is_compared(one: Suggestion, passage: Passage) -> bool:
    return one.given is None and one.key == passage.pk and one.kind in COMPARED


def one_of_them(one: Suggestion, passage: Passage, access: Access, comparer: Comparer) -> OneOfThem:
    text = "" if one.kind == Kind.GONE else merged(one, passage.body).text
    before, after = (one.before, one.proposed) if text is None else (passage.body, text)
    return OneOfThem(
        one, text, comparer.redline(before, after).parts, may_accept(access, one, passage)
    )


def all_together(passage: Passage, rows: Sequence[Suggestion]) -> str | None:
    """What stands with everybody's words; None where two would have the same words otherwise.

    Of one that would take the passage out nothing stands beside another's words.
    """
    text: str | None = passage.body
    if any(one.kind == Kind.GONE for one in rows):
        return None
    for one in rows:
        text = merged(one, text).text if text is not None else None
    return None if text == passage.body else text
