"""Many paragraphs marked as ready at once: what can be is, and what cannot is said by name."""

import pytest
from django.core.exceptions import PermissionDenied

from plans.access import plan_url
from plans.actions import passages
from plans.actions.marking import IS_COMMENTED, IS_EMPTY, WAS_CHANGED, mark_ready
from plans.models import Passage
from tests.councils.pages import fields_of
from tests.plan_makers import make_comment, make_heading, make_moved_on, make_paragraph
from tests.plans.editing import acts_of, edit, last_act


@pytest.fixture
def url(plan):
    return plan_url("plan_ready", plan)


def ready(plan) -> list[str]:
    return list(plan.passages.filter(ready=True).order_by("body").values_list("body", flat=True))


def chosen(*rows: Passage) -> dict[int, int]:
    return {one.pk: one.revision for one in rows}


def test_those_ticked_are_marked_by_one_act_and_taken_back_by_another(
    browser, plan, author, theme, paragraph, url
):
    make_moved_on(plan, author)
    for words in ("B", "C"):
        make_paragraph(plan, author, words, theme, reason="More")
    page = browser.get(url)
    before = acts_of(plan)
    keys = [f"{one.pk}-{one.revision}" for one in theme.passages.all()][:2]

    answer = browser.post(url, {**fields_of(page), "passages": keys}, follow=True)

    assert "2 paragraphs are marked as ready." in answer.content.decode()
    assert ready(plan) == ["B", "The first words."]
    assert (last_act(plan).verb, acts_of(plan)) == ("marked_ready", before + 1)
    keys = [f"{one.pk}-{one.revision}" for one in theme.passages.all()][:1]
    browser.post(url, {**fields_of(answer), "passages": keys, "do": "back"})
    assert ready(plan) == ["B"]
    assert last_act(plan).verb == "ready_taken_back"


def test_all_of_a_theme_is_what_the_page_showed_of_it(browser, plan, author, theme, paragraph, url):
    make_heading(plan, author, theme=theme)
    elsewhere = make_paragraph(plan, author, "Of the introduction.")
    page = browser.get(f"{url}?part={theme.pk}")
    assert page.context["form"]["passages"].value() == [f"all-{theme.pk}"]
    make_paragraph(plan, author, "Came since.", theme)

    browser.post(url, {**fields_of(page), "passages": [f"all-{theme.pk}"]})

    assert ready(plan) == [paragraph.body]
    elsewhere.refresh_from_db()
    assert not elsewhere.ready


def test_what_cannot_be_ready_is_left_and_said_by_name(browser, plan, author, theme, url):
    fine = make_paragraph(plan, author, "Fine.", theme)
    empty = make_paragraph(plan, author, " ", theme)
    talked = make_paragraph(plan, author, "Talked of.", theme)
    make_comment(talked, author, must_be_resolved=True)
    make_comment(fine, author)
    page = browser.get(url)

    answer = browser.post(url, {**fields_of(page), "passages": [f"all-{theme.pk}"]}, follow=True)

    told = answer.content.decode()
    assert ready(plan) == ["Fine."]
    assert f"paragraph 2 of theme 1 ({IS_EMPTY})" in told
    assert f"paragraph 3 of theme 1 ({IS_COMMENTED})" in told
    # The control: nothing of this keeps a mark from being taken back.
    edit(empty, author, " ", ready=True)
    empty.refresh_from_db()
    assert mark_ready(plan, by=author, chosen=chosen(empty), ready=False).count == 1


def test_nothing_is_done_to_what_was_changed_or_removed_meanwhile(
    plan, author, colleague, theme, paragraph
):
    other = make_paragraph(plan, author, "Removed.", theme)
    third = make_paragraph(plan, author, "Third.", theme)
    shown = chosen(paragraph, other, third)
    edit(paragraph, colleague, "Changed.")
    passages.remove_passage(other, by=colleague, seen=1)

    done = mark_ready(plan, by=author, chosen=shown, ready=True)

    assert ready(plan) == ["Third."]
    assert ([one.why for one in done.left], done.gone, done.count) == ([WAS_CHANGED], 1, 1)


def test_nothing_ticked_is_said_and_nothing_different_leaves_no_act(
    browser, plan, author, paragraph, url
):
    before = acts_of(plan)
    assert browser.post(url, {"shown": ""}).status_code == 422
    done = mark_ready(plan, by=author, chosen=chosen(paragraph), ready=False)
    assert (done.count, acts_of(plan)) == (0, before)


def test_a_heading_is_never_ready_and_a_contributor_marks_none_at_once(
    plan, author, contributor, paragraph
):
    heading = make_heading(plan, author)
    assert mark_ready(plan, by=author, chosen=chosen(heading), ready=True).count == 0
    with pytest.raises(PermissionDenied):
        mark_ready(plan, by=contributor, chosen=chosen(paragraph), ready=True)
