"""A plan that is stuck ends in a page that keeps the words, and stops nobody else."""

import json
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from plans.models import Passage, Plan
from tests.config.test_settings import LONG_KEY, run
from tests.plan_makers import World

WORDS = "Words that somebody has just typed."
SHOW = (
    "from django.conf import settings; import json;"
    "print(json.dumps(settings.DATABASES['default']['OPTIONS']['options'].split(' -c ')))"
)


def limits(program: str, **environment: str) -> set[str]:
    """What the sessions of a process are begun with, apart from the role."""
    elsewhere = {"DATABASE_URL": "postgres://a:b@db.internal/c", "SECRET_KEY": LONG_KEY}
    done = run("-c", program + SHOW, **elsewhere, **environment)
    assert not done.returncode, done.stderr
    return {one.strip() for one in json.loads(done.stdout) if "timeout" in one}


def test_pages_have_limits():
    assert limits("import config.wsgi;") == {
        "lock_timeout=5s",
        "statement_timeout=30s",
        "idle_in_transaction_session_timeout=60s",
    }


def test_the_limits_can_be_set():
    chosen = {
        "DATABASE_LOCK_TIMEOUT": "3",
        "DATABASE_STATEMENT_TIMEOUT": "10",
        "DATABASE_IDLE_TIMEOUT": "0",
    }
    assert limits("import config.asgi;", **chosen) == {
        "lock_timeout=3s",
        "statement_timeout=10s",
        "idle_in_transaction_session_timeout=0s",
    }


def test_commands_have_none():
    name = "os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings';"
    assert limits(f"import os; {name}") == set()


@pytest.fixture
def limited(transactional_db: None) -> Iterator[Callable[[str, str], None]]:
    """Set a limit for this session, the browser's too; the session ends with the test."""

    def limit(name: str, to: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, false)", [name, to])

    yield limit
    connection.close()


@pytest.fixture
def world(transactional_db: None) -> World:
    return World()


@pytest.fixture
def held(world: World) -> Iterator[threading.Event]:
    """Somebody holds the plan's lock until the event is set."""
    has_it, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Plan.objects.select_for_update(no_key=True).get(pk=world.plan.pk)
            has_it.set()
            let_go.wait()
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert has_it.wait(timeout=30)
    yield let_go
    let_go.set()
    holder.join()


def save(world: World):
    browser = Client(raise_request_exception=False)
    browser.force_login(world.author)
    fields = {"questions": ["1.1"], "ready": "", "writer": "", "reason": "Asked", "seen": 1}
    return browser.post(world.at("passage", world.paragraph.pk), {**fields, "body": WORDS})


def test_a_locked_plan_ends_in_a_page_that_keeps_the_words(world, held, limited):
    limited("lock_timeout", "100ms")
    answer = save(world)

    assert answer.status_code == 503
    assert WORDS in answer.content.decode()
    assert not connection.in_atomic_block
    assert Passage.objects.get(pk=world.paragraph.pk).body != WORDS


def test_meanwhile_another_plan_is_saved(world, held, limited):
    another = World()
    limited("lock_timeout", "100ms")
    assert save(another).status_code == 302


def test_once_the_lock_is_free_the_same_words_go_through(world, limited):
    """The control: the limit itself stops nobody."""
    limited("lock_timeout", "100ms")
    assert save(world).status_code == 302
    assert Passage.objects.get(pk=world.paragraph.pk).body == WORDS


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/slow", "/idle"])
def test_a_page_that_keeps_the_database_too_long_ends_in_one_that_keeps_the_words(address, limited):
    limited("statement_timeout", "100ms")
    limited("idle_in_transaction_session_timeout", "100ms")
    answer = Client(raise_request_exception=False).post(address, {"body": WORDS})

    assert answer.status_code == 503
    assert WORDS in answer.content.decode()


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/slow", "/idle"])
def test_without_a_limit_the_same_page_answers(address, transactional_db):
    assert Client().post(address, {"body": WORDS}).status_code == 200


def slow(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(1)")
    return HttpResponse("done")


def idle(request):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        time.sleep(1)
        cursor.execute("SELECT 1")
    return HttpResponse("done")


slow.login_required = idle.login_required = False  # type: ignore[attr-defined]
urlpatterns = [path("slow", slow), path("idle", idle)]
handler500 = "config.errors.failed"
