"""What each clearing role reads: what changed, the facts of its trade, earlier words."""

import pytest
from django.utils import timezone

from approvals import reading, report, workflow
from approvals.clearances import clearing_of, rounds_of
from approvals.models import Answer, Round
from approvals.workflow import ImplicationTyped, save_report
from councils.roles import Office, Role
from plans.models import Stage
from plans.working_copy import document_of
from tests.approvals.makers import (
    Chamber,
    make_answer,
    make_sent,
    report_of,
    seen_of,
)
from tests.approvals.pages import think_again

NOW = timezone.now
TODAY = timezone.localdate()
NONE = ImplicationTyped(("legal",), "None.", TODAY)


@pytest.fixture
def sent(chamber: Chamber) -> Round:
    return make_sent(chamber)


def test_the_first_time_nothing_has_changed(chamber, sent):
    assert reading.reread(sent, Office(Role.SECTION_151)) is None


def test_what_changed_is_told_beside_the_round_last_answered(chamber, sent):
    make_answer(chamber, sent, Role.SECTION_151)
    think_again(chamber)
    make_sent(chamber, reason="Again.")
    words = report_of(chamber.plan) | {"summary": "Another summary."}
    newest = make_sent(chamber, report=words, reason="Once more.")
    told = reading.reread(newest, Office(Role.SECTION_151))

    assert told is not None
    assert (told.version, told.answered, told.same) == (1, True, False)
    assert [change.label for change in told.report] == ["Summary"]
    assert "A later thought." in [row.after for row in told.plan.rows]


def test_who_was_asked_and_did_not_answer_reads_what_changed_since(chamber, sent):
    think_again(chamber)
    newest = make_sent(chamber, reason="Again.")
    told = reading.reread(newest, Office(Role.PORTFOLIO_HOLDER))

    assert told is not None
    assert not told.answered
    assert not told.report


def test_the_same_words_sent_again_are_said_to_be_the_same(chamber, sent):
    told = reading.reread(make_sent(chamber, reason="Again."), Office(Role.SECTION_151))

    assert told is not None
    assert told.same


def test_a_council_without_call_in_says_so(chamber):
    chamber.council.call_in_applies = False

    assert reading.call_in(chamber.council) == "Does not apply in this council."


def test_a_heading_the_report_leaves_out_is_said_to_be_left_out(chamber):
    round_ = make_sent(chamber, implications=[NONE])
    found = reading.implication(report.read(round_.report.document), "financial")

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
    digest = document_of(chamber.plan).digest
    found = clearing_of(chamber.plan, lambda version: version.digest != digest)
    assert found is not None
    return found


def test_rounds_are_told_newest_first(chamber, sent):
    make_sent(chamber, reason="Again.")

    assert [round_.number for round_, _ in rounds_of(chamber.plan)] == [2, 1]


def test_a_withdrawn_plan_keeps_what_was_answered(chamber, sent):
    make_answer(chamber, sent, Role.SECTION_151)
    workflow.withdraw(
        chamber.plan, by=chamber.author, seen=seen_of(chamber.plan), reason="The letter changed."
    )
    chamber.plan.refresh_from_db()

    assert chamber.plan.stage == Stage.DRAFTING
    assert Answer.objects.count() == 1
