"""A paragraph written in a browser: whatever goes wrong, what was typed stays, byte for byte."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.browsing import AUTHOR, CONTRIBUTOR, PHONE, Site, Visitor, visiting
from tests.browser.tour import NORTHMOOR

WORDS = "Typed “words” & <b>more</b>,\n\n- one\n- two 👩‍👩‍👧, £1m and {figure:none}"
BOX, NOTE = "textarea[name=body]", "[data-stash]"


@pytest.fixture
def author(browser: Browser, site: Site) -> Iterator[Visitor]:
    with visiting(browser, site, AUTHOR) as visitor:
        open_paragraph(visitor)
        yield visitor


def open_paragraph(visitor: Visitor) -> None:
    """The first paragraph of the introduction."""
    visitor.go(f"{NORTHMOOR}introduction/")
    address = visitor.page.locator("main a[href*='/passages/']").first.get_attribute("href")
    visitor.go(address or "")
    reason = visitor.page.locator("[name=reason]")
    if reason.count():
        reason.fill("As agreed")


def write(page: Page, words: str) -> None:
    """As an editor over the box does: the box has the words, and says so."""
    page.evaluate(
        """([box, words]) => {
            const found = document.querySelector(box);
            found.value = words;
            found.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        [BOX, words],
    )


def press_save(page: Page) -> None:
    page.evaluate(f"document.querySelector('{BOX}').form.requestSubmit()")


def typed(page: Page) -> str:
    return page.locator(BOX).input_value()


def stands(visitor: Visitor) -> str:
    """What a page that is opened anew has."""
    other = visitor.page.context.new_page()
    try:
        other.goto(visitor.page.url)
        return other.locator(BOX).input_value()
    finally:
        other.close()


def says(page: Page, words: str) -> None:
    expect(page.locator(NOTE)).to_contain_text(words)


def test_saved_is_said_once_it_is_so_and_again(author):
    for words in (f"{WORDS} 1", f"{WORDS} 2"):
        write(author.page, words)
        press_save(author.page)
        says(author.page, "Saved ")
        assert stands(author) == words
        author.page.evaluate(f"document.querySelector('{NOTE}').textContent = ''")
    assert typed(author.page) == words


def test_what_was_typed_and_not_saved_is_offered_on_coming_back(author, screens):
    page, words = author.page, f"{WORDS} left behind"
    write(page, words)
    says(page, "Kept for you at")
    address = page.url
    page.once("dialog", lambda dialog: dialog.accept())
    author.go(NORTHMOOR)
    page.get_by_role("link", name="You have words here that you had not saved").click()
    expect(page.locator("h1")).to_have_text("Words you had not saved")
    page.goto(address)
    for name, size in (("1280", page.viewport_size), ("390", PHONE)):
        page.set_viewport_size(size)
        page.screenshot(path=screens / f"unsaved-{name}.png", full_page=True)
    page.get_by_role("button", name="Take it").click()
    assert typed(page) == words
    if page.locator("[name=reason]").count():
        page.locator("[name=reason]").fill("As agreed")
    press_save(page)
    says(page, "Saved ")
    assert stands(author) == words
    page.reload()
    assert page.get_by_text("and did not save it").count() == 0


def test_what_is_typed_is_kept_when_the_page_is_left_at_once(author):
    page, words = author.page, f"{WORDS} left at once"
    write(page, words)
    address = page.url
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    # A beacon is sent in its own time: a busy server may have the page before the words.
    for _ in range(20):
        page.goto(address)
        if page.get_by_text("and did not save it").count():
            break
        page.wait_for_timeout(250)
    expect(page.get_by_text("and did not save it")).to_be_visible()
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_text("thrown away")).to_be_visible()


def saved_after(author: Visitor, words: str) -> None:
    assert typed(author.page) == words
    press_save(author.page)
    says(author.page, "Saved ")
    assert stands(author) == words


def test_who_is_signed_out_signs_in_again_and_the_save_goes_through(author, site):
    """The session ends, and with the new one comes another token."""
    page, words = author.page, f"{WORDS} signed out"
    write(page, words)
    page.context.clear_cookies()
    press_save(page)
    says(page, "Your words are still here")
    assert typed(page) == words
    other = page.context.new_page()
    site.sign_in(other, AUTHOR)
    other.close()
    saved_after(author, words)


def test_a_save_without_a_network_is_made_once_there_is_one(author):
    page, words = author.page, f"{WORDS} no network"
    write(page, words)
    page.context.set_offline(True)
    press_save(page)
    says(page, "cannot be reached")
    page.context.set_offline(False)
    saved_after(author, words)


def test_a_save_that_the_server_fails_is_made_once_it_answers(author):
    """As when the database is away: the page is answered with an error."""
    page, words = author.page, f"{WORDS} no database"

    def fail(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=503, body="<!doctype html><p>Away</p>")
        else:
            route.continue_()

    write(page, words)
    page.route("**/passages/**", fail)
    press_save(page)
    says(page, "cannot be reached")
    page.unroute("**/passages/**")
    saved_after(author, words)


def test_where_somebody_else_signed_in_meanwhile_nothing_is_saved_in_their_name(author, site):
    page, words = author.page, f"{WORDS} somebody else"
    before = stands(author)
    write(page, words)
    page.context.clear_cookies()
    other = page.context.new_page()
    site.sign_in(other, CONTRIBUTOR)
    press_save(page)
    says(page, "Not saved")
    assert typed(page) == words
    other.close()
    page.context.clear_cookies()
    other = page.context.new_page()
    site.sign_in(other, AUTHOR)
    other.close()
    assert stands(author) == before


def test_two_edits_of_one_sentence_are_asked_and_the_rest_is_saved(author, site, browser, screens):
    page = author.page
    write(page, "We open centres. Members agreed it.")
    press_save(page)
    says(page, "Saved ")
    with visiting(browser, site, AUTHOR) as second:
        open_paragraph(second)
        write(second.page, "They open centres. All members agreed it.")
        press_save(second.page)
        says(second.page, "Saved ")
    write(page, "You open centres. Members agreed it.")
    with page.expect_navigation():
        press_save(page)
    expect(page.locator("h1")).to_have_text("This has changed since you opened it")
    for name, size in (("1280", page.viewport_size), ("390", PHONE)):
        page.set_viewport_size(size)
        page.screenshot(path=screens / f"asked-{name}.png", full_page=True)
    page.locator("input[name=keep-0][value=mine]").check()
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()
    open_paragraph(author)
    assert typed(page) == "You open centres. All members agreed it."
