"""What goes to the department: the e-mail, each submission, and what became of it."""

from datetime import datetime
from functools import cached_property

from django.db import models
from django.db.models import F, Q

from approvals.models.decision import Decision, Resolution
from councils.models import Appointment, OutboxMessage, User
from councils.record.history import ActHistoryRow
from plans.models import Plan, StoredFile, Version
from plans.models.sending import SentException
from plans.models.version import FIRST_LINE, MARK
from web.dates import SECOND, is_late
from web.stated import StatedRow


class CoveringEmail(models.Model):
    """The e-mail to the department as a file, made once for each version and address."""

    append_only = True

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="covering_emails")
    # "" where the commission names none: whoever sends it enters it in their mail program.
    address = models.EmailField(blank=True)
    # What subject, first line and each page of the PDF say; "" of endorsed words.
    marking = models.CharField(max_length=MARK, blank=True)
    # What the first line of the PDF says: see VersionPdf.
    endorsed = models.CharField(max_length=FIRST_LINE, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "address", "marking", "endorsed"],
                name="a_version_has_one_e_mail_for_each_address_and_mark",
            )
        ]

    def __str__(self) -> str:
        return f"e-mail with {self.version}"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def with_dispatches(self) -> "SubmissionQuerySet":
        """With what became of each that was sent from here, for `state` and `went_at`."""
        return self.prefetch_related("dispatches")

    def sent(self) -> "SubmissionQuerySet":
        """Those that went: by their senders' own mail programs, or from here."""
        return self.filter(went_out())

    def not_over(self) -> "SubmissionQuerySet":
        """Those that went or are on their way."""
        told = SubmissionDispatch.objects.filter(submission=models.OuterRef("submission"))
        over = SubmissionDispatch.objects.filter(
            submission=models.OuterRef("pk"), state__in=Submission.OVER
        ).exclude(models.Exists(told.filter(pk__gt=models.OuterRef("pk"))))
        return self.exclude(models.Exists(over))


def went_out() -> Q:
    """Whether a submission went: by its sender's own mail program, or from here."""
    went = SubmissionDispatch.objects.filter(
        submission=models.OuterRef("pk"), state=Submission.State.SENT
    )
    return Q(sent_here=False) | Q(models.Exists(went))


class Submission(StatedRow, ActHistoryRow):
    """What goes to the department, exactly, and when it went.

    `due` is the deadline that applied. Who sent it themselves states the moment, `sent_at`; what is
    sent from here waits in the outbox, and its dispatches say when the mail server took it.
    """

    record_kind = "submission"
    stated_field = "sent_at"
    came_later = {"resolution_id": None}

    class Basis(models.TextChoices):
        DECIDED = "decided", "Endorsed"
        SUBJECT = "subject", "Subject to approval"
        NOTED = "noted", "Noted only"

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to be sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Not sent"
        UNKNOWN = "unknown", "Not known whether it was sent"

    # Nobody tries to send it any more, and nobody says that it went.
    OVER = (State.FAILED, State.UNKNOWN)

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="submissions")
    decision = models.ForeignKey(
        Decision, null=True, on_delete=models.PROTECT, related_name="submissions"
    )
    # By which words that were only noted are sent: then nobody's view is asked for.
    resolution = models.ForeignKey(
        Resolution, null=True, on_delete=models.PROTECT, related_name="submissions"
    )
    digest = models.CharField(max_length=64)
    basis = models.CharField(max_length=20, choices=Basis)
    marking = models.CharField("what e-mail and PDF say of the words", max_length=MARK, blank=True)
    address = models.EmailField()
    due = models.DateTimeField(null=True)
    reason = models.TextField("why it is late or an exception", blank=True)
    officer_view = models.TextField("the Monitoring Officer’s view", blank=True)
    email = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sent_here = models.BooleanField("sent by this product’s own mail server", default=False)
    sent_at = models.DateTimeField("sent, as stated", null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # Who submitted may have left before the mail server answers; their act says in which role.
    recorded_as = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField("idempotency key", unique=True)

    # What waits in the outbox for it, and the exception that it is or was, where a page asked (see
    # approvals.submission.queries).
    waits: OutboxMessage | None
    exception: SentException | None

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="submissions_are_numbered"),
            models.CheckConstraint(
                condition=Q(sent_here=True, sent_at=None)
                | Q(sent_here=False, sent_at__isnull=False),
                name="what_goes_from_here_states_no_moment",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(sent_at__lte=F("recorded_at")),
                name="nothing_was_sent_in_the_future",
            ),
            # What goes from here may leave later than it was queued, which nobody could explain.
            models.CheckConstraint(
                condition=Q(due=None)
                | Q(sent_at=None, recorded_at__lt=F("due") + SECOND)
                | Q(sent_at__isnull=False, sent_at__lt=F("due") + SECOND)
                | ~Q(reason=""),
                name="a_late_submission_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(basis="decided", decision__isnull=False)
                | Q(basis="noted", decision__isnull=False)
                & (~Q(officer_view="") | Q(resolution__isnull=False))
                | Q(basis="subject") & ~Q(reason=""),
                name="an_exception_is_explained",
            ),
        ]

    def __str__(self) -> str:
        return f"submission {self.number}"

    @cached_property
    def dispatch(self) -> "SubmissionDispatch | None":
        """The newest word of what became of it; None of what nobody has tried to send from here."""
        return next(iter(self.dispatches.all()), None)

    @property
    def state(self) -> "Submission.State":
        if not self.sent_here:
            return self.State.SENT
        return self.State(self.dispatch.state) if self.dispatch else self.State.QUEUED

    @property
    def is_sent(self) -> bool:
        return self.state == self.State.SENT

    @property
    def is_queued(self) -> bool:
        return self.state == self.State.QUEUED

    @property
    def is_over(self) -> bool:
        return self.state in self.OVER

    @property
    def is_unknown(self) -> bool:
        return self.state == self.State.UNKNOWN

    @property
    def queued_at(self) -> datetime:
        """When it was last given to be sent from here."""
        again = (one.at for one in self.dispatches.all() if one.state == self.State.QUEUED)
        return next(again, self.recorded_at)

    @property
    def went_at(self) -> datetime | None:
        """When it went: as stated, or when the mail server took it; None while it has not."""
        if self.dispatch and self.is_sent:
            return self.dispatch.at
        return self.sent_at

    @property
    def is_late(self) -> bool:
        return bool(self.went_at and is_late(self.went_at, self.due))

    @property
    def was_queued_in_time(self) -> bool:
        """Whether whoever submitted it was in time, though it is late."""
        return self.sent_here and self.is_late and not is_late(self.queued_at, self.due)


class SubmissionDispatch(ActHistoryRow):
    """What became of a submission sent from here: sent, not sent, not known, tried again.

    One without any waits for its first try.
    """

    record_kind = "submission_dispatch"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="dispatches")
    state = models.CharField(max_length=10, choices=Submission.State)
    said = models.TextField("what the mail server said", blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(state="sent"),
                name="a_submission_is_sent_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("failed", "unknown")) | ~Q(said=""),
                name="what_failed_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.get_state_display().lower()}"


class SubmissionReceipt(StatedRow, ActHistoryRow):
    """The department's receipt for a submission."""

    record_kind = "submission_receipt"
    stated_field = "received_at"

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="acknowledgements"
    )
    received_at = models.DateTimeField()
    words = models.CharField(max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at"]

    def __str__(self) -> str:
        return f"acknowledgement of {self.submission}"
