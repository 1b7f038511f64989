"""A round in Word: three people send their files back, and each change comes in under its name."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.browser.browsing import AUTHOR, Site, Visitor, visiting
from tests.browser.walking import look_twice
from tests.plans.returned_files import OFFICE, through_office, tracked, untracked

TITLE, PLAN = "Round plan", "/northmoor/plans/round-plan/"
PEOPLE = "\n".join(
    f"{name}, {name.replace(' ', '.').lower()}@directors.example"
    for name in ("Director of Fleet", "Director of Homes", "Director of Parks")
)
TEXT = """Productivity Plan

1. How we have changed our services

1. We buy well. Members agreed it in May.

2. Four teams became one. It took a year.

2. Technology and data

1. We share one record of each home.
"""
CHECK, SEND = "Check it before it goes", "Make the files"


@pytest.fixture
def author(browser: Browser, site: Site) -> Iterator[Visitor]:
    with visiting(browser, site, AUTHOR) as visitor:
        yield visitor


def test_three_files_come_back_and_each_change_comes_in_under_its_name(author, screens, tmp_path):
    start(author)
    send(author, screens)
    files = [download(author, number) for number in (1, 2, 3)]
    bring_back(author, screens, sent_back(files, tmp_path))
    side_by_side(author, screens)
    accept_all_the_rest(author, screens)
    it_says_who(author, screens)
    assert author.complaints == []


def start(author: Visitor) -> None:
    page = author.page
    author.go("/northmoor/start/")
    page.get_by_label("Title").fill(TITLE)
    fill_day(page, timezone.localdate().year + 1)
    press(page, "Start the plan")
    page.get_by_label("Paste the text here").fill(TEXT)
    press(page, "Read it")
    press(page, "Save into the plan")


def send(author: Visitor, screens: Path) -> None:
    page = author.page
    author.go(PLAN)
    page.get_by_role("link", name="Rounds in Word").click()
    look_twice(page, "word-rounds", screens)
    page.get_by_role("button", name="Send a round in Word").click()
    page.get_by_label("Other people").fill(PEOPLE)
    fill_day(page, timezone.localdate().year + 1)
    page.get_by_label("I send the files myself").check()
    look_twice(page, "word-round-send", screens)
    press(page, CHECK)
    expect(page.locator("main")).to_contain_text("director.of.homes@directors.example")
    look_twice(page, "word-round-check", screens)
    press(page, SEND)
    expect(page.locator("h1")).to_have_text("Round 1 in Word")
    look_twice(page, "word-round", screens)
    page.get_by_role("link", name=re.compile("They will not answer")).first.click()
    look_twice(page, "word-copy-excuse", screens)


def download(author: Visitor, copy: int) -> bytes:
    address = f"{author.site.address}{PLAN}rounds/1/copies/{copy}/plan.docx"
    return author.page.context.request.get(address).body()


def sent_back(files: list[bytes], folder: Path) -> list[tuple[str, bytes]]:
    """One tracked with a comment, one untracked, one that LibreOffice saved where it is here.

    The first two change the same sentence.
    """
    fleet, homes, parks = files
    remark = ("We share one record", "Is it one?")
    marked = tracked(fleet, "Head of Fleet", ("in May", "in April"), comments=(remark,))
    typed = untracked(homes, ("in May", "in June"), ("each home", "each home and tenant"))
    saved = untracked(parks, ("It took a year.", "It took eleven months."))
    back = [("fleet.docx", marked), ("homes.docx", typed)]
    return [*back, ("parks.docx", through_office(saved, folder / "office"))] if OFFICE else back


def bring_back(author: Visitor, screens: Path, files: list[tuple[str, bytes]]) -> None:
    page = author.page
    author.go(f"{PLAN}rounds/1/")
    page.get_by_role("button", name="Bring in what came back").click()
    look_twice(page, "returned", screens)
    payload = [{"name": name, "mimeType": "application/zip", "buffer": one} for name, one in files]
    page.get_by_label("Which files came back?").set_input_files(payload)
    press(page, "See what they say")
    expect(page.locator("h1")).to_have_text("What came back")
    for number, (name, _) in enumerate(files):
        whose = page.get_by_role("group", name=f"Who returned “{name}”?")
        person = PEOPLE.splitlines()[number].partition(",")[0]
        expect(whose.get_by_label(person)).to_be_checked()
    expect(page.locator("main")).to_contain_text("Head of Fleet")
    look_twice(page, "returned-review", screens)
    press(page, "Bring them in")
    expect(page.locator("main")).to_contain_text(f"came in from {len(files)} files")
    author.go(f"{PLAN}rounds/1/")
    expect(page.locator(".govuk-tag", has_text="Answered")).to_have_count(len(files))
    look_twice(page, "word-round-answered", screens)


def side_by_side(author: Visitor, screens: Path) -> None:
    """Two would have another month: both are shown, and the author takes one."""
    page = author.page
    author.go(f"{PLAN}suggestions/")
    look_twice(page, "suggestions-of-a-round", screens)
    page.get_by_role("link", name="Paragraph 1 of theme 1, side by side").click()
    expect(page.locator("main")).to_contain_text("so they cannot all stand")
    for whose, words in (("Head of Fleet", "April"), ("Director of Homes", "June")):
        column = page.locator(".side-by-side section", has_text=f"{whose} (in Word)")
        expect(column.locator("ins")).to_contain_text(words)
    look_twice(page, "suggestions-beside", screens)
    page.get_by_label("What Head of Fleet (in Word) would have").check()
    press(page, "Settle it")
    expect(page.locator("main")).to_contain_text("Settled: 1 accepted, 1 refused.")


def accept_all_the_rest(author: Visitor, screens: Path) -> None:
    page = author.page
    author.go(f"{PLAN}suggestions/")
    page.get_by_label("For", exact=True).select_option(label="Theme 1")
    press(page, "Show")
    expect(page.locator("main")).not_to_contain_text("tenant")
    look_twice(page, "suggestions-of-a-theme", screens)
    author.go(f"{PLAN}suggestions/")
    while page.get_by_role("link", name=re.compile("^Accept")).count():
        page.get_by_role("link", name=re.compile("^Accept")).first.click()
        page.locator("main form[method=post] button[type=submit]").first.click()
        author.go(f"{PLAN}suggestions/")
    expect(page.locator("main")).to_contain_text("No suggestion is open.")


def it_says_who(author: Visitor, screens: Path) -> None:
    page = author.page
    author.go(f"{PLAN}read/")
    text = page.locator(".plan")
    for words in ("agreed it in April", "each home and tenant"):
        expect(text).to_contain_text(words)
    if OFFICE:
        expect(text).to_contain_text("It took eleven months.")
    author.go(f"{PLAN}suggestions/")
    page.locator("summary", has_text="Accepted or refused").click()
    for person in ("Head of Fleet", "Director of Homes", *(["Director of Parks"] * bool(OFFICE))):
        expect(page.locator("main")).to_contain_text(f"Suggested by {person} (in Word)")
    look_twice(page, "suggestions-answered", screens)
    author.go(f"{PLAN}comments/")
    expect(page.locator("main")).to_contain_text("Is it one?")
    expect(page.locator("main")).to_contain_text("Head of Fleet")


def fill_day(page: Page, year: int) -> None:
    for part, number in (("Day", 9), ("Month", 7), ("Year", year)):
        page.get_by_label(part).fill(str(number))


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
