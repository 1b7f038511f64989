"""Who reads which comments, what each is about now, and whether its words still stand there."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from councils.access import Access
from councils.models import Appointment, User
from councils.roles import MAY, Right, Role
from plans.guests import opened_to_comment
from plans.models import (
    Barrier,
    Comment,
    CommentReopening,
    CommentReply,
    Commitment,
    Evidence,
    Figure,
    Metric,
    Passage,
    Plan,
    Saving,
    Suggestion,
)
from plans.models.comments import CommentQuerySet, stands_on
from plans.models.plan import BEFORE_A_DECISION
from plans.parts import PlanPart, parts_of
from plans.places import Place
from plans.quoting import quoted_from
from web.compiled_queries import prepared

About = Comment.About
# Of what the comments are that are about a row of a list.
LISTED: dict[str, type[Any]] = {
    About.FIGURE: Figure,
    About.COMMITMENT: Commitment,
    About.METRIC: Metric,
    About.BARRIER: Barrier,
    About.EVIDENCE: Evidence,
}
# The part of an address that lists them.
LISTS = {
    About.FIGURE: "figures",
    About.COMMITMENT: "commitments",
    About.METRIC: "metrics",
    About.BARRIER: "barriers",
    About.EVIDENCE: "evidence",
}
# Savings are commented on as their commitment; other values of them are suggested.
SAVING = Suggestion.About.SAVING
LONGEST_TITLE = 200
THE_REPORT = "The report"


def comments_for(access: Access, plan: Plan) -> CommentQuerySet:
    """The comments that somebody may read, with whether each is resolved.

    Whoever reads drafts reads all. Members read those made since the plan was put to them, and a
    contributor those on what is theirs to write: others tell of words that they never saw. By a
    link to comment somebody reads their own.
    """
    comments = Comment.objects.filter(plan=plan).with_state().select_related("by")
    if access.may(Right.READ_DRAFTS):
        return comments
    shown = Q(pk__in=())
    if access.may(Right.READ_DECISIONS) and plan.stage not in BEFORE_A_DECISION:
        shown |= ~Q(stage__in=BEFORE_A_DECISION)
    if access.may(Right.WRITE_ASSIGNED):
        theirs = Passage.objects.filter(plan=plan, writer=access.person).order_by().values("pk")
        shown |= Q(about=About.PASSAGE, stands_on__in=theirs)
    if by_link := opened_to_comment(access, plan):
        shown |= Q(about=About.PASSAGE, stands_on__in=by_link, by=access.person)
    return comments.filter(shown)


def open_on_passages(plan: Plan) -> dict[int, int]:
    """How many open comments there are on each passage that has one, by its key."""
    return dict(open_counts(plan.pk))


@prepared
def open_counts(plan: int) -> QuerySet[Any, Any]:
    there = Comment.objects.filter(plan=plan).filter(about=About.PASSAGE).still_open()
    on = there.annotate(now_on=stands_on()).order_by().values_list("now_on")
    return on.annotate(count=Count("pk"))


def open_on_report(plan: Plan) -> int:
    """How many open comments there are on the report of a plan."""
    said = Comment.objects.filter(plan=plan, about=About.REPORT, key=plan.pk)
    return said.still_open().count()


def readers_of(plan: Plan, about: str, key: int, stage: str) -> list[User]:
    """Who may read a comment made at a `stage` on something of the plan, today; by name."""
    roles: set[Role] = {*MAY[Right.READ_DRAFTS]}
    if stage not in BEFORE_A_DECISION and plan.stage not in BEFORE_A_DECISION:
        roles |= {*MAY[Right.READ_DECISIONS]}
    here = Appointment.objects.current(timezone.localdate()).filter(council=plan.council_id)
    reads = Q(pk__in=here.filter(role__in=roles).values("person"))
    if about == About.PASSAGE:
        writes = Passage.objects.filter(plan=plan, pk=key).order_by().values("writer")
        assigned = here.filter(role__in=MAY[Right.WRITE_ASSIGNED], person__in=writes)
        reads |= Q(pk__in=assigned.values("person"))
    return list(User.objects.filter(reads, is_active=True).order_by("name", "pk"))


def may_require(access: Access) -> bool:
    """Whether they may say that a comment must be resolved before the plan goes to clearance."""
    return access.may(Right.WRITE_PLANS, Right.CLEAR)


def why_may_not_settle(access: Access, comment: Comment) -> str:
    """Why somebody may not resolve a comment, nor reopen it; "" where they may."""
    if access.may(Right.WRITE_PLANS, Right.CLEAR) or comment.by_id == access.person.pk:
        return ""
    return "It is resolved by who made it, by a report author, or by an officer who clears."


def must_say_what_was_done(person: User, comment: Comment) -> bool:
    """Whoever resolves what another said must be resolved says what was done."""
    return comment.must_be_resolved and comment.by_id != person.pk


@dataclass(frozen=True)
class Things:
    """All of a plan that comments may be about, as it stands now."""

    parts: Sequence[PlanPart]
    rows: dict[tuple[str, int], Any]
    figures: Sequence[Figure]

    def name_of(self, about: str, key: int) -> str:
        """ "Paragraph 2 of theme 1", "Figure “Savings”"; "" of what is not there any more."""
        row = self.rows.get((about, key))
        if row is None:
            return ""
        if about == About.REPORT:
            return THE_REPORT
        if about == About.PASSAGE:
            part = next(one for one in self.parts if row in one.passages)
            return Place(part, row).name
        return name_of_row(about, row)

    def has_words(self, comment: Comment) -> bool:
        """Whether the words that a comment quotes stand in its passage; true of one that has none.

        They are looked for as they print, so a figure that changed its value changed them too.
        """
        if not comment.quote:
            return True
        passage = self.rows.get((About.PASSAGE, comment.stands_on))
        return passage is not None and self.quoted(passage, comment.quote) != ""

    def quoted(self, passage: Passage, quote: str) -> str:
        """Words as they stand in a passage; "" where they do not."""
        return quoted_from(passage.body, self.figures, quote)


def name_of_row(about: str, row: Any) -> str:
    """A row of a list as people call it."""
    if about == About.COMMITMENT:
        return f"Commitment {row.reference}: {row.what[:80]}"
    if about == SAVING:
        return f"Savings of {row}, commitment {row.commitment.reference}"
    words = row.label if about == About.FIGURE else str(row)
    return f"{LISTED[about]._meta.verbose_name.capitalize()} “{words[:LONGEST_TITLE]}”"


EVERYTHING = frozenset(About.values)


def kinds_of(comments: Iterable[Comment]) -> frozenset[str]:
    """Of which kinds the things are that comments are about; a quotation may print figures."""
    kinds = {one.about for one in comments}
    return frozenset(kinds | {About.FIGURE.value} if About.PASSAGE in kinds else kinds)


def find_thing(plan: Plan, about: str) -> QuerySet[Any]:
    """The things of one kind in a plan that comments may be about: of the report, its plan."""
    if about == About.REPORT:
        return Plan.objects.filter(pk=plan.pk)
    model: Any = LISTED.get(about, Passage)
    return model._default_manager.filter(plan=plan)


def rows_of(plan: Plan, about: str) -> QuerySet[Any]:
    """The rows of one list of a plan; its savings with their commitments."""
    if about == SAVING:
        return Saving.objects.filter(commitment__plan=plan).select_related("commitment")
    rows: QuerySet[Any] = LISTED[about]._default_manager.filter(plan=plan)
    return rows


def things_of(plan: Plan, kinds: Collection[str]) -> Things:
    """Passages, the report, and rows of each list among `kinds`: two queries, one more for each.

    A year's savings are a kind too.
    """
    parts = parts_of(plan)
    rows: dict[tuple[str, int], Any] = {
        (About.PASSAGE, one.pk): one for part in parts for one in part.passages
    }
    rows[About.REPORT, plan.pk] = plan
    for about in (*LISTED, SAVING):
        if about in kinds:
            rows |= {(about, row.pk): row for row in rows_of(plan, about)}
    return Things(parts, rows, [row for row in rows.values() if isinstance(row, Figure)])


@dataclass(frozen=True)
class Entry:
    """A reply, or that the comment was resolved or reopened: `what` they did, and their words."""

    by: User
    at: datetime
    what: str
    words: str
    told: tuple[str, ...] = ()
    reply: CommentReply | None = None

    @property
    def whose(self) -> str:
        """Who did so; of a reply that came from a file, the name there."""
        return self.reply.whose if self.reply else self.by.name


def entries_of(comment: Comment) -> list[Entry]:
    """What followed a comment, oldest first; four queries."""
    replies = comment.replies.select_related("by").prefetch_related("told__person")
    found = [
        Entry(one.by, one.at, "replied", one.words, tuple(str(t) for t in one.told.all()), one)
        for one in replies
    ]
    for done in comment.resolutions.select_related("by"):
        found.append(Entry(done.by, done.at, "resolved it", done.words))
    for undone in reopenings_of(comment).select_related("by"):
        found.append(Entry(undone.by, undone.at, "reopened it", undone.words))
    return sorted(found, key=lambda one: one.at)


def reopenings_of(comment: Comment) -> QuerySet[CommentReopening]:
    return CommentReopening.objects.filter(resolution__comment=comment)


def entry_count(comment: Comment) -> int:
    """How much followed a comment: what a page that resolves it has shown."""
    settled = comment.resolutions.count() + reopenings_of(comment).count()
    return comment.replies.count() + settled


@prepared
def to_be_resolved(plan: int) -> QuerySet[Comment]:
    """What keeps a plan from being sent for clearance, oldest first."""
    waiting = Comment.objects.with_state().still_open().filter(plan=plan, must_be_resolved=True)
    return waiting.select_related("by").order_by("pk")
