"""Sign-ins as allauth tells of them: which worked, and which did not."""

from typing import Any

from allauth.mfa.signals import authentication_failed
from django.dispatch import receiver
from django.http import HttpRequest

from councils.actions.sign_ins import note_attempt
from councils.models import SignIn, User


@receiver(authentication_failed)
def wrong_code(user: User, **_: Any) -> None:
    note_attempt(user, SignIn.Outcome.WRONG_CODE)


def failed_as(credentials: dict[str, Any], outcome: SignIn.Outcome) -> None:
    """Note a failure with somebody’s address; of an address that is nobody’s nothing is kept."""
    email = str(credentials.get("email") or "").strip().lower()
    if person := User.objects.filter(email=email).first():
        note_attempt(person, outcome)


def said_of_failures(request: HttpRequest, person: User) -> str:
    """What somebody is told as they sign in, if anybody failed to since they last did."""
    since = SignIn.objects.since_the_one_before(person)
    if not since.failed:
        return ""
    times = "once" if since.failed == 1 else f"{since.failed} times"
    when = "since you last signed in" if since.before else "before this, your first time"
    return f"Signing in with your address failed {times} {when}."
