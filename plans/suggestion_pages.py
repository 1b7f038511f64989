"""Suggestions as their pages show them: marked word by word, where each is, what may be done."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from councils.access import Access
from councils.models import User
from plans.access import plan_url
from plans.beside import COMPARED
from plans.comment_pages import THING_GONE, address_of
from plans.comments import About, Things, name_of_row, things_of
from plans.edits import may_comment
from plans.models import Passage, Plan, Suggestion, SuggestionAnswer
from plans.parts import PlanPart
from plans.printed_fields import column_of, reads_alike, standing_in
from plans.richtext import figures_in
from plans.split_off import split_off_since, splits_of
from plans.suggestions import changed_since, may_accept, may_refuse, merged
from plans.whole_passages import in_words, name_of_new, part_of
from web.redline import Comparer, DiffSegment

CHANGED_SINCE = (
    "The words were changed since this was suggested. Whoever accepts it settles what both changed."
)
OUT_BUT_CHANGED = (
    "Its words were changed since this was suggested. Read them before you take them out."
)
STANDS_ALREADY = "These words stand there already."
SPLIT_SINCE = (
    "Its paragraph was split since, and the words are in {} now. Whoever accepts it settles what "
    "both changed; join them first to settle it as a whole."
)
READS_OTHERWISE = "It reads otherwise by now than when this was suggested: “{}” stood there then."


@dataclass(frozen=True)
class ShownSuggestion:
    """A suggestion for what is called `name` now; `href` is "" where that was removed.

    `what` says what is to become of a whole passage, "" where other words are suggested. `parts`
    are what accepting an open one would change; where that is to be settled first, and of one that
    was answered, what was suggested. `said` is what is to be known of it beside that.
    """

    suggestion: Suggestion
    answer: SuggestionAnswer | None
    name: str
    href: str
    what: str
    parts: tuple[DiffSegment, ...]
    said: str
    may_accept: bool
    may_refuse: bool
    is_mine: bool
    # Key and name of the part it is for now; "" where that was removed.
    part: tuple[str, str]


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
    part: str

    @property
    def query(self) -> str:
        """What follows the address of the page that answers all of these."""
        asked = {"like": self.like, "part": self.part}
        given = {name: value for name, value in asked.items() if value}
        return f"?{urlencode(given)}" if given else ""


def shown_suggestions(
    plan: Plan, access: Access, suggestions: Iterable[Suggestion]
) -> list[ShownSuggestion]:
    """Two queries beside theirs, one for each list in which a value is suggested, and two more
    where words have to be settled; all are compared within one second."""
    suggestions = list(suggestions)
    for one in suggestions:
        one.plan = plan
    kinds = {one.about for one in suggestions if one.is_value}
    things, comparer = things_of(plan, kinds | {About.PASSAGE}), Comparer()
    shown = [shown_suggestion(plan, access, one, things, comparer) for one in suggestions]
    return with_splits(plan, shown, things)


def with_splits(plan: Plan, shown: list[ShownSuggestion], things: Things) -> list[ShownSuggestion]:
    """What a person must settle says in which paragraphs its words are, where its own was split."""
    asked = [one.suggestion for one in shown if one.said in (CHANGED_SINCE, OUT_BUT_CHANGED)]
    splits = splits_of(plan) if asked else ()
    acts = acts_that_made(asked) if splits else {}
    found = []
    for one in shown:
        row = one.suggestion
        parts = split_off_since(splits, row.key, acts[row.pk]) if row.pk in acts else []
        names = [things.name_of(About.PASSAGE, key) for key in [row.key, *parts]]
        there = [f"{name[:1].lower()}{name[1:]}" for name in names if name]
        if parts and len(there) > 1:
            one = replace(one, said=SPLIT_SINCE.format(" and ".join(there)))
        found.append(one)
    return found


def acts_that_made(suggestions: Iterable[Suggestion]) -> dict[int, int]:
    """The number of the act that made each."""
    rows = Suggestion.objects.filter(pk__in=[one.pk for one in suggestions])
    return dict(rows.values_list("pk", "act__sequence"))


def shown_suggestion(
    plan: Plan, access: Access, one: Suggestion, things: Things, comparer: Comparer
) -> ShownSuggestion:
    about, row = thing_of(one, things)
    passage = row if about == About.PASSAGE else None
    given, may = one.given, may_comment(plan, access)
    before, after, said = values_of(one, row) if one.is_value else texts_of(one, passage)
    return ShownSuggestion(
        one,
        given,
        name_of(one, things),
        address_of(plan, access, about, row) if row else "",
        in_words(one, things),
        comparer.redline(before, after).parts,
        said,
        may_accept=may
        and given is None
        and (row is not None or not one.is_value)
        and may_accept(access, one, passage),
        may_refuse=may and given is None and may_refuse(access, one, passage),
        is_mine=one.is_of(access.person),
        part=part_of_suggestion(one, things),
    )


def thing_of(one: Suggestion, things: Things) -> tuple[str, Any]:
    """What it is about as it stands now, and of which kind that is; None where it was removed."""
    about, key = (one.about, one.item or 0) if one.is_value else (About.PASSAGE.value, one.key)
    return about, things.rows.get((about, key))


def values_of(one: Suggestion, row: Any) -> tuple[str, str, str]:
    """The same as `texts_of`, of a value."""
    if row is None or one.given is not None:
        return one.before, one.proposed, "" if row else THING_GONE
    stands = standing_in(row, one.field)
    if reads_alike(stands, one.proposed):
        return stands, stands, STANDS_ALREADY
    same = reads_alike(stands, one.before)
    otherwise = "" if same else READS_OTHERWISE.format(one.before)
    return stands, one.proposed, otherwise


def name_of(one: Suggestion, things: Things) -> str:
    """What it is for, as that is called now; as it was called then, where it is there no more."""
    if one.is_value:
        about, row = thing_of(one, things)
        return field_name(about, row, one.field) if row else one.name
    if one.kind != Suggestion.Kind.NEW or one.after is None:
        return things.name_of(About.PASSAGE, one.key) or one.name
    if one.given:
        return one.name
    return name_of_new(things, theme=one.theme, after=one.after, is_heading=one.is_heading)


def field_name(about: str, row: Any, field: str) -> str:
    """ "“Due” of commitment C1: Publish", "Figure “Savings”"."""
    column, name = column_of(about, field), name_of_row(about, row)
    return f"“{column}” of {name[:1].lower()}{name[1:]}" if column else name


def texts_of(one: Suggestion, passage: Passage | None) -> tuple[str, str, str]:
    """What is shown as before and after, and what is to be known of it beside that.

    Of an open one, what accepting it would change; where that is to be settled first, and of one
    that was answered, what was suggested.
    """
    if one.kind == Suggestion.Kind.NEW:
        return "", one.proposed, ""
    gone = "" if passage else THING_GONE
    is_open = passage is not None and one.given is None
    if one.kind == Suggestion.Kind.GONE:
        stands = passage.body if passage and is_open else one.before
        said = OUT_BUT_CHANGED if is_open and changed_since(one, passage) else gone
        return stands, "", said
    if one.kind == Suggestion.Kind.MOVED:
        stands = passage.body if passage and is_open else one.before
        return stands, stands, gone
    if passage is None or one.given is not None:
        return one.before, one.proposed, gone
    text = merged(one, passage.body).text
    if text is None:
        return one.before, one.proposed, CHANGED_SINCE
    return passage.body, text, STANDS_ALREADY if passage.body == text else ""


def part_of_suggestion(one: Suggestion, things: Things) -> tuple[str, str]:
    """The key and the name of the part that it is for as the plan stands; "" for one that went."""
    if one.is_value:
        part = part_of_value(one, things)
    elif one.kind == Suggestion.Kind.NEW:
        part = part_of(things.parts, one.theme)
    else:
        row = things.rows.get((About.PASSAGE, one.key))
        part = part_of(things.parts, row.theme_id) if row else None
    return (part.key, part.name) if part else ("", "")


def part_of_value(one: Suggestion, things: Things) -> PlanPart | None:
    """The theme of a commitment; the part that prints a figure, where one alone does."""
    about, row = thing_of(one, things)
    if about == Suggestion.About.SAVING and row is not None:
        about, row = About.COMMITMENT, row.commitment
    if about == About.COMMITMENT and row is not None and row.theme_id:
        return part_of(things.parts, row.theme_id)
    if about != About.FIGURE or row is None:
        return None
    printing = [
        part
        for part in things.parts
        if any(row.name in figures_in(passage.body) for passage in part.passages)
    ]
    return printing[0] if len(printing) == 1 else None


def whose_of(shown: Iterable[ShownSuggestion]) -> list[str]:
    """Each person and name that suggested something, in their order."""
    return list(dict.fromkeys(one.suggestion.whose for one in shown))


def parts_of_all(shown: Iterable[ShownSuggestion]) -> list[tuple[str, str]]:
    """Each part that something is suggested for, by key and name."""
    return list(dict.fromkeys(one.part for one in shown if one.part[0]))


@dataclass(frozen=True)
class MeetingPlace:
    """A passage or a field of which several people would have other things; `href` settles it."""

    href: str
    name: str
    people: tuple[str, ...]


def where_people_meet(shown: Iterable[ShownSuggestion]) -> list[MeetingPlace]:
    """Each place for which two or more people's suggestions are open, where one may settle it."""
    found: dict[tuple[Any, ...], list[ShownSuggestion]] = {}
    for one in shown:
        row = one.suggestion
        if one.may_accept and (row.is_value or row.kind in COMPARED):
            found.setdefault((row.key, row.about, row.item, row.field), []).append(one)
    places = [(rows[0], tuple(whose_of(rows))) for rows in found.values()]
    return [
        MeetingPlace(settled_at(one.suggestion), one.name, people)
        for one, people in places
        if len(people) > 1
    ]


def settled_at(one: Suggestion) -> str:
    """The page on which all that is suggested for the same place stands side by side."""
    if one.is_value:
        return plan_url("suggestion_accept", one.plan, one.pk)
    return plan_url("suggestions_beside", one.plan, one.key)


def by_person(shown: Iterable[ShownSuggestion], *, part: str = "") -> list[OfOnePerson]:
    """In the order in which each suggested something first; a name in a file is a person here.

    Where one `part` alone is shown, what is answered together is of that part.
    """
    found: dict[tuple[int, str, str], list[ShownSuggestion]] = {}
    for one in shown:
        row = one.suggestion
        found.setdefault((row.by_id, row.file, row.said_by), []).append(one)
    return [of_one_person(rows, part) for rows in found.values()]


def of_one_person(rows: list[ShownSuggestion], part: str) -> OfOnePerson:
    first = rows[0].suggestion
    like = first.pk if first.file else None
    many = sum(one.may_accept for one in rows) > 1
    return OfOnePerson(first.by, first.whose, like, rows, many=many, part=part)
