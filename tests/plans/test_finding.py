"""Words are found where they stand for a reader, and replaced there and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.finding import Wanted, places_in, put_instead
from plans.richtext import FIGURE, figures_in
from plans.written_tables import outlines_of

SOURCE = (
    "The council joins the Council’s teams. See [council papers](https://council.example/council) "
    "and {figure:council-savings}.\n\na. council\nhouses;\nb. councillors."
)
FRAGMENTS = st.sampled_from(
    [
        "one",
        "One",
        "two",
        " ",
        "\n",
        "\n\n",
        "**",
        "{figure:one}",
        "[one](https://one.example)",
        ".",
    ]
)
SOURCES = st.lists(FRAGMENTS, max_size=12).map("".join)
WORDS = st.sampled_from(["one", "ONE", "one two", "two", "e", "figure", "https", ".", "one one"])
WANTED = st.builds(Wanted, WORDS, capitals=st.booleans(), whole=st.booleans())


def found(words: str, **how: bool) -> list[str]:
    return [one.found for one in places_in(SOURCE, Wanted(words, **how))]


def test_capital_letters_count_only_when_asked():
    assert found("council") == ["council", "Council", "council", "council", "council"]
    assert found("council", capitals=True) == ["council"] * 4


def test_whole_words_are_not_found_in_longer_ones():
    assert found("council", whole=True) == ["council", "Council", "council", "council"]
    assert found("councillors", whole=True) == ["councillors"]


def test_words_are_found_over_the_end_of_a_line_but_not_of_a_paragraph():
    assert found("council houses") == ["council\nhouses"]
    assert list(places_in("council\n\nhouses", Wanted("council houses"))) == []


@pytest.mark.parametrize("words", ["council.example", "council-savings", "figure"])
def test_addresses_of_links_and_names_of_figures_are_no_words(words):
    assert found(words) == []


@pytest.mark.parametrize("words", ["", "  "])
def test_without_a_word_nothing_is_found(words):
    assert found(words) == []


def test_only_the_places_chosen_are_replaced():
    assert put_instead("a b a b a", Wanted("a"), "long", only={1, 3}) == "long b a b long"


def test_what_stands_around_a_place_is_cut_between_words():
    [place] = places_in(f"{'early ' * 30}here{' later' * 30}", Wanted("here"))

    assert place.before.startswith("…early")
    assert place.after.endswith(" later…")


def test_marks_of_bold_words_are_not_shown_around_a_place():
    [place] = places_in("We **act** here, **now**.", Wanted("here"))

    assert (place.before, place.found, place.after) == ("We act ", "here", ", now.")


@given(SOURCES, WANTED, st.sampled_from(["", "x", "other words"]))
def test_what_is_not_found_stays_as_it_was(source, wanted, words):
    replaced = put_instead(source, wanted, words)

    spans = wanted.spans_in(source)
    edges = [0, *(edge for span in spans for edge in span), len(source)]
    between = [source[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    assert replaced == words.join(between)


@given(SOURCES, WANTED)
def test_each_place_is_counted_once_and_figures_keep_their_names(source, wanted):
    places = list(places_in(source, wanted))

    assert [one.number for one in places] == [*range(1, len(places) + 1)]
    assert figures_in(put_instead(source, wanted, "x")) == figures_in(source)
    assert not any(FIGURE.search(one.found) for one in places)


TABLE = "Savings | one\n\n| one | two\\|one |\n|---|---|\n|one| 2 |"


def test_a_bar_put_into_a_cell_is_escaped_and_one_among_words_is_not():
    replaced = put_instead(TABLE, Wanted("one"), "a|b")

    assert replaced == "Savings | a|b\n\n| a\\|b | two\\|a\\|b |\n|---|---|\n|a\\|b| 2 |"
    assert outlines_of(replaced) == outlines_of(TABLE)


@pytest.mark.parametrize(
    ("words", "there"),
    [("|", ["|", "\\|"]), ("two|one", ["two\\|one"]), ("---", []), ("one | two", [])],
)
def test_what_parts_the_cells_of_a_table_is_not_found(words, there):
    assert [one.found for one in places_in(TABLE, Wanted(words))] == there


CELLS = st.lists(st.sampled_from(["one", "two", "\\|", " ", "**"]), max_size=4).map("".join)
ROWS = st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=3)


@given(
    ROWS.map(lambda rows: "\n".join(["|---|---|", *(f"|{a}x|{b}x|" for a, b in rows)])),
    st.sampled_from(["one", "two", "|", "two|one", "one two", "x"]),
    st.sampled_from(["", "|", "a|b", "\\", "||\\", "\\|", "x"]),
)
def test_whatever_words_are_put_into_a_table_its_rows_and_columns_stay(source, wanted, words):
    assert outlines_of(put_instead(source, Wanted(wanted), words)) == outlines_of(source)
