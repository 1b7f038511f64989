"""What each clearing role reads: what changed, the facts of its trade, earlier words."""

from dataclasses import replace

import pytest
from django.utils import timezone

from approvals.clearance.briefing import call_in_text, changes_since, implication_text
from approvals.clearance.queries import clearance_summary, rounds_of
from approvals.closing.actions import withdraw_plan
from approvals.models import ClearanceResponse, ClearanceRound
from approvals.reports.actions import save_report
from approvals.reports.document import parse_report
from approvals.reports.implications import ImplicationTyped
from councils.roles import Office, Role
from plans.assemble import build_document
from plans.models import Stage
from tests.approvals.makers import Chamber, make_answer, make_sent, report_of, seen_of
from tests.approvals.pages import think_again

NOW = timezone.now
TODAY = timezone.localdate()
NONE = ImplicationTyped("legal", "None.")


@pytest.fixture
def sent(chamber: Chamber) -> ClearanceRound:
    return make_sent(chamber)


def test_the_first_time_nothing_has_changed(chamber, sent):
    assert changes_since(sent, Office(Role.SECTION_151)) is None


def test_what_changed_is_told_beside_the_round_last_answered(chamber, sent):
    make_answer(chamber, sent, Role.SECTION_151)
    think_again(chamber)
    make_sent(chamber, reason="Again.")
    words = report_of(chamber.plan) | {"summary": "Another summary."}
    newest = make_sent(chamber, report=words, reason="Once more.")
    told = changes_since(newest, Office(Role.SECTION_151))

    assert told is not None
    assert (told.version, told.answered, told.same) == (1, True, False)
    assert [change.label for change in told.report] == ["Summary"]
    assert "A later thought." in [row.after for row in told.plan.rows]


def test_who_was_asked_and_did_not_answer_reads_what_changed_since(chamber, sent):
    think_again(chamber)
    newest = make_sent(chamber, reason="Again.")
    told = changes_since(newest, Office(Role.PORTFOLIO_HOLDER))

    assert told is not None
    assert not told.answered
    assert not told.report


def test_the_same_words_sent_again_are_said_to_be_the_same(chamber, sent):
    told = changes_since(make_sent(chamber, reason="Again."), Office(Role.SECTION_151))

    assert told is not None
    assert told.same


def test_a_council_without_call_in_says_so(chamber):
    chamber.council.call_in_applies = False

    assert call_in_text(chamber.council) == "Does not apply in this council."


def test_a_heading_an_older_report_leaves_out_is_said_to_be_left_out(chamber):
    older = replace(parse_report(make_sent(chamber).report.document), implications=())
    found = implication_text(older, "financial")

    assert found == "The report says nothing under “Financial”."


# Earlier words


def test_a_changed_report_makes_the_answers_those_to_earlier_words(chamber, sent):
    make_answer(chamber, sent, Role.SECTION_151)
    assert not clearing(chamber).has_earlier_words
    words = report_of(chamber.plan) | {"summary": "Another summary."}
    save_report(chamber.plan, by=chamber.author, report=words, implications=[NONE])

    assert clearing(chamber).report_changed
    assert not clearing(chamber).plan_changed


def clearing(chamber: Chamber):
    digest = build_document(chamber.plan).digest
    found = clearance_summary(chamber.plan, lambda version: version.digest != digest)
    assert found is not None
    return found


def test_rounds_are_told_newest_first(chamber, sent):
    make_sent(chamber, reason="Again.")

    assert [round_.number for round_, _ in rounds_of(chamber.plan)] == [2, 1]


def test_a_withdrawn_plan_keeps_what_was_answered(chamber, sent):
    make_answer(chamber, sent, Role.SECTION_151)
    withdraw_plan(
        chamber.plan, by=chamber.author, seen=seen_of(chamber.plan), reason="The letter changed."
    )
    chamber.plan.refresh_from_db()

    assert chamber.plan.stage == Stage.DRAFTING
    assert ClearanceResponse.objects.count() == 1
