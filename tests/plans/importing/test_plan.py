"""Text and Markdown of many shapes become passages, and what is doubtful stays text."""

import pytest

from plans.importing.plan import read_plan
from plans.richtext import parse_richtext, plain_text
from plans.richtext_html import richtext_html
from tests.plans.importing.accounting import SHORT_TITLES, lost, shape, source_of


def read(text, titles=SHORT_TITLES):
    plan = read_plan(source_of(text), titles)
    assert lost(plan) == []
    return plan


def bodies(text):
    """The paragraphs of one theme with this text in it."""
    return [passage.body for passage in read(f"Theme 1: Homes\n\n{text}").themes[0].passages]


def test_markdown_headings_become_themes_headings_and_an_introduction():
    plan = read(
        "# Northmoor’s plan\n\n## Introduction\n\nWe begin.\n\n## Technology and data\n\n"
        "### What we did\n\nMuch.\n\n## Our people\n\nMany.\n"
    )

    assert plan.title == "Northmoor’s plan"
    assert [passage.body for passage in plan.introduction] == ["We begin."]
    assert [(theme.title, theme.commission_theme) for theme in plan.themes] == [
        ("Technology and data", 2),
        ("Our people", None),
    ]
    assert [passage.kind for passage in plan.themes[0].passages] == ["heading", "paragraph"]


def test_headings_like_none_of_the_commissions_are_themes_of_the_councils_own():
    plan = read("# Plan\n\n## Parks\n\nGreen.\n\n## Ponds\n\nBlue.\n")

    assert [(theme.title, theme.commission_theme) for theme in plan.themes] == [
        ("Parks", None),
        ("Ponds", None),
    ]


@pytest.mark.parametrize("heading", ["Theme 2", "THEME TWO:", "**Theme 2**", "## Theme 2 –"])
def test_a_theme_named_by_its_number_alone_takes_the_title_beneath(heading):
    plan = read(f"Theme 1: Homes\n\nWarm.\n\n{heading}\n\nRoads and lanes\n\nLong.\n")

    assert plan.themes[1].commission_theme == 2


def test_a_sentence_that_begins_with_theme_is_no_heading():
    plan = read("Theme 1: Homes\n\nTheme 2 is written by others.\n")

    assert shape(plan) == [(1, 1, 0)]


def test_numbered_headings_are_themes_and_a_short_one_in_turn_is_too():
    plan = read(
        "Northmoor Council\nProductivity plan 2031\n\n1. Transforming our services\n\n"
        "1.1 Merged.\n\n1.2 Moved.\n\n2. Technology and data\n\n2.1 New.\n\n"
        "3. Obstacles\n\n3.1 Money.\n"
    )

    assert plan.title == "Productivity plan 2031"
    assert plan.introduction == ()
    assert plan.lines[0].where == "the cover: words above the title"
    assert [(theme.title, len(theme.passages)) for theme in plan.themes] == [
        ("Transforming our services", 2),
        ("Technology and data", 1),
        ("Obstacles", 1),
    ]


def test_a_contents_list_heads_nothing():
    plan = read(
        "Plan for the year\n\nTheme 1: Homes\nTheme 2: Roads\n\nTheme 1: Homes\n\nWarm.\n\n"
        "Theme 2: Roads\n\nLong.\n"
    )

    assert [(theme.title, len(theme.passages)) for theme in plan.themes] == [
        ("Homes", 1),
        ("Roads", 1),
    ]


def test_a_title_over_two_lines_is_one_title():
    wrapped = "and more words that go on to the end of a line as a page would have broken it"
    plan = read(
        f"Reducing the wasteful spend that we find\nin our own organisation\n\n{wrapped}\n"
        f"{wrapped}\n{wrapped}.\n"
    )

    assert [theme.commission_theme for theme in plan.themes] == [3]
    assert plan.themes[0].title.endswith("our own organisation")
    assert len(plan.themes[0].passages) == 1


@pytest.mark.parametrize(
    "line",
    ["2019. We became one council.", "1.2 million people live here.", "7. Out of turn."],
)
def test_a_number_that_is_no_mark_stays_a_word(line):
    assert bodies(line) == [line]
    assert plain_text(parse_richtext(line)) == line


def test_numbers_in_turn_are_paragraphs_and_lose_their_numbers():
    assert bodies("1. One.\n2. Two.\n\n3. Three.\n") == ["One.", "Two.", "Three."]


def test_numbers_that_go_on_from_the_theme_before_are_paragraphs():
    plan = read("Theme 1: Homes\n\n1. One.\n2. Two.\n\nTheme 2: Roads\n\n3. Three.\n")

    assert plan.themes[1].passages[0].body == "Three."


def test_section_numbers_are_paragraph_numbers():
    assert bodies("1.1 One.\n1.2 Two.\n2.1 Three.\n") == ["One.", "Two.", "Three."]


def test_numbers_after_a_colon_are_a_list():
    assert bodies("We did this:\n1. One\n2. Two\n\nThen more.\n") == [
        "We did this:\n\na. One\nb. Two",
        "Then more.",
    ]


@pytest.mark.parametrize("mark", ["-", "*", "•", "·"])
def test_every_kind_of_bullet_is_a_list(mark):
    assert bodies(f"We did:\n{mark} one\n{mark} two\n") == ["We did:\n\n- one\n- two"]


def test_a_list_without_a_paragraph_before_it_stands_alone():
    assert bodies("a. one\nb. two\n") == ["a. one\nb. two"]


def test_a_list_within_a_list_keeps_its_depth():
    (body,) = bodies("We did:\n- one\n    a. first\n    b. second\n- two\n")

    (_, bullets) = parse_richtext(body)
    assert [[block.kind for block in item] for item in bullets.items] == [
        ["paragraph", "letters"],
        ["paragraph"],
    ]


def test_letters_go_on_after_bullets_within_one_of_their_items():
    (body,) = bodies("We did:\na. one\n    - first\n    - second\nb. two\n")

    (_, letters) = parse_richtext(body)
    assert [[block.kind for block in item] for item in letters.items] == [
        ["paragraph", "bullets"],
        ["paragraph"],
    ]


def test_roman_numbers_are_kept_as_they_were_typed():
    assert bodies("See (ii):\n(i) one\n(ii) two\n") == ["See (ii):\n\n- (i) one\n- (ii) two"]


def test_letters_out_of_turn_stay_words():
    assert bodies("c. 40 people came.\n") == ["c. 40 people came."]


def test_more_than_twenty_six_items_are_one_list():
    (body,) = bodies("Many:\n" + "\n".join(f"{n}. item" for n in range(1, 31)))

    assert [len(block.items) for block in parse_richtext(body) if block.items] == [30]


def test_a_wrapped_paragraph_is_one_paragraph():
    line = "words that run on to the edge of the page and are broken there by it"

    assert bodies(f"The {line}\n{line}\n{line}.\n") == [f"The {line} {line} {line}."]


def test_a_word_broken_at_the_end_of_a_line_keeps_its_hyphen():
    line = "words that run on to the edge of the page and are broken in the long-"

    assert "long-term" in bodies(f"The {line}\nterm and more of the same {line[:50]}\n{line}.")[0]


def test_page_furniture_is_named_and_left_aside():
    page = "\n\n\nNorthmoor Council\n\nPage {}\n\n\n"
    text = "Theme 1: Homes\n\n" + "".join(f"Words on page {n}.{page.format(n)}" for n in (1, 2, 3))

    plan = read(text)

    assert shape(plan) == [(1, 3, 0)]
    furniture = [line.where for line in plan.lines if line.fate == "furniture"]
    assert furniture == ["repeated at page breaks", "page number"] * 3


def test_a_footer_above_a_form_feed_is_furniture_and_its_sentence_goes_on():
    plan = read(
        "Theme 1: Homes\n\nWarm homes for\n\nNorthmoor plan   1\n\x0cmany families.\n\n"
        "Northmoor plan   2\n\x0cDry homes.\n"
    )

    assert [passage.body for passage in plan.themes[0].passages] == [
        "Warm homes for many families.",
        "Dry homes.",
    ]
    assert [line.fate for line in plan.lines].count("furniture") == 2


def test_a_sub_heading_repeated_in_each_theme_is_no_furniture():
    text = "".join(f"Theme {n}: Part {n}\n\nWhat we did\n\nMuch.\n\n" for n in (1, 2, 3))

    assert shape(read(text)) == [(1, 1, 1), (2, 1, 1), (3, 1, 1)]


def test_an_appendix_that_is_no_letter_waits_to_be_placed():
    plan = read("Theme 1: Homes\n\nWarm.\n\nAppendix 1: Numbers\n\nFour.\n")

    assert [passage.body for passage in plan.unplaced] == ["Appendix 1: Numbers", "Four."]


def test_a_link_with_an_address_is_kept():
    body = "See [the page](https://example.org/a) now."

    assert bodies(body) == [body]


def test_a_typed_table_comes_as_it_is_and_its_ruler_is_furniture():
    table = "Table: By year\n| Year | Saved |\n|---|---|\n| 2030 | £4m |"
    plan = read(f"Theme 1: Homes\n\nWords.\n\n{table}\n")

    assert [passage.body for passage in plan.themes[0].passages] == ["Words.", table]
    assert [line.fate for line in plan.lines].count("furniture") == 1


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "</para>", "<b> without end", "=HYPERLINK(1)", "🙂 ؀"]
)
def test_what_looks_like_markup_is_text(text):
    plan = read(f"Theme 1: Homes\n\n{text} words.\n")

    html = richtext_html(parse_richtext(plan.themes[0].passages[0].body))
    assert "<script" not in html
    assert "</para" not in html


def test_the_count_of_lost_words_notices_a_lost_word():
    plan = read("Theme 1: Homes\n\nWarm and dry.\n")
    passage = plan.themes[0].passages[0]

    object.__setattr__(passage, "body", "Warm and.")

    assert lost(plan) == [(3, "dry")]
