"""What somebody wants to be e-mailed about: every change stays, the newest of a kind counts."""

from django.conf import settings
from django.db import models

from councils.mail_kinds import may_be_declined
from web.compiled_queries import prepared


class MailChoiceQuerySet(models.QuerySet["MailChoice"]):
    def declined_by(self, person: int) -> set[str]:
        """The kinds that somebody has turned down; they want every other."""
        return {one.kind for one in newest_choices(person) if not one.wanted}

    def is_declined(self, kind: str, *, by: int) -> bool:
        """Whether somebody wants no e-mails of a kind that can be turned down."""
        return kind in may_be_declined() and kind in self.declined_by(by)


class MailChoice(models.Model):
    """That somebody turned a kind of e-mail down, or wants it again."""

    append_only = True

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mail_choices"
    )
    kind = models.CharField(max_length=40)
    wanted = models.BooleanField()
    at = models.DateTimeField()

    objects = MailChoiceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind}: {'wanted' if self.wanted else 'not wanted'}"


@prepared
def newest_choices(person: int) -> models.QuerySet[MailChoice]:
    """What somebody last said of each kind."""
    return MailChoice.objects.filter(person=person).order_by("kind", "-pk").distinct("kind")
