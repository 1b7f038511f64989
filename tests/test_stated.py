"""Whatever was stated afterwards shows it: every model that holds a stated time, on its pages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from approvals.decisions.call_ins import CallInData, receive_call_in
from approvals.submission.correspondence import ExtensionData, record_extension, record_receipt
from approvals.submission.earlier import EarlierData, record_earlier
from councils.record.models import Act
from councils.roles import Role
from delivery.actions import start_monitoring, update_commitment
from plans.access import plan_url
from tests.approvals.attempts import attempt
from tests.approvals.makers import (
    LATE_ITEM,
    Chamber,
    make_emailed,
    make_follow_up,
    make_paper,
    make_published,
    make_recorded,
    make_sent,
    make_submitted,
    seen_newest,
)
from tests.approvals.pages import browser_of
from tests.plan_makers import make_commitment
from web import stated
from web.dates import london_day
from web.stated import StatedRow, is_stated_afterwards, stated_in_words

WORDS = "Stated afterwards: recorded on "
# Other days and moments beside `recorded_at`: of things to come, or copied from elsewhere.
NOT_STATED = {
    "submission": {"due"},
    "deadline_extension": {"due"},
    "decision": {"next_meets_on", "effective_from"},
    "publication": {"unmarked_on"},
    "follow_up": {"due_on"},
    # Its day is what is stated, with or without the hour.
    "earlier_submission": {"sent_at"},
}
THREE_DAYS_AGO = timezone.now() - timedelta(days=3)
THAT_DAY = london_day(THREE_DAYS_AGO)


def recorded_with_other_times() -> Iterator[tuple[type[models.Model], set[str]]]:
    """Each model that says when it was recorded, and its other days and moments."""
    for model in apps.get_models():
        times = {
            one.name
            for one in model._meta.concrete_fields
            if isinstance(one, models.DateField) and one.name != "recorded_at"
        }
        if hasattr(model, "recorded_at") and times:
            yield model, times


def undeclared() -> dict[str, set[str]]:
    """Days and moments that somebody states and no model declares as that."""
    found = {}
    for model, times in recorded_with_other_times():
        kind: Any = getattr(model, "record_kind", model._meta.label)
        declared = {getattr(model, "stated_field", "")} | NOT_STATED.get(kind, set())
        if left := times - declared:
            found[kind] = left
    return found


def test_every_stated_time_is_declared_as_one():
    assert undeclared() == {}
    assert len(list(recorded_with_other_times())) > 6


def test_the_control_a_time_that_nobody_declares_is_noticed(monkeypatch):
    monkeypatch.setitem(NOT_STATED, "submission", set())
    assert undeclared() == {"submission": {"due"}}


class Told:
    """A plan of which everything was stated on a day, and recorded today."""

    def __init__(self, at: datetime) -> None:
        self.chamber = Chamber()
        self.at, self.day = at, london_day(at)
        self.plan, self.author = self.chamber.plan, self.chamber.author
        self.commitment = make_commitment(self.plan, self.author)
        make_recorded(self.chamber, self.day)
        self.beside_the_decision()
        make_published(self.chamber, published_at=at)
        sent = make_submitted(self.chamber, sent_at=at)
        record_receipt(sent, by=self.author, received_at=at)
        granted = ExtensionData("The department", self.day, event="after the election")
        record_extension(self.plan, by=self.author, granted=granted)
        start_monitoring(self.plan, by=self.author, seen=seen_newest(self.plan))
        update_commitment(
            self.commitment, by=self.author, as_at=self.day, status="on_track", narrative="Well."
        )
        self.plan.refresh_from_db()

    def beside_the_decision(self) -> None:
        """A paper, a call-in that was not valid, and what went before the plan came here."""
        record_earlier(self.plan, by=self.author, shown=EarlierData(sent_on=self.day))
        make_paper(self.chamber, published_on=self.day)
        make_follow_up(self.chamber, "recommendation", received_on=self.day)
        asked = CallInData("Cllr Ash\nCllr Birch", self.at, "Nobody was consulted.", "Scrutiny")
        seen = seen_newest(self.plan)
        receive_call_in(self.plan, by=self.chamber.clerk, seen=seen, said=asked)
        attempt("call_in_not_valid", self.plan, by=self.chamber.clerk)

    def words(self, address: str, browser: Client | None = None) -> str:
        page = (browser or browser_of(self.author)).get(address)
        assert page.status_code == 200, address
        return unescape(page.content.decode())

    def pages(self) -> dict[str, str]:
        """By what it tells of: a page on which somebody reads the stated time."""
        public = [self.chamber.council.slug, self.plan.slug]
        return {
            "masthead": self.words(plan_url("plan_read", self.plan)),
            "sent": self.words(plan_url("sent", self.plan)),
            "home of the plan": self.words(self.plan.get_absolute_url()),
            "home": self.words(reverse("home")),
            "list": self.words(reverse("plans", args=public[:1])),
            "decision": self.words(plan_url("decision", self.plan, 1)),
            "to be done": self.words(
                plan_url("follow_ups", self.plan, 1), browser_of(self.chamber.clerk)
            ),
            "member": self.words(plan_url("member", self.plan)),
            "updates": self.words(plan_url("updates", self.plan, self.commitment.pk)),
            "public": self.words(reverse("published_plan", args=public), Client()),
            "public list": self.words(reverse("published", args=public[:1]), Client()),
        }


def test_each_page_that_tells_a_stated_time_shows_that_it_was_stated_afterwards(db):
    told = Told(THREE_DAYS_AGO)
    pages = told.pages()
    assert {name for name, words in pages.items() if WORDS not in words} == set()
    # A submission, its publication, its receipt and the extension, each beside its own time.
    assert pages["sent"].count(f"{WORDS}") >= 4
    assert all(told.author.name not in pages[name] for name in ("public", "public list"))


def test_the_control_what_was_recorded_at_once_shows_nothing(db):
    assert {name for name, words in Told(timezone.now()).pages().items() if WORDS in words} == set()


def test_the_page_of_each_act_says_it_of_every_kind(db):
    told = Told(THREE_DAYS_AGO)
    browser = browser_of(told.chamber.person[Role.AUDITOR])
    kinds = {model.record_kind for model in apps.get_models() if issubclass(model, StatedRow)}
    seen = set()
    for act in Act.objects.filter(plan=told.plan.pk):
        for kind in kinds & set(act.touched):
            assert WORDS in told.words(plan_url("act", told.plan, act.sequence), browser), kind
            seen.add(kind)
    # An answer by e-mail, and why there was too little notice: see below.
    assert seen == kinds - {"clearance_response", "notice_exception"}


def test_an_answer_given_by_e_mail_shows_when_it_was_recorded(chamber, monkeypatch):
    round_ = make_sent(chamber)
    make_emailed(chamber, round_)
    browser = browser_of(chamber.author)
    page = plan_url("clearance", chamber.plan)
    assert WORDS not in browser.get(page).content.decode()
    # A clearance is stated after it was sent, which here was a moment ago.
    monkeypatch.setattr(stated, "is_stated_afterwards", lambda *_: True)
    assert WORDS in browser.get(page).content.decode()
    assert WORDS in browser.get(chamber.plan.get_absolute_url()).content.decode()


def test_a_late_item_agreed_before_shows_when_it_was_recorded(chamber):
    make_sent(chamber, notice=replace(LATE_ITEM, late_agreed_on=THAT_DAY))
    act = Act.objects.get(plan=chamber.plan.pk, verb="clearance_sent")
    page = plan_url("act", chamber.plan, act.sequence)
    assert WORDS in browser_of(chamber.author).get(page).content.decode()


# Moments of some thirty years, in seconds and their parts.
MOMENTS = st.floats(946_684_800, 2_000_000_000).map(lambda at: datetime.fromtimestamp(at, UTC))


@given(MOMENTS, st.integers(0, 10**7))
def test_a_moment_is_stated_afterwards_from_the_next_minute_on(at, seconds):
    recorded = at + timedelta(seconds=seconds)
    assert is_stated_afterwards(at, recorded) is (
        at.replace(second=0, microsecond=0) != recorded.replace(second=0, microsecond=0)
    )
    day = london_day(at)
    assert is_stated_afterwards(day, recorded) is (day != london_day(recorded))


def test_what_is_to_come_or_not_known_was_not_stated_afterwards():
    now = timezone.now()
    assert not is_stated_afterwards(None, now)
    assert not is_stated_afterwards(now, None)
    assert stated_in_words(date(2099, 1, 1), now) == ""
