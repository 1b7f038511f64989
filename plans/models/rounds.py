"""A round of a plan in Word: who was sent it until when, what came back, and how it ended.

All of it only grows, but for a file that waits to be looked at before it is brought in.
"""

from django.db import models
from django.db.models import Q

from councils.models import User
from councils.record.history import ActHistoryRow
from plans.models.plan import Plan
from plans.models.version import Version
from plans.round_marks import mark_of_copy

LONGEST_NAME = 200


class WordRound(ActHistoryRow):
    """A version as a Word file, to several people, who are to answer by a day.

    `mark` is what each file of it bears, unseen, so that it is known when it comes back.
    """

    record_kind = "word_round"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="word_rounds")
    number = models.PositiveIntegerField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="word_rounds")
    mark = models.CharField(max_length=32, unique=True, editable=False)
    answer_by = models.DateField("to be answered by")
    note = models.TextField("what they are told", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="rounds_in_word_are_numbered"),
            models.CheckConstraint(condition=~Q(mark=""), name="a_round_has_a_mark"),
        ]

    def __str__(self) -> str:
        return f"round {self.number} in Word"

    @property
    def ended(self) -> "RoundClosing | None":
        return getattr(self, "closing", None)


class RoundCopy(ActHistoryRow):
    """One person's file of a round; `key` is that of the e-mail, none where its sender sends it.

    Whoever has no account has a row among people all the same, as by a link: their name and
    address stand there alone.
    """

    record_kind = "round_copy"

    round = models.ForeignKey(WordRound, on_delete=models.PROTECT, related_name="copies")
    number = models.PositiveIntegerField()
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="round_copies")
    key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="copies_are_numbered"),
            models.UniqueConstraint(
                fields=["round", "person"], name="somebody_has_one_copy_of_a_round"
            ),
        ]

    def __str__(self) -> str:
        return f"copy of {self.person.name} in {self.round}"

    @property
    def mark(self) -> str:
        """What this copy's file bears."""
        return mark_of_copy(self.round.mark, self.number)


class CopyReminder(ActHistoryRow):
    """That somebody was asked by e-mail for their answer."""

    record_kind = "copy_reminder"

    copy = models.ForeignKey(RoundCopy, on_delete=models.PROTECT, related_name="reminders")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"reminder of the {self.copy}"


class CopyExcused(ActHistoryRow):
    """That nobody waits for somebody's answer any more; `words` say why."""

    record_kind = "copy_excused"

    copy = models.OneToOneField(RoundCopy, on_delete=models.PROTECT, related_name="excused")
    words = models.TextField("why")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="an_answer_is_given_up_with_words")
        ]

    def __str__(self) -> str:
        return f"end of waiting for the {self.copy}"


class RoundClosing(ActHistoryRow):
    """That a round is over: nobody in it is waited for any more."""

    record_kind = "round_closing"

    round = models.OneToOneField(WordRound, on_delete=models.PROTECT, related_name="closing")
    words = models.TextField("why", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"end of {self.round}"


class ReturnedFile(ActHistoryRow):
    """A file that came back and was brought in: whose it is, and how much it said.

    The file itself is not kept: what it says became suggestions and comments, and what could not
    come in is in `left`, a line for each. Its digest tells when it comes again. Who returned it has
    a `copy`, or is named.
    """

    record_kind = "returned_file"
    came_later = {"left": ""}

    round = models.ForeignKey(WordRound, on_delete=models.PROTECT, related_name="returned")
    copy = models.ForeignKey(
        RoundCopy, null=True, on_delete=models.PROTECT, related_name="returned"
    )
    returned_by = models.CharField("returned by", max_length=LONGEST_NAME, blank=True)
    name = models.CharField("file", max_length=LONGEST_NAME)
    sha256 = models.CharField(max_length=64, editable=False)
    suggestions = models.PositiveIntegerField()
    comments = models.PositiveIntegerField()
    left = models.TextField("what could not come in", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "sha256"], name="a_file_comes_back_into_a_round_once"
            ),
            models.CheckConstraint(
                condition=Q(copy__isnull=False, returned_by="") | Q(copy=None) & ~Q(returned_by=""),
                name="a_file_is_returned_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"file “{self.name}” of {self.round}"

    @property
    def whose(self) -> str:
        return self.copy.person.name if self.copy else self.returned_by

    @property
    def left_lines(self) -> list[str]:
        return self.left.split("\n") if self.left else []


class WaitingReturn(models.Model):
    """A file that came back, as it was read (`plans.returned.Returned`), until it is brought in.

    `copy` is whose it says it is; none where the file does not say.
    """

    round = models.ForeignKey(WordRound, on_delete=models.PROTECT, related_name="waiting")
    copy = models.ForeignKey(RoundCopy, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    sha256 = models.CharField(max_length=64)
    answer = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "by", "sha256"], name="a_returned_file_waits_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
