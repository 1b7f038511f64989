"""A letter that comes as a PDF is read as a pasted one is, or refused with what can be done."""

import datetime as dt
import zlib
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from plans.importing import boundaries
from plans.importing.errors import Unreadable
from plans.importing.letter import read_letter
from plans.importing.letter_pdf import TOO_MUCH, read_here, read_pdf
from plans.importing.page_line import PageLine
from plans.importing.pdf_lines import CLOSED, DAMAGED, LOCKED, SCANNED, TOO_LONG, made_whole
from tests.plans.importing.letter_pdfs import letter_pdf, lines_pdf, typed_pdf
from web import apart

SWEPT = (
    "which streets are swept, and how often, and by whom are they swept in the weeks in which "
    "those who usually do it are ill or on leave?"
)
STREETS = letter_pdf(
    "3 March 2031",
    "Dear Leader",
    "# Cleaner streets",
    "Please send us a plan of no more than six pages, written for the people who live in the "
    "streets that it is about, and say in it who decides and what it costs.",
    "# 1. How streets are kept clean",
    "Questions to consider:",
    [
        SWEPT,
        "who decides which come first?",
    ],
    "# 2. What stands in the way",
    ["what would help?"],
    "Send it by noon on 30 April 2031 to streets@example.gov.uk. " * 3,
    *(
        f"Paragraph {n} of an annex, which explains a word of the above at length. " * 3
        for n in range(20)
    ),
    head="Department for Tidy Streets",
    foot="OFFICIAL, page {page}",
)


def told(content: bytes) -> list[str]:
    return [line.text for line in read_pdf(content).text_lines if not line.part]


def refusal(content: bytes) -> str:
    return read_here(content).refused


def test_a_letter_with_a_text_layer_is_read_as_a_pasted_one_is() -> None:
    letter = read_letter(read_pdf(STREETS))

    assert letter.title == "Cleaner streets"
    assert letter.department == "Department for Tidy Streets"
    assert (letter.letter_date, letter.due) == (dt.date(2031, 3, 3), dt.date(2031, 4, 30))
    assert letter.address == "streets@example.gov.uk"
    assert [(theme.title, theme.questions) for theme in letter.themes] == [
        (
            "How streets are kept clean",
            (
                SWEPT,
                "who decides which come first?",
            ),
        ),
        ("What stands in the way", ("what would help?",)),
    ]


def test_what_each_page_has_at_its_edge_is_no_text_and_is_told() -> None:
    letter = read_letter(read_pdf(STREETS))
    edges = [line.text for line in letter.lines if "edge of pages" in line.where]

    assert [each for each in edges if "page" in each] == [f"OFFICIAL, page {n}" for n in (1, 2)]
    assert edges.count("Department for Tidy Streets") == 1


def test_the_ministers_letter_printed_as_a_pdf_asks_the_same(seed) -> None:
    source = seed("000")
    stretch = boundaries.letter_stretch(source.text_lines)
    typed = source.text_lines[stretch.start : stretch.stop]
    text = "\n".join("\n" * min(1, line.blanks) + line.text for line in typed)

    printed, read = read_letter(read_pdf(typed_pdf(text))), read_letter(source)

    assert [len(theme.questions) for theme in printed.themes] == [8, 4, 9, 4]
    assert [theme.questions for theme in printed.themes] == [one.questions for one in read.themes]
    assert (printed.due, printed.address) == (read.due, read.address)
    assert printed.requirements == read.requirements


def test_columns_are_read_one_after_the_other() -> None:
    left = [(60, 700 - 14 * n, f"Left {n} says what is so and who did it,") for n in range(9)]
    right = [(320, 700 - 14 * n, f"right {n} says what else is so in it,") for n in range(9)]

    found = told(lines_pdf([pair for both in zip(left, right, strict=True) for pair in both]))

    assert found == [words for _, _, words in (*left, *right)]


def test_the_mark_of_an_item_stands_with_its_words_however_far_apart_it_is_set() -> None:
    page = [
        (72, 700, "•"),
        (130, 700, "which streets are swept?"),
        (72, 660, "1."),
        (140, 660, "Who"),
    ]
    page += [(72, 620, "(a)"), (140, 620, "decides it all, and when was that last looked at?")]

    assert told(lines_pdf(page)) == [
        "• which streets are swept?",
        "1. Who",
        "(a) decides it all, and when was that last looked at?",
    ]


def whole(*lines: str) -> list[str]:
    return [line.text for line in made_whole([PageLine(each, "", 0) for each in lines])]


def test_a_word_that_a_line_broke_is_whole_and_no_hyphen_of_its_own_is_lost() -> None:
    assert whole("your produc-", "tivity is asked", "for productivity") == [
        "your productivity",
        "is asked",
        "for productivity",
    ]
    assert whole("a co-", "operative one") == ["a co-operative", "one"]
    assert whole("a soft\u00ad", "ened one") == ["a softened", "one"]
    assert whole("in 2023-", "24 and Stoke-", "Upon it -", "all") == [
        "in 2023-",
        "24 and Stoke-",
        "Upon it -",
        "all",
    ]
    assert whole("very long-", "winded") == ["very long-winded"]


@settings(max_examples=200)
@given(st.lists(st.text(st.sampled_from("ab-é \u00adB1."), max_size=9), max_size=6))
def test_no_letter_is_lost_by_making_words_whole(lines: list[str]) -> None:
    """But hyphens that lines were broken with."""

    def letters(said: list[str]) -> str:
        return "".join(each for each in "".join(said) if each not in " -\u00ad")

    assert letters(whole(*lines)) == letters(lines)


def scan(pages: int = 1) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    for _ in range(pages):
        canvas.rect(50, 50, 400, 600, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed(content: bytes, **how) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        pdf.save(out, **how)
    return out.getvalue()


def test_a_scan_is_refused_with_that_reason() -> None:
    assert refusal(scan()) == SCANNED


def test_a_page_that_is_a_picture_is_told() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(STREETS)) as pdf, pikepdf.open(BytesIO(scan(2))) as pictures:
        pdf.pages.extend(pictures.pages)
        pdf.save(out)

    assert read_pdf(out.getvalue()).notes == (
        "Pages 3 and 4 have no text that could be read: maybe pictures.",
    )


def test_one_that_is_locked_broken_or_too_long_is_refused_with_what_to_do() -> None:
    locked = pikepdf.Encryption(user="secret", owner="secret", R=6)
    allowed = pikepdf.Permissions(extract=False)
    closed = pikepdf.Encryption(user="", owner="secret", R=6, allow=allowed)
    long = BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(1_000):
            pdf.add_blank_page()
        pdf.save(long)

    assert refusal(changed(STREETS, encryption=locked)) == LOCKED
    assert refusal(changed(STREETS, encryption=closed)) == CLOSED
    assert refusal(STREETS[:2_000]) in (DAMAGED, SCANNED)
    assert refusal(b"%PDF-1.7\nnothing more") in (DAMAGED, SCANNED)
    assert refusal(long.getvalue()) == TOO_LONG


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=60), st.integers(0, len(STREETS) - 1))
def test_whatever_is_damaged_in_a_file_it_is_read_or_refused(harm: bytes, at: int) -> None:
    read = read_here(STREETS[:at] + harm + STREETS[at + len(harm) :])

    assert bool(read.source) != bool(read.refused)


def test_a_stream_that_unpacks_to_far_more_is_refused_and_the_web_goes_on(monkeypatch) -> None:
    """300 MB of spaces in 300 KB, where the reader has 256 MB: enough for any letter."""
    monkeypatch.setattr(apart, "MEMORY", 256 * 1024 * 1024)
    packed = zlib.compressobj(9)
    content = b"".join(packed.compress(b" " * 10_000_000) for _ in range(30)) + packed.flush()
    out = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.Contents = pdf.make_stream(b"")
        page.Contents.write(content, filter=Name.FlateDecode, decode_parms=Dictionary())
        pdf.save(out, compress_streams=False)

    with pytest.raises(Unreadable, match="more memory or time"):
        read_pdf(out.getvalue())
    assert read_pdf(STREETS).text_lines


def test_one_that_takes_longer_is_refused_in_a_sentence(monkeypatch) -> None:
    monkeypatch.setattr(apart, "WAIT", 0.001)
    with pytest.raises(Unreadable, match=TOO_MUCH):
        read_pdf(STREETS)
