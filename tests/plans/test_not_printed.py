"""Letters that the PDF cannot print are said of every text of a plan, and of no other letters."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader

from plans.exports import pdf
from plans.exports.imprint import Imprint
from plans.exports.not_printed import not_printed
from tests.plans.documents import example, heading, paragraph, plan, theme
from tests.plans.test_exports_html import everywhere

LETTER = "中"
VERSION = Imprint(version=4, reference="1a2b3c4d")


def one_after_another(document: object, words: str) -> Iterator[object]:
    """The document with `words` in one of its parts, for each of them that has any."""
    for name in ("title", "council", "commission", "introduction", "themes", "commitments"):
        yield replace(document, **{name: everywhere(getattr(document, name), words)})
    for name in ("metrics", "barriers", "evidence"):
        yield replace(document, **{name: everywhere(getattr(document, name), words)})


def test_a_sentence_says_where_and_what_is_printed_instead() -> None:
    document = plan(theme(paragraph("We met שלו there.", number="2.1"), title="Safe 🚀"))

    assert not_printed(document) == (
        "The title of theme 1 has 1 sign the PDF cannot print. It prints 🚀 as [rocket].",
        (
            "Paragraph 2.1 has 3 letters the PDF cannot print. "
            "It prints ש as [U+05E9], ל as [U+05DC], ו as [U+05D5]."
        ),
    )


def test_what_has_no_number_is_known_by_its_first_words() -> None:
    opening = [heading(f"{LETTER} Who we are"), paragraph(f"Hello {LETTER}", number="")]

    assert [each.split(" has ")[0] for each in not_printed(plan(introduction=opening))] == [
        "Heading “中 Who we are” in the introduction",
        "Paragraph “Hello 中” in the introduction",
    ]


def test_a_plan_of_letters_that_print_says_nothing() -> None:
    """The control."""
    assert not_printed(example()) == ()


def test_no_part_of_a_plan_prints_a_stand_in_that_was_not_said() -> None:
    for document in one_after_another(example(), LETTER):
        pages = PdfReader(BytesIO(pdf.render_plan(document, imprint=VERSION))).pages
        printed = "[U+4E2D]" in " ".join(page.extract_text() for page in pages)
        assert printed == bool(not_printed(document))


def test_many_places_are_counted_and_not_all_told() -> None:
    told = not_printed(plan(theme(*(paragraph(LETTER, number=str(n)) for n in range(1, 31)))))

    assert len(told) == 11
    assert told[-1] == "There are others in 20 more places."
