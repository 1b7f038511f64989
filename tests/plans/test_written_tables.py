"""Tables as they are typed: what is one, what it says, and that no word of it is lost."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from plans.blocks import all_numbers, tables_in, words_of
from plans.forms.base import RichTextField
from plans.merging import merge
from plans.richtext import figures_in, fill_figures, parse_richtext, plain_text
from plans.richtext_html import richtext_html
from plans.splitting import joined, places_to_split
from plans.written_tables import WrittenTable, faults_of, stretches_of, write_table

SPENDING = "Table: Spending, £m\n| Service | 2024/25 |\n|===|---|\n| Adults | 40.1 |\n| Roads | 9 |"
PIECES = [
    *("|", "|", "| ", " |", "\n", "\n|", "|---|", "|===|---|", "\\", "\\|", "Table: x", "\n\n"),
    *("a. ", "- ", "**", "[", "](https://a.uk)", "{figure:saved}", "Adults", "40.1", " ", "\u00a0"),
    *("^[", "^[net]", "]"),
]
ODD_TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
WORDS = st.lists(st.sampled_from(["Adults", "|", "\\", "---", "40.1", "**", "\n"]), max_size=4).map(
    " ".join
)


def test_a_table_has_a_caption_headings_and_rows_of_cells() -> None:
    [table] = tables_in(parse_richtext(SPENDING))

    assert words_of(table.caption) == table.title == "Spending, £m"
    assert [words_of(cell) for cell in table.head] == ["Service", "2024/25"]
    assert [[words_of(cell) for cell in row] for row in table.body] == [
        ["Adults", "40.1"],
        ["Roads", "9"],
    ]
    assert table.numbers == (False, True)


def test_cells_have_bold_links_and_figures_and_a_bar_of_their_own() -> None:
    words = "|---|\n| **A** \\| [B](https://a.uk) | {figure:saved} |"

    [table] = tables_in(fill_figures(parse_richtext(words), lambda name: name.upper()))

    [[first, second]] = table.rows
    assert [(run.text, run.bold, run.link) for run in first] == [
        ("A", True, ""),
        (" | ", False, ""),
        ("B", False, "https://a.uk"),
    ]
    assert words_of(second) == "SAVED"
    assert figures_in(words) == ("saved",)


@pytest.mark.parametrize(
    "words", ["| a | b |\n| c | d |", "|---|", "x | y\n---|---", "- |\n  |---|"]
)
def test_bars_without_a_line_of_dashes_are_words(words: str) -> None:
    assert not tables_in(parse_richtext(words))


def test_a_table_stands_among_words_without_a_blank_line() -> None:
    blocks = parse_richtext(f"Before\n{SPENDING}\nafter\n\na. one")

    assert [block.kind for block in blocks] == ["paragraph", "table", "paragraph", "letters"]


def test_html_says_which_cells_are_headings_and_what_scrolls_has_a_name() -> None:
    html = richtext_html(parse_richtext(SPENDING + "\n| <b> | |"))

    assert '<section class="plan-table" tabindex="0" aria-label="Spending, £m">' in html
    assert "<caption>Spending, £m</caption>" in html
    assert '<th scope="col">Service</th><th scope="col" class="plan-amount">' in html
    assert '<th scope="row">Adults</th><td class="plan-amount">40.1</td>' in html
    assert "&lt;b&gt;" in html


@pytest.mark.parametrize(
    ("cells", "are"),
    [
        (["£1,200", "−3.5%", "(40)", "–", "n/a", ""], True),
        (["£9.6m", "12 million"], True),
        (["", "–"], False),
        (["40", "forty"], False),
        (["2024/25"], False),
    ],
)
def test_a_column_is_of_numbers_when_each_of_its_cells_is(cells: list[str], are: bool) -> None:
    assert all_numbers(cells) is are


def test_rows_of_unequal_length_are_told_at_their_field_and_lose_no_word() -> None:
    uneven = SPENDING + "\n| Parks | 3 | and more |"

    with pytest.raises(ValidationError, match="Row 4 of the table has 3 cells and its first row"):
        RichTextField().clean(uneven)
    assert "and more" in plain_text(parse_richtext(uneven))
    assert RichTextField().clean(SPENDING) == SPENDING  # the control


def test_a_table_too_wide_for_a_page_stays_words() -> None:
    assert not tables_in(parse_richtext("|---|\n" + "| x " * 40 + "|"))


@given(ODD_TEXTS)
def test_whatever_is_typed_is_read_and_every_row_of_a_table_is_as_long(words: str) -> None:
    for table in tables_in(parse_richtext(words)):
        assert len({len(row) for row in table.rows}) == 1
    assert richtext_html(parse_richtext(words)) is not None
    assert all(isinstance(fault, str) for fault in faults_of(words))


@given(ODD_TEXTS)
def test_no_letter_of_a_table_is_lost(words: str) -> None:
    printed = "".join(plain_text(parse_richtext(words)).split())

    for word in ("Adults", "40.1"):
        assert printed.count(word) == words.count(word)


@given(
    WORDS,
    st.booleans(),
    st.booleans(),
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1)
    ),
)
def test_what_is_written_is_read_as_it_was(
    caption: str, header_row: bool, header_column: bool, rows: list[list[str]]
) -> None:
    table = WrittenTable(caption, header_row, header_column, tuple(map(tuple, rows)))

    [again] = stretches_of(write_table(table))

    assert isinstance(again, WrittenTable)
    assert (again.header_row, again.header_column) == (header_row, header_column)
    assert [len(row) for row in again.rows] == [len(row) for row in rows]
    assert write_table(again) == write_table(table)


def test_rows_that_two_people_changed_are_merged_and_one_row_of_both_is_asked() -> None:
    words = SPENDING.replace("40.1", "yes").replace("9 |", "no way |")
    mine, theirs = words + "\n| Parks | perhaps |", words.replace("yes", "surely")

    assert merge(words, mine, theirs).text == theirs + "\n| Parks | perhaps |"
    assert merge(words, words.replace("yes", "hardly"), theirs).text is None


def test_a_merge_that_would_leave_rows_uneven_is_asked() -> None:
    wider = "Table: Spending\n| Service | How | Who |\n|---|\n| Adults | well | she |"
    narrow = wider.replace(" | Who", "").replace(" | she", "")

    assert merge(narrow, wider, narrow + "\n| Roads | badly |").text is None


def test_a_paragraph_is_split_before_a_table_and_never_within_one() -> None:
    found = [place.second for place in places_to_split(f"Words.\n\n{SPENDING}")]

    assert found == [SPENDING]
    assert joined("Words.", SPENDING) == f"Words.\n\n{SPENDING}"
    bare = SPENDING.partition("\n")[2]
    assert joined(bare, bare) == f"{bare}\n\n{bare}"
