"""E-mails on their way: rows written with the change they tell of, sent once it is committed."""

import uuid

from django.conf import settings
from django.db import models


class OutboxMessage(models.Model):
    """One e-mail to one person, or to an address that is nobody's here.

    Its words are made when it is sent, so no secret link is stored. `kind` says how: the floors
    each have kinds of their own, which tell what was done `about` an appointment, `by` whom, in or
    for which `role`, `on` which day, and lead to `page`, a path.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Queued"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"

    WAITING = (State.QUEUED, State.SENDING)

    # Names the e-mail at every try, so that whoever gets it twice can tell.
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=40)
    council = models.ForeignKey(
        "councils.Council", null=True, on_delete=models.PROTECT, related_name="+"
    )
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    address = models.CharField(max_length=320, blank=True, default="")
    about = models.ForeignKey(
        "councils.Appointment", null=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    role = models.TextField(blank=True, default="")
    on = models.DateField(null=True)
    page = models.CharField(max_length=300, blank=True, default="")
    plan = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200, blank=True, default="")
    facts = models.JSONField(default=dict, blank=True)

    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    tries = models.PositiveIntegerField(default=0)
    # What went wrong at the last try, in the mail server's words where it had any.
    said = models.TextField(blank=True, default="")
    # A try had no answer once the mail server had the whole e-mail, or its sender died.
    may_have_gone = models.BooleanField(default=False)
    queued_at = models.DateTimeField()
    # When a sender may take it next: a claim whose sender died runs out then.
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_e_mail_goes_to_somebody",
                condition=models.Q(to__isnull=False) | ~models.Q(address=""),
            ),
            models.CheckConstraint(
                name="an_e_mail_is_settled_when_it_is_sent_or_has_failed",
                condition=models.Q(state__in=("queued", "sending"), settled_at=None)
                | models.Q(state__in=("sent", "failed"), settled_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="messages_to_send",
                condition=models.Q(state__in=("queued", "sending")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind.replace('_', ' ').capitalize()} to {self.recipient}"

    @property
    def recipient(self) -> str:
        """The address it goes to."""
        return self.address or (self.to.email if self.to else "")
