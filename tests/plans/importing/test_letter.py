"""A department's letter becomes a commission, and what is doubtful is said."""

import datetime as dt

import pytest

from plans.importing.letter import read_letter
from plans.importing.report import commission_as_data
from tests.plans.importing.accounting import source_of

LETTER = """Department for Tidy Streets

3 March 2031

Dear Leader

Cleaner streets

Please send us a plan of no more than six pages.

1. How streets are kept clean

We want to hear of the small things too.

Questions to consider:
- which streets are swept, and how often?
- who decides
which come first?
- what did it cost; and

2. What stands in the way

- what would help?

Send it by noon on 30 April 2031 to streets@example.gov.uk.
"""


@pytest.fixture
def ministers_letter(seed):
    return read_letter(seed("000"))


def test_the_ministers_letter_is_found_in_its_annex(ministers_letter):
    assert [len(theme.questions) for theme in ministers_letter.themes] == [8, 4, 9, 4]
    assert ministers_letter.title == "Productivity in Local Government"
    assert ministers_letter.department == ("Department for Levelling Up, Housing & Communities")
    assert ministers_letter.letter_date == dt.date(2024, 4, 16)
    assert (ministers_letter.due, ministers_letter.due_time) == (dt.date(2024, 7, 19), None)
    assert ministers_letter.address == "productivityplans@levellingup.gov.uk"
    assert ministers_letter.page_guidance == (3, 4)
    assert ministers_letter.requirements == ("endorsement", "publication", "metrics", "progress")
    assert ministers_letter.unsure == ()


def test_a_question_is_whole_and_without_its_semicolon(ministers_letter):
    questions = [each for theme in ministers_letter.themes for each in theme.questions]

    assert all("?" in each and not each.endswith((";", ",")) for each in questions)


def test_what_a_letter_says_of_a_theme_is_kept_beside_its_questions(ministers_letter):
    assert [bool(theme.explanation) for theme in ministers_letter.themes] == [
        False,
        False,
        True,
        True,
    ]


def test_every_line_of_the_file_has_a_fate(seed, ministers_letter):
    assert len(ministers_letter.lines) == len(seed("000").text_lines)
    assert {line.where for line in ministers_letter.lines[:30]} == {"not part of the letter"}
    assert {line.fate for line in ministers_letter.lines} == {"placed", "left out"}


def test_a_plain_letter_gives_its_themes_dates_and_length():
    commission = read_letter(source_of(LETTER))

    assert [(theme.number, theme.title) for theme in commission.themes] == [
        (1, "How streets are kept clean"),
        (2, "What stands in the way"),
    ]
    assert commission.due == dt.date(2031, 4, 30)
    assert commission.due_time == dt.time(12)
    assert commission.page_guidance == (1, 6)
    assert commission.address == "streets@example.gov.uk"


def test_a_question_over_two_lines_is_one_question():
    first, _ = read_letter(source_of(LETTER)).themes

    assert first.questions == (
        "which streets are swept, and how often?",
        "who decides which come first?",
        "what did it cost",
    )


def test_a_question_without_a_question_mark_is_for_the_person_to_settle():
    unsure = read_letter(source_of(LETTER)).unsure

    assert "Theme 1, question 3 has no question mark: check that it is whole." in unsure


def test_headed_themes_may_have_numbered_questions():
    text = "# Theme 1: Homes\n\n1. How many?\n2. Where?\n\n# Theme 2: Roads\n\n1. Which?\n"

    themes = read_letter(source_of(text)).themes

    assert [(theme.title, theme.questions) for theme in themes] == [
        ("Homes", ("How many?", "Where?")),
        ("Roads", ("Which?",)),
    ]


def test_two_possible_due_dates_are_told_and_the_first_is_taken():
    text = "Dear all\n\nReturn it by 1 May 2031.\n\nIt must be sent by 2 May 2031 at the latest.\n"

    commission = read_letter(source_of(text))

    assert commission.due == dt.date(2031, 5, 1)
    assert "The plan may be due on 1 May 2031 or 2 May 2031: the first was taken." in (
        commission.unsure
    )


def test_a_date_that_does_not_exist_is_no_date():
    commission = read_letter(source_of("Dear all\n\nReturn it by 31 June 2031.\n"))

    assert commission.due is None
    assert "The date the plan is due was not found." in commission.unsure


def test_a_request_not_to_publish_requires_no_publication():
    commission = read_letter(source_of("Dear all\n\nYou do not need to publish your plan.\n"))

    assert commission.requirements == ()


def test_a_text_that_is_no_letter_says_what_is_missing(seed):
    commission = read_letter(seed("002"))

    assert commission.themes == ()
    assert "No themes with questions were found: add them by hand." in commission.unsure


def test_the_data_for_json_has_dates_as_words():
    data = commission_as_data(read_letter(source_of(LETTER)))

    assert (data["due"], data["due_time"]) == ("2031-04-30", "12:00:00")
    assert data["report"]["lines"] == len(data["lines"])
