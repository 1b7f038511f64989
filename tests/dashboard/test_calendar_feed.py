"""By when what is due, at an address that one's own calendar reads without signing in."""

from datetime import date, timedelta

import icalendar
import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from councils import calendar_keys
from councils.actions.account import end_calendar_address, make_calendar_address
from councils.actions.council import change_settings
from councils.calendar_keys import key_of, key_to_show, person_with_calendar
from councils.models import Act, CalendarAddress
from councils.roles import Role
from plans.actions.plans import edit_plan
from tests.approvals.makers import Chamber
from tests.approvals.pages import browser_of, words_of
from tests.makers import administrator_of, make_council, make_person
from tests.plan_makers import make_cancelled

PAGE = reverse("account_calendar")
ANYBODY = Client()
SOON = timezone.localdate() + timedelta(days=60)


def feed(person):
    address = CalendarAddress.objects.of(person.pk)
    return ANYBODY.get(reverse("calendar_feed", args=[key_of(address)]))


def events(person) -> dict[str, icalendar.Event]:
    """By the first words of their names."""
    answer = feed(person)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    found = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    return {
        str(one["SUMMARY"]).removesuffix(str(one["SUMMARY"]).split(": ")[-1]): one for one in found
    }


def plan_for(chamber: Chamber, on: date) -> None:
    plan = chamber.plan
    facts = {"title": plan.title, "numbering": plan.numbering, "records_savings": False}
    edit_plan(plan, by=chamber.author, seen=plan.revision, meets_on=on, **facts)
    plan.refresh_from_db()


@pytest.fixture
def planned(chamber: Chamber) -> Chamber:
    plan_for(chamber, SOON)
    make_calendar_address(chamber.author)
    return chamber


def test_its_page_makes_an_address_shows_it_and_ends_it(chamber):
    author = browser_of(chamber.author)
    assert "You have no address." in words_of(author.get(PAGE))

    page = author.post(PAGE, follow=True)
    first = key_to_show(CalendarAddress.objects.of(chamber.author.pk))
    where = settings.ADDRESS + reverse("calendar_feed", args=[first])
    assert where in page.content.decode()
    assert "made on" in words_of(author.get(reverse("mfa_index")))

    author.post(PAGE, {"wanted": "another"})
    second = key_to_show(CalendarAddress.objects.of(chamber.author.pk))
    assert second != first
    assert ANYBODY.get(reverse("calendar_feed", args=[first])).status_code == 404
    assert ANYBODY.get(reverse("calendar_feed", args=[second])).status_code == 200

    author.post(PAGE, {"wanted": "none"})
    assert ANYBODY.get(reverse("calendar_feed", args=[second])).status_code == 404
    verbs = Act.objects.filter(verb__startswith="own_calendar").order_by("sequence")
    assert list(verbs.values_list("verb", flat=True)) == [
        "own_calendar_made",
        "own_calendar_made",
        "own_calendar_ended",
    ]


def test_what_is_wanted_instead_is_asked(chamber):
    make_calendar_address(chamber.author)
    answer = browser_of(chamber.author).post(PAGE)
    assert answer.status_code == 422
    assert answer.context["form"].errors["wanted"]


def test_an_address_that_was_ended_meanwhile_is_not_made_anew(chamber):
    make_calendar_address(chamber.author)
    end_calendar_address(chamber.author)
    browser_of(chamber.author).post(PAGE, {"wanted": "none"})
    assert CalendarAddress.objects.of(chamber.author.pk) is None


def test_it_shows_the_meeting_and_the_last_day_of_each_step(planned):
    found = events(planned.author)
    assert found["Cabinet decides: "]["DTSTART"].dt == SOON
    assert found["Cabinet decides: "]["STATUS"] == "CONFIRMED"
    dated = [name for name in found if name.startswith("By today")]
    assert len(dated) >= 4
    assert {one["UID"] for one in found.values()} == {
        one["UID"] for one in events(planned.author).values()
    }


def test_it_follows_when_the_meeting_moves_or_is_cancelled(planned):
    make_cancelled(planned.council, planned.clerk, on=SOON)
    assert events(planned.author)["Cabinet decides: "]["STATUS"] == "CANCELLED"

    later = SOON + timedelta(days=7)
    plan_for(planned, later)
    assert events(planned.author)["Cabinet decides: "]["DTSTART"].dt == later


def test_it_says_no_word_of_a_plan_but_its_title(planned):
    words = feed(planned.author).content.decode()
    assert planned.plan.title.split()[0] in words
    for passage in planned.plan.passages.all():
        assert passage.body.split(".")[0] not in words


def test_it_has_the_plans_that_its_person_may_read_and_no_other(chamber):
    stranger = make_person(make_council("Elsewhere"), Role.AUTHOR)
    member = chamber.member
    for person in (stranger, member):
        make_calendar_address(person)
        assert events(person) == {}


def test_it_ends_with_its_persons_account(planned):
    assert feed(planned.author).status_code == 200
    planned.author.is_active = False
    planned.author.save()
    assert feed(planned.author).status_code == 404


def test_without_the_newest_row_counting_an_ended_address_would_open(planned, monkeypatch):
    key = key_of(CalendarAddress.objects.of(planned.author.pk))
    row = CalendarAddress.objects.of(planned.author.pk)
    end_calendar_address(planned.author)
    assert person_with_calendar(key) is None

    monkeypatch.setattr(type(CalendarAddress.objects), "of", lambda *_: row)
    assert person_with_calendar(key) == planned.author


def test_what_a_council_wants_a_second_factor_for_is_not_shown_without_one(planned):
    council = planned.council
    council.refresh_from_db()
    roles = {"second_factor_roles": [Role.AUTHOR]}
    change_settings(council, by=administrator_of(council), seen=council.revision, **roles)
    assert events(planned.author) == {}


def test_a_key_outlives_the_servers_own_as_long_as_that_is_kept(planned):
    address = CalendarAddress.objects.of(planned.author.pk)
    key, old = key_to_show(address), settings.SECRET_KEY
    with override_settings(SECRET_KEY="another" * 8, SECRET_KEY_FALLBACKS=[old]):
        assert key_to_show(address) == key
    with override_settings(SECRET_KEY="another" * 8, SECRET_KEY_FALLBACKS=[]):
        assert key_to_show(address) is None
        page = words_of(browser_of(planned.author).get(PAGE))
    assert "It cannot be shown any more" in page


def test_a_key_that_nobody_has_opens_nothing(db):
    for key in ("x", "x" * 500, "é"):
        assert ANYBODY.get(reverse("calendar_feed", args=[key])).status_code == 404


def test_no_key_is_kept(planned):
    key = key_to_show(CalendarAddress.objects.of(planned.author.pk))
    kept = str(list(CalendarAddress.objects.values())) + str(list(Act.objects.values()))
    assert key not in kept
    assert calendar_keys.digest_of(key) in kept
