"""Acts found by words in what they changed: the values before and after, reasons and names.

PostgreSQL looks: a word is found by its beginning, and all the words asked for stand in one value.
Only what an act's page shows is looked at, within the acts that the reader may see.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Cast, Lag

from councils.record.history import history_of
from councils.record.kinds import models_by_kind
from councils.record.models import Act
from dashboard.history.changes import SILENT
from dashboard.history.entries import ENTRIES
from web.values import value_in_words

# More of one act's values than these are read on its page.
MOST_SHOWN = 3
# The columns with people's words of rows that only grow, of those that `entries` tells.
SEARCHED = {
    "clearance_round": ("body",),
    "finding_reason": ("name", "words", "quote", "why"),
    "clearance_response": ("words", "place"),
    "emailed_answer_review": ("words",),
    "decision_step": ("body", "item"),
    "decision": (
        *("amendments", "item", "minute", "proposer", "seconder", "voting", "reasons"),
        *("options_rejected", "dispensations", "call_in_exempt_why", "consulted"),
        *(
            "key_why",
            "urgent_why",
            "exempt_why",
            "dissent",
            "advice_shown",
            "notes",
            "corrects_why",
        ),
    ),
    "call_in": ("made_by", "grounds", "body"),
    "call_in_ruling": ("decided_by", "why"),
    "call_in_outcome": ("words", "minute"),
    "call_in_period": ("why",),
    "step_paper": ("address", "words", "agreed_by", "made_by", "contact"),
    "notice_exception": ("agreed_by", "why"),
    "follow_up": ("words", "owed_by", "owed_to"),
    "follow_up_withdrawal": ("why",),
    "delegation": ("consulting", "conditions", "report_back"),
    "delegation_holder": ("title",),
    "step_decider": ("title",),
    "signature": ("reasons", "options_rejected", "consulted", "call_in_exempt_why"),
    "resolution": ("words",),
    "amendment": ("place", "words", "drafted_by", "moved_by", "seconded_by"),
    "lodged_amendment": ("place", "old_words", "new_words", "moved_by", "seconded_by"),
    "amendment_remark": ("words",),
    "amendment_outcome": ("words",),
    "declaration": ("member", "interest"),
    "vote": ("member",),
    "member_statement": ("words",),
    "publication": ("title", "address", "marking"),
    "submission": ("address", "marking", "reason", "officer_view"),
    "submission_dispatch": ("said",),
    "submission_receipt": ("words",),
    "earlier_submission": ("evidence",),
    "deadline_extension": ("event", "granted_by", "evidence"),
    "progress_update": ("narrative", "next_step"),
    "commitment_outcome": ("words",),
    "plan_version": ("reason",),
    "comment": ("name", "quote", "words", "said_by", "file"),
    "comment_reply": ("words", "said_by", "file"),
    "comment_resolution": ("words",),
    "comment_reopening": ("words",),
    "word_round": ("note",),
    "returned_file": ("returned_by", "name"),
    "suggestion": ("name", "before", "proposed", "note", "said_by", "file"),
}
# Characters of a sentence that are shown on each side of the word found.
AROUND = 160
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True)
class Segment:
    """A piece of a text; `found` where it is a word that was asked for."""

    text: str
    found: bool = False


Marked = tuple[Segment, ...]


@dataclass(frozen=True)
class Found:
    """Where in an act the words stand: the sentence as it was and as it became."""

    label: str
    before: Marked
    after: Marked


@dataclass(frozen=True)
class Words:
    """What somebody typed into the search box."""

    typed: tuple[str, ...]

    @classmethod
    def of(cls, typed: str) -> "Words":
        return cls(tuple(dict.fromkeys(typed.split())))

    def matching(self, column: str) -> Q:
        """A column in which each word begins somewhere."""
        asked = Q()
        for word in self.typed:
            edge = r"\m" if word[0].isalnum() else ""
            # What does not have the letters at all is left aside at a tenth of the cost.
            asked &= Q(**{f"{column}__icontains": word})
            asked &= Q(**{f"{column}__iregex": edge + re.escape(word)})
        return asked

    @property
    def pattern(self) -> re.Pattern[str]:
        edges = (rf"(?<!\w){re.escape(one)}" for one in sorted(self.typed, key=len, reverse=True))
        return re.compile("|".join(edges), re.IGNORECASE)

    def are_in(self, text: str) -> bool:
        return all(
            re.search(rf"(?<!\w){re.escape(word)}", text, re.IGNORECASE) for word in self.typed
        )

    def marked(self, text: str) -> Marked:
        """The sentence in which the words stand, marked; the opening where they do not."""
        if not self.are_in(text):
            return self.opening(text)
        sentences = SENTENCE_END.split(text)
        best = max(sentences, key=lambda one: len({m.lower() for m in self.pattern.findall(one)}))
        return tuple(self.segments(shortened(best, self.pattern)))

    def opening(self, text: str) -> Marked:
        words = text if len(text) <= AROUND else f"{text[:AROUND].rstrip()}…"
        return (Segment(words),) if words else ()

    def segments(self, text: str) -> Iterator[Segment]:
        at = 0
        for match in self.pattern.finditer(text):
            if match.start() > at:
                yield Segment(text[at : match.start()])
            yield Segment(match[0], found=True)
            at = match.end()
        if at < len(text):
            yield Segment(text[at:])


def shortened(sentence: str, pattern: re.Pattern[str]) -> str:
    """No more of a long sentence than stands around the first of the words."""
    match = pattern.search(sentence)
    at = match.start() if match else 0
    first, last = max(0, at - AROUND), min(len(sentence), at + AROUND)
    return f"{'…' if first else ''}{sentence[first:last]}{'…' if last < len(sentence) else ''}"


@cache
def columns_of(kind: str) -> tuple[str, ...]:
    """The columns of a kind of row that hold people's words or numbers, as its act's page shows."""
    model = models_by_kind()[kind]
    if kind in ENTRIES:
        return SEARCHED.get(kind, ())
    if not hasattr(model, "history"):
        return ()
    kept = (models.CharField, models.TextField, models.DecimalField)
    return tuple(
        column.name
        for column in model._meta.fields
        if isinstance(column, kept) and not column.choices and column.name not in SILENT
    )


def acts_with(words: Words, acts: QuerySet[Act]) -> QuerySet[Act]:
    """Those of the acts that changed a value which has the words, or were given them as reason."""
    # What a paragraph was called are its first words, which may have stayed as they were.
    called = words.matching("subject") & ~Q(subject_kind="passage")
    asked = words.matching("reason") | called
    for kind in kinds_in(acts):
        if columns := columns_of(kind):
            asked |= Q(pk__in=acts_that_wrote(models_by_kind()[kind], columns, words, acts))
    return acts.filter(asked)


def kinds_in(acts: QuerySet[Act]) -> list[str]:
    """The kinds of row that any of the acts wrote."""
    each = Func("touched", function="unnest", output_field=models.CharField())
    return sorted(acts.order_by().values_list(each, flat=True).distinct())


def acts_that_wrote(
    model: type[models.Model], columns: tuple[str, ...], words: Words, acts: QuerySet[Act]
) -> QuerySet:
    mine = acts.order_by().values("pk")
    if not hasattr(model, "history"):
        asked = Q()
        for column in columns:
            asked |= words.matching(column)
        return model._default_manager.filter(asked, act__in=mine).order_by().values("act")
    every: Any = history_of(model)._default_manager.order_by()
    rows, ever = every.filter(act__in=mine), Q()
    for column in columns:
        rows = rows.annotate(**{f"{column}_is": Cast(column, models.TextField())})
        ever |= words.matching(f"{column}_is")
    # Only of things that ever had the words is each state held against the one before.
    rows = rows.filter(id__in=rows.filter(ever).values("id"))
    asked = Q()
    for column in columns:
        before = Window(Lag(f"{column}_is"), F("id"), F("history_id").asc())
        rows = rows.annotate(**{f"{column}_was": before})
        told = words.matching(f"{column}_is") | words.matching(f"{column}_was")
        asked |= told & (
            ~Q(history_type="~")
            | Q(**{f"{column}_was": None})
            | ~Q(**{f"{column}_is": F(f"{column}_was")})
        )
    return rows.filter(asked).values("act")


def places_in(acts: Sequence[Act], words: Words) -> dict[Any, list[Found]]:
    """Where in each of some acts the words stand; at most two queries for each kind of row."""
    found: dict[Any, list[Found]] = defaultdict(list)
    kinds = {kind for act in acts for kind in act.touched}
    for kind in sorted(kinds):
        if columns_of(kind):
            for act, label, before, after in values_in(kind, acts):
                if before != after and (words.are_in(before) or words.are_in(after)):
                    marks = Found(label, words.marked(before), words.marked(after))
                    found[act].append(marks)
    return {act: places[:MOST_SHOWN] for act, places in found.items()}


def values_in(kind: str, acts: Iterable[Act]) -> Iterator[tuple[Any, str, str, str]]:
    """Act, label, value before and value after, of what the acts wrote of a kind."""
    model: Any = models_by_kind()[kind]
    keys = [act.pk for act in acts if kind in act.touched]
    if not hasattr(model, "history"):
        for row in model._default_manager.filter(act__in=keys):
            for column in columns_of(kind):
                field = model._meta.get_field(column)
                yield row.act_id, label_of(field), "", in_words(row, field)
        return
    history: Any = history_of(model)
    earlier = history.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    newest = earlier.order_by("-history_id").values("history_id")[:1]
    rows = list(history.objects.filter(act__in=keys).annotate(former=Subquery(newest)))
    former = history.objects.in_bulk([row.former for row in rows if row.former])
    for row in rows:
        before = former.get(row.former) if row.history_type == "~" else None
        for column in columns_of(kind):
            field = model._meta.get_field(column)
            was, now = (in_words(one, field) if one else "" for one in (before, row))
            yield (row.act_id, label_of(field), *((now, "") if is_gone(row) else (was, now)))


def is_gone(row: Any) -> bool:
    return bool(row.history_type == "-")


def in_words(row: Any, field: Any) -> str:
    value = getattr(row, field.attname)
    return "" if value in (None, "") else value_in_words(value, field)


def label_of(field: Any) -> str:
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]
