"""Links for people without an account, for tests: sent, and opened with the code that was sent."""

import re
from datetime import date, timedelta
from typing import Any

from django.core import mail
from django.test import Client
from django.utils import timezone

from councils.models import User
from councils.outbox import send_waiting
from plans.actions.guests import send_link
from plans.models import GuestLink, Plan

ADDRESS = "director@partner.test"


def a_day() -> date:
    return timezone.localdate() + timedelta(days=7)


def make_link(plan: Plan, by: User, what: tuple[str, str], **details: Any) -> GuestLink:
    """A link to write, or with ("comment", key) to comment on, a part of a plan."""
    facts = {"name": "Director of the partner", "email": ADDRESS, "until": a_day()} | details
    return send_link(plan, by=by, what=what, **facts)


def newest_mail() -> Any:
    send_waiting(at_once=True)
    return mail.outbox[-1]


def address_sent() -> str:
    """The address of the link in the newest e-mail, as a path."""
    return re.findall(r"https?://[^/\s]+(/guest/key/\S+)", newest_mail().body)[-1]


def code_sent() -> str:
    return re.findall(r"is (\d{6})\b", newest_mail().body)[-1]


def opened(browser: Client | None = None) -> Client:
    """A browser in which the link that was sent last is opened with its code."""
    browser, address = browser or Client(), address_sent()
    browser.post(address)
    browser.post(f"{address}code/", {"code": code_sent()})
    return browser
