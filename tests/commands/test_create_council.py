"""`create_council` makes a council and its first administrator, with an act of its own."""

import pytest
from django.core import mail
from django.core.management.base import CommandError

from councils.models import Council, User
from councils.roles import Role

WORDS = ["Wenbury District Council", "--slug", "wenbury", "--admin-email", "Admin@Wenbury.test"]


@pytest.fixture
def made(db, run):
    return run("create_council", *WORDS, "--admin-name", "Administrator, Wenbury")


def test_the_council_stands_and_its_administrator_is_invited(made):
    council = Council.objects.get(slug="wenbury")
    administrator = User.objects.get(email="admin@wenbury.test")

    held = council.appointments.get()
    assert (held.person, held.role) == (administrator, Role.ADMINISTRATOR)
    assert [message.to for message in mail.outbox] == [["admin@wenbury.test"]]
    assert "/wenbury/" in made


def test_it_is_on_record_from_its_first_act(made):
    council = Council.objects.get(slug="wenbury")

    assert council.acts.order_by("sequence").first().sequence == 1
    assert council.history.exists()


@pytest.mark.parametrize("slug", ["wenbury", "account", "health", "Not a slug", "help"])
def test_an_address_that_is_taken_or_reserved_is_refused(made, run, slug):
    words = [*WORDS, "--admin-name", "Somebody"]
    words[words.index("wenbury")] = slug

    with pytest.raises(CommandError):
        run("create_council", *words)
    assert Council.objects.count() == 1


def test_an_address_for_mail_that_is_none_is_refused(db, run):
    words = [*WORDS, "--admin-name", "Somebody"]
    words[words.index("Admin@Wenbury.test")] = "no address"

    with pytest.raises(CommandError):
        run("create_council", *words)
    assert not Council.objects.exists()


def test_names_lose_what_nobody_can_see(db, run):
    words = ["Wenbury\u200b  District Council\u202e", *WORDS[1:]]
    run("create_council", *words, "--admin-name", "Administrator,\u2028Wenbury\x07")

    assert Council.objects.get().name == "Wenbury District Council"
    assert User.objects.get().name == "Administrator, Wenbury"


def test_a_name_of_nothing_that_can_be_seen_is_refused(db, run):
    with pytest.raises(CommandError, match="can be seen"):
        run("create_council", *WORDS, "--admin-name", "\u200b")
    assert not Council.objects.exists()
