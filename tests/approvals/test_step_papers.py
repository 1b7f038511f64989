"""Papers of a step: their days, and that the day of the decision notice starts call-in."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from approvals.decisions.queries import newest_decision
from approvals.decisions.step_papers import PaperData, record_paper
from approvals.models import CallInPeriod, Decision, StepPaper
from councils.call_in import call_in_of
from councils.roles import Role
from plans.access import plan_url
from plans.actions.files import FileData
from tests.approvals.makers import (
    Chamber,
    make_decided,
    make_paper,
    make_put,
    make_recorded,
)
from tests.approvals.pages import words_of
from tests.sample_files import a_pdf
from web.errors import Refused

TODAY = timezone.localdate()
Kind = StepPaper.Kind


@pytest.fixture
def put(chamber: Chamber) -> Chamber:
    make_put(chamber)
    return chamber


def refused(chamber: Chamber, kind: str, **facts: object) -> str | None:
    """The field at which a paper is refused; nothing of it is kept."""
    with pytest.raises(Refused) as refusal:
        make_paper(chamber, kind, **facts)
    assert not StepPaper.objects.exists()
    return refusal.value.field


@pytest.mark.parametrize("kind", sorted(StepPaper.AFTER))
def test_of_what_is_not_decided_there_is_no_record_yet(put, kind):
    assert refused(put, kind) == "kind"


@pytest.mark.parametrize("kind", sorted(StepPaper.BEFORE))
def test_what_comes_before_a_meeting_was_published_before_its_day(put, kind):
    make_decided(put)

    assert refused(put, kind) == "published_on"
    assert make_paper(put, kind, published_on=TODAY - timedelta(1))


def test_an_older_record_shows_what_it_shows(chamber):
    make_recorded(chamber, date(2024, 7, 9))

    assert make_paper(chamber, Kind.AGENDA, published_on=date(2024, 7, 9))


@pytest.mark.parametrize("kind", sorted(StepPaper.AFTER))
def test_what_is_made_of_a_decision_is_not_older_than_it(put, kind):
    make_decided(put)

    assert refused(put, kind, published_on=TODAY - timedelta(1)) == "published_on"


@pytest.mark.parametrize("kind", Kind)
def test_nothing_was_published_tomorrow(put, kind):
    make_decided(put)

    assert refused(put, kind, published_on=TODAY + timedelta(1)) == "published_on"


def test_a_day_that_is_not_known_is_none(put):
    assert make_paper(put, Kind.AGENDA, published_on=None).published_on is None


def test_a_noted_plan_has_no_notice_and_has_minutes(put):
    make_decided(put, "noted")

    assert refused(put, Kind.DECISION_NOTICE) == "kind"
    assert make_paper(put, Kind.DRAFT_MINUTES)


def test_the_same_paper_is_recorded_once_and_the_newest_of_a_kind_counts(put):
    make_decided(put)
    make_paper(put, Kind.DRAFT_MINUTES)
    with pytest.raises(Refused, match="already"):
        make_paper(put, Kind.DRAFT_MINUTES)
    other = make_paper(put, Kind.DRAFT_MINUTES, address="https://council.example/2")
    signed = make_paper(put, Kind.SIGNED_MINUTES)

    assert put.plan.steps.get().papers.newest_of_each_kind() == [other, signed]


def test_an_author_records_no_paper(put):
    make_decided(put)
    paper = PaperData(Kind.DRAFT_MINUTES, TODAY)
    with pytest.raises(PermissionDenied):
        record_paper(put.plan.steps.get(), by=put.author, paper=paper)


# Call-in


def counted(decision: Decision, notice_on: date) -> tuple[object, object]:
    council = decision.step.plan.council
    found = call_in_of(council, decided_on=decision.decided_on or TODAY, notice_on=notice_on)
    assert found is not None
    return found.ends_at, found.effective_from


def period_of(chamber: Chamber) -> CallInPeriod | None:
    decision = newest_decision(chamber.plan)
    assert decision is not None
    return decision.period


def shown(period: CallInPeriod | None) -> tuple[object, object]:
    assert period is not None
    return period.ends_at, period.effective_from


AGO = TODAY - timedelta(3)


def decided_before(chamber: Chamber, **facts: object) -> Decision:
    """Three days ago, with the notice out on the day it was made."""
    return make_recorded(chamber, AGO, call_in="applies", call_in_applies=True, **facts)


def test_the_notice_starts_call_in_where_its_day_was_not_known(chamber):
    decision = decided_before(chamber)
    assert period_of(chamber) is None
    make_paper(chamber, Kind.DECISION_NOTICE, published_on=TODAY)

    assert shown(period_of(chamber)) == counted(decision, TODAY)
    assert period_of(chamber).notice_on == TODAY


def test_a_notice_whose_day_is_not_known_counts_nothing(chamber):
    decided_before(chamber)
    make_paper(chamber, Kind.DECISION_NOTICE, published_on=None)

    assert period_of(chamber) is None


def test_a_notice_of_the_day_that_was_counted_changes_nothing(put):
    first = make_decided(put, call_in_applies=True, notice_on=TODAY).period
    assert first is not None
    make_paper(put, Kind.DECISION_NOTICE, published_on=TODAY)

    assert period_of(put) == first


def test_each_notice_counts_from_its_own_day(chamber):
    decision = decided_before(chamber)
    make_paper(chamber, Kind.DECISION_NOTICE, published_on=AGO)
    make_paper(chamber, Kind.DECISION_NOTICE, published_on=AGO + timedelta(1))
    make_paper(chamber, Kind.DECISION_NOTICE, published_on=TODAY)

    assert shown(period_of(chamber)) == counted(decision, TODAY)
    assert CallInPeriod.objects.count() in (2, 3)
    assert newest_decision(chamber.plan).takes_effect_on == counted(decision, TODAY)[1]


@pytest.mark.parametrize(
    "stated",
    [
        {"effective_from": TODAY + timedelta(20)},
        {"notice_on": AGO, "effective_from": TODAY + timedelta(20)},
    ],
)
def test_what_an_older_record_states_stands(chamber, stated):
    decided_before(chamber, **stated)
    make_paper(chamber, Kind.DECISION_NOTICE, published_on=TODAY)

    assert newest_decision(chamber.plan).takes_effect_on == TODAY + timedelta(20)


def test_a_day_with_its_reason_stands(put):
    later = TODAY + timedelta(40)
    make_decided(put, call_in_applies=True, notice_on=TODAY, effective_from=later)
    make_paper(put, Kind.DECISION_NOTICE)

    assert newest_decision(put.plan).takes_effect_on == later


def test_what_cannot_be_called_in_waits_for_no_notice(chamber):
    make_recorded(chamber, AGO)
    make_paper(chamber, Kind.DECISION_NOTICE, published_on=TODAY)

    assert not CallInPeriod.objects.exists()


# The page


def test_the_page_records_a_paper_with_its_file_and_members_read_it(put, signed_in):
    make_decided(put)
    clerk, place = signed_in(put.clerk), put.plan.steps.get().place
    address = plan_url("step_papers", put.plan, place)
    assert "No paper of this step is recorded yet" in words_of(clerk.get(address))
    day = {f"published_on_{part}": getattr(TODAY, part) for part in ("day", "month", "year")}
    upload = FileData("Minutes.pdf", a_pdf())
    sent = {"kind": "draft_minutes", **day, "file": SimpleUploadedFile(upload.name, upload.content)}

    assert clerk.post(address, sent).status_code == 302
    row = StepPaper.objects.get()
    assert (row.kind, row.published_on) == ("draft_minutes", TODAY)
    assert "Draft minutes" in words_of(clerk.get(address))
    file = plan_url("step_paper_file", put.plan, place, row.pk)
    assert signed_in(put.member).get(file).content == upload.content
    assert "Draft minutes" in words_of(
        signed_in(put.member).get(plan_url("decision", put.plan, place))
    )


def test_only_democratic_services_open_it(put, signed_in):
    address = plan_url("step_papers", put.plan, put.plan.steps.get().place)

    assert signed_in(put.person[Role.MONITORING_OFFICER]).get(address).status_code == 403
    assert signed_in(put.clerk).get(plan_url("step_papers", put.plan, 9)).status_code == 404


def test_what_nobody_said_is_refused_and_comes_back(put, signed_in):
    clerk = signed_in(put.clerk)
    address = plan_url("step_papers", put.plan, put.plan.steps.get().place)
    answer = clerk.post(address, {"kind": "", "words": "Kept as typed."})

    assert answer.status_code == 422
    assert "Kept as typed." in words_of(answer)
