"""While the database is away nobody loses what they typed."""

from collections.abc import Iterator

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import path

from councils.models import User

WORDS = "Line one\nline two & <b>bold</b>"
TYPED = {"login": "author@northmoor.example", "password": "not to be shown", "body": WORDS}


@pytest.fixture
def browser(transactional_db: None) -> Client:
    person = User.objects.create_user("author@northmoor.example", name="Report author, Northmoor")
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


@pytest.fixture
def no_database(
    browser: Client, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Every new connection looks for a server where none is."""
    engine = type(connections["default"])
    usual = engine.get_connection_params
    nowhere = {"host": str(tmp_path_factory.mktemp("s"))}
    connection.close()
    monkeypatch.setattr(engine, "get_connection_params", lambda self: usual(self) | nowhere)
    yield
    monkeypatch.undo()
    connection.close()


def test_the_answer_says_that_it_is_away(browser, no_database):
    answer = browser.get("/account/password/change/")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "not available just now" in answer.content.decode()
    assert "default-src 'self'" in answer["Content-Security-Policy"]


def test_every_posted_field_is_in_a_form_for_the_same_address(browser, no_database):
    answer = browser.post("/account/login/?next=/here", TYPED)
    page = answer.content.decode()

    assert answer.status_code == 503
    assert 'action="/account/login/?next=/here"' in page
    assert "Line one\nline two &amp; &lt;b&gt;bold&lt;/b&gt;</textarea>" in page.replace("\r", "")
    assert "author@northmoor.example" in page


def test_a_password_is_not_said_back(browser, no_database):
    page = browser.post("/account/login/", TYPED).content.decode()

    assert "not to be shown" not in page


def test_a_page_with_somebodys_words_is_kept_nowhere(browser, no_database):
    assert "no-store" in browser.post("/account/login/", TYPED)["Cache-Control"]


def test_a_part_of_a_page_is_answered_with_the_whole_page(browser, no_database):
    answer = browser.post("/account/login/", TYPED, headers={"HX-Request": "true"})

    assert answer["HX-Retarget"] == "body"


def test_with_the_database_there_the_same_requests_are_answered(browser):
    assert browser.get("/account/password/change/").status_code != 503
    assert browser.post("/account/login/", TYPED).status_code != 503


def test_the_words_go_through_once_it_is_back(browser, no_database, monkeypatch):
    assert browser.post("/account/login/", TYPED).status_code == 503
    monkeypatch.undo()
    assert browser.post("/account/login/", TYPED).status_code in (200, 302)


@pytest.mark.urls(__name__)
def test_a_fault_of_ours_is_not_called_an_absence(client):
    client.raise_request_exception = False
    assert client.get("/fault").status_code == 500


def fault(request):
    raise ValueError("ours")


fault.login_required = False  # type: ignore[attr-defined]
urlpatterns = [path("fault", fault)]
handler500 = "config.errors.failed"
