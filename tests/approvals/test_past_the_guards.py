"""What the database refuses where a move’s guard is off, or where there was no move."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from approvals.decisions import actions as decisions_actions
from approvals.decisions.queries import newest_decision
from approvals.models import Submission
from approvals.publication import actions as publication_actions
from approvals.submission import actions as submission_actions
from approvals.which_version import SubmissionOptions
from councils.record.history import UnrecordedWrite
from plans.models import Plan, Stage, Version
from tests.approvals.attempts import BEFORE_MEMBERS, NOTED, bring
from tests.approvals.makers import Chamber
from web.errors import Refused

TODAY = timezone.localdate()


@pytest.fixture
def chamber(chamber_again: Chamber) -> Chamber:
    return chamber_again


def test_a_stage_changed_without_an_act_is_refused(chamber):
    plan = Plan.objects.get(pk=chamber.plan.pk)
    plan.stage = Stage.CLOSED
    with pytest.raises(UnrecordedWrite), transaction.atomic():
        plan.save()


def test_frozen_words_are_not_changed_afterwards(chamber):
    bring(chamber, "send")
    with pytest.raises(DatabaseError, match=r"append-only|permission denied"), transaction.atomic():
        Version.objects.filter(plan=chamber.plan).update(document="{}")


@pytest.mark.parametrize("guard_off", [False, True])
def test_a_draft_without_its_agenda(chamber, off, guard_off):
    """Past the move, the database refuses it too."""
    bring(chamber, *BEFORE_MEMBERS)
    if not guard_off:
        with pytest.raises(Refused, match="address of the agenda"):
            bring(chamber, "publish_early", address="")
        return
    off(publication_actions, "check_agenda")
    with pytest.raises(IntegrityError, match="meeting_and_agenda"), transaction.atomic():
        bring(chamber, "publish_early", address="")


def test_a_decision_that_takes_effect_before_it_is_made_is_refused_by_the_database(chamber, off):
    bring(chamber, *BEFORE_MEMBERS)
    off(decisions_actions, "check_minute")
    with pytest.raises(IntegrityError, match="takes_effect_after"), transaction.atomic():
        bring(chamber, "agreed", effective_from=TODAY - timedelta(1))


def test_an_exception_without_its_explanation_is_refused_by_the_database(chamber, off):
    bring(chamber, *NOTED)
    noted = newest_decision(chamber.plan)
    options = SubmissionOptions(noted.version, (Submission.Basis.NOTED,), noted)
    off(submission_actions, "options_for", lambda *_: options)
    with pytest.raises(IntegrityError, match="exception_is_explained"), transaction.atomic():
        bring(chamber, "submit", basis=Submission.Basis.NOTED)
