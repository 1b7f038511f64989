"""Why words change is asked once a plan was sent to others; said once, it stands until it moves."""

import pytest

from councils.roles import Role
from plans.access import plan_url
from plans.models import Plan
from plans.reasons import reason_to_begin_with
from tests.makers import make_person
from tests.plan_makers import make_moved_on, make_paragraph, make_version
from tests.plans.editing import edit, last_act


def begins(plan: Plan, person) -> str | None:
    plan.refresh_from_db()
    return reason_to_begin_with(plan, person.pk)


def test_while_it_is_drafted_nobody_is_asked(browser, plan, author, paragraph):
    make_version(plan, author)
    url = plan_url("passage", plan, paragraph.pk)

    assert begins(plan, author) is None
    assert "reason" not in browser.get(url).context["form"].fields
    assert browser.post(url, {"seen": 1, "body": "New words."}).status_code == 302
    assert last_act(plan).reason == ""


def test_the_first_form_begins_empty_and_the_next_with_what_was_said(
    browser, plan, author, paragraph
):
    make_moved_on(plan, author)
    url = plan_url("passage", plan, paragraph.pk)
    first = browser.get(url).context["form"]["reason"]
    assert (first.value() or "") == ""

    browser.post(url, {"seen": 1, "body": "New words.", "reason": "As the directors asked"})

    again = browser.get(url).context["form"]["reason"]
    assert again.value() == "As the directors asked"
    assert "as you gave it last" in again.help_text


def test_what_was_said_last_counts(plan, author, paragraph):
    make_moved_on(plan, author)
    edit(paragraph, author, "One.", reason="As the directors asked")
    paragraph.refresh_from_db()
    edit(paragraph, author, "Two.", reason="A slip")

    assert begins(plan, author) == "A slip"


def test_it_is_their_own(plan, author, colleague, paragraph):
    make_moved_on(plan, author)
    edit(paragraph, author, "One.", reason="As the directors asked")

    assert begins(plan, colleague) == ""


def test_it_stands_in_this_plan_alone(plan, other_plan, author, paragraph):
    make_moved_on(plan, author)
    edit(paragraph, author, "One.", reason="As the directors asked")
    theirs = make_person(other_plan.council, Role.AUTHOR)
    make_moved_on(other_plan, theirs)

    assert begins(other_plan, author) == ""


def test_once_the_plan_moves_on_it_is_asked_anew(plan, author, paragraph):
    make_moved_on(plan, author)
    edit(paragraph, author, "One.", reason="As the directors asked")

    make_moved_on(plan, author)

    assert begins(plan, author) == ""


def test_what_was_said_before_the_plan_was_sent_is_no_beginning(plan, author, paragraph):
    edit(paragraph, author, "One.", reason="As the directors asked")
    make_moved_on(plan, author)

    assert begins(plan, author) == ""


@pytest.mark.parametrize("page", ["plan_settings", "theme_add", "plan_write", "import"])
def test_a_reason_that_was_given_asserts_nothing_by_itself(browser, plan, author, page):
    """A page that is opened and left records nothing."""
    paragraph = make_paragraph(plan, author)
    make_moved_on(plan, author)
    edit(paragraph, author, "One.", reason="As the directors asked")
    before = last_act(plan)

    assert browser.get(plan_url(page, plan)).status_code == 200

    assert last_act(plan) == before
