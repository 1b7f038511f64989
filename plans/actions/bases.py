"""Which words of the plan a text that comes was made from: a version, or a text brought in."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from councils.record.history import history_of
from councils.record.models import Act
from plans.arriving import Printed, Text, as_printed, part_name
from plans.arriving_since import Sentences, sentences_of, shared
from plans.figures import figure_formatter
from plans.models import Figure, Passage, Plan, Version
from plans.richtext import figures_in
from web.dates import day_in_words

# Acts by which a text came in: what somebody has in Word may be that text.
BROUGHT_IN = ("text_brought_in", "text_merged", "text_replaced")
# Older ones are not looked at.
MOST = 20


@dataclass(frozen=True)
class Base:
    """The plan's words after an act, by key, and what that moment is called."""

    name: str
    texts: dict[int, Text]


def base_of(plan: Plan, standing: Sequence[Text], coming: Sequence[Text]) -> Base | None:
    """The moment whose words are the most of those that come, of two alike the newer; None where
    the plan has more of them now, or stands as it did then. Four queries."""
    named = dict(moments_of(plan))
    if not named:
        return None
    wanted = sentences_of(coming)
    most, found = shared(wanted, sentences_of(standing)), None
    for sequence, texts, known in states_at(plan, sorted(named)):
        worth = shared(wanted, known)
        if worth >= most and worth:
            most, found = worth, Base(named[sequence], texts)
    as_it_stands = {one.id: (one.part, one.said) for one in standing}
    if found and {key: (one.part, one.said) for key, one in found.texts.items()} == as_it_stands:
        return None
    return found


def moments_of(plan: Plan) -> Iterator[tuple[int, str]]:
    """The number of the act of each, with its name; a version is called by that."""
    acts = Act.objects.filter(plan=plan.pk, verb__in=BROUGHT_IN).order_by("-sequence")
    for sequence, at in acts.values_list("sequence", "at")[:MOST]:
        yield sequence, f"the text brought in on {day_in_words(at.date())}"
    versions = Version.objects.filter(plan=plan).order_by("-number")
    for sequence, number in versions.values_list("act__sequence", "number")[:MOST]:
        yield sequence, f"version {number}"


def states_at(
    plan: Plan, moments: Sequence[int]
) -> Iterator[tuple[int, dict[int, Text], Sentences]]:
    """The plan's passages, as they printed, after each of these acts, and their sentences."""
    passages = deque(rows_until(plan, Passage, moments[-1]))
    figures = deque(rows_until(plan, Figure, moments[-1]))
    values: dict[int, Any] = {}
    rows: dict[int, Any] = {}
    texts: dict[int, Text] = {}
    said: dict[int, Sentences] = {}
    for moment in moments:
        anew = put_into(rows, passages, moment)
        if put_into(values, figures, moment):
            anew |= {key for key, row in rows.items() if figures_in(row.body)}
        printed = figure_formatter([one.instance for one in values.values()])
        for key in anew:
            texts.pop(key, None)
            said.pop(key, None)
            if key in rows:
                texts[key] = text_of(rows[key], printed)
                said[key] = sentences_of([texts[key]])
        yield moment, dict(texts), frozenset().union(*said.values())


def rows_until(plan: Plan, model: type[Passage | Figure], moment: int) -> Iterable[Any]:
    rows = history_of(model)._default_manager.filter(plan_id=plan.pk, act__sequence__lte=moment)
    return rows.annotate(sequence=F("act__sequence")).order_by("history_id")


def put_into(state: dict[int, Any], rows: deque[Any], moment: int) -> set[int]:
    """Let a state become that after an act; the keys of what became otherwise."""
    anew = set()
    while rows and rows[0].sequence <= moment:
        row = rows.popleft()
        anew.add(row.id)
        state.pop(row.id, None)
        if row.history_type != "-":
            state[row.id] = row
    return anew


def text_of(row: Any, printed: Printed) -> Text:
    words = as_printed(row.body, printed)
    is_heading = row.kind == Passage.Kind.HEADING
    return Text(row.id, part_name(row.theme_id), is_heading, row.body, *words)
