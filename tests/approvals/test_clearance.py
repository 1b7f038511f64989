"""Clearance beneath its pages: who may answer, what binds an answer, what each role reads."""

from datetime import timedelta

import pytest
from django.utils import timezone

from approvals.clearance.answers import respond, respond_by_email
from approvals.clearance.queries import office_clearances
from approvals.models import ClearanceResponse, ClearanceRound
from approvals.reports.document import parse_report
from approvals.reports.implications import ImplicationTyped
from councils.roles import Office, Role
from plans.actions.passages import edit_passage
from plans.assemble import build_document
from plans.models import Stage
from tests.approvals.makers import (
    Chamber,
    clearers_of,
    make_answer,
    make_answered,
    make_emailed,
    make_sent,
    seen_in,
)
from tests.approvals.pages import think_again
from tests.makers import make_council, make_person
from tests.plan_makers import an_email, make_paragraph
from web.errors import Refused

NOW = timezone.now
TODAY = timezone.localdate()
NONE = ImplicationTyped("legal", "None.")


@pytest.fixture
def sent(chamber: Chamber) -> ClearanceRound:
    return make_sent(chamber)


# Sending


def test_plan_and_report_are_frozen_together(chamber, sent):
    assert sent.report.version == sent.version
    assert parse_report(sent.report.document).plan == sent.version.digest
    assert sent.version.digest == build_document(chamber.plan).digest


def test_a_role_that_clears_nothing_cannot_be_asked(chamber):
    with pytest.raises(Refused, match="role that clears"):
        make_sent(chamber, clear=asking(chamber, contributor=chamber.person[Role.CONTRIBUTOR]))


def test_another_clearing_role_can_be_asked_too(chamber):
    chief = chamber.person[Role.HEAD_OF_PAID_SERVICE]
    round_ = make_sent(chamber, clear=asking(chamber, head_of_paid_service=chief))

    assert round_.asked.get(role=Role.HEAD_OF_PAID_SERVICE).person == chief


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
    given = make_answer(chamber, sent, Role.SECTION_151)

    assert (given.plan_digest, given.report_digest) == (sent.version.digest, sent.report.digest)


def test_an_answer_to_an_earlier_round_is_refused(chamber, sent):
    think_again(chamber)
    make_sent(chamber, reason="Again.")
    with pytest.raises(Refused, match="round is over"):
        make_answer(chamber, sent, Role.SECTION_151)


def test_an_objection_does_not_stop_the_plan(chamber, sent):
    make_answered(chamber, sent, "objects", words="It costs more than it saves.")

    assert chamber.plan.stage == Stage.DECISION
    assert all(one.is_objection for one in office_clearances(sent))


def test_a_new_answer_takes_the_place_of_the_old_and_both_stay(chamber, sent):
    make_answer(chamber, sent, Role.SECTION_151, "objects", words="It costs more.")
    make_answer(chamber, sent, Role.SECTION_151)

    told = {one.office.role: one for one in office_clearances(sent)}[Role.SECTION_151]
    assert told.outcome == ClearanceResponse.Outcome.CONTENT
    assert ClearanceResponse.objects.count() == 2


def test_after_its_meeting_the_last_answer_is_kept_and_the_plan_waits(chamber, monkeypatch):
    round_ = make_sent(chamber, meets_on=TODAY + timedelta(days=1))
    later = TODAY + timedelta(days=2)
    monkeypatch.setattr("approvals.clearance.answers.london_day", lambda _: later)
    make_answered(chamber, round_)

    assert chamber.plan.stage == Stage.CLEARANCE
    assert not chamber.plan.steps.exists()


def test_a_contributor_who_clears_is_shown_to_have_written(db):
    chamber = Chamber(make_council(contributors_may_clear=True))
    writer = make_person(chamber.council, Role.CONTRIBUTOR, Role.SECTION_151)
    make_written_by(chamber, writer)
    round_ = make_sent(chamber, clear=asking(chamber, section_151=writer))
    given = respond(
        round_.asked.get(role=Role.SECTION_151), by=writer, seen=seen_in(round_), outcome="content"
    )

    assert given.had_written


def make_written_by(chamber: Chamber, writer) -> None:
    """A contributor writes the paragraph assigned to them."""
    passage = make_paragraph(chamber.plan, chamber.author, "To be written.", writer=writer)
    edit_passage(passage, by=writer, seen=passage.revision, body="Written.", ready=True)


def asking(chamber: Chamber, **people):
    """Whom the council's roles ask, with some of them replaced."""
    return clearers_of(chamber) | {Office(Role(role)): one for role, one in people.items()}


# By e-mail


def test_an_emailed_answer_counts_like_one_given_here(chamber, sent):
    given = make_emailed(chamber, sent)

    told = office_clearances(sent)[0]
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


def make_emailed_at(chamber: Chamber, round_: ClearanceRound, stated_at) -> ClearanceResponse:
    return respond_by_email(
        round_.asked.first(),
        by=chamber.author,
        seen=seen_in(round_),
        outcome="content",
        stated_at=stated_at,
        email=an_email(),
    )
