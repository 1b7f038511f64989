"""Bad moments: each is right, or refused with its reason, and leaves nothing half-done."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from approvals.models import Submission
from councils.actions import people
from councils.roles import Role
from plans.models import Stage
from tests.approvals.attempts import (
    BEFORE_MEMBERS,
    CLEARED,
    ENDORSED,
    NOTED,
    attempt,
    bring,
    mover,
    stage_of,
)
from tests.approvals.found import found
from tests.approvals.makers import Chamber
from tests.approvals.rules import broken
from tests.makers import administrator_of, make_council, make_successor
from tests.plan_makers import make_paragraph
from web.errors import Refused

pytestmark = pytest.mark.slow

TODAY = timezone.localdate()
TOMORROW, YESTERDAY = TODAY + timedelta(1), TODAY - timedelta(1)


@pytest.fixture
def chamber(chamber_again: Chamber) -> Chamber:
    return chamber_again


def in_days(days: int) -> Callable[[], datetime]:
    return lambda: timezone.now() + timedelta(days)


# The way there, what is tried, what is wrong with it, and a word of the reason given.
REFUSED: dict[str, tuple[tuple[str, ...], str, dict[str, Any], str]] = {
    "a decision before the clearance": (("send",), "agreed", {}, "stage is “Clearance”"),
    "a decision dated before the last answer": (
        BEFORE_MEMBERS,
        "agreed",
        {"decided_on": YESTERDAY},
        "last clearance",
    ),
    "put before everybody answered": (("send",), "put", {}, "Still to answer"),
    "a meeting to come": (BEFORE_MEMBERS, "agreed", {"decided_on": TOMORROW}, "not been yet"),
    "a meeting that has passed": ((), "send", {"meets_on": YESTERDAY}, "has passed"),
    "in effect before the decision": (
        BEFORE_MEMBERS,
        "agreed",
        {"effective_from": YESTERDAY},
        "takes effect on or after",
    ),
    "from the record, in effect before the decision": (
        (),
        "from_record",
        {"effective_from": YESTERDAY},
        "takes effect on or after",
    ),
    "from the record of a meeting to come": (
        (),
        "from_record",
        {"decided_on": TOMORROW},
        "not been yet",
    ),
    "sent before it was decided": (CLEARED, "submit", {}, "stage is “Clearance”"),
    "sent as endorsed while it waits": (
        BEFORE_MEMBERS,
        "submit",
        {"basis": Submission.Basis.DECIDED},
        "not been endorsed",
    ),
    "sent as noted when nobody noted it": (
        BEFORE_MEMBERS,
        "submit",
        {"basis": Submission.Basis.NOTED, "officer_view": "It was before members."},
        "No meeting has noted",
    ),
    "sent as noted without the view": (
        NOTED,
        "submit",
        {"basis": Submission.Basis.NOTED},
        "Monitoring Officer",
    ),
    "sent early without saying why": (BEFORE_MEMBERS, "submit", {"reason": " "}, "Say why"),
    "sent as an exception though endorsed": (
        ENDORSED,
        "submit",
        {"basis": Submission.Basis.SUBJECT},
        "is endorsed",
    ),
    "sent in the future": (ENDORSED, "submit", {"sent_at": in_days(1)}, "future"),
    "sent before the decision": (ENDORSED, "submit", {"sent_at": in_days(-1)}, "after that day"),
    "published before the decision": (
        ENDORSED,
        "publish",
        {"published_at": in_days(-1)},
        "after that day",
    ),
    "a draft without its agenda": (
        BEFORE_MEMBERS,
        "publish_early",
        {"address": " "},
        "address of the agenda",
    ),
    "a draft before it was written": (
        BEFORE_MEMBERS,
        "publish_early",
        {"published_at": in_days(-1)},
        "not written yet",
    ),
    "a draft in the future": (BEFORE_MEMBERS, "publish_early", {"published_at": in_days(1)}, "fut"),
    "late without a reason": (ENDORSED, "submit", {"reason": "  "}, "after the deadline"),
    "the same words again": ((*ENDORSED, "submit"), "submit", {}, "submitted already"),
    "monitored before it was sent": (ENDORSED, "start_monitoring", {}, "Submit the plan first"),
    "withdrawn without a reason": (("send",), "withdraw", {"reason": " "}, "Say why"),
    "an e-mail before the plan was sent": (
        ("send",),
        "answer_by_email",
        {"stated_at": in_days(-1)},
        "sent after the plan",
    ),
}


@pytest.mark.parametrize("moment", REFUSED)
def test_it_is_refused_with_its_reason_and_leaves_nothing(chamber, moment):
    way, name, facts, reason = REFUSED[moment]
    bring(chamber, *way)
    before = found(chamber.plan)

    typed = {key: value() if callable(value) else value for key, value in facts.items()}
    with pytest.raises(Refused, match=reason):
        attempt(name, chamber.plan, by=mover(chamber, name), **typed)

    assert found(chamber.plan) == before
    assert broken(chamber.plan) == []


@pytest.mark.parametrize(
    ("way", "name", "role"),
    [
        ((), "send", Role.AUTHOR),
        (("send",), "answer", Role.SECTION_151),
        (BEFORE_MEMBERS, "agreed", Role.DEMOCRATIC_SERVICES),
        (ENDORSED, "publish", Role.DEMOCRATIC_SERVICES),
        (ENDORSED, "submit", Role.AUTHOR),
    ],
)
def test_a_role_that_ended_yesterday_moves_nothing(chamber, way, name, role):
    bring(chamber, *way)
    person = chamber.person[role]
    end_today(chamber, role)
    before = found(chamber.plan)

    with tomorrow(), pytest.raises(PermissionDenied):
        attempt(name, chamber.plan, by=person)

    assert found(chamber.plan) == before
    attempt(name, chamber.plan, by=person)
    assert found(chamber.plan).moves == before.moves + 1


def end_today(chamber: Chamber, role: Role) -> None:
    held = chamber.council.appointments.get(role=role)
    make_successor(chamber.council, role)
    people.end_appointment(held, by=administrator_of(chamber.council), seen=1, ends_on=TODAY)


def tomorrow() -> Any:
    return mock.patch.object(timezone, "now", return_value=timezone.now() + timedelta(1))


def test_an_e_mail_counts_by_the_role_held_on_its_day(chamber):
    """Recorded the day after somebody left; what they wrote on their last day still counts."""
    bring(chamber, "send")
    stated_at = timezone.now()
    for role in chamber.council.clearing_roles:
        end_today(chamber, Role(role))

    with tomorrow():
        attempt("answer_by_email", chamber.plan, by=chamber.author, stated_at=stated_at)
        with pytest.raises(Refused, match="neither Section 151 officer nor a deputy"):
            attempt("answer_by_email", chamber.plan, by=chamber.author)


def test_words_that_were_noted_are_not_sent_once_others_were_cleared(chamber):
    bring(chamber, *NOTED, "withdraw")
    make_paragraph(chamber.plan, chamber.author, "As rewritten.", reason="Members asked")
    bring(chamber, *BEFORE_MEMBERS)
    how = {"basis": Submission.Basis.NOTED, "officer_view": "It was before members."}

    with pytest.raises(Refused, match="sent for clearance again"):
        attempt("submit", chamber.plan, by=chamber.author, **how)


def test_a_noted_plan_is_not_monitored_while_a_meeting_waits_for_it(chamber):
    how = {"basis": Submission.Basis.NOTED, "officer_view": "It was before members."}
    bring(chamber, *NOTED)
    attempt("submit", chamber.plan, by=chamber.author, **how)
    bring(chamber, "withdraw", *BEFORE_MEMBERS)

    with pytest.raises(Refused, match="still waits"):
        attempt("start_monitoring", chamber.plan, by=chamber.author)


def test_whoever_wrote_the_plan_is_not_asked_to_clear_it(chamber):
    """Refused when it is sent, so that nobody is stuck with a page they may not use."""
    writer = chamber.person[Role.PORTFOLIO_HOLDER]
    appoint(chamber, writer, Role.AUTHOR)
    make_paragraph(chamber.plan, writer, "Words of their own.")
    before = found(chamber.plan)

    with pytest.raises(Refused, match="wrote this plan"):
        bring(chamber, "send")

    assert found(chamber.plan) == before


def appoint(chamber: Chamber, person: Any, role: Role) -> None:
    people.appoint(
        chamber.council,
        by=administrator_of(chamber.council),
        name=person.name,
        email=person.email,
        role=role,
        starts_on=TODAY,
    )


@pytest.fixture
def summer() -> Iterator[Callable[[datetime], None]]:
    """Let a test say what time it is."""
    with mock.patch.object(timezone, "now", return_value=timezone.now()) as now:
        yield lambda moment: setattr(now, "return_value", moment)


@pytest.mark.parametrize(("hour", "day"), [(22, 9), (23, 10)])
def test_a_day_ends_at_midnight_in_london(db, plain_paper, summer, hour, day):
    """An hour before midnight in summer time it is still the same day; UTC would say so longer."""
    summer(datetime(2024, 7, 9, 8, tzinfo=timezone.get_default_timezone()))
    chamber = Chamber(make_council())
    bring(chamber, *BEFORE_MEMBERS)
    summer(datetime(2024, 7, 9, hour, 30, tzinfo=UTC))

    if day == 9:
        with pytest.raises(Refused, match="not been yet"):
            attempt("agreed", chamber.plan, by=chamber.clerk, decided_on=date(2024, 7, 10))
        return
    attempt("agreed", chamber.plan, by=chamber.clerk, decided_on=date(2024, 7, 10))
    assert stage_of(chamber.plan) == Stage.ENDORSED
