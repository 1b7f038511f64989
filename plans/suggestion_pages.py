"""Suggestions as their pages show them: marked word by word, where each is, what may be done."""

from collections.abc import Iterable
from dataclasses import dataclass

from councils.access import Access
from councils.models import User
from plans.comment_pages import THING_GONE, address_of
from plans.comments import About, Things, things_of
from plans.edits import may_comment
from plans.models import Passage, Plan, Suggestion, SuggestionAnswer
from plans.suggestions import may_refuse, may_write_passage, merged
from web.redline import Comparer, DiffSegment

CHANGED_SINCE = (
    "The words were changed since this was suggested. Whoever accepts it settles what both changed."
)
STANDS_ALREADY = "These words stand there already."


@dataclass(frozen=True)
class ShownSuggestion:
    """A suggestion for what is called `name` now; `href` is "" where that was removed.

    `parts` are what accepting an open one would change; where that is to be settled first, and of
    one that was answered, what was suggested. `said` is what is to be known of it beside that.
    """

    suggestion: Suggestion
    answer: SuggestionAnswer | None
    name: str
    href: str
    parts: tuple[DiffSegment, ...]
    said: str
    may_accept: bool
    may_refuse: bool
    is_mine: bool


@dataclass(frozen=True)
class OfOnePerson:
    """What one person suggested that is open; `many` where it may be answered all at once.

    Of a name in a file, `like` is the key of one of these: all others under that name in that file
    are answered with it.
    """

    person: User
    whose: str
    like: int | None
    shown: list[ShownSuggestion]
    many: bool

    @property
    def query(self) -> str:
        """What follows the address of the page that answers all of these."""
        return f"?like={self.like}" if self.like else ""


def shown_suggestions(
    plan: Plan, access: Access, suggestions: Iterable[Suggestion]
) -> list[ShownSuggestion]:
    """Two queries beside theirs; all are compared within one second."""
    things, comparer = things_of(plan, {About.PASSAGE}), Comparer()
    return [shown_suggestion(plan, access, one, things, comparer) for one in suggestions]


def shown_suggestion(
    plan: Plan, access: Access, one: Suggestion, things: Things, comparer: Comparer
) -> ShownSuggestion:
    passage: Passage | None = things.rows.get((About.PASSAGE, one.key))
    given, may = one.given, may_comment(plan, access)
    before, after, said = one.before, one.proposed, ""
    if passage is None:
        said = THING_GONE
    elif given is None:
        text = merged(one, passage.body).text
        if text is None:
            said = CHANGED_SINCE
        else:
            before, after = passage.body, text
            said = STANDS_ALREADY if before == after else ""
    return ShownSuggestion(
        one,
        given,
        things.name_of(About.PASSAGE, one.key) or one.name,
        address_of(plan, access, About.PASSAGE, passage) if passage else "",
        comparer.redline(before, after).parts,
        said,
        may_accept=may and given is None and may_write_passage(access, passage),
        may_refuse=may and given is None and may_refuse(access, one, passage),
        is_mine=one.is_of(access.person),
    )


def by_person(shown: Iterable[ShownSuggestion]) -> list[OfOnePerson]:
    """In the order in which each suggested something first; a name in a file is a person here."""
    found: dict[tuple[int, str, str], list[ShownSuggestion]] = {}
    for one in shown:
        row = one.suggestion
        found.setdefault((row.by_id, row.file, row.said_by), []).append(one)
    return [of_one_person(rows) for rows in found.values()]


def of_one_person(rows: list[ShownSuggestion]) -> OfOnePerson:
    first = rows[0].suggestion
    like = first.pk if first.file else None
    return OfOnePerson(
        first.by, first.whose, like, rows, many=sum(one.may_accept for one in rows) > 1
    )
