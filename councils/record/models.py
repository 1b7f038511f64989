"""The record: what was done, by whom, when and why, in one table that only grows."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from councils.record.sentences import sentence
from councils.roles import Office, Role, deputised


class Identity(models.Model):
    """Who an act was done by, as they stood then: the role as a code, and whether as a deputy.

    `title` is what another clearing officer clears. A lawful erasure may blank `name` and `salt`;
    the act keeps a commitment to both, so it can be shown that nothing else was changed.
    """

    record_kind = "identity"

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="identities"
    )
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=40, choices=Role)
    title = models.CharField(max_length=120, blank=True)
    deputy = models.BooleanField(default=False)
    salt = models.CharField(max_length=64, blank=True)
    commitment = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "identities"
        constraints = [
            models.UniqueConstraint(
                fields=["council", "person", "role", "title", "deputy", "name"],
                # Two names of one person may both have been erased.
                condition=~models.Q(name=""),
                name="one_identity_for_each_name_and_role",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name or 'Name removed'}, {self.capacity}"

    @property
    def office(self) -> Office:
        return Office(Role(self.role), self.title)

    @property
    def codes(self) -> dict[str, Any]:
        """In which office they acted; see `Appointment.codes`."""
        return {"role": self.role, "title": self.title, "deputy": self.deputy}

    @property
    def capacity(self) -> str:
        """The office in words: "Monitoring Officer (deputy)", "Equality"."""
        return deputised(self.office.name, self.deputy)


class Counter(models.Model):
    """The last sequence number given in a council; locked last, so that numbers have no gaps.

    Only the doorway's function in the database may change it (see config/record_doorway.py).
    """

    council = models.OneToOneField(
        "councils.Council", on_delete=models.PROTECT, primary_key=True, related_name="counter"
    )
    last = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.council}: {self.last}"


class Act(models.Model):
    """One thing somebody did, written in the transaction that did it.

    `verb` is a code, and so is what `details` hold of it (an office, an outcome): what people read
    is made from both by `councils.record.sentences`. `reason` is what the person gave, "" where
    they gave none. `plan` is the plan's number (no foreign key: plans stand on a floor above).
    `touched` are the kinds of the rows that were written. `digest` is the SHA-256 of those rows as
    they became, in canonical JSON. `written` is that of the rows which the act's page reads,
    sorted: its rows of histories, and those that stay as they are.
    """

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, related_name="acts")
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="acts")
    actor_commitment = models.CharField(max_length=64)
    verb = models.CharField(max_length=40)
    details = models.JSONField(default=dict)
    plan = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=250)
    reason = models.TextField()
    touched = ArrayField(models.CharField(max_length=60), default=list)
    digest = models.CharField(max_length=64)
    # Of acts before there was one, "".
    written = models.CharField(max_length=64, blank=True, default="")
    # What its subject is called on a page that asked (see `councils.record.naming`); there too the
    # title of its plan, where what was looked for stands in it, and its reason with that marked.
    named = of_plan = ""
    places: Sequence[Any] = ()
    marked_reason: Sequence[Any] = ()

    class Meta:
        ordering = ["-sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "sequence"], name="acts_are_numbered_within_a_council"
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "-sequence"], name="acts_of_a_plan"),
            models.Index(fields=["plan", "actor"], name="who_acted_on_a_plan"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.sentence}"

    @property
    def sentence(self) -> str:
        """What was done, in words: "edited “The first words…”"."""
        return sentence(self.verb, self.named or self.subject, self.details)
