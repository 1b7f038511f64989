"""Back, then Save, saves nothing twice; and a page that was open while others added is saved."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.browsing import AUTHOR, Site, Visitor, visiting, written_in
from tests.browser.tour import NORTHMOOR

ONCE = "Words that a person saves, goes back from, and saves again."


@pytest.fixture(scope="module")
def author(browser: Browser, site: Site) -> Iterator[Visitor]:
    with visiting(browser, site, AUTHOR) as visitor:
        yield visitor


def save(page: Page) -> None:
    if page.locator("main [name=reason]").count() and not page.input_value("main [name=reason]"):
        page.locator("main [name=reason]").fill("As agreed")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()


def times(visitor: Visitor, words: str) -> int:
    visitor.go(f"{NORTHMOOR}read/")
    return visitor.page.locator("main").inner_text().count(words)


@pytest.mark.parametrize(
    ("address", "box"),
    [
        (f"{NORTHMOOR}introduction/add/paragraph/", "[name=body]"),
        (f"{NORTHMOOR}write/", "[name=new-introduction]"),
    ],
)
def test_what_was_saved_is_not_saved_again_by_going_back(author, address, box):
    page, words = author.page, f"{ONCE} {len(address)}"
    author.go(address)
    written_in(page.locator(box)).fill(words)
    save(page)
    assert times(author, words) == 1

    # Back over the page that was read to the one after saving, and over that to the form.
    page.go_back()
    page.go_back()
    assert page.locator(box).count() == 1
    shown = page.input_value(box)
    if shown:
        save(page)
    assert times(author, words) == 1, f"the box had {shown!r}"


def test_a_whole_plan_page_saves_after_somebody_else_added_a_paragraph(author, browser, site):
    page = author.page
    author.go(f"{NORTHMOOR}write/")
    box = page.locator("textarea[name^=passage-]").first
    written_in(box).fill("The author’s own change of these words.")
    with visiting(browser, site, AUTHOR) as colleague:
        colleague.go(f"{NORTHMOOR}introduction/add/paragraph/")
        added = "What a colleague added meanwhile."
        written_in(colleague.page.locator("[name=body]")).fill(added)
        save(colleague.page)
    save(page)

    assert page.url.endswith(NORTHMOOR)
    assert times(author, "The author’s own change of these words.") == 1
    assert times(author, "What a colleague added meanwhile.") == 1
