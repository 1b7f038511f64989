"""A plan's home: what is done, what is open, who has it, by when, and one next action."""

from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from councils.calendar import bank_holidays
from councils.models import User
from dashboard.drafting_progress import progress_of
from dashboard.queries import state_of
from plans.access import plan_url
from plans.actions.passages import edit_passage
from plans.deadline import deadline_at
from plans.models import Passage, Plan
from tests.dashboard.pages import plan_home
from tests.plan_makers import make_commitment, make_paragraph, make_version

LONDON = ZoneInfo("Europe/London")


def next_label(plan: Plan, person: User) -> str:
    return plan_home(plan, person)["next"].label


def has_changed(plan: Plan) -> bool:
    return state_of(Plan.objects.whole().get(pk=plan.pk)).words_changed


def test_the_next_action_follows_the_work(plan, author):
    assert next_label(plan, author) == "Paste or upload your text"

    make_paragraph(plan, author, "An introduction.", ready=True)
    assert next_label(plan, author) == "Write theme 1"

    for theme in plan.themes.all():
        last_theme = theme.answers == "4"
        writer = author if last_theme else None
        make_paragraph(plan, author, "Words.", theme, ready=not last_theme, writer=writer)
    assert next_label(plan, author) == "Go through the whole plan"

    last = Passage.objects.get(ready=False)
    edit_passage(last, by=author, seen=1, body=last.body, ready=True)
    assert next_label(plan, author) == "Send for clearance"


def test_marks_and_assignments_do_not_make_a_version_old(plan, author, contributor):
    passages = [make_paragraph(plan, author, "Words.", theme) for theme in plan.themes.all()]
    make_version(plan, author)
    edit_passage(passages[0], by=author, seen=1, body="Words.", ready=True, writer=contributor)
    assert not has_changed(plan)

    edit_passage(passages[0], by=author, seen=2, body="Other words.", reason="Asked")
    assert has_changed(plan)


def test_each_part_says_who_has_it(plan, author, contributor, theme):
    make_paragraph(plan, author, "Ready.", theme, ready=True)
    make_paragraph(plan, author, "Not yet.", theme, writer=contributor)

    part = progress_of(plan).parts[1]

    assert (part.paragraphs, part.ready, part.writers) == (2, 1, (contributor.name,))
    assert (part.state, part.label) == ("writing", "Being written")
    assert contributor.name in part.hint


def test_open_questions_are_counted_and_stop_nothing(plan, author, theme):
    make_paragraph(plan, author, "Words.", theme, questions=["1.1"])
    progress = progress_of(plan)
    assert (progress.open_questions, progress.asked_questions) == (24, 25)


def test_the_pages_are_those_of_the_words_as_they_stand(browser, plan, author, theme):
    make_paragraph(plan, author, "A word.", theme)
    assert browser.get(plan.get_absolute_url()).context["pages"].all >= 1
    before = browser.get(plan.get_absolute_url()).context["pages"].all

    make_paragraph(plan, author, "Many words of one paragraph. " * 400, theme)

    assert browser.get(plan.get_absolute_url()).context["pages"].all > before


def test_somebody_who_only_reads_is_offered_no_work(signed_in, plan, auditor):
    page = signed_in(auditor).get(plan.get_absolute_url())
    assert page.status_code == 200
    assert page.context["may_write"] is False
    assert plan_url("import", plan).encode() not in page.content


def test_the_home_and_the_page_to_read_count_as_many_pages_as_the_pdf_has(
    browser, plan, author, theme
):
    make_paragraph(plan, author, "Many words of one paragraph. " * 200, theme)
    for number in range(30):
        make_commitment(plan, author, f"C{number}", what="A long promise. " * 20)
    drawn = len(PdfReader(BytesIO(browser.get(plan_url("plan_draft_pdf", plan)).content)).pages)

    home = browser.get(plan.get_absolute_url()).context["pages"]
    read = browser.get(plan_url("plan_read", plan)).context["pages"]

    assert home == read
    assert home.all == drawn
    assert home.text < home.all  # the control: what the home used to say


# The deadline, on the clock of London

GONE_BY = "No submission is recorded; the deadline was 19 July 2024"


def days_off(plan):
    return plan.council.days_off.values_list("on", flat=True)


@pytest.mark.parametrize(
    ("moment", "past", "words"),
    [
        ((2024, 7, 19, 23, 59, 59), False, "Today is the last day"),
        ((2024, 7, 20, 0, 0, 0), True, GONE_BY),
        ((2024, 7, 18, 9, 0, 0), False, "1 working day left"),
        ((2024, 7, 12, 9, 0, 0), False, "5 working days left"),
        ((2024, 7, 14, 9, 0, 0), False, "5 working days left"),
        ((2024, 7, 29, 9, 0, 0), True, GONE_BY),
    ],
)
def test_the_deadline_ends_with_the_day_in_london(plan, moment, past, words):
    now = datetime(*moment, tzinfo=LONDON)
    deadline = deadline_at(plan.due_at, now=now, days_off=days_off(plan))
    assert (deadline.is_past, deadline.in_words) == (past, words)


def test_a_bank_holiday_is_no_working_day(plan):
    now = datetime(2024, 5, 3, 12, tzinfo=LONDON)
    # 55 weekdays, less the two bank holidays of May, less the council's own closure.
    assert deadline_at(plan.due_at, now=now, days_off=days_off(plan)).working_days == 53
    closed = date(2024, 7, 1)
    due = plan.asked.due
    listed = [*bank_holidays([2024]), closed]
    assert deadline_at(due, now=now, days_off=listed).working_days == 52
