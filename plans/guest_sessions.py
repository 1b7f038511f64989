"""The session of somebody without an account: good for the links they opened, and for no page else.

Django's own sign-in knows nothing of it, so on every other page they are a stranger.
"""

import time
from datetime import datetime, timedelta
from datetime import time as clock
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from accounts.idle import A_MINUTE, SEEN_AT
from councils.access import Access
from plans.access import PlanRequest
from plans.guests import as_contributor
from plans.models import GuestLink, Plan
from web.dates import LONDON

# For each link, by its key, how often it had been sent when it was opened: one that is sent again
# is opened again.
LINKS, WHOSE = "guest_links", "guest_person"


class GuestRequest(PlanRequest):
    """A request by somebody who opened a link: the person, and what they hold, are the link’s."""

    guest: GuestLink


def begin(request: HttpRequest, link: GuestLink) -> None:
    """They proved that the address is theirs: a session for this link and others of theirs.

    Whoever else was signed in in this browser is signed out. It ends with the link's last day.
    """
    session = request.session
    links = session.get(LINKS, {}) if session.get(WHOSE) == link.person_id else {}
    session.flush()
    session[WHOSE] = link.person_id
    session[LINKS] = {**links, str(link.pk): link.sendings}
    session.set_expiry(seconds_left(link))


def seconds_left(link: GuestLink) -> int:
    """Until the link's last day is over in London, and no longer than any session."""
    over = datetime.combine(link.until + timedelta(days=1), clock.min, tzinfo=LONDON)
    left = int((over - timezone.now()).total_seconds())
    return max(1, min(left, settings.SESSION_COOKIE_AGE))


def link_opened(request: HttpRequest, key: int) -> GuestLink | None:
    """The link, with its plan, if this session opened it as it was sent last."""
    opened = request.session.get(LINKS, {}).get(str(key))
    if opened is None:
        return None
    link = GuestLink.objects.select_related("person", "sent_by").filter(pk=key).first()
    if link is None or link.sendings != opened:
        return None
    link.plan = Plan.objects.whole().select_related("council").get(pk=link.plan_id)
    if is_idle(request, link.plan.council.idle_minutes):
        request.session.flush()
        return None
    return link


def is_idle(request: HttpRequest, minutes: int) -> bool:
    """Whether nobody used the session for as long as the council says; else it is noted as used."""
    now = time.time()
    idle = now - request.session.get(SEEN_AT, now)
    if SEEN_AT not in request.session or idle > A_MINUTE:
        request.session[SEEN_AT] = now
    return idle > minutes * 60


def let_in(request: Any, link: GuestLink) -> None:
    """From here to the answer the request is theirs; the session stays a stranger's."""
    plan = link.plan
    request.user, request.plan, request.guest = link.person, plan, link
    request.tried_on = plan.pk
    request.access = Access(link.person, plan.council, (as_contributor(link, plan),))


@receiver(user_logged_in)
def forget_links(request: HttpRequest, **_: Any) -> None:
    """Whoever signs in with an account has what that gives them, and nothing by a link."""
    for name in (LINKS, WHOSE):
        request.session.pop(name, None)
