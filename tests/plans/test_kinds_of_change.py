"""Kinds of change between two documents: which are of figures, and which are of other words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.compare.kinds import ChangeKind, has_number, kinds_of_change, mask
from plans.document import Document, Figure
from tests.plans.documents import example, heading, paragraph, plan, theme

FIGURE = Figure(1, "saved", "What was saved", "£96m", "2023", None, "Accounts", "Director")
FIGURES, WORDS = ChangeKind.FIGURES, ChangeKind.WORDS


def of_words(words: str) -> Document:
    return plan(theme(paragraph("It stands.", "1", 1), paragraph(words, "2", 2)))


def found(before: str, after: str) -> set[ChangeKind]:
    return set(kinds_of_change(of_words(before), of_words(after)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We saved £96m.", "We saved £96.4m."),
        ("We saved £96m.", "We saved £96bn."),
        ("Five teams.", "Fifty teams."),
        ("On the 2nd floor.", "On the 3rd floor."),
        ("It fell to 1,200.", "It fell to 900."),
    ],
)
def test_a_number_in_the_text_is_a_figure_and_no_other_word(before, after):
    assert found(before, after) == {FIGURES}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Costs fall by £5m.", "Costs rise by £5m."),
        ("A tenth is 10%.", "A tenth is 10."),
        ("We pay £5.", "We pay €5."),
        ("Not more than two.", "Not less than two."),
        ("Nothing yet.", "£5 yet."),
    ],
)
def test_words_around_a_number_are_of_both_kinds(before, after):
    assert found(before, after) == {FIGURES, WORDS}


def test_words_without_a_number_are_words():
    assert found("We wil act.", "We will act.") == {WORDS}


def test_what_only_has_another_number_as_printed_is_no_change():
    before = plan(theme(paragraph("It stands.", "1", 1)))
    after = plan(theme(paragraph("It stands.", "7", 9)))

    assert before.digest != after.digest
    assert kinds_of_change(before, after) == set()


def test_another_order_of_paragraphs_is_a_change_of_words():
    one, other = paragraph("First.", "1", 1), paragraph("Second.", "2", 2)

    assert kinds_of_change(plan(theme(one, other)), plan(theme(other, one))) == {WORDS}


def test_years_that_change_places_as_headings_are_figures():
    """The same pieces, each with its words: but what was for one year is now for the other."""
    this, next_ = heading("2030", 1), heading("2031", 2)
    ours, theirs = paragraph("We build.", "1", 3), paragraph("We sell.", "2", 4)
    before, after = theme(this, ours, next_, theirs), theme(next_, ours, this, theirs)

    assert kinds_of_change(plan(before), plan(after)) == {FIGURES}


def changed_savings(document: Document) -> Document:
    first, *_ = [one for one in document.commitments if one.savings]
    saving = replace(first.savings[0], planned=first.savings[0].planned + Decimal(1))
    other = replace(first, savings=(saving, *first.savings[1:]))
    commitments = tuple(other if one.id == first.id else one for one in document.commitments)
    return replace(document, commitments=commitments)


CHANGED = {
    "a figure": (
        lambda one: replace(one, figures=(replace(one.figures[0], printed="£1"), *one.figures[1:])),
        {FIGURES},
    ),
    "a figure’s source": (
        lambda one: replace(one, figures=(replace(one.figures[0], source="X"), *one.figures[1:])),
        {FIGURES},
    ),
    "a saving": (changed_savings, {FIGURES}),
    "a metric": (
        lambda one: replace(
            one, metrics=(replace(one.metrics[0], target=Decimal(7)), *one.metrics[1:])
        ),
        {FIGURES},
    ),
    "who leads": (
        lambda one: replace(
            one, commitments=(replace(one.commitments[0], owner="X"), *one.commitments[1:])
        ),
        {WORDS},
    ),
    "a day": (
        lambda one: replace(
            one,
            commitments=(
                replace(one.commitments[0], due=date(2031, 1, 1)),
                *one.commitments[1:],
            ),
        ),
        {WORDS},
    ),
    "a barrier": (lambda one: replace(one, barriers=one.barriers[1:]), {WORDS}),
    "evidence": (lambda one: replace(one, evidence=one.evidence[1:]), {WORDS}),
    "a theme’s title": (
        lambda one: replace(one, themes=(replace(one.themes[0], title="X"), *one.themes[1:])),
        {WORDS},
    ),
    "the title": (lambda one: replace(one, title="X"), {WORDS}),
}


@pytest.mark.parametrize("what", CHANGED)
def test_each_record_of_a_plan_is_of_its_kind(what):
    change, kinds = CHANGED[what]
    before = replace(example(), figures=(FIGURE,))
    after = change(before)

    assert kinds <= kinds_of_change(before, after)
    # Where a record has numbers in its own words, it is of figures too.
    assert kinds_of_change(before, after) <= kinds | {FIGURES}
    assert kinds_of_change(after, before) == kinds_of_change(before, after)


words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)


@given(words, words)
def test_no_words_change_without_a_kind(before, after):
    """Whatever is typed: two texts are of one kind at least, unless they say the same."""
    old, new = of_words(before), of_words(after)
    same = old.canonical == new.canonical

    assert bool(kinds_of_change(old, new)) == (not same)


@given(words, words)
def test_where_only_numbers_differ_the_masked_words_are_the_same(before, after):
    if before != after and mask(before) == mask(after):
        assert all(map(has_number, (before, after)))
