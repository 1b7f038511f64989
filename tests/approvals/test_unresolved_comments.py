"""A comment that must be resolved keeps a plan from being sent; what members read of others."""

import pytest

from approvals.clearance import terms
from councils.access import access_of
from councils.roles import Role
from plans.access import plan_url
from plans.actions.comments import resolve_comment
from plans.comments import comments_for
from plans.models import Stage
from tests.approvals.makers import Chamber, make_put, make_report, make_sent
from tests.approvals.pages import browser_of, shown, text_of
from tests.plan_makers import make_comment
from web.errors import Refused


@pytest.fixture
def comment(chamber: Chamber):
    officer = chamber.person[Role.SECTION_151]
    passage = chamber.plan.passages.order_by("pk").first()
    return make_comment(passage, officer, "Is this sum right?", must_be_resolved=True)


def test_the_page_says_which_comment_stops_it_and_leads_there(chamber, comment):
    make_report(chamber)
    browser, page = browser_of(chamber.author), plan_url("send_check", chamber.plan)
    typed = shown(browser, page) | {"body": "The Policy Committee"}
    assert "reason" not in typed

    answer = browser.post(page, typed)

    assert answer.status_code == 422
    said = answer.content.decode()
    assert "must be resolved first" in text_of(answer)
    assert "Stops it" in text_of(answer)
    assert plan_url("comment", chamber.plan, comment.pk) in said
    assert "The Policy Committee" in said
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.DRAFTING


def test_the_action_refuses_whatever_reason_is_given(chamber, comment):
    with pytest.raises(Refused, match="must be resolved first"):
        make_sent(chamber, reason="It goes all the same")


def test_once_it_is_resolved_the_plan_goes(chamber, comment):
    resolve_comment(comment, by=chamber.author, seen=0, words="It is.")

    make_sent(chamber)


def test_any_other_comment_stops_nothing(chamber):
    make_comment(chamber.plan.passages.first(), chamber.author)

    make_sent(chamber)


def test_without_the_check_it_would_go(chamber, comment, monkeypatch):
    """The control."""
    monkeypatch.setattr(terms, "to_be_resolved", lambda _: [])
    make_sent(chamber)


def test_members_read_what_was_said_since_the_plan_was_put_to_them(chamber):
    member = chamber.person[Role.CABINET_MEMBER]
    passage = chamber.plan.passages.first()
    make_comment(passage, chamber.author, "Said while drafting.")
    make_put(chamber)
    chamber.plan.refresh_from_db()
    passage.refresh_from_db()
    since = make_comment(passage, member, "Why only this?", tell=[chamber.author])

    assert list(comments_for(access_of(member, chamber.council), chamber.plan)) == [since]
    page = browser_of(member).get(plan_url("comments", chamber.plan))
    assert "Why only this?" in text_of(page)
    assert "Said while drafting." not in text_of(page)
