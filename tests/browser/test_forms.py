"""Forms under a person's hands: refused with links that lead somewhere, by keyboard, scriptless."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import walking
from tests.browser.browsing import AUTHOR, PHONE, TWO_OFFICERS, Site, Visitor, visiting, written_in
from tests.browser.chamber import choose
from tests.browser.spoiling import is_refused
from tests.browser.texts import OWN
from tests.browser.tour import NORTHMOOR
from tests.browser.walking import Seen

# What cannot be refused, for nothing in it can be wrong, or refusing it would sign somebody out.
NEVER_REFUSED = re.compile(
    r"account_|mfa_|commission_copy|questions|version_make|member$|move_start_monitoring"
    r"|suggestions?_(accept|refuse)"
)

CLIPBOARD = """async () => {
  const [item] = await navigator.clipboard.read();
  const words = item.types.map(async (type) => [type, await (await item.getType(type)).text()]);
  return Object.fromEntries(await Promise.all(words));
}"""


@pytest.fixture(scope="module")
def policy_manager(browser: Browser, site: Site) -> Iterator[Visitor]:
    with visiting(browser, site, TWO_OFFICERS) as visitor:
        yield visitor


def test_every_error_summary_leads_to_boxes(tour_of_the_site, browser, site):
    refused: list[str] = []
    for person, forms in by_person(tour_of_the_site[0]).items():
        with visiting(browser, site, person) as visitor:
            refused += [one.name for one in forms if is_refused(visitor, one)]
            assert visitor.complaints == []
    assert len(refused) >= 20, refused


def by_person(seen: list[Seen]) -> dict[str | None, list[Seen]]:
    forms = [one for one in seen if one.has_form and not NEVER_REFUSED.match(one.name)]
    people = {one.person for one in forms}
    return {person: [one for one in forms if one.person == person] for person in people}


def test_the_work_goes_by_keyboard_alone(browser, site):
    with visiting(browser, site, None) as visitor:
        page = visitor.page
        visitor.go("/account/login/")
        tab_to(page, "Skip to main content")
        page.keyboard.press("Enter")
        tab_to(page, "E-mail address")
        page.keyboard.type(AUTHOR)
        tab_to(page, "Password")
        page.keyboard.type(site.password)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site.address}/")
        follow(page, "Northmoor Council Productivity Plan 2024/25")
        follow(page, "2. Technology and data")
        follow(page, re.compile("^Edit +“"))
        tab_to(page, "Text")
        page.keyboard.press("Control+End")
        page.keyboard.type(" More by keyboard.")
        if page.get_by_label("Why this change?").count():
            tab_to(page, "Why this change?")
            page.keyboard.type("To try it")
        tab_to(page, "Save")
        page.keyboard.press("Enter")
        expect(page.locator("[data-stash]")).to_contain_text("Saved ")
        follow(page, "Go back")
        expect(page.get_by_text("More by keyboard.")).to_be_visible()
        assert visitor.complaints == []


def tab_to(page: Page, name: str | re.Pattern[str]) -> None:
    """Press Tab until the focus is on what has this name, and can be seen to be there."""
    wanted = page.get_by_role("link", name=name, exact=isinstance(name, str))
    wanted = wanted.or_(page.get_by_role("button", name=name, exact=isinstance(name, str)))
    wanted = wanted.or_(page.get_by_label(name, exact=isinstance(name, str))).first
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            style = "one => [getComputedStyle(one).outlineStyle, getComputedStyle(one).boxShadow]"
            assert wanted.evaluate(style) != ["none", "none"], name
            return
    raise AssertionError(f"Tab does not lead to {name} on {page.url}")


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_the_work_goes_without_scripts(browser, site, policy_manager):
    with visiting(browser, site, TWO_OFFICERS, java_script_enabled=False) as visitor:
        page = visitor.page
        visitor.go("/wenbury/start/")
        page.get_by_label("Title").fill("Plan without scripts")
        press(page, "Start the plan")
        page.get_by_label("Paste the text here").fill(OWN)
        press(page, "Read it")
        press(page, "Save into the plan")
        page.get_by_label("Paragraph 1", exact=True).first.fill("Written without scripts.")
        press(page, "Save the plan")
        page.get_by_role("link", name="Settings of the plan").click()
        page.get_by_label("Title").fill("")
        press(page, "Save")
        expect(page.locator(".govuk-error-summary")).to_contain_text("Enter")
        visitor.go("/wenbury/plans/plan-without-scripts/versions/make/")
        press(page, "Make a version")
        expect(page.get_by_text("Written without scripts.")).to_be_visible()
        with page.expect_download() as coming:
            page.get_by_role("link", name="Download as PDF").click()
        assert coming.value.path().read_bytes().startswith(b"%PDF")


def test_a_page_out_of_date_shows_both_texts(browser, site, screens):
    """Two windows, one paragraph: the second to save sees both, settles them, and is saved."""
    with (
        visiting(browser, site, AUTHOR) as first,
        visiting(browser, site, AUTHOR) as second,
    ):
        first.go(NORTHMOOR)
        first.page.get_by_role("link", name="3. Reducing wasteful spending").click()
        first.page.get_by_role("link", name=re.compile("^Edit +“")).last.click()
        second.go(first.path)
        write(first.page, "The first window’s words.")
        expect(first.page.locator("[data-stash]")).to_contain_text("Saved ")
        write(second.page, "The second window’s words.")
        expect(second.page.locator("h1")).to_have_text("This has changed since you opened it")
        look = walking.look(second, "409", 409, screens)
        assert look.faults == ()
        assert look.width_on_a_phone == PHONE["width"]
        shown = second.page.locator(".whole-text").all_inner_texts()
        assert [words.strip() for words in shown] == [
            "The second window’s words.",
            "The first window’s words.",
        ]
        choose(second.page, "keep-0", "own")
        written_in(second.page.locator("[name='own-0']")).fill("Both windows’ words.")
        press(second.page, "Save")
        expect(second.page.get_by_text("Both windows’ words.", exact=True)).to_be_visible()
        assert first.complaints + second.complaints == []


def write(page: Page, words: str) -> None:
    written_in(page.get_by_label("Text", exact=True)).fill(words)
    if page.get_by_label("Why this change?").count():
        page.get_by_label("Why this change?").fill("To try it")
    press(page, "Save")


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def test_a_paper_is_copied_whole_by_a_button_and_by_a_click(browser, site):
    address = f"{NORTHMOOR}decisions/1/copy/"
    with visiting(browser, site, AUTHOR) as visitor:
        page = visitor.page
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.address)
        visitor.go(address)
        page.get_by_role("button", name="Copy", exact=True).click()
        expect(page.get_by_role("status").first).to_have_text("Copied.")
        copied = page.evaluate(CLIPBOARD)
        assert copied["text/html"].count("<h2>") >= 5
        assert not re.search(r"<[^>]*\b(class|style|id)=", copied["text/html"])
        assert copied["text/plain"] == page.get_by_label("The words alone").input_value()
        expect(page.get_by_text("Click anywhere in the box")).to_be_hidden()
        assert visitor.complaints == []
    with visiting(browser, site, AUTHOR, java_script_enabled=False) as visitor:
        page = visitor.page
        visitor.go(address)
        expect(page.get_by_role("button", name="Copy", exact=True)).to_be_hidden()
        expect(page.get_by_text("Click anywhere in the box")).to_be_visible()
        page.locator("#formatted p").first.click()
        assert page.evaluate("getSelection().toString()").count("\n") > 10
