"""The plan's PDF: what a reader, a screen reader and a text extractor find in it."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Object, Pdf
from pypdf import PdfReader

from plans.blocks import Block
from plans.document import Document, Evidence
from plans.exports import pdf
from plans.exports.imprint import Imprint
from plans.exports.pdf import linebreak
from plans.exports.pdf.figures import WIDTH
from plans.exports.pdf.layout import TextRun
from plans.exports.pdf.linebreak import printable
from plans.exports.pdf.plan import build_story
from plans.richtext import plain_text
from tests.patience import ends
from tests.plans.documents import example, heading, paragraph, plan, theme
from tests.plans.test_exports_html import HOSTILE, everywhere

VERSION = Imprint(version=4, reference="1a2b3c4d", marking="Subject to call-in")
ROOT = Path(__file__).parents[3]


def drawn(document: Document, imprint: Imprint = VERSION) -> bytes:
    return pdf.render_plan(document, imprint=imprint)


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def words_of(content: bytes) -> str:
    """All that is written on the pages, in the order it was drawn, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The words of each paragraph and list item."""
    for block in blocks:
        if block.runs:
            yield " ".join(plain_text((block,)).split())
        for item in block.items:
            yield from texts(item)


def structure(content: bytes) -> list[tuple[str, set[int]]]:
    """Every element in the order it is read: its type, and on which pages its own words are."""
    with Pdf.open(BytesIO(content)) as opened:
        numbers = {page.obj.objgen: place for place, page in enumerate(opened.pages, start=1)}
        return list(_elements(opened.Root.StructTreeRoot.K, numbers))


def _elements(
    element: Object, numbers: dict[tuple[int, int], int]
) -> Iterator[tuple[str, set[int]]]:
    kids = [kid for kid in element.get("/K", Array()) if isinstance(kid, Object)]
    words = {numbers[kid.Pg.objgen] for kid in kids if kid.get("/Type") == "/MCR"}
    yield str(element.S).removeprefix("/"), words
    for kid in kids:
        if "/S" in kid:
            yield from _elements(kid, numbers)


def addresses(content: bytes) -> list[str]:
    """Where the live links lead."""
    annotations = [each for page in read(content).pages for each in page.get("/Annots", [])]
    return [str(each.get_object()["/A"]["/URI"]) for each in annotations]


def test_every_paragraph_can_be_taken_out_with_its_words_apart() -> None:
    document = example()

    found = words_of(drawn(document))

    for passage in document.passages:
        for words in texts(passage.body):
            # A page's foot may come between two lines of a paragraph.
            foot = r"(?: Northmoor Council · .*? Page \d+ of \d+)? "
            assert re.search(foot.join(re.escape(word) for word in words.split()), found), words


def test_records_are_printed_with_their_facts() -> None:
    found = words_of(drawn(example()))

    for fact in ("What we will do", "£1,250,000", "−£40,000.50", "2024/25", "Cash-releasing"):
        assert fact in found
    for fact in (
        "Reported elsewhere",
        "To follow by 31 December 2024",
        "What we ask of government",
    ):
        assert fact in found


def test_each_page_has_the_council_the_version_and_its_number_at_its_foot() -> None:
    pages = read(drawn(example())).pages

    for number, page in enumerate(pages, start=1):
        foot = f"Subject to call-in · Northmoor Council · Version 4 · ref 1a2b3c4d Page {number} of"
        assert foot in " ".join(page.extract_text().split())


def test_a_draft_says_so() -> None:
    assert "Draft, not a version" in words_of(drawn(plan(), Imprint(None, "1a2b3c4d")))


def test_the_structure_says_what_each_thing_is() -> None:
    words = "Asks:\n\na. one\nb. [two](https://example.org)\n\n- three"
    document = plan(theme(heading("Under it"), paragraph(words)), introduction=[heading("Before")])

    kinds = [kind for kind, _ in structure(drawn(document))]

    item = ["LI", "Lbl", "LBody", "P"]
    assert kinds == [
        *["Document", "P", "H1", "P", "P", "H2", "H2", "H3", "P"],
        *["L", *item, *item, "Link"],
        *["L", *item],
    ]


def test_the_words_that_lead_into_a_list_are_on_its_page() -> None:
    filler = [paragraph(f"Line {place}", number="", key=place) for place in range(40)]
    asks = paragraph("We ask for:\n\n- homes\n- buses", number="")

    for count in range(25, len(filler)):
        document = plan(theme(*filler[:count], asks))
        pages = [page.extract_text() for page in read(drawn(document)).pages]
        assert [("We ask for:" in page) for page in pages] == [("homes" in page) for page in pages]


def test_a_paragraph_over_two_pages_is_one_element() -> None:
    long = paragraph("word " * 900)

    [*_, pages] = [pages for kind, pages in structure(drawn(plan(theme(long)))) if kind == "P"]

    assert pages == {1, 2}


def test_a_tables_head_is_seen_on_every_page_and_heard_once() -> None:
    [barrier, *_] = example().barriers
    document = plan(barriers=tuple(replace(barrier, id=key) for key in range(60)))
    content = drawn(document)

    heads = [pages for kind, pages in structure(content) if kind == "TH" and pages]
    seen = [page.extract_text().count("Of whom") for page in read(content).pages]

    assert len(seen) > 2
    assert set(seen) == {1}
    assert len(heads) == 4 + 60


def test_links_are_live_only_where_they_are_safe() -> None:
    words = "[one](https://example.org/a?b=é) [two](mailto:a@example.org)"
    trap = Evidence(1, "Trap", "published work", "javascript:alert(1)", "", None)

    found = addresses(drawn(plan(theme(paragraph(words)), evidence=(trap,))))

    assert found == ["https://example.org/a?b=%C3%A9", "mailto:a@example.org"]


def test_a_links_description_has_its_words_and_its_address() -> None:
    content = drawn(plan(theme(paragraph("See [our **whole** plan](https://example.org)."))))

    [page] = read(content).pages
    said = {str(each.get_object()["/Contents"]) for each in page["/Annots"]}

    assert said == {"our whole plan (https://example.org)"}


@pytest.mark.parametrize("words", HOSTILE)
def test_what_looks_like_markup_is_printed_as_it_was_typed(words: str) -> None:
    document: Document = everywhere(example(), words)

    content = drawn(document)

    assert " ".join(printable(words).split()) in words_of(content)
    assert addresses(content) == []


@given(st.text(max_size=300), st.text(max_size=40))
def test_any_text_at_all_makes_a_pdf(words: str, title: str) -> None:
    document = plan(theme(paragraph(words, number=title), title=title), title=title)

    content = drawn(document, Imprint(None, title, words))

    assert content.startswith(b"%PDF-1.7")


@pytest.mark.parametrize("typed", ["x" * 200_000, "x " * 100_000, "<b>" * 60_000, "- a\n" * 5_000])
def test_very_long_text_is_drawn_to_its_end(typed: str) -> None:
    document = plan(theme(paragraph(typed)))

    with ends():
        drawn(document)


def test_a_record_taller_than_a_page_is_set_over_several() -> None:
    [barrier, *_] = example().barriers
    long = replace(barrier, what="What stands in the way. " * 1_000)

    content = drawn(plan(barriers=(long, barrier)))

    assert len(read(content).pages) > 3
    assert words_of(content).count("What stands in the way. ") >= 990


def test_the_same_document_gives_the_same_bytes_in_any_process_on_any_day() -> None:
    code = """
import hashlib
from plans.exports import pdf
from tests.plans.documents import example
imprint = pdf.Imprint(4, "1a2b3c4d", "Subject to call-in")
print(hashlib.sha256(pdf.render_plan(example(), imprint=imprint)).hexdigest())
"""
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        answer = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert answer.stdout.strip() == hashlib.sha256(drawn(example())).hexdigest()


def test_another_word_or_another_version_gives_other_bytes() -> None:
    document = plan(theme(paragraph("We saved £96m.")))

    assert drawn(document) != drawn(plan(theme(paragraph("We saved £96.4m."))))
    assert drawn(document) != drawn(document, replace(VERSION, version=5))


def test_only_embedded_fonts_are_used() -> None:
    for page in read(drawn(example())).pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object()
            assert "/FontFile2" in described["/FontDescriptor"]
            assert "/ToUnicode" in described


def test_pages_are_counted_without_drawing_and_as_they_are_drawn() -> None:
    long = plan(theme(paragraph("word " * 4_000)), evidence=example().evidence)

    assert pdf.count_plan_pages(long).all == len(read(drawn(long)).pages)
    assert pdf.count_plan_pages(plan()) == pdf.PageCount(1, 1, tenths=2)


def test_the_guidance_on_length_is_about_the_plans_own_text() -> None:
    [barrier, *_] = example().barriers
    document = plan(theme(paragraph("Short.")), barriers=(barrier,) * 100)

    assert pdf.count_plan_pages(document).text == 1
    assert pdf.count_plan_pages(document).all > 3


def test_a_plan_of_two_thousand_words_makes_about_four_pages() -> None:
    assert pdf.count_plan_pages(example()).text in (3, 4)


def ends_of(document: Document) -> list[float]:
    """Where each line of a PDF ends, from the left margin, its running headings among them."""
    strips = build_story(document, VERSION).strips
    every = [*strips, *(one for strip in strips for one in strip.running)]
    runs = [mark for strip in every for mark in strip.marks if isinstance(mark, TextRun)]
    return [run.x + run.width for run in runs]


@pytest.mark.parametrize("letter", ["w", "W", "i", "£"])
def test_no_line_runs_over_the_margin_for_a_word_of_200_letters(letter: str) -> None:
    ends = ends_of(everywhere(example(), letter * 200))

    assert len(ends) > 100
    assert max(ends) <= WIDTH + 0.01


def test_a_line_that_is_not_cut_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linebreak._Setting, "_cut", linebreak._Setting._put)

    assert max(ends_of(everywhere(example(), "w" * 200))) > WIDTH
