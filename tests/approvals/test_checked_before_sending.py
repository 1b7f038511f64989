"""Before a plan is sent, its author is told what a careful colleague would notice."""

import pytest

from approvals.clearance import actions, in_spite
from approvals.closing.actions import withdraw_plan
from approvals.models import FindingReason
from councils.record.models import Act
from councils.roles import Role
from dashboard.history.changes import changes_in
from plans.access import plan_url
from plans.actions.passages import edit_passage
from plans.models import Stage
from tests.approvals.makers import Chamber, make_report, make_sent, seen_newest
from tests.approvals.pages import browser_of, shown, text_of
from tests.plan_makers import make_paragraph
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
    [said] = answer.context["form"].errors["why_0"]
    assert "say here why the plan goes all the same" in said
    assert "The Policy Committee" in answer.content.decode()
    waiting.plan.refresh_from_db()
    assert waiting.plan.stage == Stage.DRAFTING


def test_with_a_reason_it_goes_and_the_record_has_it_with_its_finding(waiting):
    assert send(waiting, why_0=WHY).status_code == 302

    waiting.plan.refresh_from_db()
    assert waiting.plan.stage == Stage.CLEARANCE
    [kept] = FindingReason.objects.filter(round__plan=waiting.plan)
    passage = waiting.plan.passages.order_by("pk").first()
    assert (kept.code, kept.kind, kept.key, kept.why) == ("placeholder", "passage", passage.pk, WHY)
    assert "TBC" in kept.words
    act = Act.objects.get(pk=kept.act_id)
    assert act.reason == ""
    assert WHY in str(changes_in(act))


def test_officers_read_each_reason_beside_its_finding(waiting):
    send(waiting, why_0=WHY)
    for role, page in ((Role.SECTION_151, "move_answer"), (Role.AUTHOR, "clearance")):
        person = waiting.person[role]
        words = text_of(browser_of(person).get(plan_url(page, waiting.plan)))
        assert WHY in words
        assert "“TBC” stands where words are still to come." in words


@pytest.fixture
def twice(waiting) -> Chamber:
    """A second place in which words are still to come."""
    make_paragraph(waiting.plan, waiting.author, "Its day is to be confirmed.")
    return waiting


def test_each_finding_asks_for_its_own_reason(twice):
    answer = send(twice, why_0=WHY)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["why_1"]
    assert WHY in answer.content.decode()
    assert send(twice, why_0=WHY, why_1="The day is set in June").status_code == 302
    assert {one.why for one in FindingReason.objects.all()} == {WHY, "The day is set in June"}


def test_the_first_reason_holds_for_all_where_that_is_ticked(twice):
    assert send(twice, why_0=WHY, for_all="on").status_code == 302

    assert [one.why for one in FindingReason.objects.all()] == [WHY, WHY]


def test_what_was_said_last_time_stands_there_when_it_is_sent_again(waiting):
    send(waiting, why_0=WHY)
    waiting.plan.refresh_from_db()
    withdraw_plan(
        waiting.plan, by=waiting.author, seen=seen_newest(waiting.plan), reason="One more word"
    )

    assert typed(waiting)["why_0"] == WHY
    assert send(waiting, reason="Now it is said").status_code == 302


def test_a_round_from_before_findings_were_asked_about_is_read_as_it_was(waiting, monkeypatch):
    """It has one reason, that of its act, and no rows."""
    monkeypatch.setattr(actions, "check_nothing_waits", lambda *_: {})
    make_sent(waiting, reason=WHY)

    page = browser_of(waiting.author).get(plan_url("clearance", waiting.plan))
    assert "still to come" not in text_of(page)
    assert Act.objects.filter(plan=waiting.plan.pk).first().reason == WHY


def test_more_places_than_boxes_go_with_one_reason_for_all(waiting, monkeypatch):
    monkeypatch.setattr("approvals.clearance.send_form.MOST_BOXES", 1)
    make_paragraph(waiting.plan, waiting.author, "Its day is to be confirmed.")
    page = typed(waiting)
    assert "why_1" not in page

    answer = send(waiting, why_0=WHY)
    assert answer.status_code == 422
    assert "Put it right" in text_of(answer)
    assert send(waiting, why_0=WHY, for_all="on").status_code == 302


def test_where_nothing_is_to_come_no_reason_is_asked_for(chamber):
    assert not {"reason", "why_0", "for_all"} & set(typed(chamber))
    assert send(chamber).status_code == 302


def test_the_action_refuses_too(waiting):
    with pytest.raises(Refused, match="TBC"):
        make_sent(waiting)


def test_without_the_check_it_would_go(waiting, monkeypatch):
    """The control."""
    monkeypatch.setattr(in_spite, "check_document", lambda _: [])
    make_sent(waiting)
