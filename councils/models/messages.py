"""Messages waiting to be sent: rows, so that none is lost when the mail server is away."""

from django.conf import settings
from django.db import models


class Message(models.Model):
    """One e-mail to one person. Its words are made when it is sent, so no secret link is stored.

    `kind` names its template. This floor's kinds are about an appointment; those of the floors
    above tell what was done `by` whom, in or for which `role`, `on` which day, and lead to `page`,
    a path.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation", "Invitation"
        ROLE_GRANTED = "role_granted", "A role was granted"

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Each floor has kinds of its own, so this one cannot list them all.
    kind = models.CharField(max_length=40)
    about = models.ForeignKey(
        "councils.Appointment", null=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    role = models.TextField(blank=True, default="")
    on = models.DateField(null=True)
    page = models.CharField(max_length=300, blank=True, default="")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["written_at"],
                name="messages_to_send",
                condition=models.Q(sent_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind.replace('_', ' ').capitalize()} to {self.to}"
