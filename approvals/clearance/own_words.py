"""Which paragraphs an officer had written who clears a plan: marked for them, told to readers."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models.functions import Coalesce

from approvals.clearance.queries import OfficeClearance
from approvals.models import ClearanceRound
from councils.roles import Role
from plans.document import Passage, parse_document
from plans.models import Passage as WorkingPassage
from plans.models import Suggestion
from plans.richtext import plain_text

# So much of a paragraph without a number as tells which it is.
FIRST_WORDS = 40
Parts = Mapping[int, tuple[Passage, ...]]


def parts_written(round_: ClearanceRound, people: Collection[int]) -> Parts:
    """The paragraphs of the words sent that these people wrote or changed as contributors.

    Or for which they suggested words that were accepted.
    """
    if not people:
        return {}
    written = keys_written(round_, people)
    passages = list(parse_document(round_.version.document).passages) if written else []
    return {
        person: tuple(one for one in passages if one.id in keys and one.kind == "paragraph")
        for person, keys in written.items()
    }


def keys_written(round_: ClearanceRound, people: Collection[int]) -> dict[int, set[int]]:
    """By person, the paragraphs whose words they changed before they were sent.

    By an act of theirs, or by a suggestion that somebody accepted. Words that came into another
    paragraph, when one was split or two were joined, are still of whoever wrote them.
    """
    rows: Any = WorkingPassage.history.filter(
        plan_id=round_.plan_id, history_date__lte=round_.sent_at
    )
    facts = ("id", "body", "history_user", "act__actor__role", "act", "act__verb")
    before: dict[int, str] = {}
    found: dict[int, set[int]] = defaultdict(set)
    taken = suggestions_taken(round_, people)
    for row in rows.order_by("history_id").values_list(*facts, "act__subject_id", "history_type"):
        key, body, person, role, act, verb, subject, kind = row
        if role == Role.CONTRIBUTOR and person in people and body != before.get(key, ""):
            found[person].add(key)
        for proposer in taken.pop((act, key), ()):
            found[proposer].add(key)
        if (verb, kind) == ("passage_split", "+"):
            came_into(found, key, of=subject)
        if (verb, kind) == ("passages_joined", "-"):
            came_into(found, subject, of=key)
        before[key] = body
    # Accepted while the words stood there already, so that no row tells of it.
    for (_, key), proposers in taken.items():
        for proposer in proposers:
            found[proposer].add(key)
    return found


def came_into(found: dict[int, set[int]], key: int, *, of: int) -> None:
    """Whoever wrote the one paragraph wrote what came from it into the other."""
    for keys in found.values():
        if of in keys:
            keys.add(key)


def suggestions_taken(
    round_: ClearanceRound, people: Collection[int]
) -> dict[tuple[Any, int], list[int]]:
    """Who suggested words that were accepted, by the act that put them into a paragraph: that for
    which they were, or the new one that they became. Who moves a paragraph or has it taken out
    wrote nothing in it."""
    accepted = Suggestion.objects.accepted().filter(
        plan=round_.plan_id,
        by__in=people,
        answer__at__lte=round_.sent_at,
        kind__in=(Suggestion.Kind.WORDS, Suggestion.Kind.NEW),
    )
    found: dict[tuple[Any, int], list[int]] = defaultdict(list)
    paragraph = Coalesce("answer__made", "key")
    for person, key, act in accepted.values_list("by", paragraph, "answer__act"):
        found[act, key].append(person)
    return found


def name_of(passage: Passage) -> str:
    """ "paragraph 3", or the first words of one without a number."""
    if passage.number:
        return f"paragraph {passage.number.rstrip('.')}"
    words = " ".join(plain_text(passage.body).split())
    return f"“{words[:FIRST_WORDS]}{'…' if len(words) > FIRST_WORDS else ''}”"


def names_of(passages: Sequence[Passage]) -> str:
    return ", ".join(map(name_of, passages))


def with_parts(
    round_: ClearanceRound, clearances: tuple[OfficeClearance, ...]
) -> tuple[OfficeClearance, ...]:
    """Each answer by somebody who had written part of it, with which."""
    parts = parts_written(round_, {one.answered_by for one in clearances if one.had_written})
    return tuple(
        replace(one, wrote=names_of(parts.get(one.answered_by, ()))) if one.had_written else one
        for one in clearances
    )
