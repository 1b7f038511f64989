"""Eight people press the same button at once: one acts, and seven are told so."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from approvals import workflow
from approvals.models import Publication, Submission
from approvals.workflow import Seen
from councils.errors import StalePage
from plans.models import Plan
from tests.approvals.makers import Chamber, make_recorded, seen_leaving

PEOPLE = 8

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chamber(plain_paper: None) -> Chamber:
    chamber = Chamber()
    make_recorded(chamber, date(2024, 7, 9))
    return chamber


def all_at_once(do) -> list[str]:
    """What each of eight got who did the same with the same page."""
    ready = Barrier(PEOPLE)

    def one(_: int) -> str:
        try:
            ready.wait(timeout=30)
            do()
        except StalePage:
            return "told"
        finally:
            connection.close()
        return "acted"

    with ThreadPoolExecutor(PEOPLE) as pool:
        return sorted(pool.map(one, range(PEOPLE)))


def test_of_eight_submissions_at_once_one_is_recorded(chamber):
    seen, key = seen_leaving(chamber.plan), uuid4()

    def submit() -> None:
        plan = Plan.objects.get(pk=chamber.plan.pk)
        at = {"sent_at": None, "address": "plans@department.example", "reason": "Late."}
        workflow.submit(plan, by=chamber.author, seen=seen, key=key, **at)

    assert all_at_once(submit) == ["acted"] + ["told"] * 7
    assert Submission.objects.count() == 1


def test_of_eight_publications_at_once_one_is_recorded(chamber):
    seen: Seen = seen_leaving(chamber.plan)

    def publish() -> None:
        plan = Plan.objects.get(pk=chamber.plan.pk)
        workflow.publish(plan, by=chamber.clerk, seen=seen, published_at=timezone.now())

    assert all_at_once(publish) == ["acted"] + ["told"] * 7
    assert Publication.objects.count() == 1
