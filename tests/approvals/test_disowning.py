"""An answer recorded from an e-mail is told to whom it is said to be from, who can disown it."""

import struct
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from approvals.clearance import disowning
from approvals.clearance.disowning import confirm_answer, disown_answer
from approvals.clearance.emails import read_email
from approvals.clearance.queries import disowned_of, newest_responses, still_to_answer
from approvals.decisions.notice import decision_notice
from approvals.decisions.report_paper import DISOWNED, issued_report
from approvals.models import (
    ClearanceResponse,
    Decision,
    EmailedAnswerReview,
)
from approvals.workflow.engine import PageState
from councils.models import OutboxMessage
from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.models import Stage
from tests.approvals.attempts import attempt, bring, shown, stage_of
from tests.approvals.makers import Chamber, make_answered, make_emailed, make_sent
from tests.councils.pages import fields_of
from tests.makers import make_appointment
from tests.plan_makers import an_email
from tests.sample_files import an_outlook_message
from web.errors import Refused, StalePage

WORDS = "I sent no such e-mail."


def emailed(chamber: Chamber, *, then_put: bool = True, **said: str) -> ClearanceResponse:
    """Recorded in a round in which nobody else has answered."""
    role, round_ = Role.SECTION_151, make_sent(chamber, then_put=then_put)
    return make_emailed(chamber, round_, round_.asked.get(role=role), **said)


def everybody_but(chamber: Chamber, given: ClearanceResponse) -> None:
    for asked in given.asked.round.asked.exclude(pk=given.asked_id):
        chamber.plan.refresh_from_db()
        attempt("answer", chamber.plan, by=asked.person, asked=asked)


def put(chamber: Chamber) -> ClearanceResponse:
    """Before its meeting, with one answer that was e-mailed."""
    given = emailed(chamber, then_put=False)
    everybody_but(chamber, given)
    bring(chamber, "put")
    return given


def seen(chamber: Chamber) -> PageState:
    chamber.plan.refresh_from_db()
    return shown("disown", chamber.plan)


def disown(chamber: Chamber, given: ClearanceResponse, words: str = WORDS) -> EmailedAnswerReview:
    fresh = ClearanceResponse.objects.select_related("asked__round__plan").get(pk=given.pk)
    return disown_answer(fresh, by=given.answered_by.person, seen=seen(chamber), words=words)


def test_the_officer_is_told_at_once_by_e_mail_and_on_their_home(chamber, signed_in):
    given = emailed(chamber)
    officer = chamber.person[Role.SECTION_151]

    told = OutboxMessage.objects.get(kind="answer_by_email")
    page = f"{plan_url('move_disown', chamber.plan)}?answer={given.pk}"
    assert (told.to, told.by, told.page) == (officer, chamber.author, page)
    assert page in signed_in(officer).get("/").content.decode()
    assert page not in signed_in(chamber.person[Role.MONITORING_OFFICER]).get("/").content.decode()


def test_on_one_page_they_read_it_and_disown_it_with_words(chamber, signed_in):
    given = emailed(chamber, words="All is well.", outcome="comment")
    browser = signed_in(chamber.person[Role.SECTION_151])
    address = plan_url("move_disown", chamber.plan)
    page = browser.get(address)
    text = page.content.decode()
    assert "All is well." in text
    assert "officer@council.test" in text
    hidden = {name: page.context["form"][name].value() for name in ("moves", "plan", "report")}

    answer = browser.post(
        address, {**hidden, "answer": given.pk, "said": "disowned", "words": WORDS}
    )

    assert answer.status_code == 302
    assert given.asked in still_to_answer(given.asked.round_id)
    told = OutboxMessage.objects.filter(kind="answer_disowned")
    expected = {chamber.person[Role.MONITORING_OFFICER], chamber.author}
    assert {one.to for one in told} == expected
    assert "No answer that was recorded" in browser.get(address).content.decode()
    rounds = browser.get(plan_url("clearance", chamber.plan)).content.decode()
    assert "Disowned: the answer recorded as the Section 151 officer" in rounds
    assert WORDS in rounds


def test_without_words_it_is_not_disowned(chamber):
    given = emailed(chamber)
    with pytest.raises(Refused, match="in your own words"):
        disown(chamber, given, words=" ")
    assert not EmailedAnswerReview.objects.exists()


def test_a_disowned_answer_is_void_and_stays_in_the_record(chamber):
    given = emailed(chamber)
    disown(chamber, given)

    counts = dict(newest_responses(given.asked.round))
    assert counts[given.asked] is None
    assert ClearanceResponse.objects.filter(pk=given.pk).exists()
    assert Act.objects.first().sentence.startswith("disowned the e-mailed answer on Our plan")


def test_what_they_answered_themselves_before_stands_again(chamber):
    round_ = make_sent(chamber)
    asked = round_.asked.get(role=Role.SECTION_151)
    attempt("answer", chamber.plan, by=asked.person, asked=asked, outcome="objects")
    chamber.plan.refresh_from_db()
    given = make_emailed(chamber, round_, asked)
    disown(chamber, given)

    assert dict(newest_responses(round_))[asked].outcome == "objects"


@pytest.mark.parametrize("way", ["put", "last answer", "sent back"])
def test_a_plan_that_moved_on_by_it_is_back_in_clearance(chamber, way):
    if way == "put":
        given = put(chamber)
    elif way == "sent back":
        given = emailed(chamber, outcome="sent_back", words="Wrong.", place="Theme 1")
    else:
        round_ = make_sent(chamber)
        asked = round_.asked.get(role=Role.SECTION_151)
        for other in round_.asked.exclude(pk=asked.pk):
            attempt("answer", chamber.plan, by=other.person, asked=other)
        given = make_emailed(chamber, round_, asked)
    assert stage_of(chamber.plan) == (Stage.DRAFTING if way == "sent back" else Stage.DECISION)

    disown(chamber, given)

    assert stage_of(chamber.plan) == Stage.CLEARANCE
    assert given.asked in still_to_answer(given.asked.round_id)
    attempt("answer", chamber.plan, by=given.answered_by.person, asked=given.asked)


def test_without_the_look_at_what_moved_on_by_it_it_goes_on(chamber, monkeypatch):
    """The control."""
    given = put(chamber)
    monkeypatch.setattr(disowning, "moved_on_by", lambda *_: False)
    disown(chamber, given)
    assert stage_of(chamber.plan) == Stage.DECISION


def test_of_a_decided_plan_every_page_says_it_and_the_monitoring_officer_is_told(
    chamber, signed_in
):
    given = put(chamber)
    bring(chamber, "agreed", "publish", "submit")
    OutboxMessage.objects.all().delete()
    disown(chamber, given)

    assert stage_of(chamber.plan) == Stage.ENDORSED
    told = OutboxMessage.objects.filter(kind="answer_disowned")
    assert chamber.person[Role.MONITORING_OFFICER] in {one.to for one in told}
    browser = signed_in(chamber.author)
    place = Decision.objects.get().step.place
    pages = [plan_url(one, chamber.plan) for one in ("plan", "clearance", "member", "sent")]
    pages += [plan_url(one, chamber.plan) for one in ("move_publish", "move_submit")]
    pages += [plan_url(one, chamber.plan, place) for one in ("decision", "report_issued")]
    copies = [plan_url(f"{one}_copy", chamber.plan, place) for one in ("notice", "report_issued")]
    for page in (*pages, *copies):
        assert "isowned" in browser.get(page).content.decode(), page
    for page in copies:
        answer = browser.get(page)
        assert DISOWNED in answer.context["left_out"]
        assert DISOWNED not in answer.context["words"] + answer.context["formatted"]


def test_a_reader_sees_that_it_rests_on_its_recorder_until_it_is_confirmed(chamber):
    given = put(chamber)
    bring(chamber, "agreed")
    said = f"by e-mail, recorded by {chamber.author.name}, not yet confirmed by them"

    def papers() -> str:
        step = Decision.objects.get().step
        return f"{decision_notice(step.decision).sections} {issued_report(step).sections}"

    assert papers().count(said) == 2
    fresh = ClearanceResponse.objects.select_related("asked__round__plan").get(pk=given.pk)
    confirm_answer(fresh, by=given.answered_by.person, seen=seen(chamber))
    assert papers().count(said.replace("not yet confirmed", "confirmed")) == 2
    assert disowned_of(chamber.plan) == ()


def test_nobody_else_disowns_or_confirms_it(chamber):
    given = emailed(chamber)
    for act in (disown_answer, confirm_answer):
        with pytest.raises(Refused, match="Only whose answer it is said to be"):
            act(given, by=chamber.person[Role.MONITORING_OFFICER], seen=seen(chamber), words=WORDS)
        with pytest.raises(PermissionDenied):
            act(given, by=chamber.author, seen=seen(chamber), words=WORDS)


def test_without_the_look_at_whose_it_is_anybody_who_clears_disowns_it(chamber, monkeypatch):
    """The control."""
    monkeypatch.setattr(disowning, "check_is_theirs", lambda *_: None)
    given = emailed(chamber)
    by = chamber.person[Role.MONITORING_OFFICER]
    assert disown_answer(given, by=by, seen=seen(chamber), words=WORDS)


def test_it_is_said_once(chamber):
    given = emailed(chamber)
    disown(chamber, given)
    with pytest.raises(Refused, match="said already"):
        disown(chamber, given)


def test_a_page_of_other_words_disowns_nothing(chamber):
    given = emailed(chamber)
    stale = PageState(seen(chamber).moves, "0" * 64)
    with pytest.raises(StalePage):
        disown_answer(given, by=given.answered_by.person, seen=stale, words=WORDS)


def test_what_was_answered_here_is_nobody_elses_to_disown(chamber):
    make_answered(chamber, make_sent(chamber))
    given = ClearanceResponse.objects.select_related("asked__round__plan").first()
    with pytest.raises(Refused, match="Only whose"):
        disown_answer(given, by=given.answered_by.person, seen=seen(chamber), words=WORDS)


# The file


READ = {
    "an e-mail": (an_email(sender="Ann <ann@council.test>").content, "eml", "ann@council.test"),
    "one with a blank line first": (
        b"\r\n" + an_email().content,
        "eml",
        "officer@council.test",
    ),
    "a message of Outlook’s": (an_outlook_message("ann@council.test"), "msg", "ann@council.test"),
    "one that shows no sender": (an_outlook_message("no address"), "msg", ""),
    "a PDF": (b"%PDF-1.7\n...", "pdf", ""),
}
NOT_READ = {
    "25 bytes": b"Content with this, yours.",
    "nothing but a sender": b"From: ann@council.test\r\n\r\nContent.",
    "a sender without an address": b"From: Ann\r\nDate: today\r\n\r\nContent.",
    "a spreadsheet of its time": an_outlook_message("ann@council.test", kind="Workbook"),
    "a broken container": an_outlook_message("ann@council.test")[:600],
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("what", READ)
def test_an_e_mails_file_shows_its_sender_where_it_can_be_read(what):
    content, form, sender = READ[what]
    facts = read_email(content)
    assert (facts.form, facts.sender) == (form, sender)


@pytest.mark.parametrize("what", NOT_READ)
def test_a_file_that_does_not_read_as_an_e_mail_is_refused(what):
    with pytest.raises(Refused, match="does not read as an e-mail") as refusal:
        read_email(NOT_READ[what])
    assert refusal.value.field == "email"


def test_a_container_that_runs_in_circles_ends():
    content = bytearray(an_outlook_message("ann@council.test"))
    struct.pack_into("<I", content, 512 + 4, 1)
    assert read_email(bytes(content)).form == "msg"


# Once their role has ended


def end_role(chamber: Chamber, role: Role = Role.SECTION_151) -> None:
    """Long held, and over since yesterday."""
    held = chamber.council.appointments.filter(person=chamber.person[role])
    yesterday = timezone.localdate() - timedelta(days=1)
    held.update(starts_on=date(2024, 1, 1), effective_on=None, ends_on=yesterday)


@pytest.mark.parametrize("left", [None, Role.AUDITOR])
@pytest.mark.parametrize("way", ["put", "answered"])
def test_whose_role_has_ended_still_disowns_what_is_said_to_be_theirs(
    chamber, signed_in, left, way
):
    given = put(chamber) if way == "put" else emailed(chamber)
    officer = chamber.person[Role.SECTION_151]
    end_role(chamber)
    if left:
        make_appointment(chamber.council, officer, left)
    browser, address = signed_in(officer), plan_url("move_disown", chamber.plan)
    page = browser.get(f"{address}?answer={given.pk}")
    assert page.status_code == 200
    assert ("Download the e-mail" in page.content.decode()) is (left is not None)
    typed = fields_of(page) | {"said": "disowned", "words": WORDS}

    assert browser.post(address, typed).status_code == 302

    said = EmailedAnswerReview.objects.get(answer=given)
    assert (said.by, said.words) == (officer, WORDS)
    act = Act.objects.order_by("sequence").last()
    assert (act.actor.person, act.actor.role) == (officer, Role.SECTION_151)
    assert given.asked in still_to_answer(given.asked.round_id)
    # Of the plan they see nothing else by this.
    statuses = {browser.get(plan_url(name, chamber.plan)).status_code for name in OTHER_PAGES}
    assert statuses == ({404} if left is None else {200})


OTHER_PAGES = ("plan", "plan_read", "clearance")


def test_a_former_officer_says_nothing_of_what_is_not_said_to_be_theirs(chamber, signed_in):
    given = emailed(chamber)
    for role in (Role.HEAD_OF_PAID_SERVICE, Role.CLEARING_OFFICER):
        end_role(chamber, role)
        other = chamber.person[role]
        assert signed_in(other).get(plan_url("move_disown", chamber.plan)).status_code == 404
        fresh = ClearanceResponse.objects.select_related("asked__round__plan").get(pk=given.pk)
        with pytest.raises(PermissionDenied):
            disown_answer(fresh, by=other, seen=seen(chamber), words=WORDS)


@pytest.mark.parametrize("guard", ["deactivated", "without the look at who held it"])
def test_the_controls_who_is_kept_out_says_nothing(chamber, monkeypatch, guard):
    given = emailed(chamber)
    end_role(chamber)
    if guard == "deactivated":
        given.answered_by.person.is_active = False
    else:
        monkeypatch.setattr(disowning, "once_in_office", lambda *_: None)
    with pytest.raises(PermissionDenied):
        disown_answer(given, by=given.answered_by.person, seen=seen(chamber), words=WORDS)
