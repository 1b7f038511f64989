"""Which paragraphs an officer had written who clears a plan: marked for them, told to readers."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

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

    By an act of theirs, or by a suggestion that somebody accepted.
    """
    rows: Any = WorkingPassage.history.filter(
        plan_id=round_.plan_id, history_date__lte=round_.sent_at
    )
    facts = ("id", "body", "history_user", "act__actor__role")
    before: dict[int, str] = {}
    found: dict[int, set[int]] = defaultdict(set)
    for key, body, person, role in rows.order_by("history_id").values_list(*facts):
        if role == Role.CONTRIBUTOR and person in people and body != before.get(key, ""):
            found[person].add(key)
        before[key] = body
    taken = Suggestion.objects.accepted().filter(
        plan=round_.plan_id, by__in=people, answer__at__lte=round_.sent_at
    )
    for person, key in taken.values_list("by", "key"):
        found[person].add(key)
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
