"""A public page is drawn once for each state of its council, and never shown out of date."""

from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from public import drawn_once, views
from tests.approvals.makers import Chamber, make_published, make_recorded
from tests.plan_makers import make_plan
from tests.wire import statements

ANYBODY = Client()


@pytest.fixture(autouse=True)
def nothing_drawn():
    caches["drawn"].clear()


@pytest.fixture
def published(chamber: Chamber, plain_paper: None) -> Chamber:
    make_recorded(chamber, date(2024, 7, 9))
    make_published(chamber)
    return chamber


@pytest.fixture
def drawings(monkeypatch) -> list[str]:
    """The plans whose page was drawn."""
    drawn: list[str] = []
    looked_up = views.public_view_or_404

    def noted(council: str, plan: str, on: date):
        drawn.append(plan)
        return looked_up(council, plan, on)

    monkeypatch.setattr(views, "public_view_or_404", noted)
    return drawn


def address(chamber: Chamber) -> str:
    return reverse("published_plan", args=[chamber.council.slug, chamber.plan.slug])


def do_anything(chamber: Chamber) -> None:
    make_plan(chamber.council, chamber.author, title="Another plan")


def test_it_is_drawn_once_and_then_costs_one_small_read(published, drawings):
    first = ANYBODY.get(address(published))
    with statements() as sent:
        second = ANYBODY.get(address(published))

    assert len(drawings) == 1
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)
    assert len([one for one in sent if "SELECT" in one]) == 1


def test_whoever_has_it_is_told_so_without_a_drawing(published, drawings):
    known = ANYBODY.get(address(published))["ETag"]
    again = ANYBODY.get(address(published), headers={"If-None-Match": known})

    assert (again.status_code, again.content) == (304, b"")
    assert len(drawings) == 1


def test_after_anything_done_in_the_council_it_is_drawn_anew(published, drawings):
    ANYBODY.get(address(published))
    do_anything(published)
    ANYBODY.get(address(published))

    assert len(drawings) == 2


def test_without_the_newest_act_in_its_name_it_would_be_out_of_date(
    published, drawings, monkeypatch
):
    monkeypatch.setattr(drawn_once, "newest_act_of", lambda council: "always the same")
    ANYBODY.get(address(published))
    do_anything(published)
    ANYBODY.get(address(published))

    assert len(drawings) == 1


def test_on_the_next_day_it_is_drawn_anew(published, drawings, monkeypatch):
    ANYBODY.get(address(published))
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(drawn_once, "today_in_london", lambda: tomorrow)
    ANYBODY.get(address(published))

    assert len(drawings) == 2


def test_where_nothing_is_public_nothing_is_kept(chamber, drawings):
    page = ANYBODY.get(address(chamber))

    assert page.status_code == 404
    assert ANYBODY.get(address(chamber)).status_code == 404
    assert len(drawings) == 2
