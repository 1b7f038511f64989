"""The short way of a council with two officers, from a pasted text to a plan that is filed.

Each screen and each press is counted: the request that started all this asked for no excessive
burden, and what is measured does not grow unnoticed.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast
from urllib.parse import urljoin

import pytest
from django.utils import timezone
from django.utils.text import slugify
from playwright.sync_api import Browser, expect

from tests.browser.browsing import TWO_OFFICERS, Site, visiting
from tests.browser.hands import Counted, Keyboard, Mouse
from tests.browser.texts import OWN

MOST_SCREENS, MOST_CLICKS, MOST_PAGES = 8, 16, 15
CLEARERS_SCREENS, CLEARERS_CLICKS = 1, 2
LINK_FROM_WHAT_WAITS = 1
CLEARERS = (
    "monitoring.officer@wenbury.example",
    "chief.executive@wenbury.example",
    "leader@wenbury.example",
)
NEW_WORDS = "We joined three contact teams into one, in 2023."
FOUND = "Looked into by its officer: the plan describes work already agreed."
HEADINGS = (
    *("Financial", "Legal", "Environment, climate and ecology", "Well-being and health"),
    *("Staffing", "Property and assets", "Data protection"),
)
BOXES = (
    *(f"{heading}: what it means" for heading in HEADINGS),
    *("Equalities: who looked", "Equalities: what was found"),
)
WAYS = {
    "with a mouse": (Mouse, {}),
    "by keyboard alone": (Keyboard, {}),
    "without scripts": (Mouse, {"java_script_enabled": False}),
}


@pytest.fixture(scope="module", autouse=True)
def decisions_take_effect_at_once(browser: Browser, site: Site) -> None:
    """The council's settings say that nothing is called in."""
    with visiting(browser, site, TWO_OFFICERS) as visitor:
        visitor.go("/wenbury/settings/")
        visitor.page.get_by_label("Decisions can be called in").uncheck()
        visitor.page.get_by_role("button", name="Save the settings").click()
        expect(visitor.page.locator(".govuk-error-summary")).to_have_count(0)


@pytest.mark.parametrize("way", WAYS)
def test_the_short_way_is_short(way: str, browser: Browser, site: Site):
    plan = f"Short way {way}"
    with at_work(browser, site, TWO_OFFICERS, way) as author:
        author.open(site.address)
        draft(author, plan)
        send_for_clearance(author)
    for person in CLEARERS:
        with at_work(browser, site, person, way) as clearer:
            clearer.open(site.address)
            clear(clearer, plan)
            assert len(clearer.screens) <= CLEARERS_SCREENS
            assert clearer.clicks <= LINK_FROM_WHAT_WAITS + CLEARERS_CLICKS
    with at_work(browser, site, TWO_OFFICERS, way) as later:
        later.open(site.address)
        decide(later, plan)
        publish(later)
        submit(later)
    assert_is_public(browser, site, plan)
    assert len(author.screens + later.screens) <= MOST_SCREENS, author.screens + later.screens
    assert author.clicks + later.clicks <= MOST_CLICKS
    assert len(author.pages + later.pages) <= MOST_PAGES, author.pages + later.pages


@contextmanager
def at_work(browser: Browser, site: Site, person: str, way: str) -> Iterator[Counted]:
    hands, options = WAYS[way]
    with visiting(browser, site, person, **options) as visitor:
        yield Counted(visitor.page, hands(visitor.page))
        assert visitor.complaints == []


def draft(author: Counted, title: str) -> None:
    """Start, for a meeting with enough notice, and paste; look where each line went, write."""
    meeting = timezone.localdate() + timedelta(days=21)
    author.follow("Start a plan")
    expect(author.page.get_by_label(re.compile("^Which .* does it answer"))).not_to_have_value("")
    for part in ("Day", "Month", "Year"):
        author.fill(part, str(getattr(meeting, part.lower())))
    author.fill("Title", title)
    author.fill("Paste the text you have", OWN)
    author.send("Start the plan")
    expect(author.page.locator("h1")).to_have_text("Check where every line goes")
    author.send("Save into the plan")
    author.fill("Paragraph 1", NEW_WORDS)
    author.send("Save the plan")


def send_for_clearance(author: Counted) -> None:
    """The request's own words and the three names stand there; what was found is typed, by Tab."""
    page = author.page
    author.follow("Send for clearance")
    expect(page.get_by_label("Recommendation", exact=True)).not_to_have_value("")
    for box in BOXES:
        expect(page.get_by_label(box, exact=True)).to_have_value("")
        author.fill(box, FOUND)
    for part in ("Day", "Month", "Year"):
        author.fill(part, str(getattr(timezone.localdate(), part.lower())))
    author.send("Go on")
    expect(page.locator("h1")).to_have_text("Check before you send")
    for role in ("Monitoring Officer", "Section 151 officer", "Portfolio holder"):
        expect(page.get_by_label(role, exact=True)).not_to_have_value("")
    expect(page.get_by_label("When everybody has answered, put it to this meeting")).to_be_checked()
    author.send("Send for clearance")
    expect(page.locator(".tag-clearance").first).to_be_visible()


def clear(clearer: Counted, plan: str) -> None:
    """Report and plan in one scroll, and the answer below them."""
    clearer.follow(task("Answer the clearance", plan))
    expect(clearer.page.get_by_text(NEW_WORDS)).to_be_visible()
    clearer.choose("Content")
    clearer.send("Send your answer")
    expect(clearer.page.get_by_text("is recorded.")).to_be_visible()


def task(what: str, plan: str) -> re.Pattern[str]:
    """The name of a link under “Waiting for you”; part of it is for those who only hear it."""
    return re.compile(rf"^{what}\s*: {re.escape(plan)}$")


def decide(author: Counted, plan: str) -> None:
    """Agreed as drafted, no interests declared: the last answer put it to the meeting.

    In three weeks a link waits for them; before that day they open where it leads, which is counted
    as a press.
    """
    author.clicks += 1
    author.open(urljoin(author.page.url, f"/wenbury/plans/{slugify(plan)}/decide/"))
    expect(author.page.locator("input[type=radio]:checked")).to_have_count(0)
    author.choose("Everything the report recommends, as it stands there")
    for part in ("Day", "Month", "Year"):
        author.fill(part, str(getattr(timezone.localdate(), part.lower())))
    author.fill("Minute", "26")
    author.choose("No interests were declared")
    author.send("Record the decision")
    expect(author.page.locator(".tag-endorsed").first).to_be_visible()


def publish(author: Counted) -> None:
    author.follow("Publish")
    author.fill("Its address on the council’s website", "https://example.org/wenbury/plan")
    author.send("Publish")


def submit(author: Counted) -> None:
    author.follow("Submit")
    holds_the_plan_and_nothing_else(author.download("Download the e-mail"))
    author.send("I sent it")
    expect(author.page.get_by_text("The submission is recorded")).to_be_visible()


def holds_the_plan_and_nothing_else(mail: bytes) -> None:
    message = cast(EmailMessage, message_from_bytes(mail, policy=policy.default))
    assert "@" in message["To"]
    assert message["Subject"]
    attached = list(message.iter_attachments())
    assert [one.get_content_type() for one in attached] == ["application/pdf"]
    assert attached[0].get_content().startswith(b"%PDF")


def assert_is_public(browser: Browser, site: Site, title: str) -> None:
    """Anybody finds it, without signing in."""
    with visiting(browser, site, None) as resident:
        resident.go("/wenbury/published/")
        resident.page.get_by_role("link", name=title).click()
        expect(resident.page.get_by_text(NEW_WORDS)).to_be_visible()
        assert resident.complaints == []


def test_every_press_and_every_page_is_counted(browser: Browser, site: Site):
    with at_work(browser, site, TWO_OFFICERS, "with a mouse") as author:
        author.open(site.address)
        author.follow("Start a plan")
        author.send("Start the plan")
        assert (len(author.screens), author.clicks, len(author.pages)) == (1, 2, 3)
