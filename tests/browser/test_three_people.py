"""Three people write one plan at once, one of them without an account: nothing is lost."""

import re
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.browsing import (
    AUTHOR,
    CONTRIBUTOR,
    MONITORING_OFFICER,
    Site,
    Visitor,
    visiting,
    written_in,
)
from tests.browser.walking import look_twice

TITLE, PLAN = "Together plan", "/northmoor/plans/together-plan/"
NAME, PARTNER = "Head of fleet, Partner", "head.of.fleet@partner.example"
KEY, CODE = r"https?://[^\s/]+(/guest/key/\S+)", r"\b(\d{6})\b"
TEXT = """Productivity Plan

1. How we have changed our services

1. We buy well. Members agreed it.

2. Four teams became one. It took a year.

2. Technology and data

1. We share one record of each home.
"""
LATER = TEXT.replace("It took a year.", "It took eleven months.")


@pytest.fixture
def author(browser: Browser, site: Site) -> Iterator[Visitor]:
    with visiting(browser, site, AUTHOR) as visitor:
        yield visitor


def test_three_people_write_one_plan_and_nothing_is_lost(author, browser, site, screens):
    start(author, TEXT)
    give_to_somebody_with_an_account(author)
    how_many = "We share one record", "Say how many homes."
    link = send_to_somebody_without_one(author, site, screens, *how_many)
    with visiting(browser, site, None) as guest:
        by_a_link(guest, link, site, screens)
    theme = send_to_somebody_without_one(author, site, screens, "Cutting wasteful", "What else?")
    with visiting(browser, site, None) as guest:
        by_a_link_to_a_theme(guest, theme, site, screens)
    with visiting(browser, site, CONTRIBUTOR) as contributor:
        while_the_author_has_the_page_open(author, contributor)
    with visiting(browser, site, MONITORING_OFFICER) as officer:
        comment_and_suggest(officer)
    accept_what_is_suggested(author, screens)
    settle_a_conflict(author, browser, site)
    save_after_a_lost_session(author, site)
    merge_a_second_text(author, LATER, screens)
    with visiting(browser, site, None) as guest:
        take_the_link_back(author, guest, link, site, screens)
    nothing_is_lost(author)


def start(author: Visitor, text: str) -> None:
    page = author.page
    author.go("/northmoor/start/")
    page.get_by_label("Title").fill(TITLE)
    for part, number in (("Day", 9), ("Month", 7), ("Year", timezone.localdate().year + 1)):
        page.get_by_label(part).fill(str(number))
    press(page, "Start the plan")
    page.get_by_label("Paste the text here").fill(text)
    press(page, "Read it")
    press(page, "Save into the plan")
    author.go(PLAN + "page/")
    expect(page.locator(".passage[id] .words")).to_have_count(3)


def give_to_somebody_with_an_account(author: Visitor) -> None:
    section = paragraph(author.page, "Four teams")
    open_here(section)
    section.get_by_label("Who is to write it").select_option("Contributor, Northmoor")
    save(section)


def send_to_somebody_without_one(
    author: Visitor, site: Site, screens: Path, what: str, asked: str
) -> str:
    """The link, as the e-mail has it."""
    page, before = author.page, all_in_mail(site, KEY)
    author.go(PLAN + "who/")
    page.get_by_role("link", name="somebody without an account").first.click()
    page.get_by_label("Their name").fill(NAME)
    page.get_by_label("Their e-mail address").fill(PARTNER)
    choose(page.get_by_label("What does the link open?"), what)
    page.get_by_label("What is asked of them").fill(asked)
    look_twice(page, "guest-send", screens)
    press(page, "Send them the link")
    expect(page.locator("main")).to_contain_text("The link is on its way")
    return in_mail(site, KEY, but=before)


def by_a_link(guest: Visitor, link: str, site: Site, screens: Path) -> None:
    page = guest.page
    guest.go(link)
    look_twice(page, "guest-link", screens)
    let_in(page, site, screens)
    expect(page.locator("main")).to_contain_text("Say how many homes.")
    look_twice(page, "guest-passage", screens)
    words = page.get_by_label("Text", exact=True)
    written_in(words).fill("We share one record of each home: 41,200 of them.")
    page.get_by_label("Ready: nothing more to write here").check()
    press(page, "Save")
    expect(page.get_by_text(re.compile(r"^Saved \d\d:\d\d"))).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("link", name="Comments on it").click()
    look_twice(page, "guest-comment", screens)
    guest.go(PLAN)
    expect(page.locator("main")).not_to_contain_text("We buy well")


def by_a_link_to_a_theme(guest: Visitor, link: str, site: Site, screens: Path) -> None:
    page = guest.page
    guest.go(link)
    let_in(page, site, screens)
    look_twice(page, "guest-part", screens)
    with page.expect_navigation():
        page.get_by_role("button", name="Add a paragraph").click()
    look_twice(page, "guest-add", screens)
    words = page.get_by_label("Text", exact=True)
    written_in(words).fill("Nothing is thrown away that somebody can use.")
    press(page, "Save")
    expect(page.get_by_text("Your paragraph is saved.")).to_be_visible()
    with page.expect_navigation():
        press(page, "Sign out")
    look_twice(page, "guest-left", screens)


def let_in(page: Page, site: Site, screens: Path) -> None:
    before = all_in_mail(site, CODE)
    with page.expect_navigation():
        press(page, "Send me a code")
    look_twice(page, "guest-code", screens)
    page.get_by_label("Code").fill(in_mail(site, CODE, but=before))
    with page.expect_navigation():
        press(page, "Go on")


def while_the_author_has_the_page_open(author: Visitor, contributor: Visitor) -> None:
    """Each writes in a paragraph of their own; the author sees the other's words come in."""
    page = author.page
    author.go(PLAN + "page/")
    expect(paragraph(page, "41,200 of them")).to_be_visible()
    mine = paragraph(page, "We buy well")
    open_here(mine)
    page.keyboard.press("Control+End")
    page.keyboard.type(" Nothing is bought twice.")
    theirs = contributor.page
    contributor.go("/")
    given = theirs.locator("main li", has_text=TITLE)
    given.get_by_role("link", name=re.compile("Four teams")).click()
    theirs.locator("main [contenteditable=true]").click()
    retype(theirs, "Five teams became one. It took a year.")
    theirs.get_by_role("button", name="Save", exact=True).click()
    expect(theirs.locator("[data-stash]")).to_contain_text("Saved ")
    expect(paragraph(page, "Five teams")).to_be_visible(timeout=60_000)
    save(mine)


def comment_and_suggest(officer: Visitor) -> None:
    page = officer.page
    officer.go(PLAN)
    page.locator(".govuk-task-list a", has_text=re.compile("^1\\. ")).click()
    section = paragraph(page, "We buy well")
    section.get_by_role("link", name="Comment").click()
    page.get_by_label("Your comment").fill("Who agreed it?")
    page.locator("main form[method=post] button[type=submit]").first.click()
    officer.go(PLAN)
    page.locator(".govuk-task-list a", has_text=re.compile("^1\\. ")).click()
    paragraph(page, "We buy well").get_by_role("link", name="Suggest other words").click()
    box = page.get_by_label("The words as you would have them", exact=True)
    written_in(box).fill("We buy well. The Cabinet agreed it. Nothing is bought twice.")
    press(page, "Suggest these words")
    expect(page.locator("main ins").first).to_be_visible()


def accept_what_is_suggested(author: Visitor, screens: Path) -> None:
    page = author.page
    author.go(PLAN + "page/")
    expect(paragraph(page, "We buy well")).to_contain_text("1 open comment")
    author.go(PLAN + "suggestions/")
    look_twice(page, "suggestions", screens)
    page.get_by_role("link", name="Accept", exact=False).first.click()
    look_twice(page, "suggestion-accept", screens)
    page.locator("main form[method=post] button[type=submit]").first.click()
    author.go(PLAN + "page/")
    expect(paragraph(page, "The Cabinet agreed it.")).to_be_visible()


def settle_a_conflict(author: Visitor, browser: Browser, site: Site) -> None:
    """At another desk the same sentence is changed; both texts are shown, and one is kept."""
    page, section = author.page, paragraph(author.page, "41,200 of them")
    open_here(section)
    with visiting(browser, site, AUTHOR) as desk:
        desk.go(PLAN + "page/")
        other = paragraph(desk.page, "41,200 of them")
        open_here(other)
        retype(desk.page, "We share one record of each home: 42,000 of them.")
        save(other)
    retype(page, "We share one record of each home: 41,900 of them.")
    section.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("h1")).to_have_text("This has changed since you opened it")
    expect(page.locator("main")).to_contain_text("42,000")
    expect(page.locator("main")).to_contain_text("41,900")
    page.locator("input[name=keep-0][value=mine]").check()
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/page/#passage-*")
    expect(paragraph(page, "41,900 of them")).to_be_visible()


def save_after_a_lost_session(author: Visitor, site: Site) -> None:
    page, section = author.page, paragraph(author.page, "Five teams")
    open_here(section)
    page.keyboard.press("Control+End")
    page.keyboard.type(" Nobody was sent away.")
    page.context.clear_cookies()
    section.get_by_role("button", name="Save", exact=True).click()
    expect(section.locator("[data-stash]")).to_contain_text("Your words are still here")
    other = page.context.new_page()
    site.sign_in(other, AUTHOR)
    other.close()
    save(section)


def merge_a_second_text(author: Visitor, text: str, screens: Path) -> None:
    """Of the directors' copy only what differs is offered; what was written since stays."""
    page = author.page
    author.go(PLAN + "import/")
    page.get_by_label("Paste the text here").fill(text)
    press(page, "Read it")
    look_twice(page, "second-import", screens)
    page.get_by_label(re.compile("^Merge|^Take what differs", re.I)).check()
    page.locator("main form[method=post] button[type=submit]").last.click()
    expect(page.locator("h1")).to_have_text("Take what differs")
    look_twice(page, "merge", screens)
    row = page.locator("label", has=page.locator("ins", has_text="eleven")).first
    row.click()
    press(page, "Save what is ticked into the plan")
    author.go(PLAN + "page/")
    expect(paragraph(page, "eleven months")).to_be_visible()


def take_the_link_back(
    author: Visitor, guest: Visitor, link: str, site: Site, screens: Path
) -> None:
    page = author.page
    author.go(PLAN + "who/")
    row = page.get_by_role("row").filter(has_text="We share one record")
    row.get_by_role("link", name=re.compile("^Take .*back")).click()
    look_twice(page, "guest-take-back", screens)
    press(page, "Take the link back")
    guest.go(link)
    look_twice(guest.page, "guest-nothing", screens)
    assert guest.page.get_by_role("button", name="Send me a code").count() == 0


def nothing_is_lost(author: Visitor) -> None:
    author.go(PLAN + "read/")
    page = author.page.locator(".plan")
    for words in (
        "The Cabinet agreed it. Nothing is bought twice.",
        "eleven months",
        "We share one record of each home: 41,900 of them.",
        "Nothing is thrown away that somebody can use.",
    ):
        expect(page).to_contain_text(words)
    author.go(PLAN + "history/")
    history = author.page.locator("main")
    for person in ("Contributor, Northmoor", NAME, "Report author"):
        expect(history).to_contain_text(person)


def paragraph(page: Page, words: str) -> Locator:
    return page.locator(".passage[id]", has=page.locator(".words", has_text=words))


def open_here(section: Locator) -> None:
    """By its number, for the words are gone from sight once it is open."""
    section.locator(".words").click()
    expect(section.locator(".here [contenteditable=true]")).to_be_focused()


def retype(page: Page, words: str) -> None:
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def save(section: Locator) -> None:
    section.get_by_role("button", name="Save", exact=True).click()
    expect(section.locator("[data-stash]")).to_contain_text("Saved ")


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def choose(select: Locator, words: str) -> None:
    value = select.locator("option", has_text=words).first.get_attribute("value")
    select.select_option(value)


def in_mail(site: Site, what: str, *, but: set[str]) -> str:
    """What a new e-mail to the partner says that looks like this; it is sent in its time."""
    for _ in range(600):
        if found := all_in_mail(site, what) - but:
            return found.pop()
        time.sleep(0.5)
    raise AssertionError(f"No e-mail has {what}")


def all_in_mail(site: Site, what: str) -> set[str]:
    found: set[str] = set()
    for path in (site.var / "mail").glob("*"):
        for raw in path.read_bytes().split(b"-" * 79):
            mail = message_from_bytes(raw.lstrip(), policy=default)
            body = mail.get_body(("plain",)) if PARTNER in str(mail["To"]) else None
            found |= set(re.findall(what, body.get_content())) if body else set()
    return found
