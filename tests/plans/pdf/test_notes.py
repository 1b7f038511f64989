"""Notes on paper: beneath their theme, numbered through the plan, with links both ways."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.blocks import Run
from plans.exports import pdf
from plans.exports.imprint import Imprint
from plans.exports.pdf.linebreak import TO_NOTE, break_lines
from plans.exports.pdf.renderer import PLACE_ABOVE
from tests.plans.documents import paragraph, plan, theme
from tests.plans.pdf.test_draw import read, structure, words_of

DRAFT = Imprint(version=None, reference="")
HEADED = "Table: x^[Of it.]\n| Service^[All.] | £m |\n|---|---|\n"


def drawn(*texts: str) -> bytes:
    themes = (theme(paragraph(each), number=place) for place, each in enumerate(texts, start=1))
    return pdf.render_plan(plan(*themes), imprint=DRAFT)


def test_notes_stand_beneath_their_theme_and_are_numbered_through_the_plan() -> None:
    words = words_of(drawn("One.^[The first.] Two.^[The second.]", "Three.^[Last.]"))

    told = ["One.", "Two.", "1 The first.", "2 The second.", "Theme 2", "Three.", "3 Last."]
    places = [words.index(each) for each in told]
    assert places == sorted(places)


def test_a_note_is_heard_as_one_with_its_number_and_its_mark_as_a_reference() -> None:
    kinds = [kind for kind, _ in structure(drawn("One.^[The [first](https://a.uk).]"))]

    assert kinds[kinds.index("P", kinds.index("H2")) :] == [
        *("P", "Reference", "Link"),
        *("Note", "Lbl", "Link", "P", "Link"),
    ]


def test_each_mark_leads_to_its_note_and_the_note_back() -> None:
    content = drawn("One.^[The first.] Two.^[The second.]")

    [page] = read(content).pages
    links = [each.get_object() for each in page["/Annots"]]
    assert [one["/Contents"] for one in links] == [
        *("Note 1", "Note 2"),
        *("Back to the text of note 1", "Back to the text of note 2"),
    ]
    # Each end lies where the other leads to, a little below.
    tops = [float(one["/Rect"][3]) for one in links]
    leads_to = [float(one["/Dest"][3]) - PLACE_ABOVE for one in links]
    assert leads_to == pytest.approx([tops[2], tops[3], tops[0], tops[1]], abs=0.01)


def test_a_head_that_comes_again_leads_to_its_note_once() -> None:
    content = drawn(HEADED + "| Others | 2 |\n" * 120)

    assert len(read(content).pages) > 2
    links = [each for page in read(content).pages for each in page.get("/Annots", [])]
    assert len(links) == 4


def test_a_mark_is_smaller_than_its_words_and_on_their_line() -> None:
    mark = Run("12", link=f"{TO_NOTE}12")
    [line] = break_lines([Run("word"), mark], width=200, size=10)
    [plain] = break_lines([Run("word"), Run("12", bold=True)], width=200, size=10)

    assert [piece.text for piece in line] == ["word", "12", " "]
    assert line[1].width < 0.7 * plain[1].width
    # A word and its mark are not parted.
    assert [len(one) for one in break_lines([Run("one word"), mark], width=32, size=10)] == [1, 3]


@settings(max_examples=8, deadline=None)
@given(
    count=st.sampled_from([1, 12, 200]),
    words=st.sampled_from(
        ["a", "word " * 400, "w" * 300, "\u05e9 ƙ 🚀", "**b** [x](https://a.uk)"]
    ),
)
def test_notes_of_any_size_and_number_are_drawn(count: int, words: str) -> None:
    content = drawn(f"One^[{words}] " * count)

    assert sum(kind == "Note" for kind, _ in structure(content)) == count
