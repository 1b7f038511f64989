"""The editor over a long text, under a person's hands: keys, buttons, figures, pastes, ways out."""

import json
import re

import pytest
from playwright.sync_api import expect

from plans.forms.base import RichTextField
from tests.govuk.test_scripts import (  # noqa: F401
    SITE,
    Paragraph,
    Site,
    box,
    chromium,
    leaving_is_asked_about,
    page,
)

pytestmark = pytest.mark.browser

FIGURES = {
    "figures": [
        {"name": "saved", "label": "Saved so far", "printed": "£96.4m"},
        {"name": "staff", "label": "Agency staff", "printed": "65 people"},
    ],
    "add": "/figures/add/",
}
# Typed by hand; some of it would be written otherwise.
ODD = "* one\n* two\n\n2019. We saved  **£5m**\nby {figure:saved}.\n\n\n1. a\n2. b\n   - in"
PASTE = """([html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, cancelable: true, bubbles: true }));
}"""


@pytest.fixture
def site():
    """A page that lists figures beside its form."""
    site = Site()
    drawn = site.html
    listed = f'<script id="figures" type="application/json">{json.dumps(FIGURES)}</script>'
    site.html = lambda: drawn().replace("</head>", f"{listed}</head>")
    return site


def editor(page):  # noqa: F811
    return page.get_by_role("textbox", name="Paragraph")


def held(page):  # noqa: F811
    """What the form would send."""
    return page.locator("textarea[name=body]").input_value()


def open_with(page, site, words):  # noqa: F811
    site.form = Paragraph({"body": words})
    page.goto(SITE + "/")
    page.wait_for_selector(".editor")


def write(page, *keys):  # noqa: F811
    """Words are typed; what begins with a colon is a key."""
    editor(page).focus()
    for key in keys:
        page.keyboard.press(key[1:]) if key.startswith(":") else page.keyboard.type(key)


def said(page):  # noqa: F811
    return page.locator(".toolbar__status").inner_text().strip()


@pytest.mark.parametrize(
    ("keys", "source"),
    [
        (("Plain words.",), "Plain words."),
        (("One", ":Enter", "Two"), "One\n\nTwo"),
        (("One", ":Shift+Enter", "Two"), "One\nTwo"),
        (("A ", ":Control+b", "bold", ":Control+b", " word"), "A **bold** word"),
        (("- one", ":Enter", "two"), "- one\n- two"),
        (("a. one", ":Enter", "two"), "a. one\nb. two"),
        (("- one", ":Enter", "in", ":Tab", ":Enter", ":Shift+Tab", "out"), "- one\n  - in\n- out"),
        (("- one", ":Enter", ":Enter", "After"), "- one\n\nAfter"),
        (("- one", ":Home", ":Backspace"), "one"),
        (("We **act** now",), "We **act** now"),
        (("{figure:saved} in all",), "{figure:saved} in all"),
        (("2019. We began",), "2019. We began"),
        (("One ", ":Shift+Enter", "- not a list"), "One\n\\- not a list"),
        (("gone", ":Control+z"), ""),
        (("back", ":Control+z", ":Control+y"), "back"),
        (("**", ":Control+z", "*x", "\\* y"), "*x\\\\* y"),
    ],
)  # fmt: skip
def test_what_is_typed_is_in_the_form_at_once(page, keys, source):  # noqa: F811
    write(page, *keys)

    assert held(page) == source


def test_each_button_does_what_its_key_does_and_says_so(page):  # noqa: F811
    write(page, "words", ":Control+a")
    for button, source, words in [
        ("Bold", "**words**", "Bold on"),
        ("Bold", "words", "Bold off"),
        ("Bullets", "- words", "Bullets on"),
        ("a. b. c.", "a. words", "Lettered list on"),
        ("a. b. c.", "words", "Lettered list off"),
        ("Undo", "a. words", "Undone"),
        ("Redo", "words", "Done again"),
    ]:
        page.get_by_role("button", name=button, exact=True).click()
        assert (held(page), said(page)) == (source, words)
        expect(editor(page)).to_be_focused()


def test_a_button_shows_whether_its_style_is_on(page):  # noqa: F811
    bold = page.get_by_role("button", name="Bold")
    write(page, "plain", ":Control+b")
    expect(bold).to_have_attribute("aria-pressed", "true")
    write(page, ":Control+b")
    expect(bold).to_have_attribute("aria-pressed", "false")


def test_a_link_is_put_in_changed_and_taken_away_by_keys(page):  # noqa: F811
    write(page, "our site", ":Control+a", ":Control+k")
    page.keyboard.type("example.org/plan")
    page.keyboard.press("Enter")
    assert (held(page), said(page)) == ("[our site](https://example.org/plan)", "Link put in")
    expect(editor(page)).to_be_focused()

    write(page, ":ArrowLeft", ":Control+k")
    assert page.get_by_label("Address of the link").input_value() == "https://example.org/plan"
    page.get_by_role("button", name="Remove the link").press("Enter")
    assert (held(page), said(page)) == ("our site", "Link removed")


def test_an_address_that_may_not_be_linked_to_is_refused_where_it_is_typed(page):  # noqa: F811
    write(page, "words", ":Control+a", ":Control+k")
    page.keyboard.type("javascript:alert(1)")
    page.keyboard.press("Enter")

    expect(page.get_by_text("An address begins with https://")).to_be_visible()
    page.keyboard.press("Escape")
    expect(editor(page)).to_be_focused()
    assert held(page) == "words"


def test_a_figure_is_chosen_by_what_it_is_and_stands_as_it_prints(page):  # noqa: F811
    write(page, "We saved ")
    page.get_by_role("button", name="Figure").click()
    assert page.get_by_label("Figure", exact=True).locator("option").all_inner_texts() == [
        "Saved so far: £96.4m",
        "Agency staff: 65 people",
    ]
    page.get_by_role("button", name="Put it in").click()

    assert (held(page), said(page)) == ("We saved {figure:saved}", "Figure saved put in")
    assert editor(page).inner_text().strip() == "We saved £96.4m"

    write(page, ":Shift+ArrowLeft", ":Enter")
    page.get_by_label("Figure", exact=True).select_option("staff")
    page.keyboard.press("Enter")
    assert held(page) == "We saved {figure:staff}"


def test_a_figure_that_nobody_knows_prints_as_it_was_typed(page, site):  # noqa: F811
    open_with(page, site, "We saved {figure:unknown}")

    assert editor(page).inner_text().strip() == "We saved {figure:unknown}"


def test_opening_and_leaving_a_text_changes_no_letter(page, site):  # noqa: F811
    open_with(page, site, ODD)
    write(page, ":Control+End", ":ArrowUp", ":Home")

    assert held(page) == ODD
    assert not leaving_is_asked_about(page)


def test_what_is_undone_is_what_was_there_letter_for_letter(page, site):  # noqa: F811
    open_with(page, site, ODD)
    write(page, ":Control+Home", "x")
    assert held(page) != ODD
    assert leaving_is_asked_about(page)
    write(page, ":Control+z")

    assert held(page) == ODD


def test_only_the_block_that_was_changed_is_written_anew(page, site):  # noqa: F811
    open_with(page, site, "* one\n* two\n\n2019. We began.\n\nLast")
    write(page, ":Control+End", " words")

    assert held(page) == "* one\n* two\n\n2019. We began.\n\nLast words"


@pytest.mark.parametrize("odd", ["- - twice", "- a\n-\n- b", "[x](http://[::1]/)"])
def test_what_the_editor_would_change_is_shown_as_typed(page, site, odd):  # noqa: F811
    site.form = Paragraph({"body": odd})
    page.goto(SITE + "/")

    expect(page.locator(".toolbar__note")).to_contain_text("shown as it is typed")
    expect(page.locator("textarea[name=body]")).to_be_visible()
    assert held(page) == odd


def test_shown_as_typed_the_written_form_is_changed_by_hand_and_comes_back(page):  # noqa: F811
    write(page, "one")
    box(page).fill("a. one\nb. **two**")
    page.get_by_role("button", name="Show as typed").click()

    expect(editor(page).locator("ol li strong")).to_have_text("two")
    write(page, ":Control+z")
    assert held(page) == "one"


@pytest.mark.parametrize(
    ("html", "text", "source"),
    [
        ("<p>We <b>will</b></p><ul><li>One<li>Two</ul>", "", "Was We **will**\n\n- One\n- Two"),
        ("<p>more</p>", "", "Was more"),
        ("", "- One\n- {figure:saved}", "Was One\n\n- {figure:saved}"),
        ("", "more", "Was more"),
        ("<img src='data:,'>", "beside it", "Was beside it"),
        ("<p style='color:red' onclick='x()'>more</p><script>x()</script>", "", "Was more"),
    ],
)
def test_what_is_pasted_keeps_what_can_be_kept_and_can_be_undone(page, html, text, source):  # noqa: F811
    write(page, "Was ")
    page.evaluate(PASTE, [html, text])
    assert held(page) == source
    write(page, ":Control+z")

    assert held(page) == "Was"


def test_what_a_paste_left_out_is_said(page):  # noqa: F811
    write(page, "")
    page.evaluate(PASTE, ["<p>Kept <del>gone</del></p>", "Kept gone"])

    expect(page.locator(".toolbar__note")).to_have_text(
        "Left out of what you pasted: deleted words."
    )


def test_what_is_copied_here_is_the_same_where_it_is_pasted_here(page, site):  # noqa: F811
    open_with(page, site, "a. We **saved** {figure:saved}\nb. [there](https://a.uk)")
    write(page, ":Control+a", ":Control+c", ":Control+v")

    assert held(page) == "a. We **saved** {figure:saved}\nb. [there](https://a.uk)"


def test_tab_stays_in_a_list_and_leaves_elsewhere_and_after_escape(page):  # noqa: F811
    write(page, "- one", ":Tab")
    expect(editor(page)).to_be_focused()
    assert said(page).startswith("This item cannot be set in further")
    write(page, ":Escape", ":Tab")
    expect(editor(page)).not_to_be_focused()

    write(page, ":Control+a", ":Delete", ":Backspace", "words", ":Tab")
    expect(editor(page)).not_to_be_focused()


def test_lists_go_as_deep_as_they_can_be_written(page):  # noqa: F811
    write(page, "- x", *[":Enter", "x", ":Tab"] * 6)

    expect(editor(page).locator("ul ul ul ul ul > li").first).to_be_visible()
    expect(editor(page).locator("ul ul ul ul ul ul")).to_have_count(0)
    assert said(page).startswith("This item cannot be set in further")


def test_the_buttons_are_one_stop_of_tab_with_arrow_keys_between_them(page):  # noqa: F811
    write(page, "words", ":Alt+F10")
    reached = []
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight", "Home"):
        page.keyboard.press(key)
        reached.append(page.evaluate("document.activeElement.textContent"))

    assert reached == ["Link", "Bullets", "Link", "Show as typed", "Bold", "Bold"]
    assert page.locator("[role=toolbar] [tabindex='0']").count() == 1


def test_the_keys_are_there_to_read(page):  # noqa: F811
    page.get_by_role("button", name="Keys").click()

    expect(page.get_by_role("group", name="Keys")).to_contain_text("Escape, then Tab")


def test_the_editor_has_the_name_description_and_errors_of_its_box(page, site):  # noqa: F811
    open_with(page, site, "")

    expect(editor(page)).to_have_attribute("aria-multiline", "true")
    expect(editor(page)).to_have_attribute("aria-invalid", "true")
    expect(editor(page)).to_have_accessible_description(
        re.compile(r"Enter the paragraph\s+Formatted text[.].* leaves the text[.]")
    )


class Hinted(Paragraph):
    body = RichTextField(label="Paragraph", typing="Leave a blank line.")


def test_how_it_is_typed_is_told_beside_the_box_alone(page, site):  # noqa: F811
    site.form = Hinted()
    page.goto(SITE + "/")
    page.wait_for_selector(".editor")
    hint = page.get_by_text("Leave a blank line.")

    expect(hint).to_be_hidden()
    expect(editor(page)).to_have_accessible_description(re.compile("^Formatted text"))

    page.get_by_role("button", name="Show as typed").click()
    expect(hint).to_be_visible()
    expect(box(page)).to_have_accessible_description("Leave a blank line.")


def test_axe_finds_nothing_wrong_with_the_editor_in_any_state(page, site):  # noqa: F811
    from axe_playwright_python.sync_playwright import Axe

    open_with(page, site, "a. **One** [there](https://a.uk) {figure:saved}")
    faults = []
    for button in (None, "Figure", "Cancel", "Keys", "Close", "Link", "Cancel", "Show as typed"):
        if button:
            page.get_by_role("button", name=button, exact=True).click()
        found = Axe().run(page).response["violations"]
        faults += [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]

    assert faults == []


TABLE = "Table: Spending\n| Service | £m |\n|===|---|\n| Adults | 40.1 |"


def test_a_table_is_put_in_opened_by_enter_and_changed_as_it_is_typed(page):  # noqa: F811
    write(page, "Before")
    page.get_by_role("button", name="Table").click()
    typed = page.get_by_label("The table, as it is typed")
    typed.fill("no table")
    page.get_by_role("button", name="Put it in").click()
    expect(page.get_by_text("This is not one table")).to_be_visible()
    typed.fill(TABLE)
    page.get_by_role("button", name="Put it in").click()
    assert (held(page), said(page)) == (f"Before\n\n{TABLE}", "Table put in")
    expect(editor(page)).to_be_focused()

    write(page, "After", ":Home", ":ArrowUp")
    assert said(page) == "Table selected. Enter opens it."
    page.keyboard.press("Enter")
    typed.fill(TABLE.replace("40.1", "41"))
    page.get_by_role("button", name="Put it in").click()
    assert held(page) == f"Before\n\n{TABLE.replace('40.1', '41')}\n\nAfter"


def test_a_table_is_shown_with_its_headings_and_stays_as_it_was_typed(page, site):  # noqa: F811
    odd = "Table:   Spending\n|Service|£m|\n| :--- |---:|\n|{figure:saved}\n\nAfter"
    open_with(page, site, odd)

    table = editor(page).locator("table")
    expect(table.locator("th")).to_have_text(["Service", "£m"])
    expect(table.locator("td")).to_have_text(["£96.4m", ""])
    write(page, ":Control+End", "!")
    assert held(page) == f"{odd}!"


def test_a_note_is_put_in_opened_by_enter_and_changed(page):  # noqa: F811
    write(page, "Saved")
    page.get_by_role("button", name="Note", exact=True).click()
    words = page.get_by_label("Words of the note")
    page.get_by_role("button", name="Put it in").click()
    expect(page.get_by_text("Type the words of the note.")).to_be_visible()
    words.fill("net] of")
    page.get_by_role("button", name="Put it in").click()
    expect(page.get_by_text("Each [ in a note needs its ]")).to_be_visible()
    words.fill("Net of **grant** [1].")
    words.press("Enter")
    assert (held(page), said(page)) == ("Saved^[Net of **grant** [1].]", "Note put in")
    expect(editor(page)).to_be_focused()

    write(page, ":Shift+ArrowLeft")
    assert said(page) == "Note selected. Enter opens it."
    page.keyboard.press("Enter")
    expect(words).to_have_value("Net of **grant** [1].")
    words.fill("Before tax.")
    words.press("Enter")
    write(page, " it.")
    assert held(page) == "Saved^[Before tax.] it."


def test_a_note_becomes_one_as_it_is_typed_and_stays_as_it_was_typed(page, site):  # noqa: F811
    odd = "One^[ a  b ] and **two^[c [d](https://a.uk)]**"
    open_with(page, site, odd)

    chips = editor(page).locator(".note-chip")
    expect(chips).to_have_count(2)
    write(page, ":Control+End", " three^[net]")
    expect(chips).to_have_count(3)
    assert held(page) == "One^[a  b] and **two**^[c [d](https://a.uk)] three^[net]"
