"""What the parts of a plan are called in its history: “paragraph 1.2 in Transforming services”.

Numbers and titles are those of the moment of the act, read back from the histories of the rows in
one statement, so that what was removed or renamed since is still called what it was.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Left

from councils.record.history import history_of
from councils.record.models import Act
from plans.models import (
    Barrier,
    Commitment,
    Evidence,
    Figure,
    Metric,
    Passage,
    Plan,
    Result,
    Saving,
    Theme,
)
from plans.models.passages import opening_words
from web.compiled_queries import prepared

PLACE = F("place")
TEXT, NUMBER = models.TextField(), models.BigIntegerField()
NO_NUMBER, NO_TEXT = Cast(Value(None), NUMBER), Cast(Value(""), TEXT)
HEADING_WORDS = Case(
    When(kind=Passage.Kind.HEADING, then=Left("body", 1000)), default=Value(""), output_field=TEXT
)


@dataclass(frozen=True)
class Source:
    """What of a kind's rows a name is made of: `extra` tells paragraphs from headings, say."""

    model: type[models.Model]
    words: Any
    extra: Any = NO_TEXT
    theme: Any = NO_NUMBER
    place: Any = PLACE


SOURCES = {
    "plan": Source(Plan, F("title"), F("numbering"), place=NO_NUMBER),
    "theme": Source(Theme, F("title")),
    "passage": Source(Passage, HEADING_WORDS, F("kind"), F("theme_id")),
    "metric": Source(Metric, F("name")),
    "barrier": Source(Barrier, Left("what", 80)),
    "evidence": Source(Evidence, F("title")),
    "figure": Source(Figure, F("label"), F("name"), place=NO_NUMBER),
    "commitment": Source(Commitment, Left("what", 80), F("reference")),
    "metric_result": Source(Result, F("period"), place=NO_NUMBER),
    "saving": Source(Saving, F("year"), place=NO_NUMBER),
}
# The kinds of row from which the name of a thing is made, by the kind of thing.
MADE_FROM = {
    "plan": ("plan",),
    "theme": ("theme",),
    "passage": ("plan", "theme", "passage"),
    "metric": ("metric", "metric_result"),
    "barrier": ("barrier",),
    "evidence": ("evidence",),
    "figure": ("figure",),
    "commitment": ("commitment", "saving"),
}

# Which of a thing's periods or years an act was about: only its own rows say.
PARTS = {"metric_result", "saving"}
# More paragraphs than these, changed at once, are counted.
MOST_NAMED = 3


@dataclass
class State:
    """One row as it stood."""

    key: int
    theme: int | None
    place: int
    words: str
    extra: str


@dataclass
class Written:
    """One row as an act wrote it, or as it stands today where no act is said."""

    kind: str
    plan: int
    state: State
    gone: bool
    sequence: int | None
    act: Any
    row: int


@dataclass
class Layout:
    """One plan at a moment, as far as names need it; `today` has the titles of now."""

    rows: dict[str, dict[int, State]] = field(default_factory=lambda: defaultdict(dict))
    today: dict[tuple[str, int], str] = field(default_factory=dict)

    def write(self, row: Written) -> None:
        if row.gone:
            self.rows[row.kind].pop(row.state.key, None)
        else:
            self.rows[row.kind][row.state.key] = row.state

    def name(self, kind: str, key: int | None) -> str:
        """What a row is called now; "" where it is not there."""
        state = self.rows[kind].get(key or 0)
        if state is None:
            return ""
        return getattr(self, f"name_of_{kind}", self.listed)(kind, state)

    def order(self, kind: str, state: State) -> int:
        """At which place among its like a row stands; 1 is the first."""
        return 1 + sum(one.place < state.place for one in self.rows[kind].values())

    def listed(self, kind: str, state: State) -> str:
        noun = "piece of evidence" if kind == "evidence" else kind
        return f"{noun} {self.order(kind, state)}, {state.words}"

    def name_of_theme(self, kind: str, state: State) -> str:
        return f"theme {self.order(kind, state)}, {state.words}{self.now_called(state)}"

    def now_called(self, theme: State) -> str:
        today = self.today.get(("theme", theme.key), theme.words)
        return "" if today == theme.words else f" (now “{today}”)"

    def name_of_figure(self, kind: str, state: State) -> str:
        return f"figure “{state.words}” ({state.extra})"

    def name_of_commitment(self, kind: str, state: State) -> str:
        return f"commitment {state.extra}: {state.words}"

    def name_of_passage(self, kind: str, state: State) -> str:
        theme = self.rows["theme"].get(state.theme or 0)
        where = f"{theme.words}{self.now_called(theme)}" if theme else "the introduction"
        words = f", {opening_words(state.words)}," if state.words else ""
        return f"{state.extra} {self.number(state, theme)}{words} in {where}"

    def number(self, passage: State, theme: State | None) -> str:
        """As it is printed, with its theme's; where none is printed, as if it were."""
        numbering = next((one.extra for one in self.rows["plan"].values()), "")
        throughout = numbering == Plan.Numbering.THROUGHOUT and passage.extra != "heading"
        before = sum(self.comes_before(one, passage, throughout) for one in self.alike(passage))
        within = theme and not throughout
        return f"{self.order('theme', theme)}.{before + 1}" if theme and within else f"{before + 1}"

    def alike(self, passage: State) -> Iterator[State]:
        """The other paragraphs, or headings, of the introduction or else of the themes."""
        for one in self.rows["passage"].values():
            if one.extra == passage.extra and (one.theme is None) == (passage.theme is None):
                yield one

    def comes_before(self, one: State, passage: State, throughout: bool) -> bool:
        if one.theme == passage.theme:
            return one.place < passage.place
        return throughout and self.place_of(one.theme) < self.place_of(passage.theme)

    def place_of(self, theme: int | None) -> int:
        stands = self.rows["theme"].get(theme or 0)
        return stands.place if stands else 0


def name_subjects(acts: Sequence[Act]) -> None:
    """Say of each act on a plan what it was done to, as that stood then; one statement for all."""
    mine = sorted((act for act in acts if kinds_for(act)), key=lambda act: act.sequence)
    if not mine:
        return
    plans: dict[int, Layout] = defaultdict(Layout)
    rows = written_around(mine)
    for row in rows:
        if row.sequence is None:
            plans[row.plan].today[row.kind, row.state.key] = row.state.words
    waiting = [row for row in reversed(rows) if row.sequence is not None]
    for act in mine:
        own = []
        while waiting and (waiting[-1].sequence or 0) <= act.sequence:
            row = waiting.pop()
            if row.act == act.pk:
                own.append(row)
            else:
                plans[row.plan].write(row)
        act.named = name_in(plans[act.plan or 0], act, own)


def kinds_for(act: Act) -> set[str]:
    """The kinds of row of which the name of an act's thing is made."""
    if act.plan is None or act.subject_kind not in MADE_FROM:
        return set()
    kinds = set(MADE_FROM[act.subject_kind])
    return kinds | set(MADE_FROM["passage"]) if rewrites(act) else kinds


def rewrites(act: Act) -> bool:
    """Whether it saved the whole-plan page, and so may be named by the paragraphs it changed."""
    return act.subject_kind == "plan" and act.verb == "edited" and "passage" in act.touched


def name_in(layout: Layout, act: Act, own: list[Written]) -> str:
    """What the act was done to: a thing that went as it was, another as it became."""
    before = layout.name(act.subject_kind, act.subject_id)
    for row in own:
        layout.write(row)
    if act.subject_kind == "plan":
        return name_of_plan(layout, act, own)
    after = layout.name(act.subject_kind, act.subject_id)
    if act.verb == "moved" and before and after and before != after:
        return f"{before}, now {after}"
    return f"{after or before or act.subject}{part_of(own)}"


def part_of(own: list[Written]) -> str:
    """Of which period a result was, or which year's savings were given."""
    for row in own:
        if row.kind == "metric_result":
            return f", for {row.state.words}"
        if row.kind == "saving":
            return f", for {row.state.words} to {int(row.state.words) + 1}"
    return ""


def name_of_plan(layout: Layout, act: Act, own: list[Written]) -> str:
    """The plan by its title of then; of an edit, the paragraphs it changed, or the settings."""
    title = act.subject
    today = layout.today.get(("plan", act.subject_id or 0), title)
    # Not where the act calls it otherwise, such as by one of its questions.
    if any(one.words == title for one in layout.rows["plan"].values()) and today != title:
        title += f" (now “{today}”)"
    if act.verb != "edited":
        return title
    changed = [layout.name("passage", row.state.key) for row in own if row.kind == "passage"]
    if len(changed) > MOST_NAMED:
        return f"{len(changed)} paragraphs of {title}"
    return " and ".join(changed) or f"the settings of {title}"


def written_around(acts: list[Act]) -> list[Written]:
    """The rows as they stood before the first of the acts, and what was written until the last.

    And, without a sequence, what plans and themes are called today; in the order of the record.
    """
    kinds = frozenset().union(*map(kinds_for, acts))
    plans, first, last = list({act.plan or 0 for act in acts}), acts[0].sequence, acts[-1].sequence
    found = rows_around(plans, [act.pk for act in acts], first, last, kinds=kinds)
    return sorted(map(as_written, found), key=lambda row: (row.sequence or 0, row.row))


@prepared
def rows_around(
    plans: list[int], acts: list[Any], first: int, last: int, *, kinds: frozenset[str]
) -> Any:
    parts = [part for kind in sorted(kinds) for part in rows_of(kind, plans, acts, first, last)]
    parts += [titles_today(kind, plans) for kind in ("plan", "theme") if kind in kinds]
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def rows_of(kind: str, plans: Any, acts: Any, first: Any, last: Any) -> list[Any]:
    """Parts of one statement: what the acts wrote and, but for parts of a thing, what stood before.

    What stood is asked for each row that is there today or was removed, and for each from its
    newest state back: a plan has thousands of states, and few rows.
    """
    model: Any = SOURCES[kind].model
    history: Any = history_of(model)
    if kind in PARTS:
        written = history.objects.filter(act__any=acts)
        return [columns_of(kind, written, F("act__plan"))]
    plan = "id" if kind == "plan" else "plan"
    mine = Q(**{f"{plan}__any": plans})
    written = history.objects.filter(
        mine, act__plan__any=plans, act__sequence__gte=first, act__sequence__lte=last
    )
    earlier = history.objects.filter(id=OuterRef("id"), act__sequence__lt=first)
    newest = Subquery(earlier.order_by("-history_id").values("history_id")[:1])
    there = model.objects.filter(mine), history.objects.filter(mine, history_type="-")
    stood = (rows.order_by().values(stood=newest) for rows in there)
    parts = [written, *(history.objects.filter(history_id__in=rows) for rows in stood)]
    return [columns_of(kind, rows, F(plan)) for rows in parts]


def columns_of(kind: str, rows: Any, plan: Any) -> Any:
    source = SOURCES[kind]
    return columns(
        rows.order_by(),
        kind=Value(kind, TEXT),
        its_plan=Cast(plan, NUMBER),
        theme_key=source.theme,
        stands=source.place,
        words=Cast(source.words, TEXT),
        extra_words=Cast(source.extra, TEXT),
        happened=Cast("history_type", TEXT),
        number=Cast("act__sequence", NUMBER),
        of_act=F("act_id"),
        row=Cast("history_id", NUMBER),
    )


def titles_today(kind: str, plans: Any) -> Any:
    model: Any = SOURCES[kind].model
    mine = Q(pk__any=plans) if kind == "plan" else Q(plan__any=plans)
    return columns(
        model.objects.filter(mine).order_by(),
        kind=Value(kind, TEXT),
        its_plan=Cast("pk" if kind == "plan" else "plan_id", NUMBER),
        theme_key=NO_NUMBER,
        stands=NO_NUMBER,
        words=Cast("title", TEXT),
        extra_words=NO_TEXT,
        happened=NO_TEXT,
        number=NO_NUMBER,
        of_act=Cast(Value(None), models.UUIDField()),
        row=NO_NUMBER,
    )


def columns(rows: Any, **told: Any) -> Any:
    """Columns of one shape, whatever table they come from."""
    return rows.values_list(Cast("id", NUMBER), *told.values())


def as_written(columns: Any) -> Written:
    key, kind, plan, theme, place, words, extra, happened, sequence, act, row = columns
    state = State(key, theme, place or 0, words, extra)
    return Written(kind, plan, state, happened == "-", sequence, act, row or 0)
