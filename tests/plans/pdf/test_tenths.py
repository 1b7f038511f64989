"""How far a plan's text reaches, in tenths of a page."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.exports import pdf
from plans.exports.pdf.layout import LayoutRow
from plans.exports.pdf.renderer import ROOM, count_tenths
from plans.exports.pdf.story import Story
from tests.plans.documents import example, paragraph, plan, theme

LINE = "A line of a plan that says what was saved and what comes of it for those who live here. "


def reach_of(*paragraphs: str) -> float:
    count = pdf.count_plan_pages(plan(theme(*map(paragraph, paragraphs))))
    return float(count.in_tenths)


def tenths_of(*heights: float) -> int:
    story = Story(strips=[LayoutRow(height) for height in heights])
    return count_tenths(story, lambda page, pages: LayoutRow(10.0))


@pytest.mark.parametrize("pages", [1, 2, 5])
def test_full_pages_end_in_nought(pages: int) -> None:
    assert tenths_of(*[ROOM / 10] * 10 * pages) == 10 * pages
    assert tenths_of(*[ROOM / 10] * 10 * pages, 1.0) > 10 * pages


def test_what_is_begun_is_counted_up() -> None:
    assert tenths_of(ROOM / 10) == 1
    assert tenths_of(ROOM / 10, ROOM / 100) == 2
    assert tenths_of() == 1


def test_known_texts() -> None:
    count = pdf.count_plan_pages(example())
    assert (count.text, count.in_tenths) == (3, "2.9")
    assert pdf.count_plan_pages(plan()).in_tenths == "0.2"
    assert pdf.PageCount().in_tenths == "0.0"
    assert pdf.PageCount(4, 4, tenths=10).in_tenths == "4.0"


def test_it_says_as_many_pages_as_there_are() -> None:
    """A plan of more pages than were asked for never reads as though it kept to them."""
    for words in range(40, 3_000, 170):
        count = pdf.count_plan_pages(plan(theme(paragraph("word " * words))))
        assert count.text - 1 < float(count.in_tenths) <= count.text


def test_a_line_more_at_the_end_never_makes_it_less() -> None:
    reached = [reach_of(LINE * lines) for lines in range(1, 120)]
    assert reached == sorted(reached)
    assert reached[-1] > 2
    assert all(after - before < 0.2 for before, after in pairwise(reached))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=25))
def test_a_paragraph_more_at_the_end_never_makes_it_less(sizes: list[int]) -> None:
    texts = accumulate(([LINE * size] for size in sizes), initial=[LINE * 9] * 9)
    reached = [reach_of(*words) for words in texts]
    assert reached == sorted(reached)
