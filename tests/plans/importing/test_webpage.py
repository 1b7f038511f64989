"""A web page's words arrive in order, and what belongs to the site is told from the plan."""

import pytest

from plans.importing import source
from plans.importing.errors import Unreadable
from plans.importing.plan import read_plan
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
