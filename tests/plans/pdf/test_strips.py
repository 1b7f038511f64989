"""Strips set on pages: all of them, in order, none past the foot, headings with what they head."""

from hypothesis import given
from hypothesis import strategies as st

from plans.exports.pdf.layout import LayoutRow, PlacedRow, keep_together, paginate

STRIPS = st.lists(
    st.builds(
        LayoutRow,
        height=st.floats(1, 60),
        before=st.floats(0, 20),
        glued=st.booleans(),
    ),
    max_size=80,
)


def heights(pages: list[list[PlacedRow]]) -> list[list[float]]:
    return [[placed.strip.height for placed in page] for page in pages]


@given(STRIPS)
def test_every_strip_is_on_a_page_once_and_in_order(strips: list[LayoutRow]) -> None:
    placed = [each.strip for page in paginate(strips, room=100) for each in page]

    assert placed == strips


@given(STRIPS)
def test_no_strip_passes_the_foot_of_its_page(strips: list[LayoutRow]) -> None:
    for page in paginate(strips, room=100):
        assert all(each.y + each.strip.height <= 100.001 for each in page)


@given(STRIPS)
def test_no_page_but_the_first_is_empty(strips: list[LayoutRow]) -> None:
    assert all(paginate(strips, room=100)[1:])


def test_no_strips_make_one_empty_page() -> None:
    assert paginate([], room=100) == [[]]


def test_a_heading_goes_to_the_page_of_what_it_heads() -> None:
    strips = [LayoutRow(70), LayoutRow(20, glued=True), LayoutRow(20)]

    assert heights(paginate(strips, room=100)) == [[70], [20, 20]]
    # The control: without glue the heading is left behind.
    assert heights(paginate([LayoutRow(70), LayoutRow(20), LayoutRow(20)], room=100)) == [
        [70, 20],
        [20],
    ]


def test_no_single_line_of_a_paragraph_stands_alone() -> None:
    lines = keep_together([LayoutRow(10) for _ in range(5)])

    assert [len(page) for page in paginate([LayoutRow(85), *lines], room=100)] == [1, 5]
    assert [len(page) for page in paginate([LayoutRow(60), *lines], room=100)] == [4, 2]


def test_space_above_is_dropped_at_the_top_of_a_page() -> None:
    [_, [placed]] = paginate([LayoutRow(95), LayoutRow(20, before=10)], room=100)

    assert placed.y == 0


def test_a_tables_head_is_shown_again_on_every_page_it_runs_over() -> None:
    head = LayoutRow(10, glued=True)
    rows = [LayoutRow(40, running=(head,)) for _ in range(4)]

    pages = paginate([head, *rows], room=100)

    assert [[placed.again for placed in page] for page in pages] == [
        [False, False, False],
        [True, False, False],
    ]


def test_what_is_too_tall_for_any_page_is_set_all_the_same() -> None:
    strips = [LayoutRow(40, glued=True) for _ in range(5)]

    assert heights(paginate(strips, room=100)) == [[40, 40], [40, 40], [40]]
