"""The plan's page in a browser: written in where it stands, beside a colleague, and by keyboard."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.browsing import AUTHOR, PHONE, Site, Visitor, visiting
from tests.browser.tour import NORTHMOOR


@pytest.fixture
def author(browser: Browser, site: Site) -> Iterator[Visitor]:
    with visiting(browser, site, AUTHOR) as visitor:
        visitor.go(NORTHMOOR + "page/")
        yield visitor


@pytest.fixture
def colleague(browser: Browser, site: Site) -> Iterator[Visitor]:
    """The same author at another desk: what is saved there is others' words here."""
    with visiting(browser, site, AUTHOR) as visitor:
        visitor.go(NORTHMOOR + "page/")
        yield visitor


def paragraph(page: Page, number: int) -> Locator:
    return page.locator(".passage[id]").nth(number)


def editor_in(section: Locator) -> Locator:
    return section.locator(".here [contenteditable=true]")


def save(section: Locator) -> None:
    reason = section.get_by_label("Why this change?")
    if reason.count():
        reason.fill("As agreed")
    section.get_by_role("button", name="Save", exact=True).click()
    expect(section.locator("[data-stash]")).to_contain_text("Saved ")


def test_a_paragraph_is_written_where_it_stands_and_the_rest_stays(author, screens):
    page, section = author.page, paragraph(author.page, 1)
    section.locator(".words").click()
    expect(editor_in(section)).to_be_focused()
    expect(section.locator(".words")).to_be_hidden()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Written where it stands.")
    for name, size in (("1280", page.viewport_size), ("390", PHONE)):
        page.set_viewport_size(size)
        page.screenshot(path=screens / f"page-open-{name}.png", full_page=True)
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    save(section)
    section.get_by_role("link", name="Go back").click()
    expect(section.locator(".words")).to_contain_text("Written where it stands.")
    expect(section.get_by_role("link", name="Edit")).to_be_focused()
    expect(page.locator("[data-told]").first).to_have_text("Closed")


def test_ctrl_and_s_saves_and_one_writes_on(author):
    page, section = author.page, paragraph(author.page, 1)
    section.locator(".words").click()
    expect(editor_in(section)).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Saved by a key.")
    section.get_by_label("Why this change?").fill("To try the key")
    editor_in(section).click()
    page.keyboard.press("Control+s")
    expect(section.locator("[data-stash]")).to_contain_text("Saved ")
    expect(editor_in(section)).to_be_focused()
    section.get_by_role("button", name="Keys").click()
    expect(section.get_by_role("group", name="Keys")).to_contain_text("Ctrl and S")


def test_it_goes_by_keyboard_alone(author):
    page, section = author.page, paragraph(author.page, 0)
    section.get_by_role("link", name="Edit").focus()
    page.keyboard.press("Enter")
    expect(editor_in(section)).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(" By keyboard.")
    save(section)
    section.get_by_role("link", name="Go back").focus()
    page.keyboard.press("Enter")
    expect(section.locator(".words")).to_contain_text("By keyboard.")


def test_what_a_colleague_saves_comes_in_beside_what_one_is_writing(author, colleague):
    page, mine = author.page, paragraph(author.page, 1)
    mine.locator(".words").click()
    expect(editor_in(mine)).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Mine, not saved")

    theirs = paragraph(colleague.page, 0)
    theirs.locator(".words").click()
    expect(editor_in(theirs)).to_be_focused()
    colleague.page.keyboard.press("Control+End")
    colleague.page.keyboard.type(" A colleague’s.")
    save(theirs)

    expect(paragraph(page, 0).locator(".words")).to_contain_text("A colleague’s.", timeout=60_000)
    expect(editor_in(mine)).to_contain_text("Mine, not saved")
    expect(editor_in(mine)).to_be_focused()
    page.keyboard.type(" yet.")
    save(mine)
    expect(paragraph(colleague.page, 1).locator(".words")).to_contain_text(
        "Mine, not saved yet.", timeout=60_000
    )


def test_what_is_closed_without_saving_is_kept_and_offered(author):
    page, section = author.page, paragraph(author.page, 1)
    section.locator(".words").click()
    expect(editor_in(section)).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Closed in a hurry.")
    section.get_by_role("link", name="Cancel").click()
    expect(section).to_contain_text("You typed something here that is not saved.")
    section.get_by_role("link", name="Edit").click()
    expect(section.get_by_text("and did not save it")).to_be_visible()
    section.get_by_role("button", name="Throw it away").click()
    author.go(NORTHMOOR + "page/")
    expect(section).not_to_contain_text("You typed something")


def test_a_paragraph_is_put_in_below_another(author):
    page, section = author.page, paragraph(author.page, 0)
    section.get_by_role("link", name="Add below").click()
    new = page.locator(".passage-new.is-open")
    expect(editor_in(new)).to_be_focused()
    page.keyboard.type("Put in between.")
    reason = new.get_by_label("Why this change?")
    if reason.count():
        reason.fill("As agreed")
    new.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/page/#passage-*")
    expect(paragraph(page, 1).locator(".words")).to_have_text("Put in between.")


def test_without_a_script_the_same_links_lead_to_the_paragraph_and_back(
    browser: Browser, site: Site
):
    with visiting(browser, site, AUTHOR) as signed_in:
        state = signed_in.page.context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(site.address + NORTHMOOR + "page/")
    section = paragraph(page, 1)
    section.get_by_role("link", name="Edit").click()
    page.get_by_label("Text", exact=True).fill("Written without a script.")
    if page.get_by_label("Why this change?").count():
        page.get_by_label("Why this change?").fill("As agreed")
    page.get_by_role("button", name="Save", exact=True).click()
    assert "/page/#passage-" in page.url
    expect(paragraph(page, 1).locator(".words")).to_have_text("Written without a script.")
    context.close()


WIDE = "Table: Spending by service and year, in millions of pounds\n" + "\n".join(
    f"| {' | '.join([name, *[amount] * 8])} |" if name else "|===|"
    for name, amount in (("Service", "2024/25"), ("", ""), ("Adult social care", "£1,240.1m"))
)


def test_a_table_is_put_in_and_scrolls_in_its_own_box_on_a_phone(author, screens):
    page, section = author.page, paragraph(author.page, 1)
    section.locator(".words").click()
    expect(editor_in(section)).to_be_focused()
    section.get_by_role("button", name="Table").click()
    section.get_by_label("The table, as it is typed").fill(WIDE)
    page.screenshot(path=screens / "page-table-typed.png", full_page=True)
    section.get_by_role("button", name="Put it in").click()
    save(section)
    page.screenshot(path=screens / "page-table-editor.png", full_page=True)
    section.get_by_role("link", name="Go back").click()
    box = section.get_by_role("region", name="Spending by service")
    expect(box.get_by_role("rowheader", name="Adult social care")).to_be_visible()
    for where in ("page/", "read/"):
        author.go(NORTHMOOR + where)
        for name, size in (("1280", {"width": 1280, "height": 900}), ("390", PHONE)):
            page.set_viewport_size(size)
            page.screenshot(path=screens / f"table-{where[:4]}-{name}.png", full_page=True)
            assert Axe().run(page).response["violations"] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_note_is_put_in_and_its_number_leads_to_it_beneath_the_theme(author, screens):
    page, section = author.page, paragraph(author.page, 1)
    section.locator(".words").click()
    expect(editor_in(section)).to_be_focused()
    page.keyboard.press("Control+End")
    section.get_by_role("button", name="Note", exact=True).click()
    section.get_by_label("Words of the note").fill("Net of **grant**, for one year.")
    page.screenshot(path=screens / "page-note-panel.png", full_page=True)
    section.get_by_role("button", name="Put it in").click()
    save(section)
    page.screenshot(path=screens / "page-note-editor.png", full_page=True)
    section.get_by_role("link", name="Go back").click()
    expect(section.locator(".plan-notes li")).to_have_text("Net of grant, for one year.")
    for where in ("page/", "read/"):
        author.go(NORTHMOOR + where)
        for name, size in (("1280", {"width": 1280, "height": 900}), ("390", PHONE)):
            page.set_viewport_size(size)
            page.screenshot(path=screens / f"note-{where[:4]}-{name}.png", full_page=True)
            assert Axe().run(page).response["violations"] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.locator("[role=doc-noteref]").click()
    note = page.locator("#note-1")
    expect(note).to_be_in_viewport()
    page.screenshot(path=screens / "note-target-390.png")
    note.locator("[role=doc-backlink]").click()
    assert page.url.endswith("#note-1-mark")
