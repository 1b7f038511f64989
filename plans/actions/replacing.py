"""Words put in the place of others across a plan, as one act."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from councils.models import User
from plans.edits import editing
from plans.finding import Wanted, put_instead
from plans.limits import LONGEST_HEADING, LONGEST_PARAGRAPH
from plans.models import Passage, Plan
from web.errors import Refused


@dataclass(frozen=True)
class Chosen:
    """In which places of a passage, as a page showed it at the revision `seen`; None is in all."""

    seen: int
    places: Collection[int] | None = None


@dataclass(frozen=True)
class Replaced:
    """How many passages changed, and how many had changed since they were shown and were left."""

    passages: int
    left: int


def replace_words(
    plan: Plan,
    *,
    by: User,
    wanted: Wanted,
    words: str,
    chosen: Mapping[int, Chosen],
    reason: str = "",
) -> Replaced:
    """Put `words` in the chosen places; a passage that was changed since, or removed, is left."""
    if not chosen:
        raise Refused("Tick the places where the words are to be replaced.", field="places")
    with editing(plan, by=by, verb="words_replaced", given=reason, subject=plan) as w:
        there = [
            passage
            for passage in w.plan.passages.filter(pk__in=chosen)
            if passage.revision == chosen[passage.pk].seen
        ]
        changed = 0
        for passage in there:
            body = put_instead(passage.body, wanted, words, chosen[passage.pk].places)
            check_stands(passage, body)
            changed += w.act.change(passage, body=body)
    return Replaced(changed, len(chosen) - len(there))


def check_stands(passage: Passage, body: str) -> None:
    """Refused where a passage would be left without words, or with too many."""
    if not body.strip():
        raise Refused(f"{passage} would be left without words: remove it instead.", field="places")
    most = LONGEST_HEADING if passage.is_heading else LONGEST_PARAGRAPH
    if len(body) > max(most, len(passage.body)):
        why = f"{passage} would be longer than {most:,} characters."
        raise Refused(why, field="places")
