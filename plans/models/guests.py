"""Links by which somebody without an account writes, or comments on, one part of a plan."""

import uuid

from django.db import models
from django.db.models import F, Q

from councils.models import User
from councils.record.history import RecordedHistory
from plans.models.plan import Plan


class GuestLink(models.Model):
    """One part of a plan, to one person, until a day; what they may do dies with it.

    `part` is the key of a paragraph or theme, or a question's in the commission. Of what the link
    says only `key_digest` is kept, the SHA-256 of its key: see `plans.guest_keys`.
    """

    record_kind = "guest_link"

    class Kind(models.TextChoices):
        PASSAGE = "passage", "A paragraph"
        THEME = "theme", "A theme"
        QUESTION = "question", "A question"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="guest_links")
    kind = models.CharField("what it opens", max_length=10, choices=Kind)
    part = models.CharField(max_length=20)
    may_write = models.BooleanField("may write")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="guest_links")
    asked_for = models.TextField("what is asked", blank=True)
    until = models.DateField("open until")
    # Of which its key is made; each sending makes another.
    nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sendings = models.PositiveIntegerField("times sent", default=1)
    key_digest = models.CharField(max_length=64, unique=True, editable=False)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("sent")
    revoked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField("taken back", null=True)

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "link for somebody without an account"
        constraints = [
            models.CheckConstraint(
                condition=Q(may_write=True) | Q(kind="passage"),
                name="a_link_to_comment_opens_a_paragraph",
            ),
            models.CheckConstraint(
                condition=Q(revoked_by=None, revoked_at=None)
                | Q(revoked_by__isnull=False, revoked_at__isnull=False),
                name="a_link_is_taken_back_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("sent_at")),
                name="a_link_is_taken_back_after_it_was_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"a link for {self.person.name}"
