"""Tables of a text on paper: tagged, their head on every page, whatever their size."""

from hypothesis import given, settings
from hypothesis import strategies as st

from plans.exports import pdf
from plans.exports.imprint import Imprint
from tests.plans.documents import paragraph, plan, theme
from tests.plans.pdf.test_draw import structure, words_of

DRAFT = Imprint(version=None, reference="")
SPENDING = "Table: Spending\n| Service | 2024 |\n|===|---|\n| Adults | 40.1 |"


def drawn(words: str, number: str = "1") -> bytes:
    return pdf.render_plan(plan(theme(paragraph(words, number))), imprint=DRAFT)


def test_a_table_is_heard_as_one_with_its_caption_and_headings() -> None:
    kinds = [kind for kind, _ in structure(drawn(SPENDING))]

    assert kinds[kinds.index("Table") :] == [
        *("Table", "Caption", "TR", "TH", "TH", "TR", "TH", "TD"),
    ]


def test_a_table_without_headings_has_none() -> None:
    kinds = [kind for kind, _ in structure(drawn("|---|\n| Adults | 40.1 |"))]

    assert kinds[kinds.index("Table") :] == ["Table", "TR", "TD", "TD"]


def test_the_head_of_a_long_table_is_seen_on_every_page_and_heard_once() -> None:
    content = drawn(SPENDING + "\n| Others | 2 |" * 120)

    heads = [pages for kind, pages in structure(content) if kind == "TH" and pages]
    assert heads[0] == {1}
    assert words_of(content).count("Service") > 2


@settings(max_examples=8, deadline=None)
@given(
    columns=st.sampled_from([1, 4, 30]),
    rows=st.integers(0, 3),
    words=st.sampled_from(["", "£1,200", "word " * 150, "w" * 200, "\u05e9 ƙ 🚀"]),
)
def test_a_table_of_any_shape_is_drawn(columns: int, rows: int, words: str) -> None:
    row = "| " + " | ".join([words] * columns) + " |"

    assert drawn("\n".join(["Table: " + words[:300], row, "|---|", *[row] * rows])).startswith(
        b"%PDF"
    )
