"""The plan as HTML: what a reader finds in it, and that nothing typed becomes markup."""

import re
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.blocks import Run
from plans.document import Document, Evidence
from plans.exports.html import contents_of, page_body, standalone
from plans.exports.imprint import Imprint
from plans.richtext import plain_text
from tests.plans.documents import example, heading, paragraph, plan, theme

VERSION = Imprint(version=4, reference="1a2b3c4d", marking="Subject to call-in.")
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</para><b>",
    "<b>",
    "{{ 7*7 }}",
    "[x](javascript:alert(1))",
    "&lt;script&gt;",
    "\x00\u202e",
]


class Reader(HTMLParser):
    """Collects what a browser would make of the markup."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.open: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in ("br", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def everywhere(document: Any, words: str) -> Any:
    """The same document with `words` as every text in it."""
    if isinstance(document, str):
        return words
    if isinstance(document, tuple):
        return tuple(everywhere(each, words) for each in document)
    if is_dataclass(document) and not isinstance(document, type):
        kept = {"kind", "form", "direction"}
        changes = {
            field.name: everywhere(getattr(document, field.name), words)
            for field in fields(document)
            if field.name not in kept
        }
        return replace(document, **changes)
    return document


# A paragraph's number, which is a link to the paragraph.
NUMBER = r'<p><a class="plan-number" href="#passage-\d+">{0}</a>'


def test_themes_headings_and_numbers_read_in_order() -> None:
    document = plan(
        theme(heading("Buying together"), paragraph("We buy.\n\na. one\nb. two", number="1.1")),
        introduction=[heading("Who we are"), paragraph("Hello", number="")],
    )

    body = page_body(document)

    assert re.findall(r"<(h\d)[^>]*>([^<]+)", body) == [
        ("h2", "Who we are"),
        ("h2", "Theme 1: Better services"),
        ("h3", "Buying together"),
    ]
    assert re.search(NUMBER.format("1.1") + ' We buy.</p><ol type="a"><li>one', body)


def test_a_number_before_a_list_stands_alone() -> None:
    body = page_body(plan(theme(paragraph("- one", number="2"))))

    assert re.search(NUMBER.format("2") + "</p><ul><li>one</li></ul>", body)


def test_a_paragraphs_number_leads_to_the_paragraph() -> None:
    body = page_body(plan(theme(paragraph("We buy.", number="1.1"))))
    [key] = re.findall(r'id="(passage-\d+)"', body)
    [address] = re.findall(r'href="#(passage-\d+)"', body)

    assert address == key


def test_every_paragraph_and_record_of_the_example_is_there() -> None:
    document = example()

    words = " ".join(Reader(page_body(document)).words.split())

    for passage in document.passages:
        for block in passage.body:
            assert " ".join(plain_text((replace(block, items=()),)).split()) in words
    for commitment in document.commitments:
        assert commitment.what in words
    assert "£1,250,000" in words
    assert "−£40,000.50" in words
    assert "To follow by 31 December 2024" in words


def test_tables_have_captions_and_scopes() -> None:
    body = page_body(example())

    assert body.count('<table class="stacked">') == body.count("<caption>") == 4
    assert '<th scope="col">Who leads</th>' in body
    assert '<th scope="row">C1</th>' in body


def test_the_copy_for_another_site_has_nothing_of_ours_in_it() -> None:
    reader = Reader(inside(standalone(example(), VERSION)))

    assert {name for name, _ in reader.attributes} == {"href", "type", "scope"}
    assert not reader.tags & {"div", "span", "section", "script", "style"}
    assert "Version 4, reference 1a2b3c4d. Subject to call-in." in reader.words


def inside(page: str) -> str:
    """What stands within `main` of a page to keep."""
    return page.partition("<main>")[2].partition("</main>")[0]


def test_a_page_to_keep_has_its_title_its_language_and_who_endorsed_it() -> None:
    told = replace(VERSION, endorsed="Endorsed by Cabinet on 9 July 2024, minute 26.")
    markup = standalone(example(), told)

    title = example().title
    assert markup.startswith('<!doctype html>\n<html lang="en-GB">')
    assert f"<title>{title} – Northmoor Council</title>" in markup
    assert re.findall(r"<h1>(.*?)</h1><p>(.*?)</p>", markup) == [(title, told.endorsed)]
    assert "Endorsed by" not in standalone(example(), VERSION)


def test_a_page_to_keep_needs_nothing_from_anywhere_and_reads_dark_on_white() -> None:
    markup = standalone(example(), VERSION)
    head = markup.partition("<main>")[0]

    assert not re.search(r"https?:|url\(|@import|<link|<script|src=", head)
    assert "background: #fff; color: #0b0c0c" in head
    assert "@media print" in head


def test_each_part_of_a_page_can_be_linked_to_and_earlier_pages_as_far_as_they_can() -> None:
    opening = [heading("Who we are", key=7)]
    body = page_body(replace(example(), introduction=tuple(opening)))

    found = contents_of(body)

    assert found[0] == ("heading-7", "Who we are")
    assert [key for key, _ in found][-2:] == ["table-4", "evidence"]
    assert len({key for key, _ in found}) == len(found) == body.count("<h2")
    before = re.sub(r' id="(table|evidence|heading)[^"]*"', "", body)
    assert all(key.startswith("theme-") for key, _ in contents_of(before))


def test_an_address_is_live_only_where_it_is_safe() -> None:
    safe = Evidence(1, "Plan", "published work", "https://example.org/plan", "", None)
    unsafe = replace(safe, id=2, title="Trap", link="javascript:alert(1)")

    body = page_body(plan(evidence=(safe, unsafe)))

    assert '<a href="https://example.org/plan">Plan</a>' in body
    assert "<li>Trap</li>" in body


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_typed_becomes_markup_wherever_it_is_typed(words: str) -> None:
    document: Document = everywhere(example(), words)
    expected = Reader(page_body(everywhere(example(), "words")))

    for markup in (page_body(document), inside(standalone(document, VERSION))):
        reader = Reader(markup)
        assert reader.tags <= expected.tags | {"p", "h1"}
        assert not {name for name, _ in reader.attributes} & {"onerror", "src", "style"}
        assert "javascript:" not in "".join(value or "" for _, value in reader.attributes)
    assert words.strip("\x00\u202e") in Reader(page_body(document)).words


def test_what_the_escaping_would_miss_the_last_pass_takes_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = plan(theme(paragraph("<script>alert(1)</script><p onclick=x>Safe</p>")))
    monkeypatch.setattr("plans.richtext_html.escape", str)

    body = page_body(document)

    assert "Safe" in body
    assert "script" not in body
    assert "onclick" not in body


@given(st.text(), st.text())
def test_any_text_comes_out_as_text(words: str, title: str) -> None:
    passage = replace(paragraph("", number=words), body=plan_body(words))
    document = plan(theme(passage, title=title), title=title)

    for markup in (page_body(document), standalone(document, Imprint(None, words, title))):
        reader = Reader(markup)
        page = {"html", "head", "meta", "title", "style", "body", "main", "h1"}
        assert reader.tags <= {"section", "h2", "div", "p", "span", "a", "br"} | page
        assert not reader.open


def plan_body(words: str) -> Any:
    """One paragraph of exactly these words, as if frozen by a release that cleaned nothing."""
    return (replace(paragraph("x").body[0], runs=(Run(words),)),)


def test_notes_are_numbered_through_the_plan_beneath_the_part_that_has_their_marks() -> None:
    document = plan(
        theme(paragraph("One.^[The first.]"), heading("More"), paragraph("Two.", "2", 2)),
        theme(paragraph("- Three.^[The **second**.]", "3", 3), number=2),
        introduction=[paragraph("We begin.", "")],
    )

    body = page_body(document)

    assert body.index("Two.") < body.index('aria-label="Notes to theme 1"') < body.index("Theme 2")
    assert '<li id="note-1">The first. ' in body
    assert '<ol class="plan-notes" start="2"><li id="note-2">The <strong>second</strong>. ' in body
    assert "Notes to the introduction" not in body


def test_a_page_to_paste_elsewhere_has_its_notes_without_ids() -> None:
    page = standalone(plan(theme(paragraph("One.^[The first.]"))), VERSION)

    assert "One.<sup>1</sup>" in page
    assert '<ol start="1"><li>The first.</li></ol>' in page
    assert "id=" not in page.partition("<main>")[2]
