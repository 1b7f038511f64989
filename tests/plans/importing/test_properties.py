"""Whatever is pasted: never an error, every line has a fate, no word of a placed line is lost."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.importing.errors import Unreadable
from plans.importing.letter import read_letter
from plans.importing.plan import read_plan
from plans.importing.report import report_import
from plans.importing.source import read_source
from tests.patience import ends
from tests.plans.importing.accounting import SHORT_TITLES, lost

pytestmark = pytest.mark.slow

PIECES = st.sampled_from(
    [
        "Theme 1", "Theme 2: Roads", "## Technology and data", "# A plan", "**Bold heading**",
        "Reducing wasteful spend", "Introduction", "Annex A", "Appendix 2: More", "Dear all",
        "Questions to consider:", "- item", "- a. item", " - b. item", "• item;",
        "1. One", "2. Two", "1) one", "1.1 First", "a. first", "b) second",
        "(i) first", "(ii) second", "    - deep",
        "<ol> 1. One 2. Two <ol> a. first b. second", "</ol>", "<li>item", "<b>bold", "| a | b |",
        "|--|--|", "Page 3 of 4", "3", "including:", "and goes on", "An ending.", "a broken-",
        "[words](#)", "[words](https://example.org)", "![alt](x)", "2019. We", "1.2 million",
        "16 April 2024", "by 31 June 2024 at 25:99", "Return it by 1 May 2031.", "x@example.org",
        "three to four pages", "=HYPERLINK(1)", "<script>", "</para>", "\u202eright", "🙂",
    ]
)  # fmt: skip
LINES = st.lists(st.one_of(PIECES, st.just(""), st.text(max_size=30)), max_size=25)


def read(text, name="pasted.txt"):
    try:
        return read_source(name, text.encode("utf-8", "surrogatepass"))
    except Unreadable:
        return None


@settings(max_examples=400, deadline=None)
@given(lines=LINES, gap=st.sampled_from(["\n", "\n\n"]))
def test_every_line_of_any_text_is_accounted_for(lines, gap):
    source = read(gap.join(lines))
    if source is None:
        return

    plan = read_plan(source, SHORT_TITLES)

    assert [line.number for line in plan.lines] == [line.number for line in source.text_lines]
    assert report_import(plan).lines == len(source.text_lines)
    if source.kind != "html":
        assert lost(plan) == []


@settings(max_examples=200, deadline=None)
@given(lines=LINES, gap=st.sampled_from(["\n", "\n\n"]))
def test_every_line_of_any_letter_is_accounted_for(lines, gap):
    source = read(gap.join(lines))
    if source is None:
        return

    letter = read_letter(source)

    assert [line.number for line in letter.lines] == [line.number for line in source.text_lines]


TAGS = st.sampled_from(
    [
        "<p>", "</p>", "<ol>", "<ol type=a start=3>", "</ol>", "<ul>", "<li>", "</li>",
        "<h2>", "</h2>",
        "<b>", "</b>", "<a href='https://example.org'>", "<a href='#'>", "</a>", "<br>",
        "<table><tr><td>",
        "<nav>", "</nav>", "<main>", "<script>", "</script>", "<!--", "-->",
        "<", "&amp;", "&#x", "**", "](",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(pieces=st.lists(st.one_of(TAGS, st.text(max_size=12)), max_size=30))
def test_any_markup_is_read_without_an_error(pieces):
    source = read("<html></p>" + "".join(pieces), "page.html")
    if source is None:
        return

    plan = read_plan(source, SHORT_TITLES)

    assert len(plan.lines) == len(source.text_lines)
    assert lost(plan) == []


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=400), start=st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe"]))
def test_any_bytes_are_read_or_refused(data, start):
    with contextlib.suppress(Unreadable):
        assert read_source("plan.docx", start + data).text_lines


@pytest.mark.parametrize(
    "text",
    [
        "x" * 200_000,
        "[a](" * 50_000,
        "<ol> 1. " * 25_000,
        "**a " * 50_000,
        "members " * 25_000,
        "a.b@" * 50_000,
        "1. " * 60_000,
        "# " * 100_000,
        "- " * 100_000,
        "<a href=" * 20_000,
        "word\n" * 9_000,
        "<p>" + "<b a='" * 9_000 + "</p>",
    ],
)
def test_long_repetitive_text_is_read_to_its_end(text):
    with ends():
        source = read(text)
        if source:
            read_plan(source, SHORT_TITLES)
            read_letter(source)
