"""What scripts add in a real browser; every page works without them."""

import mimetypes
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import engines

from config import settings as product
from tests.patience import PATIENCE_SECONDS
from web.forms.base import BaseForm
from web.govuk import DateField, RichTextarea

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
SITE = "http://clearday.test"
CSP = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)


class Paragraph(BaseForm):
    body = forms.CharField(widget=RichTextarea, max_length=50, label="Paragraph")
    due = DateField(label="Due date")
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


class Site:
    """Pages of ours without a server, under the product's own security policy."""

    def __init__(self):
        self.posted = []
        self.form = Paragraph()

    def answer(self, route):
        path = route.request.url.removeprefix(SITE)
        if route.request.method == "POST":
            self.posted.append(route.request.post_data)
            route.abort() if len(self.posted) > 1 else route.fulfill(status=204)
            return
        headers = {"Content-Security-Policy": CSP}
        if path.startswith("/static/"):
            kind = mimetypes.guess_type(path)[0]
            file = settings.BASE_DIR / path.lstrip("/")
            route.fulfill(body=file.read_bytes(), content_type=kind, headers=headers)
        else:
            route.fulfill(body=self.html(), content_type="text/html", headers=headers)

    def html(self):
        template = engines["django"].from_string(
            "{% extends 'plain.html' %}{% load crispy_forms_tags govuk %}"
            "{% block content %}{% error_summary form %}<h1>Paragraph</h1>{% crispy form %}"
            "{% endblock %}"
        )
        return template.render({"form": self.form})


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM.exists():
        pytest.skip("BROWSER TESTS SKIPPED: Chromium is not installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=flags, timeout=1000 * PATIENCE_SECONDS
        )
        yield browser
        browser.close()


@pytest.fixture
def site():
    return Site()


@contextmanager
def opened(chromium, site):
    """A page with its scripts at work; the browser has nothing to complain of."""
    page = chromium.new_page()
    page.set_default_timeout(1000 * PATIENCE_SECONDS)
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: line.type == "error" and complaints.append(line.text))
    page.route("**/*", site.answer)
    page.goto(SITE + "/")
    page.wait_for_selector(".editor")
    yield page
    page.close(run_before_unload=False)
    assert complaints == []


@pytest.fixture
def page(chromium, site):
    with opened(chromium, site) as page:
        yield page


@pytest.fixture(scope="module")
def open_page(chromium):
    """One page for questions that leave it as it was."""
    with opened(chromium, Site()) as page:
        yield page


def box(page):
    """The text area, with the written form in it."""
    if page.get_by_role("textbox", name="Paragraph").get_attribute("contenteditable"):
        page.get_by_role("button", name="Show as typed").click()
    return page.locator("textarea[name=body]")


@pytest.mark.parametrize(
    ("button", "typed", "expected"),
    [
        ("Bold", "words", "**words**"),
        ("Link", "words", "[words](https://)"),
        ("Bullets", "one\ntwo", "- one\n- two"),
        ("a. b. c.", "- one\n- two", "a. one\nb. two"),
    ],
)
def test_a_button_styles_what_is_marked(page, button, typed, expected):
    box(page).fill(typed)
    box(page).select_text()
    page.get_by_role("button", name=button, exact=True).click()

    assert box(page).input_value() == expected


def test_what_a_button_did_can_be_undone(page):
    box(page).press_sequentially("words")
    box(page).select_text()
    page.get_by_role("button", name="Bold").click()
    page.keyboard.press("Control+z")

    assert box(page).input_value() == "words"


def test_words_are_counted(page):
    box(page).fill("Two words – and 3.")

    assert page.locator(".toolbar__count").inner_text() == "4 words"

    box(page).fill("We saved £3m.^[Net of grant.] So.")

    assert page.locator(".toolbar__count").inner_text() == "7 words"


ITEM = "<p style='margin:0;mso-list:l0 level1 lfo1'><span>{}<span>&nbsp; </span></span>{}</p>"
WORD_LIST = "<p class=MsoNormal>We will <b>act</b> now.</p>" + "".join(
    ITEM.format(mark, words) for mark, words in [("a.", "First"), ("b.", "Second"), ("·", "Dot")]
)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two", "One\n\nTwo"),
        ("<h2>Title</h2><div>Text <em>slanted</em></div>", "Title\n\nText slanted"),
        ("<ul><li>One<li>Two</ul>", "- One\n- Two"),
        ("<ol><li><p>One</p><li>Two<ul><li>In</ul></ol>", "a. One\nb. Two\n   - In"),
        ('<a href="https://a.uk/x (1)">site</a>', "[site](https://a.uk/x%20%281%29)"),
        ('<a href="javascript:alert(1)">site</a>', "site"),
        ("<script>alert(1)</script><style>p{}</style>words", "words"),
        ('<b style="font-weight:normal"><p>Docs</p></b>', "Docs"),
        ('<span style="font-weight:700">bold </span>not', "**bold** not"),
        ("<b>a <b>b</b></b>", "**a b**"),
        ("<table><tr><td>A<td>1<tr><td>B<td>2</table>", "|---|---|\n| A | 1 |\n| B | 2 |"),
        (WORD_LIST, "We will **act** now.\n\na. First\nb. Second\n\n- Dot"),
        ("<p>&nbsp;</p>", ""),
    ],
)
def test_what_is_pasted_keeps_what_can_be_kept(open_page, html, expected):
    got = open_page.evaluate(
        "async (html) => (await import('/static/js/paste.js')).toDialect(html)", html
    )

    assert got == expected


def test_pasting_puts_the_converted_text_in_the_box(page):
    box(page).focus()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/html", "<p>We <b>will</b></p>");
          document.querySelector("#id_body").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, cancelable: true, bubbles: true }));
        }"""
    )

    assert box(page).input_value() == "We **will**"


def test_a_long_text_is_told_how_long(page):
    box(page).fill("x" * 60)
    page.wait_for_function("document.body.innerText.includes('10 characters too many')")


def test_a_form_is_sent_once_however_often_the_button_is_pressed(page, site):
    button = page.get_by_role("button", name="Save")
    button.dblclick()
    with suppress(Exception):
        button.click(timeout=500)

    assert len(site.posted) == 1


def leaving_is_asked_about(page):
    return page.evaluate(
        """() => {
          const event = new Event("beforeunload", { cancelable: true });
          window.dispatchEvent(event);
          return event.defaultPrevented;
        }"""
    )


def test_leaving_words_behind_is_asked_about(page):
    assert not leaving_is_asked_about(page)
    box(page).press_sequentially("words")
    assert leaving_is_asked_about(page)


def test_every_link_of_the_summary_puts_the_cursor_in_its_box(page, site):
    site.form = Paragraph({"due_day": "1", "due_year": "2026"})
    page.goto(SITE + "/")
    page.wait_for_selector(".editor")
    reached = []
    for link in page.locator(".govuk-error-summary a").all():
        link.click()
        reached.append(page.evaluate("document.activeElement.id"))

    assert reached == ["id_body", "id_due_month", "id_kind_0"]


def test_the_policy_here_is_the_product_s():
    assert set(CSP.split("; ")) == {
        f"{name} {' '.join(values)}"
        for name, values in product.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
    }


def test_axe_finds_nothing_wrong_with_a_refused_form(page, site):
    from axe_playwright_python.sync_playwright import Axe

    site.form = Paragraph({"due_day": "1", "due_year": "2026"})
    page.goto(SITE + "/")
    page.wait_for_selector(".editor")
    found = Axe().run(page).response["violations"]

    assert [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]] == []
