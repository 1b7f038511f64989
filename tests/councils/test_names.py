"""Nobody is called like somebody else in their council, and nobody's name is told elsewhere."""

import threading
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from zeal import zeal_ignore

from councils import names
from councils.access import access_of
from councils.actions import account, people
from councils.actions.account import accept_invitation, change_name
from councils.models import Appointment, Council, OutboxMessage, User
from councils.names import look_of
from councils.outbox import send_waiting
from councils.record.models import Act
from councils.roles import Role
from tests.approvals.pages import three
from tests.makers import administrator_of, make_council, make_person
from tests.patience import PATIENCE_SECONDS
from tests.plan_makers import make_paragraph, make_plan
from web.errors import Refused

NAME = "John Smith"
ALIKE = {
    "the same": "John Smith",
    "another case": "john SMITH",
    "no space": "JohnSmith",
    "more spaces": " John   Smith ",
    "an accent": "Jòhn Smith",
    "wide letters": "Ｊｏｈｎ　Ｓｍｉｔｈ",
    "mathematical letters": "𝐉𝐨𝐡𝐧 𝐒𝐦𝐢𝐭𝐡",
    "a stop": "John. Smith",
    "something unseen": "John\u200b Smi\u00adth\u2060",
    "a mark beneath": "John Smi\u0323th",
    "Cyrillic letters": "Jоhn Smіth",
    "Greek letters": "Jοhn Smιth",
    "a digit for a letter": "J0hn Sm1th",
    "a capital i for an l, and back": "John Smlth",
}
OTHERS = ["John A. Smith", "John Smith (Finance)", "Joan Smith", "John Smyth", "Smith John"]


def give(council: Council, name: str, email: str = "new@northmoor.test") -> Appointment:
    return people.appoint(
        council,
        by=administrator_of(council),
        name=name,
        email=email,
        role=Role.AUTHOR,
        starts_on=timezone.localdate(),
    )


@pytest.mark.parametrize("way", ALIKE)
def test_a_name_like_a_colleagues_is_not_taken(council, way):
    make_person(council, Role.AUDITOR, name=NAME)
    other = make_person(council, Role.AUTHOR, name="Joan Smithers")

    for take in (lambda: change_name(other, name=ALIKE[way]), lambda: give(council, ALIKE[way])):
        with pytest.raises(Refused, match="Add a middle initial or what they do") as refusal:
            take()
        assert refusal.value.field == "name"
    other.refresh_from_db()
    assert other.name == "Joan Smithers"


@pytest.mark.parametrize("name", OTHERS)
def test_two_who_really_have_one_name_are_told_apart_by_what_they_add(council, name):
    make_person(council, Role.AUDITOR, name=NAME)
    other = make_person(council, Role.AUTHOR, name="Joan Smithers")

    assert give(council, name).person.name == name
    assert change_name(other, name=f"{name} of Northmoor")


def test_without_the_look_of_names_another_alphabet_passes(council, monkeypatch):
    """The control: compared letter by letter, all but one of these are other names."""
    monkeypatch.setattr(names, "look_of", str)
    make_person(council, Role.AUDITOR, name=NAME)
    passed = [name for way, name in ALIKE.items() if name != NAME and look_of(name)]

    for number, name in enumerate(passed):
        give(council, name, f"new.{number}@northmoor.test")
    assert len(passed) == len(ALIKE) - 1


def test_the_name_of_somebody_who_left_is_not_taken_either(council):
    left = make_person(council, Role.AUDITOR, Role.AUTHOR, name=NAME)
    for held in left.appointments.all():
        people.end_appointment(
            held, by=administrator_of(council), seen=1, ends_on=timezone.localdate()
        )

    with pytest.raises(Refused):
        give(council, NAME)


def test_a_name_of_another_council_is_free_here(council):
    make_person(make_council(), Role.AUTHOR, name=NAME)
    assert give(council, NAME).person_name == NAME


def test_ones_own_name_may_be_spelled_otherwise(council):
    person = make_person(council, Role.AUTHOR, name="JOHN SMITH")
    assert change_name(person, name=NAME)


def test_the_pages_refuse_it_at_the_field(client, council):
    make_person(council, Role.AUDITOR, name=NAME)
    client.force_login(administrator_of(council))
    typed = {"name": "JOHN SMITH", "email": "js@northmoor.test", "role": "author"}
    add = client.post(
        reverse("person_add", args=[council.slug]),
        typed | three("starts_on", timezone.localdate()),
    )
    own = client.post("/account/name/", {"name": "JOHN SMITH"})

    for page in (add, own):
        assert page.status_code == 422
        assert "Add a middle initial" in page.context["form"].errors["name"][0]
        assert "JOHN SMITH" in page.content.decode()
    assert not User.objects.filter(email="js@northmoor.test").exists()


# Who is known to another council.


@pytest.fixture
def invited(council) -> Appointment:
    known = make_person(make_council(), Role.AUTHOR, name="Their Own Name")
    return give(council, "What We Call Them", known.email)


def test_their_own_name_is_told_nowhere_here_before_they_accept(client, council, invited):
    officer = make_person(council, Role.MONITORING_OFFICER)
    OutboxMessage.objects.all().delete()
    people.tell_the_monitoring_officer(council, invited)
    send_waiting()
    client.force_login(administrator_of(council))
    rest = [council.slug, invited.pk]
    pages = [reverse("people", args=[council.slug])]
    pages += [reverse(f"appointment{page}", args=rest) for page in ("", "_end", "_invite")]
    said = [client.get(page).content.decode() for page in pages] + [mail.outbox[0].body]
    client.force_login(officer)
    said += [client.get(reverse("council_history", args=[council.slug])).content.decode()]

    for words in said:
        assert "What We Call Them" in words
        assert "Their Own Name" not in words


def test_the_role_is_theirs_once_they_accept_under_their_own_name(client, council, invited):
    person = invited.person
    assert not access_of(person, council).roles
    client.force_login(person)
    assert reverse("invitations") in client.get("/").content.decode()
    page = client.get(reverse("invitations")).content.decode()
    assert council.name in page
    assert client.post(reverse("invitations"), {"council": council.pk}).status_code == 302

    invited.refresh_from_db()
    assert access_of(person, council).roles == {Role.AUTHOR}
    assert invited.person_name == "Their Own Name"
    act = Act.objects.filter(council=council).first()
    assert act.sentence == "accepted the invitation to be Report author: Their Own Name"
    assert act.actor.name == "Their Own Name"
    assert client.post(reverse("invitations"), {"council": council.pk}).status_code == 422


def test_nobody_accepts_for_another(client, council, invited):
    client.force_login(make_person(make_council(), Role.AUTHOR))

    assert client.post(reverse("invitations"), {"council": council.pk}).status_code == 422
    with pytest.raises(Refused, match="no invitation"):
        accept_invitation(council, by=administrator_of(council))
    invited.refresh_from_db()
    assert invited.invited_as


def test_what_has_ended_is_not_accepted(council, invited):
    people.end_at_once(invited, by=administrator_of(council), seen=1)
    with pytest.raises(Refused, match="no invitation"):
        accept_invitation(council, by=invited.person)


def test_a_name_that_somebody_here_has_is_put_right_before_it_is_accepted(council, invited):
    make_person(council, Role.AUDITOR, name="Their Own Name")
    with pytest.raises(Refused, match="middle initial"):
        accept_invitation(council, by=invited.person)
    change_name(invited.person, name="Their A. Own Name")
    accept_invitation(council, by=invited.person)
    assert access_of(invited.person, council).roles


def test_the_e_mail_leads_to_where_it_is_accepted(council, invited):
    send_waiting()
    body = next(sent.body for sent in mail.outbox[::-1] if sent.to == [invited.person.email])
    assert reverse("invitations") in body
    assert "Their Own Name" not in body


# At the same moment, on connections of their own.


def together(*deeds: Callable[[], object]) -> list[str]:
    """How each fared: "done", "refused", or the database's error."""
    ready, fared = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            ready.wait(timeout=PATIENCE_SECONDS)
            deed()
            fared.append("done")
        except Refused:
            fared.append("refused")
        except DatabaseError as error:
            fared.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE_SECONDS)
    return sorted(fared)


@pytest.mark.slow
def test_of_four_who_take_one_name_at_once_one_has_it(transactional_db):
    council = make_council()
    others = [make_person(council, Role.AUTHOR) for _ in range(2)]
    fared = together(
        *(lambda one=one: change_name(one, name=NAME) for one in others),
        *(lambda n=n: give(council, NAME, f"new.{n}@northmoor.test") for n in range(2)),
    )

    assert fared == ["done"] + ["refused"] * 3
    assert User.objects.filter(name=NAME, appointments__council=council).count() == 1


@pytest.mark.slow
def test_without_the_councils_lock_two_have_it(transactional_db, monkeypatch):
    """The control: each looks before the other has it."""
    council = make_council()
    two = [make_person(council, Role.AUTHOR) for _ in range(2)]
    looked, check = threading.Barrier(2), names.check_name_free

    def check_together(*given: object, **how: object) -> None:
        check(*given, **how)
        looked.wait(timeout=PATIENCE_SECONDS)

    monkeypatch.setattr(account, "check_name_free", check_together)
    monkeypatch.setattr(account, "lock_councils_of", lambda _: [council])

    assert together(*(lambda one=one: change_name(one, name=NAME) for one in two)) == ["done"] * 2


def crossing(monkeypatch: pytest.MonkeyPatch, first: str) -> list[str]:
    """A save and a change of the saver's name, each past the middle before the other ends."""
    council = make_council()
    author = make_person(council, Role.AUTHOR, name="Before")
    plan = make_plan(council, author)
    half, going_on = threading.Event(), threading.Event()

    def save() -> None:
        if first == "name":
            half.wait(timeout=PATIENCE_SECONDS)
        with transaction.atomic():
            make_paragraph(plan, author, "Some words.")
            # The counter is theirs now; what they write next refers to their row.
            if first == "save":
                half.set()
                going_on.wait(timeout=2)
            OutboxMessage.objects.create(
                kind="invitation", to=author, queued_at=timezone.now(), due_at=timezone.now()
            )
        going_on.set()

    lock = account.lock_person

    def lock_and_pause(person: User) -> User:
        if first == "save":
            half.wait(timeout=PATIENCE_SECONDS)
        locked = lock(person)
        if first == "name":
            half.set()
            going_on.wait(timeout=2)
        going_on.set()
        return locked

    monkeypatch.setattr(account, "lock_person", lock_and_pause)
    with zeal_ignore():
        return together(save, lambda: change_name(User.objects.get(pk=author.pk), name="After"))


@pytest.mark.slow
@pytest.mark.parametrize("first", ["save", "name"])
def test_changing_ones_name_and_ones_own_save_wait_for_each_other_at_most(
    transactional_db, monkeypatch, first
):
    assert crossing(monkeypatch, first) == ["done", "done"]


@pytest.mark.slow
def test_with_the_persons_key_locked_they_would_deadlock(transactional_db, monkeypatch):
    """The control: as it was when the row was locked for whoever refers to it too."""
    monkeypatch.setattr(
        account, "lock_person", lambda one: User.objects.select_for_update().get(pk=one.pk)
    )
    assert "OperationalError" in crossing(monkeypatch, "save")


def test_a_stranger_finds_no_invitation_and_may_look(client: Client, council):
    assert client.get(reverse("invitations")).status_code == 302
