"""Before a plan is sent, its author is told what a careful colleague would notice."""

import pytest

from approvals.clearance import terms
from councils.record.models import Act
from plans.access import plan_url
from plans.actions.passages import edit_passage
from plans.models import Stage
from tests.approvals.makers import Chamber, make_report, make_sent
from tests.approvals.pages import browser_of, shown, text_of
from web.errors import Refused

WHY = "The department names its officer in July"


@pytest.fixture
def waiting(chamber: Chamber) -> Chamber:
    """A plan in whose first paragraph words are still to come."""
    first = chamber.plan.passages.order_by("pk").first()
    edit_passage(first, by=chamber.author, seen=first.revision, body="The officer is TBC.")
    return chamber


@pytest.fixture(autouse=True)
def written(chamber: Chamber) -> None:
    make_report(chamber)


def page_of(chamber: Chamber) -> str:
    return plan_url("send_check", chamber.plan)


def typed(chamber: Chamber, **more: str) -> dict[str, object]:
    return shown(browser_of(chamber.author), page_of(chamber)) | more


def send(chamber: Chamber, **more: str):
    return browser_of(chamber.author).post(page_of(chamber), typed(chamber, **more))


def test_what_is_noticed_is_shown_with_the_way_to_its_place(waiting):
    answer = browser_of(waiting.author).get(page_of(waiting))
    passage = waiting.plan.passages.order_by("pk").first()

    assert "“TBC” stands where words are still to come." in text_of(answer)
    assert f'href="{plan_url("passage", waiting.plan, passage.pk)}"' in answer.content.decode()


def test_words_still_to_come_stop_a_plan_and_all_that_was_typed_stays(waiting):
    answer = send(waiting, body="The Policy Committee")

    assert answer.status_code == 422
    [said] = answer.context["form"].errors["reason"]
    assert "say here why the plan goes all the same" in said
    assert "The Policy Committee" in answer.content.decode()
    waiting.plan.refresh_from_db()
    assert waiting.plan.stage == Stage.DRAFTING


def test_with_a_reason_it_goes_and_the_record_has_the_reason(waiting):
    assert send(waiting, reason=WHY).status_code == 302

    waiting.plan.refresh_from_db()
    assert waiting.plan.stage == Stage.CLEARANCE
    assert Act.objects.filter(plan=waiting.plan.pk).first().reason == WHY


def test_where_nothing_is_to_come_no_reason_is_asked_for(chamber):
    assert "reason" not in typed(chamber)
    assert send(chamber).status_code == 302


def test_the_action_refuses_too(waiting):
    with pytest.raises(Refused, match="TBC"):
        make_sent(waiting)


def test_without_the_check_it_would_go(waiting, monkeypatch):
    """The control."""
    monkeypatch.setattr(terms, "check_document", lambda _: [])
    make_sent(waiting)
