"""What is pasted from Word, a browser or Google: its words, lists and levels, nothing deleted."""

from pathlib import Path

import pytest

from plans.richtext import parse_richtext
from tests.govuk.test_scripts import box, chromium, open_page, page, site  # noqa: F401

pytestmark = pytest.mark.browser

CASES = Path(__file__).parents[3] / "shared" / "cases" / "import"
CONVERT = "async (html) => (await import('/static/js/paste.js')).convert(html)"
ITEM = (
    "<p style='mso-list:{0} level{1} lfo1'><span style='mso-list:Ignore'>{2}<span>&nbsp; </span>"
    "</span>{3}</p>"
)


@pytest.fixture
def converted(open_page):  # noqa: F811
    return lambda html: open_page.evaluate(CONVERT, html)


@pytest.fixture
def case(converted):
    def read(name):
        if not CASES.is_dir():
            pytest.skip("No ../shared/cases/import here: its pastes are not tried.")
        return converted(next(CASES.glob(f"{name}*.html")).read_text("utf-8"))

    return read


TITLES = "Plan title\n\nUsing technology and data well\n\n"
GOOGLE_COMMENT = (
    "<p>Says<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup>.</p>"
    "<div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a><span>Not agreed</span></p></div>"
)
NESTED = "{0} Depots merged\n   {1} North depot\n   {2} South depot\n{3} Fleet renewed"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("h1-", TITLES + "We will close two depots and keep the yard."),
        ("h4-", TITLES + "We did:\n\n- First thing\n   - Under the first\n- Second thing"),
        ("h5-", TITLES + "Two rules, of which (ii) is new:\n\n- (i) Ask first.\n- (ii) Say why."),
        ("p1-", NESTED.format("a.", "a.", "b.", "b.")),
        ("p2-", NESTED.format("-", "-", "-", "-")),
        ("p3-", "We will close one depot."),
        ("p4-", "We will:\n\na. merge depots\n   a. north depot first\nb. renew the fleet"),
        ("p5-", "Action | Saved Since\n\nDepots | one two"),
        ("p6-", "We saved £3m last year."),
        ("p7-", "The district has 10² km of paths and saved £5m¹. Emissions of CO2 fell."),
        ("p8-", "We saved £5m.^[Audited figure.] We go on."),
    ],
)  # fmt: skip
def test_a_paste_keeps_what_it_means(case, name, text):
    assert case(name)["text"] == text


@pytest.mark.parametrize(
    ("name", "left"),
    [("p3-", ["comment"]), ("p6-", ["deleted"]), ("h1-", ["deleted"]), ("p8-", [])],
)
def test_what_was_left_out_of_a_paste_is_said(case, name, left):
    assert case(name)["left"] == left


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ol start=4><li>four<li>five</ol>", "4. four\n5. five"),
        ("<ol type=a start=3><li>see</ol>", "c. see"),
        ("<ol><li>1<li>2</ol><p>Between</p><ol start=3><li>3</ol>",
         "a. 1\nb. 2\n\nBetween\n\nc. 3"),
        ("<ol><li>1<li>2</ol><ol><li>again</ol>", "a. 1\nb. 2\n\na. again"),
        ("<ol><li value=3>three</ol>", "3. three"),
        ("<ul><li>One<ul><li>In<ul><li>Deep</ul></ul><li>Two</ul>",
         "- One\n   - In\n      - Deep\n- Two"),
        ("<ol type=I><li>One<li>Two</ol>", "- (i) One\n- (ii) Two"),
        ("x<sup>th</sup>", "xth"),
        ("5<sup>th</sup> of 3 m<sup>-2</sup>", "5th of 3 m⁻²"),
        ("£5m<sup>a</sup> and £6m<sup>[2]</sup>", "£5m^a and £6m [2]"),
        ("10<span style='vertical-align:super'>2</span>", "10²"),
        ("<p>Kept <span style='display:none'>gone</span></p>", "Kept"),
        ("<p>Kept <span style='text-decoration:line-through'>gone</span></p>", "Kept"),
        ("<p>Kept <span hidden>gone</span></p>", "Kept"),
        ("<ruby>BASE<rp>(</rp><rt>above</rt><rp>)</rp></ruby>", "BASE (above)"),
        ("<p>Our map<img alt='The six towns'></p>", "Our map [Picture: The six towns]"),
        (GOOGLE_COMMENT, "Says."),
        (ITEM.format("l0", 1, "(i)", "One") + ITEM.format("l0", 1, "(ii)", "Two"),
         "- (i) One\n- (ii) Two"),
        (ITEM.format("l0", 1, "1.", "One") + ITEM.format("l1", 1, "1.", "Other"),
         "a. One\n\na. Other"),
        (ITEM.format("l0", 1, "·", "One") + ITEM.format("l0", 2, "o", "In")
         + ITEM.format("l0", 3, "§", "Deep"), "- One\n   - In\n      - Deep"),
    ],
)  # fmt: skip
def test_every_kind_of_list_and_mark(converted, html, text):
    assert converted(html)["text"] == text


def test_a_pasted_list_within_a_list_is_one_when_it_is_stored(case):
    (block,) = parse_richtext(case("p1-")["text"])

    assert [[inside.kind for inside in item] for item in block.items] == [
        ["paragraph", "letters"],
        ["paragraph"],
    ]


def test_two_pasted_lists_are_two_when_they_are_stored(converted):
    text = converted("<ol><li>1<li>2</ol><ol><li>again</ol>")["text"]

    assert [len(block.items) for block in parse_richtext(text)] == [2, 1]


def test_what_a_paste_left_out_is_said_beside_the_box(page):  # noqa: F811
    paste = """(html) => {
      const data = new DataTransfer();
      data.setData("text/html", html);
      document.querySelector("#id_body").dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, cancelable: true, bubbles: true }));
    }"""
    note = page.locator(".toolbar__note")
    box(page).focus()

    page.evaluate(paste, "<p>Kept <del>gone</del><span hidden>unseen</span></p>")
    assert note.inner_text() == "Left out of what you pasted: deleted words, hidden words."

    page.evaluate(paste, "<p>All kept</p>")
    assert note.inner_text() == ""


def test_a_table_that_is_pasted_is_one_and_merged_cells_leave_empty_ones(converted):
    rows = (
        "<caption>Spending, <b>£m</b></caption><tr><th>Service<th colspan=2>Years"
        "<tr><td rowspan=2>Adults | Homes<td>40.1<td><a href='https://a.uk'>42</a>"
        "<tr><td><p>9</p><p>10</p><td>"
    )
    text = converted(f"<p>Before<table>{rows}</table><p>After")["text"]

    before, table, after = text.split("\n\n")
    assert (before, after) == ("Before", "After")
    assert table.split("\n") == [
        "Table: Spending, **£m**",
        "| Service | Years |  |",
        "|---|---|---|",
        "| Adults \\| Homes | 40.1 | [42](https://a.uk) |",
        "|  | 9 10 |  |",
    ]
    assert [block.kind for block in parse_richtext(text)] == ["paragraph", "table", "paragraph"]


def test_a_table_that_lays_out_a_page_is_no_table(converted):
    layout = "<table><tr><td><h2>Left</h2><td>Right<tr><td>One<td>Two</table>"

    assert all(block.kind != "table" for block in parse_richtext(converted(layout)["text"]))


WORD_NOTE = (
    "<p class=MsoNormal>We saved £5m<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'>"
    "<span class=MsoFootnoteReference>[1]</span></a> in all.</p>"
    "<div style='mso-element:footnote-list'>"
    "<hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' "
    "name='_ftn1'><span>[1]</span></a> Net of <b>grant</b>.</p><p>And tax.</p></div></div>"
)
GOOGLE_NOTE = (
    "<p><span>We saved £5m</span><sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup><span> in all."
    "</span></p><hr><div><p><a href='#ftnt_ref1' id='ftnt1'>[1]</a><span> Net of [1 grant.</span>"
    "</p></div>"
)
PAGE_NOTE = (
    "<p>We saved £5m<sup id='fnref:1'><a href='#fn:1' class=footnote>1</a></sup> in all.</p>"
    "<section class=footnotes><ol><li id='fn:1'><p>See <a href='https://a.uk/x'>it</a>. "
    "<a href='#fnref:1'>↩</a></p></li></ol></section>"
)


@pytest.mark.parametrize(
    ("html", "note"),
    [
        (WORD_NOTE, "Net of **grant**. / And tax."),
        (GOOGLE_NOTE, "Net of \\[1 grant."),
        (PAGE_NOTE, "See [it](https://a.uk/x)."),
    ],
)
def test_a_pasted_footnote_is_a_note_at_its_mark(converted, html, note):
    assert converted(html)["text"] == f"We saved £5m^[{note}] in all."


@pytest.mark.parametrize(
    "html",
    [
        "<p>Saved [1] it<sup>2</sup>.</p><p>[1] Not linked</p>",
        "<p><a href='#x'>Up</a></p><p id=x>X</p>",
    ],
)
def test_a_number_that_leads_to_no_note_stays_words(converted, html):
    assert "^[" not in converted(html)["text"]
