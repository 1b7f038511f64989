"""What came into a plan from a file, under the name and the day that the file has."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from councils.models import User

LONGEST_NAME = 200
SOMEBODY = "Somebody"


class FromFile(models.Model):
    """Words of whoever `said_by` names in the file `file`, on the day `said_on`, none if not known.

    A name is no account: anybody can write any name into a file. `by` is the person who brought the
    words in and answers for them. `file` is "" where `by` said them here.
    """

    came_later: ClassVar[dict[str, Any]] = {"file": "", "said_by": "", "said_on": None}

    file = models.CharField("from the file", max_length=LONGEST_NAME, blank=True)
    said_by = models.CharField("under the name", max_length=LONGEST_NAME, blank=True)
    said_on = models.DateField("on the day", null=True, blank=True)

    by: models.ForeignKey[User, User]
    by_id: int

    class Meta:
        abstract = True

    @property
    def whose(self) -> str:
        """Whose words they are; the name of somebody without an account says so."""
        return f"{self.said_by or SOMEBODY} (in Word)" if self.file else self.by.name

    def is_of(self, person: User) -> bool:
        """Whether somebody said this here themself."""
        return not self.file and self.by_id == person.pk


def named_with_its_file() -> Q:
    """The name and the day of words that came from a file: what was said here has neither."""
    return ~Q(file="") | Q(said_by="", said_on__isnull=True)
