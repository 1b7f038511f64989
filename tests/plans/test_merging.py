"""Two people's words put together: nothing is lost, and nothing that matters is settled alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans import merging
from plans.merging import merge, tokens_of
from web.text import clean

SENTENCES = st.sampled_from(
    [
        "We open three centres in 2027.",
        "We open four centres in 2028.",
        "Savings are £13m.",
        "Savings are not £750,000.",
        "Nobody asked, e.g. Ms Ward of No. 5 High St. in May.",
        "Members agreed this.",
        "Members agreed this and more.",
        "**Bold words.**",
        "See [the report](https://example.gov.uk/a).",
        "{figure:savings} a year.",
        "Savings are £13m.^[Net of grant. For 2027.]",
        "Members agreed this^[Nobody was against. It took **long**.] and more.",
        "a. first",
        "b. second",
        "- a line",
    ]
)
GAPS = st.sampled_from([" ", "  ", "\n", "\n\n", "\n\n\n"])
WRITTEN = st.lists(SENTENCES | st.text(max_size=8) | GAPS, max_size=12).map("".join)
TEXT = (WRITTEN | st.text()).map(clean)


@st.composite
def three(draw) -> tuple[str, str, str]:
    """A text, and what two people made of it: pieces taken out, changed, put in."""
    pieces = draw(st.lists(SENTENCES, max_size=8))
    return tuple(clean(" ".join(draw(edited(pieces, how)))) for how in (0, 3, 3))  # type: ignore[return-value]


@st.composite
def edited(draw, pieces: list[str], most: int) -> list[str]:
    found = list(pieces)
    for _ in range(draw(st.integers(0, most))):
        at = draw(st.integers(0, len(found)))
        found[at : at + draw(st.integers(0, 2))] = draw(st.lists(SENTENCES, max_size=2))
    return found


@given(TEXT)
def test_sentences_and_what_parts_them_are_the_whole_text(text: str) -> None:
    assert "".join(tokens_of(text)) == text


@given(TEXT, TEXT)
def test_what_only_one_changed_is_taken_as_it_is(base: str, new: str) -> None:
    assert merge(base, base, new).text == new
    assert merge(base, new, base).text == new
    assert merge(base, new, new).text == new


@given(three() | st.tuples(TEXT, TEXT, TEXT))
def test_it_is_the_same_whoever_saves_first(texts: tuple[str, str, str]) -> None:
    base, mine, theirs = texts
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)

    assert one.text == other.text
    turned = [(asked.before, asked.theirs, asked.mine) for asked in other.asked]
    assert [(asked.before, asked.mine, asked.theirs) for asked in one.asked] == turned


def lost(texts: tuple[str, str, str], together=merge) -> set[str]:
    """Words that somebody put in, and that are neither in what came of it nor asked about."""
    base, mine, theirs = texts
    found = together(base, mine, theirs)
    kept = words_of(found.settled(one.both for one in found.asked))
    return {one for side in (mine, theirs) for one in words_of(side) - words_of(base)} - kept


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\S+", text.replace("**", "")))


@given(three() | st.tuples(TEXT, TEXT, TEXT))
def test_no_word_that_somebody_put_in_is_lost(texts: tuple[str, str, str]) -> None:
    assert lost(texts) == set()


def test_a_merge_that_takes_mine_alone_is_noticed() -> None:
    """The control."""
    texts = ("One. Two.", "One here. Two.", "One. Two there.")

    assert lost(texts) == set()
    assert lost(texts, lambda base, mine, theirs: merge(base, mine, base))


def weights(text: str) -> list[str]:
    return sorted(merging.WEIGHTY.findall(text))


def test_a_sentence_without_an_end_and_a_new_one_after_it_are_asked():
    """They would run into one. With an end, as the control, both stand."""
    base = "We open centres."
    mine = f"{base} Members like them."
    assert merge(base, mine, f"{base} - and a hall").text is None
    ended = "They open centres."
    assert merge(base, mine, ended).text == f"{ended} Members like them."


@given(three())
def test_no_sentence_stands_that_neither_wrote(texts: tuple[str, str, str]) -> None:
    """Out of two right figures never comes a third: a sentence is one of theirs, whole."""
    base, mine, theirs = texts
    text = merge(base, mine, theirs).text
    if text is not None:
        written = {one for side in texts for one in tokens_of(side) if one.strip()}
        assert {one for one in tokens_of(text) if one.strip()} <= written


BASE = (
    "The council opens three centres. It spends £13m on them.\n\n"
    "Members will not be paid. The work begins in May. Residents were asked."
)
CENTRES, PAY, ASKED = "The council opens", "Members will not be paid", "Residents were asked"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (("The council opens", "We open"), ("were asked.", "were asked, street by street.")),
        (("The council opens", "We open"), ("It spends £13m on them", "£13m goes to them")),
        (("Residents were asked.", ""), ("The council", "This council")),
        (("asked.", "asked. A page lists them."), ("begins in May", "begins, we think, in May")),
        (("paid. The", "paid.\n\nThe"), ("Residents were", "People were")),
        (("The council opens", "In 2027 we add two. The council opens"), (" asked.", " heard.")),
    ],
)
def test_changes_in_different_sentences_are_put_together(mine, theirs):
    found = merge(BASE, BASE.replace(*mine), BASE.replace(*theirs))

    assert found.text == clean(BASE.replace(*mine).replace(*theirs))


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        # Two edits in one sentence, however far from each other.
        (("The council", "This council"), ("centres.", "hubs.")),
        # One took out what the other changed.
        ((" Residents were asked.", ""), ("asked", "heard")),
        # Both put something in the same place.
        (("asked.", "asked. Most agreed."), ("asked.", "asked. Some objected.")),
        # A number, a date, a figure, or what denies, though only one touched the sentence.
        (("£13m", "£14m"), ("were asked", "were heard")),
        (("three", "four"), ("were asked", "were heard")),
        (("in May", "in June"), ("were asked", "were heard")),
        (("not be", "be"), ("were asked", "were heard")),
        (("£13m", "{figure:cost}"), ("were asked", "were heard")),
        # Two new sentences with numbers in different places.
        (("The council", "In 2027 it adds 2. The council"), ("asked.", "asked. In 2028, 9 do.")),
    ],
)
def test_what_only_a_person_can_settle_is_asked(mine, theirs):
    mine, theirs = BASE.replace(*mine), BASE.replace(*theirs)
    found = merge(BASE, mine, theirs)

    assert found.text is None
    assert found.settled(one.mine for one in found.asked) != found.settled(
        one.theirs for one in found.asked
    )


def test_beside_a_conflict_the_rest_is_taken():
    mine = BASE.replace("The council opens", "We open").replace("asked", "heard")
    theirs = BASE.replace("begins in", "starts in").replace("were asked", "were all asked")

    found = merge(BASE, mine, theirs)

    [one] = found.asked
    assert (one.mine, one.theirs) == ("Residents were heard.", "Residents were all asked.")
    assert one.both == "Residents were heard. Residents were all asked."
    settled = found.settled(["Residents spoke."])
    assert "We open three" in settled
    assert "starts in May. Residents spoke." in settled


@pytest.mark.parametrize(
    "text",
    [
        "It costs c. 40 a day, e.g. on St. Mary's Road.",
        "Cllr. Ward agreed it.",
        "a. Housing comes first",
        "1. Housing comes first",
        "It is wrapped\nover two lines.",
    ],
)
def test_what_is_one_sentence_is_not_cut(text):
    assert tokens_of(text) == [text]


@pytest.mark.parametrize(
    "text", ["One. Two.", "It ended in 2024. Then came more.", "- one\n- two", "One\n\ntwo"]
)
def test_what_is_two_sentences_is_cut(text):
    assert len(tokens_of(text)) == 3


def test_a_list_is_never_lettered_twice():
    base = "Two things:\n\na. homes\nb. roads\n\nThat is all."
    mine = base.replace("b. roads", "b. roads\nc. parks")
    theirs = base.replace("a. homes\nb. roads", "a. homes\nb. schools\nc. roads")

    found = merge(base, mine, theirs)
    assert [(one.mine, one.theirs) for one in found.asked] == [(mine, theirs)]


def test_a_list_lettered_twice_is_noticed():
    """The control."""
    assert merging.marks_left("a. homes\nb. roads\nc. parks") == 0
    assert merging.marks_left("a. homes\nb. schools\nc. roads\nc. parks") == 1
    assert merging.marks_left("**half bold") == 1


def test_a_rewrite_of_a_very_long_text_is_one_change(monkeypatch):
    monkeypatch.setattr(merging, "MOST_PAIRS", 10)

    assert merge(BASE, BASE.upper(), BASE.replace("asked", "heard")).text is None


def test_bold_over_two_sentences_is_not_left_open():
    base = "Words stand here. And words stand there. Last."
    mine = base.replace("Words", "**Words").replace("there.", "there.**")
    theirs = base.replace("And words stand", "And words are")

    found = merge(base, mine, theirs)
    assert found.text is None
