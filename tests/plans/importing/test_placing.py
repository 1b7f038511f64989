"""What a person says of a text's lines: the last word stands, nothing is dropped, joined is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.importing.left_out import told_in_short
from plans.importing.placing import AS_READ, INTRODUCTION, JOIN, LEAVE_OUT, Step, spans_of, told_of
from plans.importing.plan import ImportedPlan, read_plan
from plans.importing.source import Source, read_source

THEMES = ["Transforming services", "Using technology", "Cutting waste"]
KEYS = ["1", "2", "3"]
LINES = [f"Sentence {number} of the text." for number in range(1, 9)]


def source_of(lines: list[str]) -> Source:
    return read_source("a.txt", "\n\n".join(lines).encode())


def read(source: Source, *steps: Step) -> ImportedPlan:
    return read_plan(source, THEMES, told=told_of(source.text_lines, steps, KEYS))


def bodies(passages) -> list[str]:
    return [one.body for one in passages]


@pytest.fixture
def source() -> Source:
    return source_of(LINES)


def numbers(source: Source) -> list[int]:
    return [line.number for line in source.text_lines]


def test_from_a_line_on_all_goes_to_a_theme_until_another_is_said(source):
    at = numbers(source)

    plan = read(
        source,
        Step(((at[0], at[-1]),), INTRODUCTION),
        Step(((at[2], at[-1]),), "2"),
        Step(((at[5], at[-1]),), "3"),
    )

    assert bodies(plan.introduction) == LINES[:2]
    assert [(one.commission_theme, bodies(one.passages)) for one in plan.themes] == [
        (2, LINES[2:5]),
        (3, LINES[5:]),
    ]
    assert not plan.unplaced


def test_what_is_left_out_says_why_and_comes_back_as_it_was_read(source):
    at = numbers(source)
    out = Step(((at[0], at[1]),), LEAVE_OUT, "A page of another report")

    plan = read(source, out)

    assert [line.where for line in plan.lines[:2]] == [
        "left out by you: A page of another report"
    ] * 2
    assert told_in_short(plan) == "A page of another report (2 lines)"
    assert read(source, out, Step(((at[0], at[1]),), AS_READ)) == read(source)


def test_lines_that_are_joined_are_one_paragraph(source):
    at = numbers(source)

    plan = read(source, Step(((at[1], at[3]),), JOIN))

    assert bodies(plan.unplaced) == [LINES[0], " ".join(LINES[1:4]), *LINES[4:]]


def test_a_line_that_looks_like_a_heading_is_joined_as_words():
    source = source_of(["Words before.", "Warm homes", "are what we want.", "Words after."])
    at = numbers(source)

    plan = read(source, Step(((at[1], at[2]),), JOIN))

    assert bodies(plan.unplaced)[1] == "Warm homes are what we want."
    assert {one.kind for one in plan.unplaced} == {"paragraph"}


def test_lines_sent_into_a_theme_that_was_found_stand_where_the_text_has_them():
    source = source_of(["Theme 1: Services", "First.", "Second.", "Theme 2: Technology", "Third."])
    at = numbers(source)

    plan = read(source, Step(((at[2], at[2]),), "2"))

    assert [bodies(one.passages) for one in plan.themes] == [["First."], ["Second.", "Third."]]


def test_a_heading_that_is_told_where_to_go_heads_nothing():
    source = source_of(["Theme 1: Services", "First.", "Theme 2: Technology", "Second."])
    at = numbers(source)

    plan = read(source, Step(((at[2], at[2]),), "1"))

    assert [one.commission_theme for one in plan.themes] == [1]
    assert bodies(plan.themes[0].passages)[0] == "First."


def test_hidden_words_are_nobodys_to_place():
    html = b"<h1>Plan</h1><p>Kept words.</p><p><s>Struck words.</s></p><p>More.</p>"
    source = read_source("a.html", html)
    last = source.text_lines[-1].number

    plan = read(source, Step(((1, last),), INTRODUCTION))

    struck = [line for line in plan.lines if "Struck" in line.text]
    assert [line.fate for line in struck] == ["left out"]
    assert not any("Struck" in one.body for one in plan.introduction)


steps = st.lists(
    st.builds(
        lambda one, other, where: Step(((min(one, other), max(one, other)),), where, "Why"),
        st.integers(1, 16),
        st.integers(1, 16),
        st.sampled_from([INTRODUCTION, LEAVE_OUT, JOIN, AS_READ, *KEYS, "gone"]),
    ),
    max_size=8,
)


@given(steps)
def test_whatever_is_said_each_line_is_in_one_place_or_told_why_not(said):
    source = source_of(LINES)
    plan = read(source, *said)

    placed = [
        *bodies(plan.introduction),
        *(body for theme in plan.themes for body in bodies(theme.passages)),
        *bodies(plan.unplaced),
    ]
    words = " ".join(placed)
    out = {line.text for line in plan.lines if line.fate == "left out"}
    for line in LINES:
        assert words.count(line) == (0 if line in out else 1)


@given(st.sets(st.sampled_from(range(8))))
def test_ticked_lines_are_the_lines_of_their_spans(chosen):
    lines = source_of(LINES).text_lines
    ticked = [lines[place].number for place in chosen]
    within = {
        line.number
        for first, last in spans_of(ticked, lines)
        for line in lines
        if first <= line.number <= last
    }
    assert within == set(ticked)
