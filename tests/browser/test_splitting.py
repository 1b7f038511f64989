"""A paragraph split, joined and marked as ready: by keyboard alone, and without a script."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.browsing import AUTHOR, PHONE, WIDE, Site, visiting
from tests.browser.tour import NORTHMOOR


def paragraph(page: Page, number: int) -> Locator:
    return page.locator(".passage[id]").nth(number)


def press(one: Locator) -> None:
    """As somebody does who has no mouse."""
    one.focus()
    one.press("Enter")


def link(section: Locator, name: str) -> Locator:
    return section.get_by_role("link", name=name)


def more(section: Locator) -> Locator:
    """What unfolds the rest that may be done with a paragraph."""
    return section.locator("summary", has_text="More")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def say_why(page: Page | Locator) -> None:
    reason = page.get_by_label("Why this change?")
    if reason.count():
        reason.fill("As agreed")


def look(page: Page, screens: Path, name: str) -> None:
    for width, size in (("1280", WIDE), ("390", PHONE)):
        page.set_viewport_size(size)
        page.screenshot(path=screens / f"{name}-{width}.png", full_page=True)
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_one_is_split_joined_and_marked_by_keyboard_from_the_editor(
    browser: Browser, site: Site, screens: Path
):
    with visiting(browser, site, AUTHOR) as author:
        page = author.page
        author.go(NORTHMOOR + "page/")
        section, count = paragraph(page, 0), page.locator(".passage[id]").count()
        press(link(section, "Edit"))
        expect(section.locator(".here [contenteditable=true]")).to_be_focused()
        page.keyboard.press("Control+End")
        page.keyboard.type(" A sentence by keyboard. And another.")
        say_why(section)
        # What is typed is saved, and the place nearest to where one wrote is chosen.
        press(link(section, "Split it"))
        expect(page.locator("h1")).to_have_text("Split this paragraph")
        expect(page.get_by_label("Before “And another.”")).to_be_checked()
        look(page, screens, "split")
        say_why(page)
        press(button(page, "Split"))
        expect(paragraph(page, 1).locator(".words")).to_have_text("And another.")
        expect(page.locator(".passage[id]")).to_have_count(count + 1)

        press(more(paragraph(page, 0)))
        press(link(paragraph(page, 0), "Join with next"))
        expect(page.locator("h1")).to_have_text("Join two paragraphs")
        look(page, screens, "join")
        say_why(page)
        press(button(page, "Join them"))
        expect(paragraph(page, 0).locator(".words")).to_contain_text("by keyboard. And another.")
        expect(page.locator(".passage[id]")).to_have_count(count)

        press(page.get_by_role("link", name="Mark paragraphs as ready"))
        look(page, screens, "ready")
        # Whatever was ready before: none of them, then all.
        for name, said in (("No longer ready", ""), ("Mark as ready", "are marked as ready")):
            page.get_by_label("All of the introduction").focus()
            page.keyboard.press("Space")
            press(button(page, name))
            expect(page.locator(".govuk-notification-banner")).to_contain_text(said)
            expect(page.get_by_label("All of the introduction")).not_to_be_checked()
        assert author.complaints == []


def test_it_goes_without_a_script_too(browser: Browser, site: Site):
    with visiting(browser, site, AUTHOR) as signed_in:
        state = signed_in.page.context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(site.address + NORTHMOOR + "page/")
    section, count = paragraph(page, 0), page.locator(".passage[id]").count()
    link(section, "Edit").click()
    page.get_by_label("Text", exact=True).fill("The first. The second.")
    say_why(page)
    button(page, "Save").click()
    more(paragraph(page, 0)).click()
    link(paragraph(page, 0), "Split").click()
    page.get_by_label("Before “The second.”").check()
    say_why(page)
    button(page, "Split").click()
    expect(paragraph(page, 1).locator(".words")).to_have_text("The second.")
    more(paragraph(page, 0)).click()
    link(paragraph(page, 0), "Join with next").click()
    say_why(page)
    button(page, "Join them").click()
    expect(paragraph(page, 0).locator(".words")).to_have_text("The first. The second.")
    expect(page.locator(".passage[id]")).to_have_count(count)
    page.get_by_role("link", name="Mark paragraphs as ready").click()
    page.get_by_label("The first. The second.").check()
    button(page, "No longer ready").click()
    expect(page.locator("main")).to_contain_text("no")
    context.close()


def test_a_new_paragraph_that_was_left_is_offered_where_it_was_begun(browser: Browser, site: Site):
    with visiting(browser, site, AUTHOR) as author:
        page = author.page
        author.go(NORTHMOOR + "page/")
        link(paragraph(page, 0), "Add below").click()
        new = page.locator(".passage-new.is-open")
        expect(new.locator(".here [contenteditable=true]")).to_be_focused()
        page.keyboard.type("Begun and left.")
        new.get_by_role("link", name="Cancel").click()
        expect(page.locator("[data-told]").first).to_have_text("Closed")
        link(paragraph(page, 0), "Add below").click()
        expect(new).to_contain_text("Begun and left.")
        new.get_by_role("button", name="Throw it away").click()
        expect(page.get_by_text("thrown away")).to_be_visible()
