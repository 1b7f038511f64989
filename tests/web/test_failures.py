"""Pages for what goes wrong: plain words, nothing lost, nothing given away."""

import re

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import path
from django.views.decorators.http import require_POST

from tests.govuk import urls
from web.failures import WrongMethodMiddleware, all_posted_fields

WORDS = 'Spend £1m on "data" & <b>people</b>.\nSecond line.'


def raising(error):
    @login_not_required
    def view(request):
        raise error

    return view


@login_not_required
def posted(request):
    return HttpResponse("done")


urlpatterns = [
    *urls.urlpatterns,
    path("missing", raising(Http404("Wenbury's secret plan"))),
    path("forbidden", raising(PermissionDenied("secret"))),
    path("suspicious", raising(SuspiciousOperation("secret"))),
    path("broken", raising(ZeroDivisionError("secret"))),
    path("posted", posted),
]

pytestmark = pytest.mark.urls(__name__)


def page(response, status):
    html = response.content.decode()
    assert response.status_code == status
    assert "secret" not in html
    assert html.count("<h1") == 1
    assert "<script>" not in html
    return html


def test_a_page_that_is_not_there_and_one_that_may_not_be_seen_look_the_same(client):
    there = page(client.get("/missing"), 404)
    absent = page(client.get("/no-such-page"), 404)

    assert there == absent


def test_a_refusal_says_who_to_ask(client):
    assert "administrator" in page(client.get("/forbidden"), 403)


def test_a_request_that_makes_no_sense_is_said_to(client):
    assert "could not understand" in page(client.get("/suspicious"), 400)


def test_a_fault_of_ours_is_said_to_be_ours(client):
    client.raise_request_exception = False

    assert "The fault is ours" in page(client.get("/broken"), 500)


def test_the_pages_for_broken_days_ask_for_no_request_and_no_database():
    for template in ("400.html", "405.html", "500.html", "503.html", "403_csrf.html"):
        html = render_to_string(template, {"path": "/somewhere"})

        assert "<h1" in html
        assert "Sign in" not in html


def test_an_old_form_gives_its_words_back_to_copy_and_sends_nothing_on():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/posted", {"body": WORDS, "password": "hunter2", "seen": "4"})
    html = page(response, 403)

    assert "&lt;b&gt;people&lt;/b&gt;.\nSecond line." in html
    assert "hunter2" not in html
    # Another site may have written these words: a button here would do its work for it.
    assert "<form" not in html


def test_the_same_form_passes_with_the_guard_off():
    assert Client(enforce_csrf_checks=False).post("/posted", {"body": WORDS}).content == b"done"


def test_the_page_without_a_database_sends_the_same_words_again():
    kept = [("csrfmiddlewaretoken", "t" * 64), ("body", WORDS), ("kind", "a"), ("kind", "b")]
    html = render_to_string("503.html", {"kept": kept, "path": "/northmoor/plans/1"})

    assert '<form method="post" action="/northmoor/plans/1"' in html
    assert '<input type="hidden" name="csrfmiddlewaretoken"' in html
    assert re.search(r'<textarea[^>]* name="body"[^>]*>\nSpend £1m on &quot;data&quot;', html)
    assert html.count('name="kind"') == 2


def test_kept_fields_are_all_that_was_posted_in_order_but_passwords():
    sent = {"b": ["1", "3"], "a": "2", "new_password": "4"}
    request = RequestFactory().post("/", sent)

    assert all_posted_fields(request) == [("b", "1"), ("b", "3"), ("a", "2")]


def test_a_wrong_method_has_words():
    answer = WrongMethodMiddleware(require_POST(posted))(RequestFactory().get("/posted"))

    assert "cannot be opened that way" in page(answer, 405)
    assert answer["Allow"] == "POST"


def test_both_texts_of_a_stale_page_are_whole():
    theirs = "Their words.\n" * 500
    html = render_to_string(
        "stale.html",
        {"mine": [("Paragraph", WORDS)], "theirs": [("Paragraph", theirs)], "back": "/back"},
    )

    assert "Spend £1m on &quot;data&quot; &amp; &lt;b&gt;people&lt;/b&gt;.\nSecond line." in html
    assert html.count("Their words.") == 500
    assert 'href="/back"' in html
