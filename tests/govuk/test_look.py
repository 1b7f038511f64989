"""The vendored front end, our colours and components: lean, legible, nobody else's."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string

from councils.models import Council
from web.templatetags import display

STATIC = settings.BASE_DIR / "static"
TEMPLATES = settings.BASE_DIR / "templates"


def test_nothing_that_is_gov_uk_s_alone_is_served():
    files = [path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".svg"}]

    assert len(files) > 6
    for path in files:
        words = path.read_text().lower()
        assert "gds transport" not in words, path
        assert "@font-face" not in words, path
        assert "crest" not in words, path
        assert "sourcemappingurl" not in words, path
    assert not [path for path in STATIC.rglob("*") if path.suffix in {".woff", ".woff2", ".ttf"}]


def test_every_colour_of_a_council_is_readable_with_white():
    css = (STATIC / "css" / "clearday.css").read_text()
    colours = dict(re.findall(r"\.council-colour-(\w+) \{ --council-colour: (#\w{6}); \}", css))

    assert set(colours) == set(Council.Colour.values)
    assert {
        name: contrast(colour) for name, colour in colours.items() if contrast(colour) < 4.5
    } == {}


def test_a_pale_colour_would_be_found():
    assert contrast("#8fb8d8") < 4.5


def contrast(colour):
    """Of a colour with white, as WCAG 2 reckons it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 1.05 / (luminance + 0.05)


def test_every_state_has_4_5_to_1_contrast_in_its_tag():
    css = (STATIC / "css" / "components.css").read_text()
    pairs = re.findall(r"--tag-text: (#\w{6});\s+--tag-background: (#\w{6})", css)

    assert len(pairs) >= 5
    for text, background in pairs:
        assert contrast(text) / contrast(background) >= 4.5


@pytest.mark.urls("tests.govuk.urls")
def test_an_empty_page_costs_less_than_six_kilobytes():
    navigation = [{"label": "Commissions", "href": "/northmoor/commissions/"}] * 5
    council = {"name": "Northmoor Council", "colour": "teal"}

    html = render_to_string("base.html", {"council": council, "navigation": navigation})

    assert len(html.encode()) < 6_000


def test_no_template_of_ours_has_inline_script_or_style():
    for path in TEMPLATES.rglob("*.html"):
        words = path.read_text()
        assert not re.search(r"<script(?![^>]*\bsrc=)", words), path
        assert "<style" not in words, path
        assert not re.search(r"\s(style|on\w+)=", words), path


def test_every_component_says_what_it_takes():
    for path in Path(TEMPLATES / "components").glob("*.html"):
        first = re.sub(r"\{% (load|extends) [^%]*%\}", "", path.read_text()).strip()
        assert re.match(r"(\{#|\{% comment %\})[^{]*Takes: ", first), path


def test_components_are_included_with_only():
    for path in TEMPLATES.rglob("*.html"):
        for include in re.findall(r'\{% include "components/[^%]*%\}', path.read_text()):
            assert include.endswith(" only %}"), (path, include)


def test_a_table_lines_its_figures_up():
    table = {
        "caption": "Savings",
        "columns": [{"label": "Year"}, {"label": "Planned", "numeric": True}],
        "rows": [["2026 to 2027", {"text": "£1,250", "href": "/x"}]],
    }
    html = " ".join(render_to_string("components/data_table.html", {"table": table}).split())

    assert '<th scope="row" class="govuk-table__header"> 2026 to 2027 </th>' in html
    assert 'class="govuk-table__cell govuk-table__cell--numeric" data-label="Planned"><a' in html


def test_a_cell_without_words_is_empty_for_a_phone_to_leave_out():
    columns = [{"label": "Year"}, {"label": "Planned"}]
    table = {"caption": "Savings", "columns": columns, "rows": [["2026 to 2027", ""]]}

    assert 'data-label="Planned"></td>' in drawn(
        "{% include 'components/data_table.html' %}", table=table
    )


def test_a_table_s_columns_may_be_written_as_words():
    html = drawn('{% table "Savings" "Year, Planned" numeric="Planned" %}<tr></tr>{% endtable %}')

    assert '<caption class="govuk-visually-hidden">Savings</caption>' in html
    assert html.count('<th scope="col"') == 2
    assert html.count("govuk-table__header--numeric") == 1
    assert '<tbody class="govuk-table__body"> <tr></tr> </tbody>' in html


def test_what_stands_in_a_component_is_escaped_once():
    words = {"words": "<b>&"}

    row = drawn("{% summary_row words %}{{ words }}{% endsummary_row %}", **words)
    assert row.count("&lt;b&gt;&amp;") == 2
    assert "&lt;b&gt;&amp;" in drawn('{% tag "late" words %}', **words)
    assert "<b>" not in row


def test_a_state_s_colour_is_named_after_it():
    assert '<strong class="govuk-tag tag-late">Late</strong>' in drawn('{% tag "late" "Late" %}')


def drawn(template, **context):
    """A template with the components at hand, drawn, its white space as single spaces."""
    html = engines["django"].from_string("{% load components %}" + template).render(context)
    return " ".join(html.split())


def test_a_list_of_one_page_has_no_way_on():
    template = "components/pagination.html"

    assert "<nav" not in render_to_string(template, {"older": "", "newer": ""})
    assert 'rel="next"' in render_to_string(template, {"older": "?before=4"})
    assert 'rel="prev"' not in render_to_string(template, {"older": "?before=4"})


def test_a_summary_list_s_link_says_what_it_changes():
    html = render_to_string(
        "components/summary_list.html", {"rows": [{"key": "Due", "value": "19 July", "href": "/x"}]}
    )

    assert 'Change<span class="govuk-visually-hidden"> due</span>' in " ".join(html.split())


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (display.field_name("set-0-start_date"), "Start date"),
        (display.rows("one\ntwo"), 2),
        (display.rows("x" * 100_000), 25),
    ],
)
def test_names_read_as_people_write_them_and_a_text_has_the_rows_it_needs(shown, expected):
    assert shown == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("{{ at|day }}", "20 July 2026"),
        ("{{ at|moment }}", "20 July 2026, 12:30am"),
        ("{{ amount|money }}", "£1,250,000"),
        ("{{ amount|number }}", "1,250,000"),
        ("{{ nothing|day }}{{ nothing|moment }}{{ nothing|money }}{{ nothing|number }}", ""),
    ],
)
def test_a_template_writes_dates_money_and_numbers(words, expected):
    shown = {"at": datetime(2026, 7, 19, 23, 30, tzinfo=UTC), "amount": Decimal("1250000.00")}
    page = engines["django"].from_string("{% load display %}" + words)

    assert page.render({**shown, "nothing": None}) == expected
