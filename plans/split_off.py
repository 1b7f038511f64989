"""Which paragraphs hold words that were another’s before it was split: one query of the history."""

from collections.abc import Sequence

from councils.record.history import history_of
from plans.divided import alike_in
from plans.merging import tokens_of
from plans.models import Passage, Plan

Splits = Sequence[tuple[int, int, int]]


def splits_of(plan: Plan) -> Splits:
    """Each split of a paragraph of the plan, oldest first: the number of its act, the key of the
    paragraph that was split, and that of its second part."""
    rows = history_of(Passage)._default_manager.filter(
        plan_id=plan.pk, history_type="+", act__verb="passage_split"
    )
    told = ("act__sequence", "act__subject_id", "id")
    return list(rows.order_by("act__sequence").values_list(*told))


def split_off_since(splits: Splits, key: int, act: int) -> list[int]:
    """What was split off from a paragraph, or from what had been, after an act; oldest first."""
    found = [key]
    for at, of, part in splits:
        if at > act and of in found:
            found.append(part)
    return found[1:]


def standing_twice(plan: Plan, key: int, act: int, words: str) -> list[Passage]:
    """The paragraphs split off since then in which sentences of `words` stand."""
    keys = split_off_since(splits_of(plan), key, act)
    here = plan.passages.filter(pk__in=keys).order_by("place") if keys else []
    return [one for one in here if shares_a_sentence(words, one.body)]


def shares_a_sentence(one: str, other: str) -> bool:
    base, new = tokens_of(one), tokens_of(other)
    return any(base[i].strip() for i, _ in alike_in(base, new))
