"""Clearance beneath its pages: who may answer, what binds an answer, what each role reads."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from approvals import reading, report, workflow
from approvals.clearances import Clearance, advice_in, clearances_of, clearing_of, rounds_of
from approvals.models import Answer, Implication, Report, Round
from approvals.workflow import ImplicationTyped, save_report
from approvals.workflow.clearance import why_barred
from councils.errors import Refused, StalePage
from councils.models import Act
from councils.roles import Role
from plans.actions.passages import edit_passage
from plans.models import Stage
from plans.working_copy import document_of
from tests.approvals.makers import (
    Chamber,
    make_answered,
    make_emailed,
    make_sent,
    report_of,
    seen_in,
    seen_of,
)
from tests.makers import make_council, make_person
from tests.plan_makers import make_file, make_paragraph

NOW = timezone.now
TODAY = timezone.localdate()
NONE = ImplicationTyped(("legal",), "None.", TODAY)


@pytest.fixture
def chamber(db: None) -> Chamber:
    return Chamber()


@pytest.fixture
def sent(chamber: Chamber) -> Round:
    return make_sent(chamber)


def give(chamber: Chamber, round_: Round, role: Role, outcome: str = "content", **said: str):
    asked = round_.asked.get(role=role)
    return workflow.answer(
        asked, by=chamber.person[role], seen=seen_in(round_), outcome=outcome, **said
    )


def think_again(chamber: Chamber) -> None:
    make_paragraph(chamber.plan, chamber.author, "A later thought.", reason="It was missing.")


# The report


def test_a_report_is_saved_with_its_implications_as_one_act(chamber):
    before = Act.objects.count()
    save_report(
        chamber.plan, by=chamber.author, report=report_of(chamber.plan), implications=[NONE]
    )

    act = Act.objects.latest("sequence")
    assert Act.objects.count() == before + 1
    assert act.what == "wrote the decision report of"
    assert act.touched == ["implication", "report"]


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
    with pytest.raises(Refused, match="in decision"):
        save_report(chamber.plan, by=chamber.author, **told)


def test_the_prefilled_report_names_department_meeting_and_deadline(chamber):
    filled = report.prefilled(chamber.plan)

    assert filled.summary.startswith("The Ministry of Housing")
    assert "19 July 2024" in filled.summary
    assert filled.recommendation.splitlines()[0].startswith("That Cabinet endorses the plan")


def test_one_dated_sentence_serves_every_heading_until_it_is_divided(chamber):
    row = report.prefilled_implication(Report(plan=chamber.plan), TODAY)

    assert row.headings == Implication.Heading.values
    assert row.none_on == TODAY


# Sending


def test_plan_and_report_are_frozen_together(chamber, sent):
    assert sent.report.version == sent.version
    assert report.read(sent.report.document).plan == sent.version.digest
    assert sent.version.digest == document_of(chamber.plan).digest


def test_a_role_that_clears_nothing_cannot_be_asked(chamber):
    clear = {role: chamber.person[Role(role)] for role in chamber.council.clearing_roles}
    with pytest.raises(Refused, match="role that clears"):
        make_sent(chamber, clear={**clear, "contributor": chamber.person[Role.CONTRIBUTOR]})


def test_another_clearing_role_can_be_asked_too(chamber):
    clear = {role: chamber.person[Role(role)] for role in chamber.council.clearing_roles}
    officer = chamber.person[Role.CLEARING_OFFICER]
    round_ = make_sent(chamber, clear={**clear, Role.CLEARING_OFFICER: officer})

    assert round_.asked.get(role=Role.CLEARING_OFFICER).person == officer


@pytest.mark.parametrize(
    ("due", "meets"), [(-1, None), (5, 4)], ids=["before today", "after the meeting"]
)
def test_answers_are_wanted_between_today_and_the_meeting(chamber, due, meets):
    meets_on = TODAY + timedelta(days=meets) if meets else None
    with pytest.raises(Refused) as refusal:
        make_sent(chamber, due_on=TODAY + timedelta(days=due), meets_on=meets_on)

    assert refusal.value.field == "due_on"


# Answering


def test_an_answer_binds_both_digests(chamber, sent):
    given = give(chamber, sent, Role.SECTION_151)

    assert (given.plan_digest, given.report_digest) == (sent.version.digest, sent.report.digest)


def test_an_answer_to_an_earlier_round_is_refused(chamber, sent):
    think_again(chamber)
    make_sent(chamber, reason="Again.")
    with pytest.raises(Refused, match="round is over"):
        give(chamber, sent, Role.SECTION_151)


def test_an_objection_does_not_stop_the_plan(chamber, sent):
    make_answered(chamber, sent, "objects", words="It costs more than it saves.")

    assert chamber.plan.stage == Stage.DECISION
    assert all(one.is_objection for one in advice_in(clearances_of(sent)))


def test_a_new_answer_takes_the_place_of_the_old_and_both_stay(chamber, sent):
    give(chamber, sent, Role.SECTION_151, "objects", words="It costs more.")
    give(chamber, sent, Role.SECTION_151)

    told = {one.role: one for one in clearances_of(sent)}[Role.SECTION_151]
    assert told.outcome == Answer.Outcome.CONTENT
    assert Answer.objects.count() == 2


def test_after_its_meeting_the_last_answer_is_kept_and_the_plan_waits(chamber, monkeypatch):
    round_ = make_sent(chamber, meets_on=TODAY + timedelta(days=1))
    later = TODAY + timedelta(days=2)
    monkeypatch.setattr("approvals.workflow.answers.london", lambda _: later)
    make_answered(chamber, round_)

    assert chamber.plan.stage == Stage.CLEARANCE
    assert not chamber.plan.steps.exists()


def test_a_contributor_who_clears_is_shown_to_have_written(chamber):
    writer = make_person(chamber.council, Role.CONTRIBUTOR, Role.SECTION_151)
    make_written_by(chamber, writer)
    round_ = make_sent(chamber, clear=asking(chamber, section_151=writer))
    given = workflow.answer(
        round_.asked.get(role=Role.SECTION_151), by=writer, seen=seen_in(round_), outcome="content"
    )

    assert given.had_written


def test_where_the_council_says_so_a_contributor_does_not_clear(db):
    chamber = Chamber(make_council(contributors_may_clear=False))
    writer = make_person(chamber.council, Role.CONTRIBUTOR, Role.SECTION_151)
    make_written_by(chamber, writer)
    round_ = make_sent(chamber, clear=asking(chamber, section_151=writer))

    assert "asks somebody else" in why_barred(round_, writer)
    with pytest.raises(Refused, match="asks somebody else"):
        workflow.answer(
            round_.asked.get(role=Role.SECTION_151),
            by=writer,
            seen=seen_in(round_),
            outcome="content",
        )


def make_written_by(chamber: Chamber, writer) -> None:
    """A contributor writes the paragraph assigned to them."""
    passage = make_paragraph(chamber.plan, chamber.author, "To be written.", writer=writer)
    edit_passage(passage, by=writer, seen=passage.revision, body="Written.", ready=True)


def asking(chamber: Chamber, **people):
    """Whom the council's roles ask, with some of them replaced."""
    usual = {role: chamber.person[Role(role)] for role in chamber.council.clearing_roles}
    return {**usual, **people}


# By e-mail


def test_an_emailed_answer_counts_like_one_given_here(chamber, sent):
    given = make_emailed(chamber, sent)

    told = clearances_of(sent)[0]
    assert told.by_email
    assert told.name == given.asked.person.name
    assert told.recorded_by == chamber.author.name


def test_an_email_of_the_minute_the_plan_was_sent_is_in_time(chamber, sent):
    minute = sent.sent_at.replace(second=0, microsecond=0)

    assert make_emailed_at(chamber, sent, minute)


@pytest.mark.parametrize("minutes", [-2, 2], ids=["before it was sent", "in the future"])
def test_an_email_of_another_time_is_refused(chamber, sent, minutes):
    with pytest.raises(Refused) as refusal:
        make_emailed_at(chamber, sent, NOW() + timedelta(minutes=minutes))

    assert refusal.value.field == "stated_at"


def make_emailed_at(chamber: Chamber, round_: Round, stated_at) -> Answer:
    return workflow.answer_by_email(
        round_.asked.first(),
        by=chamber.author,
        seen=seen_in(round_),
        outcome="content",
        stated_at=stated_at,
        email=make_file(chamber.council),
    )


# What each role reads


def test_the_first_time_nothing_has_changed(chamber, sent):
    assert reading.reread(sent, Role.SECTION_151) is None


def test_what_changed_is_told_beside_the_round_last_answered(chamber, sent):
    give(chamber, sent, Role.SECTION_151)
    think_again(chamber)
    make_sent(chamber, reason="Again.")
    words = report_of(chamber.plan) | {"summary": "Another summary."}
    newest = make_sent(chamber, report=words, reason="Once more.")
    told = reading.reread(newest, Role.SECTION_151)

    assert told is not None
    assert (told.version, told.answered, told.same) == (1, True, False)
    assert [change.label for change in told.report] == ["Summary"]
    assert "A later thought." in [row.after for row in told.plan.rows]


def test_who_was_asked_and_did_not_answer_reads_what_changed_since(chamber, sent):
    think_again(chamber)
    newest = make_sent(chamber, reason="Again.")
    told = reading.reread(newest, Role.PORTFOLIO_HOLDER)

    assert told is not None
    assert not told.answered
    assert not told.report


def test_the_same_words_sent_again_are_said_to_be_the_same(chamber, sent):
    told = reading.reread(make_sent(chamber, reason="Again."), Role.SECTION_151)

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
    give(chamber, sent, Role.SECTION_151)
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


def test_comments_go_to_members_after_objections():
    content = Clearance(1, "a", "A", "", "content")
    comment = Clearance(2, "b", "B", "", "comment")
    objects = Clearance(3, "c", "C", "", "objects")

    assert advice_in((content, comment, objects)) == (objects, comment)


def test_a_withdrawn_plan_keeps_what_was_answered(chamber, sent):
    give(chamber, sent, Role.SECTION_151)
    workflow.withdraw(
        chamber.plan, by=chamber.author, seen=seen_of(chamber.plan), reason="The letter changed."
    )
    chamber.plan.refresh_from_db()

    assert chamber.plan.stage == Stage.DRAFTING
    assert Answer.objects.count() == 1
