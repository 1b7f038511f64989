"""The decision report: prefilled, saved alone, never overwritten unseen."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from approvals.models import Implication, Report
from approvals.reports.actions import ImplicationTyped, save_report
from approvals.reports.prefill import prefilled_implication, prefilled_report
from councils.record.models import Act
from tests.approvals.makers import make_answered, make_sent, report_of
from web.errors import Refused, StalePage

NOW = timezone.now
TODAY = timezone.localdate()
NONE = ImplicationTyped(("legal",), "None.", TODAY)


def test_a_report_is_saved_with_its_implications_as_one_act(chamber):
    before = Act.objects.count()
    save_report(
        chamber.plan, by=chamber.author, report=report_of(chamber.plan), implications=[NONE]
    )

    act = Act.objects.latest("sequence")
    assert Act.objects.count() == before + 1
    assert act.verb == "report_written"
    assert act.touched == ["decision_report", "implication"]


def test_a_save_of_the_same_report_changes_nothing(chamber):
    told = {"report": report_of(chamber.plan), "implications": [NONE]}
    save_report(chamber.plan, by=chamber.author, **told)
    before = Act.objects.count()
    save_report(chamber.plan, by=chamber.author, **told)

    assert Act.objects.count() == before


def test_another_implication_makes_an_open_page_stale(chamber):
    words = report_of(chamber.plan)
    save_report(chamber.plan, by=chamber.author, report=words, implications=[NONE])
    more = [NONE, ImplicationTyped(("financial",), "It costs nothing.")]
    save_report(chamber.plan, by=chamber.author, report=words, implications=more, revision=1)

    with pytest.raises(StalePage):
        save_report(chamber.plan, by=chamber.author, report=words, implications=[NONE], revision=1)
    assert Implication.objects.count() == 2


def test_an_implication_taken_out_is_gone(chamber):
    words = report_of(chamber.plan)
    more = [NONE, ImplicationTyped(("financial",), "It costs nothing.")]
    save_report(chamber.plan, by=chamber.author, report=words, implications=more)
    save_report(chamber.plan, by=chamber.author, report=words, implications=[NONE])

    assert Implication.objects.get().headings == ["legal"]


def test_only_an_author_writes_the_report_and_only_before_the_decision(chamber):
    told = {"report": report_of(chamber.plan), "implications": [NONE]}
    with pytest.raises(PermissionDenied, match="needs the role"):
        save_report(chamber.plan, by=chamber.clerk, **told)
    make_answered(chamber, make_sent(chamber))
    with pytest.raises(Refused, match="stage is “Decision”"):
        save_report(chamber.plan, by=chamber.author, **told)


def test_the_prefilled_report_names_department_meeting_and_deadline(chamber):
    filled = prefilled_report(chamber.plan)

    assert filled.summary.startswith("The Ministry of Housing")
    assert "19 July 2024" in filled.summary
    assert filled.recommendation.splitlines()[0].startswith("That Cabinet endorses the plan")


def test_one_dated_sentence_serves_every_heading_until_it_is_divided(chamber):
    row = prefilled_implication(Report(plan=chamber.plan), TODAY)

    assert row.headings == Implication.Heading.values
    assert row.none_on == TODAY
