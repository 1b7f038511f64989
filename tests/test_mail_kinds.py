"""Every kind of e-mail: to whom, when, once, with what in it, and none of the plan's words."""

import re
from collections.abc import Iterator

import pytest
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from councils import mail_words, outbox
from councils.actions.account import choose_mail
from councils.actions.council import change_settings
from councils.mail_kinds import mail_kinds, may_be_declined
from councils.models import Council, MailChoice, OutboxMessage, User
from councils.outbox import compose, queue_message, send_waiting
from councils.record.models import Act
from councils.roles import Role
from plans.guest_keys import begin_code
from plans.models import Passage
from tests.approvals.mail_events import EVENTS, next_monday
from tests.approvals.makers import Chamber
from tests.canaries import WORD, Planted, planting
from tests.makers import administrator_of, make_council, make_person
from tests.plan_makers import make_link_to, make_paragraph, make_plan, make_round

CHANGE = "/account/mail/"
# Whose words may stand in an e-mail: what the plan, the council and people are called.
MAY_STAND = {"Plan.title", "Council.name", "User.name", "Appointment.title", "User.email"}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A working morning, so that a day's e-mail goes too."""
    now = next_monday()
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def planted() -> Iterator[Planted]:
    planted = Planted()
    with planting(planted):
        yield planted


def of_kind(kind: str) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(kind=kind).select_related("to", "by", "council"))


def words_in(email: EmailMessage, planted: Planted) -> set[str]:
    """Of what the planted words in an e-mail are."""
    whole = f"{email.subject}\n{email.body}\n{email.extra_headers}"
    return {planted.words[word][1] for word in WORD.findall(whole)}


def test_every_kind_of_a_plan_has_its_event_here():
    """The rest are of the ground floor, and of the department, which is no person here."""
    from approvals import mail_kinds as approvals
    from dashboard import mail_kinds as dashboard
    from plans import mail_kinds as plans

    every = {**plans.KINDS, **approvals.KINDS, **dashboard.KINDS}
    assert set(EVENTS) == {code for code, kind in every.items() if not kind.to_an_address}


@pytest.mark.parametrize("kind", EVENTS)
def test_who_is_to_be_told_is_told_once_with_none_of_the_plans_words(db, planted, mailoutbox, kind):
    """Not who did it; under the plan's title, in its thread, and with a way to turn it down."""
    chamber = Chamber()
    expected = EVENTS[kind](chamber)
    rows = of_kind(kind)
    for row in rows:
        check_email(row, chamber, planted)

    assert sorted(one.to.pk for one in rows) == sorted(person.pk for person in expected)
    assert all(one.by != one.to for one in rows)
    assert len({name_of(one) for one in rows}) == len(rows)
    assert [name_of(one) for one in rows] == [name_of(one) for one in of_kind(kind)]
    # Also what waits for more of its kind; whoever tries again sends it to nobody a second time.
    OutboxMessage.objects.exclude(kind=kind).delete()
    for _ in range(2):
        send_waiting(at_once=True)
    assert sorted(one.to[0] for one in mailoutbox) == sorted(one.email for one in expected)


def name_of(row: OutboxMessage) -> str:
    return compose(row).extra_headers["Message-ID"]


def check_email(row: OutboxMessage, chamber: Chamber, planted: Planted) -> None:
    email = compose(row)
    found, digest = words_in(email, planted), row.kind == "daily_digest"
    assert found <= MAY_STAND, found - MAY_STAND
    assert chamber.council.name in email.subject
    assert chamber.plan.title in (email.body if digest else email.subject)
    assert email.body.endswith(f"{CHANGE}\n")
    assert "None" not in email.body
    assert roots_of([email.extra_headers]) == ({("", "")} if digest else root_of(chamber))


def test_a_word_of_the_plan_in_an_e_mail_would_be_found(db, planted, monkeypatch):
    """The control."""
    usual = mail_words.from_template

    def with_words(message: OutboxMessage) -> EmailMessage:
        email = usual(message)
        email.body += Passage.objects.filter(plan=message.plan)[0].body
        return email

    monkeypatch.setitem(outbox.composers, "clearance_asked", with_words)
    EVENTS["clearance_asked"](Chamber())
    found = [words_in(compose(row), planted) for row in of_kind("clearance_asked")]

    assert all("Passage.body" in one for one in found)


def declines_all(chamber: Chamber) -> None:
    for person in User.objects.filter(appointments__council=chamber.council).distinct():
        choose_mail(person, wanted=[])


@pytest.mark.parametrize("kind", EVENTS)
def test_who_turned_it_down_is_not_told_but_of_what_guards(db, kind):
    chamber = Chamber()
    declines_all(chamber)
    expected = EVENTS[kind](chamber)
    # Somebody who came later has not turned anything down.
    declined = MailChoice.objects.filter(wanted=False).values("person")
    told = {row.to_id for row in of_kind(kind)} & set(declined.values_list("person", flat=True))

    assert bool(told) is not mail_kinds()[kind].may_be_declined
    assert expected


@pytest.mark.parametrize("kind", sorted(set(EVENTS) & {"clearance_asked", "daily_digest"}))
def test_without_the_guard_what_was_turned_down_is_told(db, kind, monkeypatch):
    """The control."""
    chamber = Chamber()
    declines_all(chamber)
    manager = type(MailChoice.objects)
    monkeypatch.setattr(manager, "is_declined", lambda *_, by: False)
    EVENTS[kind](chamber)

    assert of_kind(kind)


# Threads


def heads(chamber: Chamber, *kinds: str) -> list[dict[str, str]]:
    found = []
    for kind in kinds:
        EVENTS[kind](chamber)
        found += [compose(row).extra_headers for row in of_kind(kind)]
    return found


def roots_of(headers: list[dict[str, str]]) -> set[tuple[str, str]]:
    return {(one.get("References", ""), one.get("In-Reply-To", "")) for one in headers}


def test_all_e_mails_of_a_plan_are_one_thread_and_of_two_plans_two(db):
    one = roots_of(heads(Chamber(), "passage_assigned", "clearance_asked"))
    two = roots_of(heads(Chamber(), "clearance_asked"))

    assert len(one) == len(two) == 1
    assert one != two
    [(references, in_reply_to)] = one
    assert references == in_reply_to
    assert re.fullmatch(r"<plan\.[0-9a-f-]{36}@[^>]+>", references)


def root_of(chamber: Chamber) -> set[tuple[str, str]]:
    row = OutboxMessage(kind="clearance_asked", to=chamber.author, plan=chamber.plan.pk)
    return roots_of([compose(row).extra_headers])


def test_without_a_root_they_are_no_thread(db, monkeypatch):
    """The control."""
    monkeypatch.setattr(outbox, "thread_of", lambda message: {})

    assert roots_of(heads(Chamber(), "clearance_asked")) == {("", "")}


# The ground floor's: about an account or a role, whatever happened.


def loosened_in(council: Council) -> str:
    """The page of the act that loosened a guard, which its e-mail tells of."""
    change_settings(
        council, by=administrator_of(council), seen=council.revision, contributors_may_clear=True
    )
    number = Act.objects.filter(council=council).latest("sequence").sequence
    return reverse("council_act", args=[council.slug, number])


def facts_of_a_link(council: Council) -> dict[str, object]:
    """What the e-mails of a link to somebody without an account are made from."""
    author = make_person(council, Role.AUTHOR)
    link = make_link_to(make_paragraph(make_plan(council, author), author), author)
    return {"link": link.pk, "sending": 1, "nonce": begin_code(link)}


def facts_of_a_copy(council: Council) -> dict[str, object]:
    """What the e-mails of a round in Word are made from."""
    author = make_person(council, Role.AUTHOR)
    return {"copy": make_round(make_plan(council, author), author).copies.first().pk}


def an_appointment(to: User):
    return to.appointments.get()


@pytest.mark.parametrize(
    "kind", sorted(code for code in mail_kinds() if code not in EVENTS and code != "submission")
)
def test_every_other_kind_is_always_sent_and_says_so(db, kind, mailoutbox):
    person = make_person(make_council(), Role.MONITORING_OFFICER)
    choose_mail(person, wanted=[])
    nobodys = mail_kinds()[kind].to_an_address
    whom: dict = {"address": "x@nowhere.test"} if nobodys else {"to": person}
    council = an_appointment(person).council
    made_from = {"guest": facts_of_a_link, "round": facts_of_a_copy}.get(kind.split("_")[0])
    whom |= {"facts": made_from(council)} if made_from else {}
    with transaction.atomic():
        page = loosened_in(council) if kind == "safeguard_loosened" else ""
        facts = {"about": an_appointment(person), "by": person, "page": page}
        OutboxMessage.objects.all().delete()
        queue_message(kind, council=council, **facts, **whom)
    send_waiting()
    [email] = mailoutbox

    assert kind not in may_be_declined()
    assert email.subject.strip()
    assert "{" not in email.subject
    assert email.body.endswith(f"{CHANGE}\n") is not nobodys
    assert ("cannot be turned off" in email.body) is not nobodys
