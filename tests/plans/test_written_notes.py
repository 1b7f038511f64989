"""Notes as they are typed: what is one, what it says, and that no word of it is lost."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from plans.blocks import Run, notes_in, words_of
from plans.finding import Wanted, places_in, put_instead
from plans.forms.base import HeadingField
from plans.merging import merge, tokens_of
from plans.models.passages import opening_words
from plans.richtext import figures_in, fill_figures, parse_richtext, plain_text
from plans.richtext_html import Notes, richtext_html
from plans.splitting import places_to_split
from plans.written_notes import notes_in as spans_in
from plans.written_notes import within_note

SAVED = "We saved £3m.^[Net of grant. For one year.] It is enough."
PIECES = [
    *("^[", "^[", "[", "]", "]", "](https://a.uk)", "\\", "^", "**", "\n", "\n\n", "- ", "| "),
    *("{figure:saved}", "net", "Of grant.", " ", "\n|---|\n"),
]
ODD_TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
# Words that no reading takes for marks.
PLAIN = st.lists(st.sampled_from(["net", "of", "grant.", "£3m", "(one)", "A"]), min_size=1).map(
    " ".join
)


def said(source: str) -> list[str]:
    return [words_of(note) for note in notes_in(parse_richtext(source))]


def test_a_note_is_no_part_of_the_words_that_have_its_mark() -> None:
    [block] = parse_richtext(SAVED)

    assert words_of(block.runs) == "We saved £3m. It is enough."
    assert said(SAVED) == ["Net of grant. For one year."]
    assert plain_text([block]) == "We saved £3m. It is enough.\nNote: Net of grant. For one year."
    assert opening_words("Here^[a long note] it is.") == "“Here it is.”"


def test_a_passage_is_called_by_its_own_words_however_long_its_note_is() -> None:
    long = "Here^[" + "a long note " * 200 + "] it is."

    assert opening_words(long) == "“Here”"
    assert opening_words(long[:1000]) == "“Here”"
    assert opening_words("^[Net of grant.]") == "“Note: Net of grant.”"


def test_a_note_has_bold_links_figures_and_brackets_of_its_own() -> None:
    source = "So^[**Net** of [grant [2]](https://a.uk), see \\] and {figure:saved}.]."

    [block] = fill_figures(parse_richtext(source), lambda name: name.upper())

    [_, mark, _] = block.runs
    assert mark.note == (
        Run("Net", bold=True),
        Run(" of "),
        Run("grant [2]", link="https://a.uk"),
        Run(", see ] and "),
        Run("SAVED", figure="saved"),
        Run("."),
    )
    assert figures_in(source) == ("saved",)


@pytest.mark.parametrize(
    "words",
    [
        "a ^[b",
        "a ^[b\nc]",
        "a \\^[b]",
        "a ^[]",
        "a ^[ ]",
        "a ^ [b]",
        "x^[see [1 of it]",
        "^[a\n\nb]",
    ],
)
def test_what_is_not_closed_empty_or_escaped_stays_words(words: str) -> None:
    assert said(words) == []
    assert list(spans_in(words)) == []


def test_notes_do_not_nest() -> None:
    assert said("a^[b ^[c] d]") == ["b ^[c] d"]


def test_a_note_stands_in_an_item_a_caption_and_a_cell() -> None:
    source = "- one^[First.]\n\nTable: x^[Second.]\n| a |\n|---|\n| 40.1^[Third \\| more.] |"

    blocks = parse_richtext(source)

    assert said(source) == ["First.", "Second.", "Third | more."]
    assert blocks[1].table
    assert blocks[1].table.numbers == (True,)
    assert blocks[1].table.title == "x"


def test_a_page_numbers_notes_and_lists_them_with_links_both_ways() -> None:
    notes = Notes()
    words = richtext_html(parse_richtext("One^[A **b** <c>.] [two^[D.]](https://a.uk)"), notes)
    beneath = notes.beneath("Notes to theme 1")

    assert (
        '<a href="#note-1" id="note-1-mark" role="doc-noteref" aria-label="Note 1">1</a>' in words
    )
    assert words.count("<a ") == words.count("</a>") == 3
    assert '<section role="doc-endnotes" aria-label="Notes to theme 1"><ol class="plan-notes"' in (
        beneath
    )
    assert '<li id="note-1">A <strong>b</strong> &lt;c&gt;. <a href="#note-1-mark"' in beneath
    assert notes.beneath() == ""

    richtext_html(parse_richtext("Three^[E.]"), notes)
    assert '<ol class="plan-notes" start="3">' in notes.beneath()


def test_a_text_by_itself_lists_its_notes_without_links() -> None:
    html = richtext_html(parse_richtext("One^[A.]"))

    assert "id=" not in html
    assert "href" not in html
    assert html.endswith('<ol class="plan-notes" start="1"><li>A.</li></ol>')


@given(ODD_TEXTS)
def test_any_text_reads_and_no_word_of_it_is_lost(source: str) -> None:
    for words in ("net", "grant"):
        assert plain_text(parse_richtext(source)).count(words) == source.count(words)


@given(st.lists(st.tuples(PLAIN, PLAIN), min_size=1, max_size=5))
def test_what_is_written_as_a_note_is_one(pairs: list[tuple[str, str]]) -> None:
    source = " ".join(f"{words}^[{note}]" for words, note in pairs)

    assert said(source) == [note for _, note in pairs]
    assert [source[start:end] for start, end in spans_in(source)] == [f"^[{n}]" for _, n in pairs]


def test_many_notes_that_are_not_closed_are_read_at_once() -> None:
    source = "^[" * 40_000

    assert plain_text(parse_richtext(source)) == source


def test_a_sentence_ends_after_its_note_and_not_within_it() -> None:
    assert tokens_of(SAVED) == ["We saved £3m.^[Net of grant. For one year.]", " ", "It is enough."]
    assert [place.second for place in places_to_split(SAVED)] == ["It is enough."]


def test_a_note_that_one_changed_is_taken_and_of_both_asked() -> None:
    base = "We save money.^[Net of grant.] It is enough."
    mine = base.replace("grant", "costs")

    assert merge(base, mine, base.replace("enough", "a lot")).text == (
        "We save money.^[Net of costs.] It is a lot."
    )
    [asked] = merge(base, mine, base.replace("grant", "tax")).asked
    assert (asked.mine, asked.theirs) == (
        "We save money.^[Net of costs.]",
        "We save money.^[Net of tax.]",
    )


def test_words_are_found_in_notes_and_their_brackets_are_none() -> None:
    source = "Net.^[Net of grant]"

    assert [place.found for place in places_in(source, Wanted("net"))] == ["Net", "Net"]
    assert list(places_in(source, Wanted("^["))) == list(places_in(source, Wanted("]"))) == []
    assert [place.after for place in places_in(source, Wanted("Net."))] == ["[Net of grant]"]


PARTED = "We saved £3m^[Net of grant.], in 2024^[And 2025.] alone.\n\n| a^[Net.] b | c |\n|---|---|"


def test_words_are_found_over_the_marks_of_notes_and_not_over_their_words() -> None:
    def found(words: str, **how: bool) -> list[str]:
        return [place.found for place in places_in(PARTED, Wanted(words, **how))]

    assert found("£3m, in 2024 alone") == ["£3m, in 2024 alone"]
    assert found("a b", whole=True) == ["a b"]
    assert found("net") == ["Net", "Net"]
    assert found("grant., in") == found("£3m Net") == found("b c") == []


def test_words_put_over_the_mark_of_a_note_leave_the_note_behind_them() -> None:
    assert put_instead(PARTED, Wanted("£3m, in 2024 alone"), "£4m").startswith(
        "We saved £4m^[Net of grant.]^[And 2025.].\n"
    )
    assert put_instead(PARTED, Wanted("a b"), "a|d").endswith("| a\\|d^[Net.] | c |\n|---|---|")


@given(ODD_TEXTS, st.sampled_from(["net", ".", " ", "net Of", "[", "x"]), PLAIN)
def test_words_that_are_replaced_take_no_note_with_them(
    source: str, wanted: str, words: str
) -> None:
    changed = put_instead(source, Wanted(wanted), words)

    assert len(list(spans_in(changed))) == len(list(spans_in(source)))


@given(ODD_TEXTS.map(lambda words: " ".join(words.split())))
def test_words_put_into_a_note_stay_in_it(words: str) -> None:
    source = put_instead("Saved.^[Net of grant.] Yes.", Wanted("grant"), words)

    assert [source[start:end] for start, end in spans_in(source)] == [
        f"^[Net of {within_note(words)}.]"
    ]
    assert source.startswith("Saved.^[Net of ")
    assert source.endswith(".] Yes.")


def test_a_heading_has_no_notes_and_its_field_says_where_one_goes() -> None:
    with pytest.raises(ValidationError, match="A heading has no notes"):
        HeadingField().clean("Buying together^[Since 2019.]")

    assert HeadingField().clean("What [we] buy^2") == "What [we] buy^2"
