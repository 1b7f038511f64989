"""What tests of the moves' pages do in a browser: open, send what stands there, answer."""

import re
from html import unescape
from typing import Any

from django.test import Client

from approvals.models import ClearanceRound
from councils.models import User
from councils.roles import Role
from plans.access import plan_url
from tests.approvals.makers import Chamber
from tests.plan_makers import make_paragraph


def browser_of(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def shown(browser: Client, address: str) -> dict[str, Any]:
    """What the page's form would send as it stands."""
    form = browser.get(address).context["form"]
    typed: dict[str, Any] = {}
    for field in form:
        value = field.value()
        widget = field.field.widget
        if hasattr(widget, "wrong_parts"):
            parts = widget.format_value(value)
            names = [f"{field.html_name}_{part}" for part in ("day", "month", "year")]
            typed |= dict(zip(names, parts, strict=True))
        elif value is not None and value is not False:
            typed[field.html_name] = value
    return typed


def three(name: str, on: Any) -> dict[str, int]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def think_again(chamber: Chamber) -> None:
    """The author adds a paragraph, frozen words or not."""
    make_paragraph(chamber.plan, chamber.author, "A later thought.", reason="It was missing.")


def clearer(chamber: Chamber, role: Role = Role.SECTION_151) -> tuple[Client, str]:
    return browser_of(chamber.person[role]), plan_url("move_answer", chamber.plan)


def make_answered_by(chamber: Chamber, round_: ClearanceRound, role: Role) -> None:
    browser, page = clearer(chamber, role)
    browser.post(page, shown(browser, page) | {"outcome": "content"})


def words_of(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def text_of(response: Any) -> str:
    """What a page says, without its markup."""
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
