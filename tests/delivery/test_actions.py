"""Monitoring: starting it, reporting on commitments, ending them, closing the plan."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from approvals.workflow.engine import PageState
from councils.record.models import Act
from councils.roles import Role
from delivery.actions import (
    OutcomeData,
    ProgressData,
    close_plan,
    end_commitment,
    report_progress,
    start_monitoring,
    update_commitment,
)
from delivery.models import CommitmentOutcome, ProgressUpdate
from plans.actions import items
from plans.models import Metric, Stage
from tests.approvals.makers import Chamber, make_recorded, make_submitted, seen_newest
from tests.approvals.promises import commitment, make_promising, told
from tests.makers import make_council, make_person
from tests.plan_makers import make_commitment, make_plan
from web.errors import Refused, StalePage

pytestmark = pytest.mark.usefixtures("plain_paper")


@pytest.fixture
def chamber(db: None) -> Chamber:
    return make_promising()


def seen(chamber: Chamber) -> PageState:
    return seen_newest(chamber.plan)


def test_monitoring_starts_once_the_plan_is_submitted(chamber):
    make_recorded(chamber, timezone.localdate())
    with pytest.raises(Refused, match="Submit the plan first"):
        start_monitoring(chamber.plan, by=chamber.author, seen=seen(chamber))
    make_submitted(chamber)

    start_monitoring(chamber.plan, by=chamber.author, seen=seen(chamber))

    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.MONITORING


def test_a_stale_page_starts_nothing(chamber):
    make_recorded(chamber, timezone.localdate())
    make_submitted(chamber)
    before = replace(seen(chamber), moves=chamber.plan.moves - 1)

    with pytest.raises(StalePage):
        start_monitoring(chamber.plan, by=chamber.author, seen=before)

    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.ENDORSED


def test_updates_stand_side_by_side_and_none_is_overwritten(monitored):
    first = told(monitored, as_at=timezone.localdate() - timedelta(30))
    told(monitored, "at_risk", narrative="A supplier failed.")

    rows = commitment(monitored).updates.all()
    assert [row.status for row in rows] == ["at_risk", "on_track"]
    assert rows[1].narrative == first.narrative


def test_the_record_says_who_reported_on_which_commitment(monitored):
    told(monitored)

    act = Act.objects.latest("sequence")
    assert (act.verb, act.subject_kind) == ("progress_reported", "commitment")
    assert act.reason == "The first half is done."


def test_the_same_update_twice_is_recorded_once(monitored):
    told(monitored)

    with pytest.raises(Refused, match="recorded already for C1"):
        told(monitored)

    assert ProgressUpdate.objects.count() == 1


def test_an_update_of_tomorrow_is_refused(monitored):
    with pytest.raises(Refused, match="has not come yet"):
        told(monitored, as_at=timezone.localdate() + timedelta(1))


def test_before_monitoring_nothing_is_reported(chamber):
    with pytest.raises(Refused, match="once the plan is being monitored"):
        told(chamber)


def test_only_the_report_author_reports(monitored):
    said = {"as_at": timezone.localdate(), "status": "done", "narrative": "Done."}

    for role in set(Role) - {Role.AUTHOR}:
        with pytest.raises(PermissionDenied):
            update_commitment(commitment(monitored), by=monitored.person[role], **said)


def test_an_author_of_another_council_reports_nothing_here(monitored):
    stranger = make_person(make_council(), Role.AUTHOR)

    with pytest.raises(PermissionDenied):
        report_progress(
            monitored.plan,
            by=stranger,
            as_at=timezone.localdate(),
            rows=[ProgressData(commitment(monitored), "done", "Done.")],
        )


def test_several_commitments_are_updated_together_or_not_at_all(monitored):
    end_commitment(commitment(monitored, "C2"), by=monitored.author, outcome="done")
    rows = [
        ProgressData(commitment(monitored), "on_track", "Going well."),
        ProgressData(commitment(monitored, "C2"), "on_track", "Going well."),
    ]

    with pytest.raises(Refused, match="What became of C2"):
        report_progress(monitored.plan, by=monitored.author, as_at=date(2025, 1, 1), rows=rows)
    assert not ProgressUpdate.objects.exists()

    report_progress(monitored.plan, by=monitored.author, as_at=date(2025, 1, 1), rows=rows[:1])
    assert ProgressUpdate.objects.count() == 1


def test_a_report_of_nothing_is_refused(monitored):
    with pytest.raises(Refused, match="at least one"):
        report_progress(monitored.plan, by=monitored.author, as_at=date(2025, 1, 1), rows=[])


@pytest.mark.parametrize("outcome", ["carried", "stopped"])
def test_an_outcome_that_is_not_done_says_why(monitored, outcome):
    with pytest.raises(Refused, match="Say where it went"):
        end_commitment(commitment(monitored), by=monitored.author, outcome=outcome)

    assert not CommitmentOutcome.objects.exists()


def test_a_commitment_ends_once_and_is_not_reported_on_again(monitored):
    one = commitment(monitored)
    end_commitment(one, by=monitored.author, outcome="stopped", words="No grant.")

    with pytest.raises(Refused, match="recorded already"):
        end_commitment(one, by=monitored.author, outcome="done")
    with pytest.raises(Refused, match="recorded already"):
        told(monitored)


def test_a_plan_closes_with_an_outcome_for_every_commitment(monitored):
    end_commitment(commitment(monitored), by=monitored.author, outcome="done")
    close = {"by": monitored.author, "seen": seen(monitored)}
    with pytest.raises(Refused, match="what became of: C2"):
        close_plan(monitored.plan, **close)

    last = OutcomeData(commitment(monitored, "C2"), "carried", "Into the plan for 2026.")
    close_plan(monitored.plan, endings=[last], **close)

    monitored.plan.refresh_from_db()
    assert monitored.plan.stage == Stage.CLOSED
    assert set(CommitmentOutcome.objects.values_list("outcome", flat=True)) == {"done", "carried"}


def test_a_refused_closing_keeps_no_outcome(monitored):
    only = OutcomeData(commitment(monitored), "done")

    with pytest.raises(Refused):
        close_plan(monitored.plan, by=monitored.author, seen=seen(monitored), endings=[only])

    assert not CommitmentOutcome.objects.exists()


def test_a_stale_page_closes_nothing(monitored):
    rows = [OutcomeData(one, "done") for one in monitored.plan.commitments.all()]
    before = replace(seen(monitored), moves=monitored.plan.moves - 1)

    with pytest.raises(StalePage):
        close_plan(monitored.plan, by=monitored.author, seen=before, endings=rows)

    assert not CommitmentOutcome.objects.exists()


def test_the_end_of_the_request_closes_a_plan_with_a_reason(monitored):
    how = {"by": monitored.author, "seen": seen(monitored), "commission_ended": True}
    with pytest.raises(Refused, match="how the request ended"):
        close_plan(monitored.plan, **how)

    close_plan(monitored.plan, reason="The department ended its programme.", **how)

    monitored.plan.refresh_from_db()
    assert monitored.plan.stage == Stage.CLOSED


def test_a_commitment_of_another_plan_is_not_ended_here(monitored):
    other = make_plan(monitored.council, monitored.author, "Another plan")
    theirs = make_commitment(other, monitored.author, "X1")

    with pytest.raises(Refused, match="another plan"):
        close_plan(
            monitored.plan,
            by=monitored.author,
            seen=seen(monitored),
            endings=[OutcomeData(theirs, "done")],
        )


def test_a_commitment_that_is_reported_on_stays_in_its_plan(monitored):
    one = commitment(monitored)

    with pytest.raises(Refused, match="Keep this"):
        items.remove_item(one, by=monitored.author, seen=one.revision, reason="Not wanted")


def test_nothing_is_measured_on_a_closed_plan(monitored):
    close_plan(
        monitored.plan,
        by=monitored.author,
        seen=seen(monitored),
        reason="The request ended.",
        commission_ended=True,
    )
    metric = Metric.objects.get(plan=monitored.plan)

    with pytest.raises(Refused, match="closed"):
        items.record_result(
            metric, by=monitored.author, period="2025", ends_on=date(2025, 3, 31), value=9
        )
