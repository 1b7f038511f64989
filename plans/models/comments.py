"""What people say to each other of a plan while it is written: no part of it, and never sent out.

A comment is about words of a passage, a whole passage, a row of a list, or the report. All of it
only grows: whether a comment is resolved follows from who resolved it, and whether that was undone.
"""

from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from councils.models import User
from councils.record.history import ActHistoryRow
from plans.models.from_files import FromFile, named_with_its_file
from plans.models.plan import Plan, Stage


class CommentQuerySet(models.QuerySet["Comment"]):
    def with_state(self) -> "CommentQuerySet":
        """With whether each is resolved (`resolved`), and on what it stands now (`stands_on`)."""
        return self.annotate(resolved=is_resolved(), stands_on=stands_on())

    def with_reply_count(self) -> "CommentQuerySet":
        """With how often each was replied to (`reply_count`)."""
        return self.annotate(reply_count=models.Count("replies"))

    def standing_on(self, *keys: Any) -> "CommentQuerySet":
        """Those on the passages of these keys, also where their words came from another."""
        return self.filter(about="passage").alias(now_on=stands_on()).filter(now_on__in=keys)

    def on_thing(self, about: str, key: int) -> "CommentQuerySet":
        """Those on one thing, also where their words came from another passage."""
        return self.alias(now_on=stands_on()).filter(about=about, now_on=key)

    def still_open(self) -> "CommentQuerySet":
        return self.filter(~is_resolved())


class Comment(FromFile, ActHistoryRow):
    """What somebody said first, and what of the plan it is about, by its kind and key.

    The report of a plan goes by the key of its plan: it may be spoken of before it is written.

    `name` is what that was called then, for it may be removed since. `quote` are the words it is
    about; a comment without them is about the whole. `stage` is that of the plan when it was made.
    """

    record_kind = "comment"

    class About(models.TextChoices):
        PASSAGE = "passage", "A paragraph or heading"
        FIGURE = "figure", "A figure"
        COMMITMENT = "commitment", "A commitment"
        METRIC = "metric", "A metric"
        BARRIER = "barrier", "A barrier"
        EVIDENCE = "evidence", "A piece of evidence"
        REPORT = "report", "The decision report"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="comments")
    about = models.CharField("what it is about", max_length=10, choices=About)
    key = models.BigIntegerField()
    name = models.CharField("on", max_length=300)
    quote = models.TextField("words it is about", blank=True)
    words = models.TextField("comment")
    must_be_resolved = models.BooleanField()
    stage = models.CharField(max_length=20, choices=Stage)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    # Where a page asked: whether it is resolved, the key of what it stands on now, and how often it
    # was replied to.
    resolved: bool
    stands_on: int
    reply_count: int

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["about", "key"], name="comments_on_one_thing")]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="a_comment_has_words"),
            models.CheckConstraint(
                condition=Q(quote="") | Q(about="passage"),
                name="a_comment_quotes_a_passage_alone",
            ),
            models.CheckConstraint(
                condition=named_with_its_file(), name="a_comment_is_named_with_its_file"
            ),
        ]

    def __str__(self) -> str:
        return f"comment on {self.name_within}"

    @property
    def name_within(self) -> str:
        """What it was about, within a sentence: "paragraph 2 of theme 1"."""
        return f"{self.name[:1].lower()}{self.name[1:]}"


class CommentReply(FromFile, ActHistoryRow):
    """What somebody said to a comment."""

    record_kind = "comment_reply"

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="replies")
    words = models.TextField("reply")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="a_reply_has_words"),
            models.CheckConstraint(
                condition=named_with_its_file(), name="a_reply_is_named_with_its_file"
            ),
        ]

    def __str__(self) -> str:
        return f"reply to the {self.comment}"


class CommentResolution(ActHistoryRow):
    """That a comment is resolved, until somebody reopens it; `words` say what was done, if said."""

    record_kind = "comment_resolution"

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="resolutions")
    words = models.TextField("what was done", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"resolution of the {self.comment}"


class CommentReopening(ActHistoryRow):
    """That a resolution holds no more; `words` say why, if anybody did."""

    record_kind = "comment_reopening"

    resolution = models.OneToOneField(
        CommentResolution, on_delete=models.PROTECT, related_name="reopening"
    )
    words = models.TextField("why", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"reopening of the {self.resolution.comment}"


class CommentMove(ActHistoryRow):
    """That a comment went along with its words into the passage of a key, whose words they are now.

    `name` is what that passage was called then. The newest says where a comment stands.
    """

    record_kind = "comment_move"

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="moves")
    key = models.BigIntegerField()
    name = models.CharField("stands now with", max_length=300)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"place of the {self.comment}"


class CommentTold(ActHistoryRow):
    """Somebody who was told of a comment, or of a reply to it, by whoever wrote that."""

    record_kind = "comment_told"

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="told")
    reply = models.ForeignKey(
        CommentReply, null=True, on_delete=models.PROTECT, related_name="told"
    )
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "reply", "person"],
                nulls_distinct=False,
                name="somebody_is_told_of_a_comment_once",
            )
        ]

    def __str__(self) -> str:
        return self.person.name


def is_resolved() -> Exists:
    """Whether somebody resolved a comment and nobody reopened it since."""
    standing = CommentResolution.objects.filter(comment=OuterRef("pk"), reopening=None)
    return Exists(standing.order_by())


def stands_on() -> Any:
    """The key of what a comment is about now: another passage, once its words went there."""
    moves = CommentMove.objects.filter(comment=OuterRef("pk")).order_by("-pk")
    return Coalesce(Subquery(moves.values("key")[:1]), F("key"))


def open_on(about: str) -> Any:
    """How many open comments there are on the row of a query: a part of that query."""
    return _count(Comment.objects.filter(about=about, key=OuterRef("pk")))


def open_on_one() -> Any:
    """The same of one passage, with those whose words came into it from another."""
    mine = Comment.objects.filter(plan=OuterRef("plan")).standing_on(OuterRef("pk")).still_open()
    counted = mine.order_by().values("about").annotate(count=models.Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)


def open_in_plan() -> Any:
    """The same of all the plan; None where nobody has commented on it."""
    mine = Comment.objects.filter(plan=OuterRef("pk")).order_by()
    counted = mine.values("plan").annotate(count=models.Count("pk", filter=~is_resolved()))
    return Subquery(counted.values("count"))


def _count(comments: CommentQuerySet) -> Any:
    counted = comments.still_open().order_by().values("key").annotate(count=models.Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)
