"""From pasted text to the plan on paper, as a report author does it, in a real browser."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.browsing import AUTHOR, MONITORING_OFFICER, Site, Visitor, visiting
from tests.browser.chamber import save_words
from tests.browser.texts import OWN

SEED = Path(__file__).parents[3] / "shared" / "seeds" / "000_0c19511977c8d588.txt"
TITLE = "Journey plan"
PLAN = "/northmoor/plans/journey-plan/"


@pytest.fixture(scope="module")
def author(browser: Browser, site: Site) -> Iterator[Visitor]:
    with visiting(browser, site, AUTHOR) as visitor:
        yield visitor
        assert visitor.complaints == []


@pytest.fixture(scope="module")
def officer(browser: Browser, site: Site) -> Iterator[Visitor]:
    with visiting(browser, site, MONITORING_OFFICER) as visitor:
        yield visitor
        assert visitor.complaints == []


def text_to_paste() -> str:
    return SEED.read_text("utf-8") if SEED.exists() else OWN


def test_the_journey_goes_with_a_council_s_real_text():
    if not SEED.exists():
        pytest.skip("SEED TEXT ABSENT: the journey goes with a short text of our own")
    assert len(text_to_paste()) > 20_000


def test_from_pasted_text_to_the_plan_on_paper(author, officer):
    start_a_plan(author.page, author)
    bring_the_text_in(author.page)
    write_on_one_page(author.page)
    settle_the_questions(author.page, author)
    make_a_version(author.page, author)
    paper = pdf_of(author.page)
    reads_well(paper)
    change_and_compare(author.page, author)
    history_tells_who_changed_what(officer)


def start_a_plan(page: Page, author: Visitor) -> None:
    author.go("/northmoor/")
    press(page, "Start a plan")
    page.get_by_label("Title").fill(TITLE)
    for part, number in zip(("Day", "Month", "Year"), meeting(), strict=True):
        page.get_by_label(part).fill(str(number))
    press(page, "Start the plan")
    expect(page.locator("h1")).to_have_text("Paste or upload your text")


def meeting() -> tuple[int, int, int]:
    return 9, 7, timezone.localdate().year + 1


def bring_the_text_in(page: Page) -> None:
    page.get_by_label("Paste the text here").fill(text_to_paste())
    press(page, "Read it")
    expect(page.locator("h1")).to_have_text("Check where every line goes")
    page.get_by_text("Every line, and where it goes").click()
    lines = [line for line in text_to_paste().splitlines() if line.strip()]
    assert f"{len(lines)} lines with words" in page.locator("main").inner_text()
    assert page.locator(".lines").first.locator("tbody tr").count() == len(lines)
    if SEED.exists():
        rows = page.locator("main table").first.locator("tbody tr").all_inner_texts()
        counts = [re.search(r"(\d+)\s+\d+$", row)[1] for row in rows]  # type: ignore[index]
        assert counts[-4:] == ["6", "4", "8", "2"]
    press(page, "Save into the plan")


def write_on_one_page(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("Write the whole plan")
    page.get_by_label("Paragraph 1", exact=True).first.fill("We wrote this paragraph anew.")
    page.get_by_label("Add to the introduction", exact=True).fill("What this plan is for.")
    press(page, "Save the plan")
    expect(page.locator("h1")).to_have_text(TITLE)


def settle_the_questions(page: Page, author: Visitor) -> None:
    """A paragraph answers a question and is ready; what else its theme asks is covered at once."""
    page.locator(".govuk-task-list a", has_text=re.compile("^1\\. ")).click()
    page.get_by_role("link", name=re.compile("^Edit “We wrote|^Edit.*wrote this")).click()
    page.get_by_label("Ready: nothing more to write here").check()
    page.get_by_text("Questions it answers", exact=True).click()
    page.get_by_label(re.compile("^1\\.1 ")).check()
    save_words(page)
    author.go(PLAN + "questions/")
    page.get_by_role("button", name=re.compile("^Cover 7 open questions at theme level")).click()
    expect(page.get_by_text("7 questions covered at theme level.")).to_be_visible()


def make_a_version(page: Page, author: Visitor) -> None:
    author.go(PLAN + "versions/")
    press(page, "Make a version")
    page.get_by_label("Why now?").fill("For the directors")
    press(page, "Make a version")
    expect(page.get_by_text("Version 1 is made. It will never change.")).to_be_visible()


def pdf_of(page: Page) -> bytes:
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download as PDF").click()
    return Path(coming.value.path()).read_bytes()


def reads_well(paper: bytes) -> None:
    assert paper.startswith(b"%PDF")
    pages = PdfReader(BytesIO(paper)).pages
    words = " ".join(" ".join(one.extract_text() for one in pages).split())
    assert "We wrote this paragraph anew." in words
    assert len(pages) >= (3 if SEED.exists() else 1)


def change_and_compare(page: Page, author: Visitor) -> None:
    author.go(PLAN + "write/")
    page.get_by_label("Paragraph 1", exact=True).first.fill("We wrote this paragraph again.")
    press(page, "Save the plan")
    page.get_by_role("link", name="What changed since version 1").click()
    marked = page.locator(".comparison .compared")
    expect(marked).to_have_count(1)
    expect(marked.locator("del")).to_contain_text("anew")
    expect(marked.locator("ins")).to_contain_text("again")


def history_tells_who_changed_what(officer: Visitor) -> None:
    page: Any = officer.page
    officer.go(PLAN)
    page.get_by_role("link", name="History", exact=True).last.click()
    newest = page.locator(".history tbody tr").first
    expect(newest).to_contain_text("Report author")
    newest.get_by_role("link").click()
    expect(page.locator("main del").first).to_contain_text("anew")
    expect(page.locator("main ins").first).to_contain_text("again")


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
