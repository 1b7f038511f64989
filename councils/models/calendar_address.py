"""The address at which somebody's calendar reads their dates; the newest row counts."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class CalendarAddressQuerySet(models.QuerySet["CalendarAddress"]):
    def of(self, person: int) -> "CalendarAddress | None":
        """The one that works now; None where there never was one, or it was ended."""
        newest = self.newest_of(person)
        return newest if newest and newest.key_digest else None

    def newest_of(self, person: int) -> "CalendarAddress | None":
        return self.filter(person=person).order_by("-pk").first()


class CalendarAddress(models.Model):
    """That somebody made such an address, which ends the one before; without a digest, ended it.

    Of what the address says only `key_digest` is kept: see `councils.calendar_keys`.
    """

    append_only = True

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendar_addresses"
    )
    # Of which its key is made.
    nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key_digest = models.CharField(max_length=64, blank=True, editable=False)
    at = models.DateTimeField()

    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key_digest"],
                condition=~Q(key_digest=""),
                name="a_key_is_of_one_calendar_address",
            ),
        ]

    def __str__(self) -> str:
        return "a private address" if self.key_digest else "no private address any more"
