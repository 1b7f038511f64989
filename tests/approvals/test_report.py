"""The decision report: prefilled, saved alone, never overwritten unseen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from approvals.clearance.actions import send_for_clearance
from approvals.models import Implication
from approvals.reports.actions import save_report
from approvals.reports.authors import UNKNOWN, authors_of, written_by
from approvals.reports.document import build_report, parse_report
from approvals.reports.implications import ImplicationTyped
from approvals.reports.prefill import prefilled_report
from councils.record.models import Act
from councils.roles import Role
from tests.approvals.makers import (
    clearers_of,
    implications_of,
    make_answered,
    make_sent,
    report_of,
    seen_of,
    with_terms,
)
from tests.makers import make_person
from web.errors import Refused, StalePage

NOW = timezone.now
TODAY = timezone.localdate()
NONE = ImplicationTyped("legal", "None.")


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
    more = [NONE, ImplicationTyped("financial", "It costs nothing.")]
    save_report(chamber.plan, by=chamber.author, report=words, implications=more, revision=1)

    with pytest.raises(StalePage):
        save_report(chamber.plan, by=chamber.author, report=words, implications=[NONE], revision=1)
    assert Implication.objects.count() == 2


def test_an_implication_taken_out_is_gone(chamber):
    words = report_of(chamber.plan)
    more = [NONE, ImplicationTyped("financial", "It costs nothing.")]
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
    filled = prefilled_report(chamber.plan, now=chamber.plan.asked.due)

    assert filled.summary.startswith("The Ministry of Housing")
    assert filled.summary.endswith("to be submitted by 19 July 2024.")
    endorses, submits = filled.recommendation.splitlines()
    assert endorses.startswith("That Cabinet endorses the plan")
    assert submits.endswith("by 19 July 2024.")


def test_no_report_recommends_what_is_to_be_done_by_a_day_gone_by(chamber):
    """Members would resolve to submit the plan two years ago."""
    a_second_late = chamber.plan.asked.due + timedelta(seconds=1)
    filled = prefilled_report(chamber.plan, now=a_second_late)

    assert "2024." not in filled.recommendation
    assert filled.recommendation.endswith("Local Government.")
    assert filled.summary.endswith("It was due by 19 July 2024.")


def test_the_prefilled_report_names_the_deadline_as_extended(chamber):
    plan = chamber.plan
    plan.extended_due = plan.asked.due + timedelta(days=12)
    filled = prefilled_report(plan, now=plan.asked.due)

    assert "by 31 July 2024." in filled.summary
    assert "by 31 July 2024." in filled.recommendation


def test_what_nobody_has_found_is_empty(chamber):
    filled = prefilled_report(chamber.plan, now=timezone.now())
    said = (filled.options, filled.risk_now, filled.risk_now_why)

    assert {*said, filled.risk_after, filled.risk_after_why} == {""}


# Whose words


@pytest.mark.parametrize("heading", Implication.Heading.values)
def test_a_report_is_not_sent_while_a_heading_has_nobodys_words(chamber, heading):
    kept = [one for one in implications_of() if one.heading != heading]
    with pytest.raises(Refused) as refusal:
        make_sent(chamber, implications=kept)

    assert refusal.value.field == f"said_{heading}"
    assert not chamber.plan.rounds.exists()
    make_sent(chamber, implications=implications_of())


@pytest.mark.parametrize("missing", ["looked_by", "looked_on"])
def test_equalities_say_who_looked_and_when(chamber, missing):
    found = {one.heading: one for one in implications_of()}
    found["equalities"] = replace(
        found["equalities"], **{missing: None if missing == "looked_on" else ""}
    )
    with pytest.raises(Refused) as refusal:
        make_sent(chamber, implications=found.values())

    assert refusal.value.field == missing


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "not_applicable"}, {"looked_on": TODAY + timedelta(days=1)}],
)
def test_equalities_apply_and_nobody_has_looked_tomorrow(chamber, wrong):
    looked = {"looked_by": "An officer", "looked_on": TODAY} | wrong
    one = ImplicationTyped("equalities", "Nobody is worse off.", **looked)
    with pytest.raises(Refused):
        save_report(
            chamber.plan, by=chamber.author, report=report_of(chamber.plan), implications=[one]
        )


def test_each_sentence_is_whose_who_wrote_it_and_stays_theirs(chamber):
    second = make_person(chamber.council, Role.AUTHOR, name="Second author, Northmoor")
    save_report(
        chamber.plan,
        by=chamber.author,
        report=report_of(chamber.plan),
        implications=implications_of(),
    )
    round_ = send(chamber, second, implications_of(legal="A new duty, met by this."))
    asked = parse_report(round_.report.document)
    names = authors_of(asked)
    told = {said.headings[0]: written_by(said, names) for said in asked.implications}

    assert "Second author" in told["Legal"]
    assert chamber.author.name in told["Financial"]
    assert second.name not in round_.report.document


def test_the_name_of_who_wrote_it_can_be_erased_though_the_report_is_frozen(chamber):
    asked = parse_report(make_sent(chamber).report.document)
    said = asked.implications[0]

    assert "Written by" in written_by(said, authors_of(asked))
    assert UNKNOWN in written_by(said, {})


def test_not_applicable_reads_with_its_reason(chamber):
    because = ImplicationTyped("property", "no building is touched.", "not_applicable")
    found = [one for one in implications_of() if one.heading != "property"]
    asked = parse_report(make_sent(chamber, implications=[*found, because]).report.document)
    words = {said.headings[0]: said.words for said in asked.implications}

    assert words["Property and assets"] == "Not applicable because no building is touched."
    assert "Looked at by The equality officer on" in words["Equalities"]


def test_the_database_refuses_a_sentence_of_nobody(chamber):
    save_report(
        chamber.plan, by=chamber.author, report=report_of(chamber.plan), implications=[NONE]
    )
    with pytest.raises(IntegrityError, match="somebodys"):
        Implication.objects.update(written_by=None)


def test_a_report_frozen_before_authors_were_kept_reads_as_it_did():
    older = parse_report(OLDER)

    assert older.implications[0].words == "None arise. Found so on 3 June 2024."
    assert written_by(older.implications[0], authors_of(older)) == ""
    assert older.canonical.decode() == OLDER


OLDER = (
    '{"background":"","background_papers":[],"council":"Northmoor Council","decided_by":"Cabinet",'
    '"form":"clearday/report/1","implications":[{"headings":["Financial","Legal"],'
    '"none_on":"2024-06-03","text":"None arise."}],"options":"","plan":"0","reasons":"",'
    '"recommendation":["That it be agreed."],"risk_after":"","risk_after_why":"","risk_now":"",'
    '"risk_now_why":"","summary":"","title":"A plan"}'
)


def test_an_older_report_that_nobody_saved_since_keeps_its_digest(chamber):
    """A round that is open while the product is updated is not said to have other words."""
    older = save_report(
        chamber.plan, by=chamber.author, report=report_of(chamber.plan), implications=[NONE]
    )
    Implication.objects.update(kind="", none_on=date(2024, 6, 3), written_by=None)

    said = build_report(older, plan_digest="0", body="Cabinet")
    assert said.form == "clearday/report/1"
    assert b"written_by" not in said.canonical


def send(chamber, by, implications):
    terms = {"meets_on": TODAY, "then_put": True, "report": report_of(chamber.plan)}
    return send_for_clearance(
        chamber.plan,
        by=by,
        seen=seen_of(chamber.plan),
        clear=clearers_of(chamber),
        implications=implications,
        **with_terms(terms),
    )
