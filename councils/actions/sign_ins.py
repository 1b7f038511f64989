"""Keep when somebody signed in, failed to, or was locked out."""

from datetime import timedelta

from django.utils import timezone

from councils.models import SignIn, User

# As long as allauth locks somebody out; one row tells of it.
LOCKED_FOR = timedelta(minutes=5)


def note_attempt(person: User, outcome: SignIn.Outcome) -> None:
    now = timezone.now()
    if outcome == SignIn.Outcome.LOCKED_OUT:
        locked = SignIn.objects.filter(person=person, outcome=outcome, at__gt=now - LOCKED_FOR)
        if locked.exists():
            return
    SignIn.objects.create(person=person, at=now, outcome=outcome)
