"""The plans of real councils, read from the text their own pages give."""

import pytest

from plans.importing.plan import read_plan
from plans.importing.report import plan_as_data, report_import
from plans.richtext import parse_richtext
from tests.plans.importing.accounting import SHORT_TITLES, lost, passages, shape

# Titles a council may have given the themes when it copied the commission.
REWORDED = (
    "Changing how services are designed and run",
    "Using technology and data well",
    "Cutting wasteful spending",
    "Barriers that government could help to lift",
)


def lists(body):
    """Kind and number of items of each list in a body, as our own pages will draw it."""
    return [(block.kind, len(block.items)) for block in parse_richtext(body) if block.items]


def where(plan, number):
    return next(line.where for line in plan.lines if line.number == number)


@pytest.fixture
def dorset(seed, letter_titles):
    return read_plan(seed("000"), letter_titles)


@pytest.fixture
def dacorum(seed, letter_titles):
    return read_plan(seed("004"), letter_titles)


def test_dorsets_plan_has_its_themes_and_numbered_paragraphs(dorset):
    assert dorset.title == "Dorset Council Productivity Plan 2024/25"
    assert shape(dorset) == [(1, 6, 0), (2, 4, 0), (3, 8, 0), (4, 2, 0)]
    assert len(dorset.introduction) == 1
    assert dorset.unplaced == ()


@pytest.mark.parametrize("titles", [SHORT_TITLES, REWORDED, ()])
def test_themes_that_name_their_number_need_no_words_in_common(seed, titles):
    plan = read_plan(seed("000"), titles)

    expected = [1, 2, 3, 4] if titles else [None] * 4
    assert [theme.commission_theme for theme in plan.themes] == expected
    assert [len(theme.passages) for theme in plan.themes] == [6, 4, 8, 2]


def test_dorsets_lists_stay_lists_in_the_paragraphs_they_belong_to(dorset):
    first, _, _, fourth = dorset.themes
    assert [lists(passage.body) for passage in first.passages] == [
        [],
        [],
        [("letters", 4)],
        [],
        [("letters", 6), ("bullets", 1)],
        [("letters", 3)],
    ]
    assert [lists(passage.body) for passage in fourth.passages] == [
        [("letters", 4)],
        [("letters", 5)],
    ]


def test_a_bullet_that_a_page_break_cut_in_two_is_whole(dorset):
    bullet = dorset.themes[0].passages[4].body.split("\n")[-1]

    assert bullet.startswith("- SEND provision:")
    assert "information, advice and guidance to parents" in bullet
    assert where(dorset, 19) == "Theme 1, paragraph 5"


def test_numbers_marks_and_list_tags_are_not_words_of_a_paragraph(dorset):
    for passage in passages(dorset):
        assert "<ol" not in passage.body
        assert not passage.body[:1].isdigit()
    assert all(not theme.title.startswith(("Theme", "“", '"')) for theme in dorset.themes)


def test_bold_is_kept_and_a_link_to_nowhere_becomes_its_words(dorset):
    assert "**A potential devolution deal for Dorset**" in dorset.themes[0].passages[5].body
    assert "[Digital Vision]" not in dorset.themes[1].passages[3].body
    assert "Digital Vision" in dorset.themes[1].passages[3].body
    assert dorset.notes == ("4 links led to no web address; the words are kept.",)


def test_the_annexed_letter_is_left_out_line_by_line(dorset):
    annex = [line for line in dorset.lines if line.number >= 66]

    assert len(annex) > 50
    assert {line.fate for line in annex} == {"left out"}
    assert {line.where for line in annex} == {"Annex A, the letter, not part of the plan"}


def test_the_cover_of_dorsets_plan_is_its_title_and_furniture(dorset):
    cover = [(line.text.strip(), line.fate, line.where) for line in dorset.lines[:4]]

    furniture = ("furniture", "the cover: words of the title")
    assert cover == [
        ("Dorset Council Productivity Plan 2024/25", "placed", "Title"),
        ("Dorset", *furniture),
        ("Council", *furniture),
        ("Dorset Council Productivity Plan", *furniture),
    ]


def test_a_line_that_held_five_paragraphs_says_so(dorset):
    assert where(dorset, 15) == "Theme 1, paragraphs 1 to 5"


@pytest.mark.parametrize("titles", [None, SHORT_TITLES, REWORDED])
def test_dacorums_themes_are_found_by_their_words(seed, letter_titles, titles):
    plan = read_plan(seed("004"), titles or letter_titles)

    assert shape(plan) == [(1, 3, 0), (2, 12, 4), (3, 4, 0), (4, 3, 0)]
    assert len(plan.introduction) == 2
    assert plan.title.startswith("Draft Productivity Plan")


def test_dacorums_sub_headings_are_headings(dacorum):
    found = [
        each.body for theme in dacorum.themes for each in theme.passages if each.kind == "heading"
    ]

    assert found == [
        "A new operating model",
        "What have we achieved so far?",
        "What do we plan to do next?",
        "Evidence driven",
    ]


def test_a_sentence_broken_by_a_blank_line_is_joined(dacorum):
    paragraph = dacorum.themes[3].passages[0]

    assert "low hanging fruit of productivity improvements have been achieved" in paragraph.body
    assert paragraph.source_lines == (231, 233)


def test_a_list_with_a_blank_line_inside_is_one_list(dacorum):
    assert lists(dacorum.themes[1].passages[12].body) == [("bullets", 3)]


def test_a_real_link_and_a_placeholder_are_kept(dacorum):
    text = " ".join(passage.body for passage in dacorum.themes[1].passages)

    assert "(http://www.thinkhemel.com)" in text
    assert "[link]" in text


def test_the_report_before_the_plan_is_left_out_line_by_line(dacorum):
    before = [line for line in dacorum.lines if line.number < 121]

    assert {(line.fate, line.where) for line in before} == {
        ("left out", "the report before the plan")
    }


def test_a_page_without_structure_waits_to_be_placed_and_loses_nothing(seed):
    plan = read_plan(seed("002"), SHORT_TITLES)

    assert plan.themes == ()
    assert len(plan.unplaced) == 36
    notices = [line.number for line in plan.lines if line.fate == "furniture"]
    assert notices == [1, 2]
    assert {line.where for line in plan.lines[2:]} == {"to be placed by you"}


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_no_word_of_a_real_text_is_lost(seed, number):
    source = seed(number)

    plan = read_plan(source, SHORT_TITLES)

    assert lost(plan) == []
    assert [line.number for line in plan.lines] == [line.number for line in source.text_lines]


def test_the_counts_of_a_report_make_every_line(dorset):
    counts = report_import(dorset)

    assert (
        counts.lines == counts.placed + counts.furniture + counts.left_out + counts.unplaced == 98
    )
    assert (counts.furniture, counts.left_out, counts.unplaced) == (3, 60, 0)


def test_the_data_for_json_tells_the_fate_of_each_line(dorset):
    data = plan_as_data(dorset)

    assert [theme["paragraphs"] for theme in data["themes"]] == [6, 4, 8, 2]
    assert data["lines"][0]["where"] == "Title"
