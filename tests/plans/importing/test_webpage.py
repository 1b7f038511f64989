"""A web page's words arrive in order, and what belongs to the site is told from the plan."""

import pytest

from plans.exports.html import page_body
from plans.importing import source
from plans.importing.errors import Unreadable
from plans.importing.plan import read_plan
from tests.plans.documents import paragraph, plan, theme
from tests.plans.importing.accounting import SHORT_TITLES, lost, source_of

PAGE = """<!doctype html>
<html><head><title>Our plan - Northmoor</title><style>p { color: red }</style>
<script>track("</p>")</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/bins">Bins</a></li></ul></nav>
<main><h1>Our plan</h1><p>We <strong>care</strong>&nbsp;&amp; act.</p>
<h2>Technology and data</h2>
<ol><li>One <a href="https://example.org/one">report</a>.</li><li>Two:
<ol type="a"><li>first</li><li>second</li></ol></li></ol>
<p>Line<br>break</p>
<h2>Reducing wasteful spend</h2>
<table><tr><th>Year</th><th>Saved</th></tr><tr><td>2030</td><td>£4m</td></tr></table>
<!-- hidden --></main><footer>© Northmoor</footer></body></html>
"""


@pytest.fixture
def page():
    return source_of(PAGE, "plan.html")


def texts(html):
    return [line.text for line in source_of(html).text_lines]


def test_blocks_become_lines_of_our_rich_text(page):
    inside = [line.text for line in page.text_lines if not line.part]

    assert inside == [
        "# Our plan",
        "We **care**\u00a0& act.",
        "## Technology and data",
        "1. One [report](https://example.org/one).",
        "2. Two:",
        "   a. first",
        "   b. second",
        "Line",
        "break",
        "## Reducing wasteful spend",
        "| Year | Saved |",
        "| 2030 | £4m |",
    ]


def test_menus_and_footers_are_the_sites_furniture(page):
    parts = {line.text.strip(): line.part for line in page.text_lines if line.part}

    assert parts == {
        "Our plan - Northmoor": "the web page’s title",
        "- Home": "the web page’s menu",
        "- Bins": "the web page’s menu",
        "© Northmoor": "the web page’s footer",
    }


def test_scripts_styles_tables_and_dead_links_are_told(page):
    assert page.notes == (
        "Left out, as they hold no words of the plan: 1 script, 1 style sheet, 1 hidden comment.",
        "1 table came as a table: look whether its headings and its merged cells are as they were.",
        "2 links led to no web address; the words are kept.",
    )


def test_a_web_page_becomes_a_plan(page):
    plan = read_plan(page, SHORT_TITLES)

    assert plan.title == "Our plan"
    assert [theme.commission_theme for theme in plan.themes] == [2, 3]
    assert [passage.body for passage in plan.themes[0].passages] == [
        "One [report](https://example.org/one).",
        "Two:\n\na. first\nb. second",
        "Line break",
    ]
    assert lost(plan) == []


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a <b>b</p><p>c</p>", ["a **b**", "c"]),
        ("<p>a<b>.</b>b</p>", ["a.b"]),
        ("<p>1 < 2</p>", ["1 < 2"]),
        ("<p>stars **here** and [x](y)</p>", [r"stars \*\*here\*\* and [x\](y)"]),
        ("<p><a href='javascript:alert(1)'>go</a></p>", ["go"]),
        ("<p><a href='https://a.b/(c d)'>go</a></p>", ["[go](https://a.b/%28c%20d%29)"]),
        ("<p title='1 > 2'>words</p>", ["words"]),
        ("<ol start='4'><li>four</li></ol><p>after</p>", ["4. four", "after"]),
        ("<ul><li><p>one</p><p>more</p></li></ul><p>after</p>", ["- one", "   more", "after"]),
        ("<ol><li>never closed<h2>Next</h2><p>x</p>", ["1. never closed", "## Next", "x"]),
        ("<p>&lt;script&gt; is text</p>", ["<script> is text"]),
        ("<p>cut <scr", ["cut <scr"]),
    ],
)
def test_awkward_markup_keeps_its_words(html, expected):
    assert texts(f"{html}</p>") == expected


def test_a_page_of_tags_without_end_is_refused(monkeypatch):
    html = "<p>a" * 100 + "</p>"

    assert len(texts(html)) == 100
    monkeypatch.setattr(source, "MOST_TAGS", 100)
    with pytest.raises(Unreadable, match="far longer"):
        texts(html)


def test_a_web_page_with_nothing_to_read_is_refused():
    with pytest.raises(Unreadable, match="no words"):
        texts("<html><script>everything()</script></html>")


def test_a_cell_over_two_rows_leaves_its_place_empty_in_the_second():
    table = """<table>
    <tr><th>Service</th><th>Year</th><th>Saved</th></tr>
    <tr><td rowspan="2">Adults</td><td>2025</td><td rowspan="2">£1m</td></tr>
    <tr><td>2026</td></tr>
    <tr><td colspan="2" rowspan="0">Roads</td><td>£2m</td></tr>
    </table>"""

    assert texts(f"<main>{table}</main>") == [
        "| Service | Year | Saved |",
        "| Adults | 2025 | £1m |",
        "|  | 2026 |  |",
        "| Roads |  | £2m |",
    ]


WORD_NOTE = (
    "<p class=MsoNormal>We saved £5m<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'>"
    "<span>[1]</span></a> in all.</p><div style='mso-element:footnote-list'><br clear=all><hr>"
    "<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' "
    "name='_ftn1'><span>[1]</span></a> Net of <b>grant</b>.</p><p>And tax.</p></div></div>"
)
GOOGLE_NOTE = (
    "<p>We saved £5m<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup> in all.</p><hr>"
    "<div><p><a href='#ftnt_ref1' id='ftnt1'>[1]</a><span> Net of [1 grant.</span></p></div>"
)
PAGE_NOTE = (
    "<p>We saved £5m<sup id='fnref:1'><a href='#fn:1'>1</a></sup> in all.</p><section><ol>"
    "<li id='fn:1'><p>See <a href='https://a.uk/x'>it</a>. <a href='#fnref:1'>↩</a></p></li>"
    "</ol></section>"
)


@pytest.mark.parametrize(
    ("html", "note"),
    [
        (WORD_NOTE, "Net of **grant**. / And tax."),
        (GOOGLE_NOTE, "Net of \\[1 grant."),
        (PAGE_NOTE, "See [it](https://a.uk/x)."),
    ],
)
def test_a_footnote_of_a_page_is_a_note_at_its_mark(html, note):
    found = source_of(html, "x.html")

    assert [line.text for line in found.text_lines] == [f"We saved £5m^[{note}] in all."]
    assert "1 footnote or endnote came as a note at its mark." in found.notes


def test_our_own_page_comes_back_with_its_notes():
    words = "Saved^[Net of **grant**, see [it](https://a.uk/x).] it.^[Second.]"
    document = plan(theme(paragraph(words, ""), paragraph("Last^[Third.].", "", 2)))

    lines = texts(page_body(document))

    assert lines == ["## Theme 1: Better services", words, "Last^[Third.]."]


CONTENTS = (
    "<ul><li><a href='#s1' id='t1'>Savings</a></li></ul>"
    "<section id='s1'><h2><a href='#t1'>Savings</a></h2><p>We saved.</p></section>"
)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        (CONTENTS, ["- Savings", "## Savings", "We saved."]),
        ("<p>Saved [1] it.</p><p>[1] Not linked</p>", ["Saved [1] it.", "[1] Not linked"]),
        ("<p>a<a href='#x' id=y>1</a></p><p id=x>X</p>", ["a1", "X"]),
    ],
)
def test_links_that_are_no_notes_leave_the_words_where_they_are(html, lines):
    assert texts(html) == lines


def test_a_page_of_nothing_but_marks_is_read_at_once():
    for each in ("<sup><a href='#a' id='b'>1<p><a href='#b' id='a'>", "<a href='#a' id='a'>1"):
        assert texts(f"{each * 8_000}<p>End</p>")
