"""Whatever was frozen and then changed behind the product is served by no page and no download."""

# ruff: noqa: S608 (tables and columns are those of our own models)
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, models, transaction
from django.http import HttpResponse
from django.test import Client, override_settings

from config import health
from councils.kept import remembered
from councils.models import OutboxMessage
from councils.outbox import compose
from councils.record.models import Act
from councils.record.written import check_written
from councils.roles import Role
from plans.actions import files
from plans.actions.files import FileData
from plans.exports import pdf
from plans.models import StoredFile
from tests import access
from tests.addresses import addresses_in, addresses_of_decided
from tests.approvals.makers import (
    Chamber,
    make_answered,
    make_asked,
    make_decided,
    make_emailed,
    make_everything_to_do,
    make_issued,
    make_lodged,
    make_paper,
    make_sent,
    make_sent_out,
)
from tests.approvals.pages import browser_of
from tests.makers import make_governed
from tests.plan_makers import World
from web import frozen
from web.frozen import Frozen, NotAsKept

pytestmark = pytest.mark.slow

MARK = "TAMPERED"
Ask = Callable[[], HttpResponse]
COLUMNS = [
    (model, field)
    for model in apps.get_models()
    for field in model._meta.concrete_fields
    if isinstance(field, Frozen)
]
# What else has a digest beside it, and is looked at elsewhere or is no text of ours.
WITH_A_DIGEST = {
    "Act": "its rows are looked at when its page is opened",
    "Decision": "the digest is that of its version",
    "Publication": "the digest is that of its version; the page has one of its own",
    "SentForm": "of a form that was sent, of which no word is kept",
    "Signature": "the digest is that of the version that was signed",
    "ReturnedFile": "of a file that came back, which is not kept",
    "WaitingReturn": "of a file that came back, which is not kept",
    "Submission": "the digest is that of its version",
}


class Kept:
    """A council in which everything was kept: a plan drafted, and one cleared, decided and sent."""

    def __init__(self) -> None:
        self.world = World()
        self.chamber = Chamber(council=self.world.council)
        round_ = make_sent(self.chamber)
        make_emailed(self.chamber, round_)
        make_answered(self.chamber, round_)
        make_asked(self.chamber)
        make_lodged(self.chamber)
        make_decided(self.chamber)
        make_governed(self.chamber.council)
        make_paper(self.chamber, file=FileData("minutes.txt", b"The minutes."))
        make_everything_to_do(self.chamber)
        make_issued(self.chamber)
        make_sent_out(self.chamber)
        found = addresses_in(self.world) | addresses_of_decided(self.chamber.plan)
        tables = access.COUNCIL_PAGES | access.PLAN_PAGES | access.DECIDED_PAGES
        self.pages = [found[name] for name, page in tables.items() if page.get]
        self.public = [found[name] for name in access.PUBLISHED]
        people = [self.world.author, self.chamber.person[Role.AUDITOR]]
        self.browsers = [browser_of(person) for person in people]

    def walk(self) -> Iterator[tuple[Ask, HttpResponse]]:
        """Every page and every exit, to those who may open most; what it writes is taken back."""
        for browser, pages in (
            *((browser, self.pages) for browser in self.browsers),
            (Client(), self.public),
        ):
            for address in pages:
                ask = partial(browser.get, address)
                yield ask, ask()


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Kept]:
    folder = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        override_settings(MEDIA_ROOT=folder),
        transaction.atomic(),
    ):
        patch.setattr(
            pdf, "render_plan", lambda words, **_: b"%PDF- " + words.canonical
        )  # in plain sight
        yield Kept()
        transaction.set_rollback(True)


@contextmanager
def behind_the_product() -> Iterator[None]:
    """As the tables' owner, who took the guards away."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield
        cursor.execute(f"SET LOCAL ROLE {settings.APP_ROLE}")


def tamper(model: type[models.Model], field: models.Field) -> int:
    """Put the mark into every row of a column; how many there were."""
    table, column = model._meta.db_table, field.column
    kind = "jsonb" if isinstance(field, models.JSONField) else "text"
    with behind_the_product(), connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER rows_stay_as_written")
        cursor.execute(
            f"UPDATE {table} SET {column} = regexp_replace({column}::text, ' (the|about) ',"
            f" ' {MARK} ', 'g')::{kind} WHERE {column}::text ~ ' (the|about) '"
        )
        changed = cursor.rowcount
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER rows_stay_as_written")
    return changed


def words_of(answer: HttpResponse) -> str:
    content = answer.getvalue()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    return content.decode(errors="replace")


def test_every_column_with_a_digest_beside_it_is_frozen():
    names = {model.__name__ for model, _ in COLUMNS}
    with_one = {
        model.__name__
        for model in apps.get_models()
        if any(field.name == "digest" for field in model._meta.concrete_fields)
    }
    assert with_one - names - set(WITH_A_DIGEST) == set()
    assert {"Version", "ReportVersion", "CommissionVersion", "Publication"} <= names


@pytest.mark.parametrize(("model", "field"), COLUMNS, ids=[one.__name__ for one, _ in COLUMNS])
def test_changed_words_are_served_nowhere_and_the_monitoring_officer_is_told(
    db, made, model, field
):
    """Of all pages, those which show the changed words without the look do not with it."""
    assert tamper(model, field)
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(frozen.FrozenAttribute, "__get__", frozen.DeferredAttribute.__get__)
        showing = [ask for ask, answer in made.walk() if MARK in words_of(answer)]
        transaction.set_rollback(True)
    assert showing

    answers = [(ask, ask()) for ask in showing]
    for ask, answer in answers:
        assert answer.status_code in (200, 302, 403, 404, 503), ask
        assert MARK not in words_of(answer), ask
    broken = [(ask, answer) for ask, answer in answers if answer.status_code == 503]
    assert broken
    for ask, answer in broken:
        assert "no longer those that were kept" in words_of(answer), ask
    told = list(OutboxMessage.objects.filter(kind="not_as_kept"))
    officer = made.chamber.person[Role.MONITORING_OFFICER]
    assert officer in {message.to for message in told}
    broken[0][0]()
    assert OutboxMessage.objects.filter(kind="not_as_kept").count() == len(told)


def test_where_all_of_it_was_changed_no_page_breaks_and_none_shows_it(db, made):
    """Every page with the look, also those that read such words and show others."""
    for model, field in COLUMNS:
        assert tamper(model, field)
    answers = [(answer.status_code, words_of(answer)) for _, answer in made.walk()]
    assert {status for status, _ in answers} <= {200, 302, 403, 404, 503}
    assert not any(MARK in words for _, words in answers)


def test_unchanged_words_are_served(db, made):
    """The control of the other side: nothing is refused that is as it was kept."""
    assert {answer.status_code for _, answer in made.walk()} <= {200, 302, 403, 404}
    assert not OutboxMessage.objects.filter(kind="not_as_kept").exists()


def damage(how: str) -> None:
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file():
            path.unlink() if how == "missing" else path.write_bytes(MARK.encode())


@pytest.fixture
def disk(made: Kept) -> Iterator[None]:
    """What lies there is put back after the test."""
    before = {
        path: path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()
    }
    yield
    for path, content in before.items():
        path.write_bytes(content)


@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_files_that_are_lost_or_changed_are_served_nowhere(db, made, disk, monkeypatch, how):
    # As by a later release, which draws them otherwise.
    monkeypatch.setattr(pdf, "render_plan", lambda *_, **__: b"%PDF- another")
    damage(how)
    answers = list(made.walk())
    assert {answer.status_code for _, answer in answers} <= {200, 302, 403, 404, 503}
    assert not [ask for ask, answer in answers if MARK in words_of(answer)]
    assert 503 in {answer.status_code for _, answer in answers}
    assert OutboxMessage.objects.filter(kind="not_as_kept").exists()


def test_without_the_look_at_files_they_would_be(db, made, disk, monkeypatch):
    """The control."""
    monkeypatch.setattr(files, "content_of", lambda path, _: path.read_bytes())
    damage("damaged")
    assert any(MARK in words_of(answer) for _, answer in made.walk())


def test_a_kept_pdf_that_was_lost_is_drawn_again_for_its_next_reader(db, made, disk):
    """As long as it comes out as the same bytes; what people handed in cannot be."""
    kept = made.chamber.plan.publications.first().pdf
    content = files.read_file(kept)
    damage("missing")
    assert files.read_file(kept) == content
    letter = made.chamber.plan.extensions.get().file
    with pytest.raises(NotAsKept):
        files.read_file(letter)


def test_what_is_handed_in_again_mends_what_was_lost(db, made, disk):
    letter = made.chamber.plan.extensions.get().file
    content = files.read_file(letter)
    for how in ("missing", "damaged"):
        damage(how)
        again = files.store_file(made.chamber.council, content, "again.eml")
        assert again.sha256 == letter.sha256
        assert files.read_file(letter) == content


def test_the_e_mail_has_no_word_of_what_was_kept(db, made):
    version = made.chamber.plan.newest_version
    tamper(type(version), type(version)._meta.get_field("document"))
    browser_of(made.world.author).get(version.get_absolute_url())
    message = OutboxMessage.objects.filter(kind="not_as_kept").first()
    email = compose(message)
    assert "no longer as it was kept" in email.subject
    assert version.get_absolute_url() in email.body
    assert MARK not in email.body
    assert made.chamber.plan.title not in email.body


# An act's rows


def acts_with_rows() -> list[Act]:
    return [act for act in Act.objects.all() if act.touched]


def test_every_act_of_a_whole_life_still_has_its_rows(db, made):
    """Whatever was set, it reads back as what the digest is of; else honest acts were refused."""
    acts = acts_with_rows()
    assert len(acts) > 50
    for act in acts:
        assert act.written
        check_written(act)


HISTORIES = sorted(
    {model for model in apps.get_models() if hasattr(model, "instance_type")},
    key=lambda model: model.__name__,
)


@pytest.mark.parametrize("model", HISTORIES, ids=[model.__name__ for model in HISTORIES])
def test_an_act_whose_rows_were_changed_is_not_shown(db, made, model):
    """One row of each history in turn, in each way that it can be changed."""
    row = model._default_manager.order_by("-history_id").first()
    if row is None:
        pytest.skip("no row of this kind in a life as it is made here")
    table = model._meta.db_table
    for sql in (
        f"UPDATE {table} SET id = id + 1000000 WHERE history_id = {row.history_id}",
        f"DELETE FROM {table} WHERE history_id = {row.history_id}",
    ):
        with transaction.atomic():
            with behind_the_product(), connection.cursor() as cursor:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER rows_stay_as_written")
                cursor.execute(sql)
            with pytest.raises(NotAsKept):
                check_written(Act.objects.get(pk=row.act_id))
            transaction.set_rollback(True)
    check_written(Act.objects.get(pk=row.act_id))  # the control


def test_the_page_of_such_an_act_says_so(db, made):
    act = Act.objects.filter(plan=made.world.plan.pk, verb="passage_edited").last()
    act = act or Act.objects.filter(plan=made.world.plan.pk, touched__contains=["passage"]).last()
    page = made.world.at("act", act.sequence)
    browser = browser_of(made.world.author)
    assert browser.get(page).status_code == 200
    with behind_the_product(), connection.cursor() as cursor:
        table = "plans_historicalpassage"
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER rows_stay_as_written")
        cursor.execute(f"UPDATE {table} SET body = '{MARK}' WHERE act_id = %s", [act.pk])
    answer = browser.get(page)
    assert answer.status_code == 503
    assert MARK not in words_of(answer)


# Whoever asks is told


def ready() -> str:
    return Client().get("/health/ready").content.decode()


def test_the_command_finds_all_of_it_and_readiness_tells_until_it_is_mended(
    db, made, disk, monkeypatch
):
    monkeypatch.setattr(
        health, "_wrong_with_database", list
    )  # which would not see this transaction
    assert ready() == "ready\n"
    call_command("check_kept")
    before = {path: path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*/*/*")}
    count = StoredFile.objects.count()
    damage("damaged")
    with pytest.raises(CommandError, match=f"^{count} not as kept"):
        call_command("check_kept")
    assert ready() == f"ready\nnot as kept: {count}, see manage.py check_kept\n"
    for path, content in before.items():
        path.write_bytes(content)
    assert ready() == "ready\n"
    assert remembered() == []


@pytest.mark.parametrize(("model", "field"), COLUMNS, ids=[one.__name__ for one, _ in COLUMNS])
def test_the_command_looks_at_every_column(db, made, model, field, capsys):
    changed = tamper(model, field)
    with pytest.raises(CommandError):
        call_command("check_kept")
    told = capsys.readouterr().err
    assert told.count(f"{model._meta.label_lower} ") == changed
