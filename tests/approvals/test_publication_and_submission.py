"""What leaves the building: published and submitted in the decided words, in time or told late."""

import os
import time
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from approvals.decisions.actions import record_decision
from approvals.models import Publication, Submission
from approvals.publication.actions import publish_plan
from approvals.submission import actions
from approvals.submission.email import covering_email
from approvals.workflow.engine import PageState
from plans.actions.files import read_file
from plans.actions.passages import edit_passage
from plans.actions.versions import make_version
from plans.models import Passage, Stage
from tests.approvals.makers import (
    Chamber,
    make_decided,
    make_published,
    make_put,
    make_recorded,
    make_submitted,
    minute_of,
    seen_of,
)
from web.dates import day_in_words
from web.errors import Refused, StalePage

LONDON = ZoneInfo("Europe/London")
TODAY = timezone.localdate()
DUE = datetime(2024, 7, 19, 23, 59, 59, tzinfo=LONDON)
SECOND = timedelta(seconds=1)


def refused(chamber: Chamber, do=make_submitted, **facts: object) -> str | None:
    """The field something is refused at; nothing of it is kept."""
    moves = chamber.plan.moves
    with pytest.raises(Refused) as refusal:
        do(chamber, **facts)
    assert not isinstance(refusal.value, StalePage)
    chamber.plan.refresh_from_db()
    assert chamber.plan.moves == moves
    return refusal.value.field


def test_publishing_keeps_the_page_and_the_pdf_of_the_decided_words(chamber):
    decision = make_recorded(chamber, date(2024, 7, 9))

    publication = make_published(chamber, address="https://council.example/plan")

    assert (publication.number, publication.version) == (1, decision.version)
    assert "What we do about" in publication.body
    assert read_file(publication.pdf).startswith(b"%PDF-")
    assert (publication.marking, publication.marked_pdf) == ("", None)
    assert chamber.plan.stage == Stage.ENDORSED


@pytest.mark.parametrize(("exempt", "said"), [("", "Takes effect on"), ("Urgent", "")])
def test_what_is_not_called_in_is_not_marked_as_if_it_were(chamber, exempt, said):
    later = TODAY + timedelta(days=7)
    facts = {"call_in_applies": bool(exempt), "call_in_exempt_why": exempt}
    make_recorded(chamber, TODAY, effective_from=later, **facts)

    mark = make_published(chamber).marking
    assert mark == (f"{said} {day_in_words(later)}" if said else "")


def test_a_publication_is_marked_while_call_in_runs_and_has_both_pdfs(chamber):
    takes_effect = TODAY + timedelta(days=7)
    make_decided(chamber, call_in_applies=True, effective_from=takes_effect)

    publication = make_published(chamber)

    assert publication.marking.startswith("Subject to call-in: takes effect on")
    assert publication.marking_on(takes_effect - timedelta(days=1)) == publication.marking
    assert publication.marking_on(takes_effect) == ""
    assert publication.pdf_on(TODAY) == publication.marked_pdf
    assert publication.pdf_on(takes_effect) == publication.pdf
    assert publication.pdf.sha256 != publication.marked_pdf.sha256


@pytest.mark.parametrize(
    ("moment", "field"),
    [
        (timezone.now() + timedelta(days=2), "published_on"),
        (datetime(2024, 7, 8, 23, 59, tzinfo=LONDON), "published_on"),
    ],
    ids=["in the future", "before the decision"],
)
def test_nothing_is_published_at_a_moment_that_cannot_be(decided, moment, field):
    assert refused(decided, make_published, published_at=moment) == field
    assert not Publication.objects.exists()


def test_words_that_were_not_decided_are_neither_published_nor_submitted(decided):
    other = PageState(decided.plan.moves, "0" * 64)
    with pytest.raises(StalePage):
        publish_plan(decided.plan, by=decided.clerk, seen=other, published_at=timezone.now())
    with pytest.raises(StalePage):
        make_submitted(decided, seen=other)
    assert not Publication.objects.exists()
    assert not Submission.objects.exists()


def test_the_version_of_another_plan_is_not_sent(decided):
    other = Chamber()
    theirs = make_recorded(other, date(2024, 7, 9), minute="27")

    with pytest.raises(StalePage):
        make_submitted(decided, seen=PageState(decided.plan.moves, theirs.digest))
    assert not Submission.objects.exists()


def test_an_edit_after_the_decision_does_not_change_what_is_sent(decided):
    passage = Passage.objects.filter(plan=decided.plan).first()
    edit_passage(
        passage,
        by=decided.author,
        seen=1,
        body="New words.",
        writer=None,
        ready=False,
        questions=(),
        reason="Later",
    )
    make_version(decided.plan, by=decided.author, reason="Later words")

    submission = make_submitted(decided)

    assert submission.version.number == 1
    assert "New words." not in submission.version.document


def test_what_was_sent_is_kept_with_its_pdf_and_nothing_internal(chamber):
    decision = make_recorded(chamber, date(2024, 7, 9))

    submission = make_submitted(chamber)

    message = message_from_bytes(read_file(submission.email), policy=policy.default)
    attached = list(message.iter_attachments())
    assert message["To"] == chamber.plan.asked.address
    assert message["X-Unsent"] == "1"
    assert message["From"] is None
    assert message["Subject"] == f"{chamber.council.name}: Our plan"
    assert decision.version.reference in message.get_body().get_content()
    assert [one.get_filename() for one in attached] == ["our-plan.pdf"]
    assert attached[0].get_content() == read_file(submission.pdf)
    assert chamber.author.email.encode() not in read_file(submission.email)


def test_the_same_words_to_the_same_address_make_the_same_email(decided):
    version = decided.plan.newest_version
    first, second = (covering_email(version, "a@b.example") for _ in range(2))
    assert first == second


def clock_in(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()


@pytest.fixture
def put_the_clock_back():
    """The process's own time zone, after a test that changed it."""
    before = os.environ.get("TZ")
    yield
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("put_the_clock_back")
@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Pacific/Auckland"])
@pytest.mark.parametrize(
    ("after", "late"), [(-SECOND, False), (timedelta(), False), (SECOND, True)]
)
def test_the_deadline_ends_with_its_last_second_in_london(decided, monkeypatch, zone, after, late):
    clock_in(monkeypatch, zone)
    # As the moment stands in that zone: the same instant, otherwise written.
    sent_at = (DUE + after).astimezone(ZoneInfo(zone))

    if late:
        assert refused(decided, sent_at=sent_at, reason="") == "reason"
    submission = make_submitted(decided, sent_at=sent_at, reason="Held up." if late else "")

    assert submission.is_late is late
    assert submission.due == DUE
    assert submission.due.astimezone(ZoneInfo("UTC")).isoformat() == "2024-07-19T22:59:59+00:00"


def test_without_the_guard_a_late_submission_would_need_no_reason(decided, monkeypatch):
    monkeypatch.setattr(actions, "check_in_time", lambda *_: None)
    with pytest.raises(Exception, match="a_late_submission_has_a_reason"):
        make_submitted(decided, sent_at=DUE + SECOND, reason="")


def test_a_moment_to_come_is_refused(decided):
    later = timezone.now() + timedelta(minutes=5)
    assert refused(decided, sent_at=later) == "sent_on"


@pytest.mark.parametrize("called_in", [True, False])
def test_a_plan_is_not_submitted_before_it_was_decided_or_takes_effect(
    chamber, plain_paper, called_in
):
    """Also where the record gives the day, and does not show whether it could be called in."""
    takes_effect = date(2024, 7, 17)
    make_recorded(chamber, date(2024, 7, 9), call_in_applies=called_in, effective_from=takes_effect)
    before = datetime(2024, 7, 8, 12, tzinfo=LONDON)
    running = datetime(2024, 7, 16, 23, 59, 59, tzinfo=LONDON)

    assert refused(chamber, sent_at=before) == "sent_on"
    assert refused(chamber, sent_at=running) == "sent_on"
    assert make_submitted(chamber, sent_at=running + SECOND)


def test_an_exemption_from_call_in_lets_the_plan_go_at_once(chamber, plain_paper):
    make_recorded(
        chamber,
        date(2024, 7, 9),
        call_in_applies=True,
        call_in_exempt_why="The deadline falls before call-in ends.",
        effective_from=date(2024, 7, 17),
    )
    assert make_submitted(chamber, sent_at=datetime(2024, 7, 10, 9, tzinfo=LONDON))


def test_words_before_approval_go_with_their_reason_and_say_so(chamber, plain_paper):
    make_put(chamber)
    early = {"basis": Submission.Basis.SUBJECT}

    assert refused(chamber, **early, reason="") == "reason"
    assert refused(chamber) == "basis"  # as endorsed, which it is not
    submission = make_submitted(chamber, **early, reason="Cabinet meets after the deadline.")

    assert submission.basis == "subject"
    assert submission.decision is None
    assert chamber.plan.stage == Stage.DECISION


def test_a_plan_that_was_only_noted_needs_the_monitoring_officers_view(chamber, plain_paper):
    make_decided(chamber, "noted")
    noted = {"basis": Submission.Basis.NOTED}

    assert refused(chamber, **noted) == "officer_view"
    assert make_submitted(chamber, **noted, officer_view="Noting is enough here.")


def test_the_same_words_are_not_sent_twice_and_other_words_replace_them(chamber, plain_paper):
    make_put(chamber)
    make_submitted(chamber, basis=Submission.Basis.SUBJECT)
    assert refused(chamber, basis=Submission.Basis.SUBJECT) is None

    passage = Passage.objects.filter(plan=chamber.plan).first()
    edit_passage(
        passage,
        by=chamber.author,
        seen=1,
        body="As amended.",
        writer=None,
        ready=False,
        questions=(),
        reason="Amended at the meeting",
    )
    record_decision(
        chamber.plan,
        by=chamber.clerk,
        seen=seen_of(chamber.plan),
        minute=minute_of("amended"),
    )
    second = make_submitted(chamber)

    assert second.number == 2
    assert "As amended." in second.version.document


def test_one_key_is_one_submission(decided):
    first = make_submitted(decided)
    other = Chamber()
    make_recorded(other, date(2024, 7, 9), minute="28")

    assert refused(other, key=first.key) is None
    assert Submission.objects.count() == 1


def test_a_role_that_ended_yesterday_submits_nothing(decided):
    held = decided.author.appointments.get()
    type(held).objects.filter(pk=held.pk).update(
        starts_on=TODAY - timedelta(days=9), ends_on=TODAY - timedelta(days=1)
    )
    with pytest.raises(Exception, match="needs the role"):
        make_submitted(decided)
    assert not Submission.objects.exists()
