"""Keep when somebody signed in, failed to, or was locked out; and let it go after a year."""

from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from councils.daily import daily
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


def forget_old_attempts() -> int:
    """Delete what is older than it is kept, as the database alone may; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT forget_sign_ins()")
        return int(cursor.fetchone()[0])


@daily
def forget_daily(_: date) -> None:
    forget_old_attempts()
