"""A number of another plan or council, in our address or in our form, finds nothing."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from plans.models import CommissionVersion, Commitment, Passage
from tests.addresses import addresses_in
from tests.plan_makers import World, make_plan

pytestmark = pytest.mark.slow

# Pages whose address has a number or a file in it, besides the plan's own name.
NUMBERED = (
    *(
        "import_review",
        "import_changes",
        "import_lines",
        "import_merge",
        "import_replace",
        "theme",
        "passage_add",
        "theme_edit",
        "theme_move",
        "theme_remove",
    ),
    *("passage", "passage_move", "passage_remove", "act", "evidence_file"),
    *("passage_split", "passage_join"),
    *("version", "version_pdf", "version_docx", "version_odt"),
    *("version_html", "version_json"),
    *("savings", "results"),
    *("comment", "comment_settle", "comment_add"),
    *("suggestion", "suggestion_add", "suggestion_accept", "suggestion_refuse"),
    "suggestions_beside",
    "sheet_take_back",
    *("item", "item_move", "item_remove", "thing_history", "put_back"),
)


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker) -> Iterator[tuple[World, World]]:
    """Two councils with one of everything each; rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World(), World()
        transaction.set_rollback(True)


@pytest.fixture
def ours(db, worlds) -> World:
    return worlds[0]


@pytest.fixture
def theirs(db, worlds) -> World:
    return worlds[1]


@pytest.fixture
def browser(ours) -> Client:
    client = Client()
    client.force_login(ours.author)
    return client


@pytest.fixture
def second(ours):
    """Another plan of our own council, which has nothing yet."""
    return make_plan(ours.council, ours.author, "Another plan of ours")


def asked(browser: Client, url: str) -> int:
    return browser.get(url).status_code


@pytest.mark.parametrize("name", NUMBERED)
def test_what_is_of_one_plan_is_not_found_in_another(browser, ours, theirs, second, name):
    url = addresses_in(ours)[name]
    own = f"/{ours.council.slug}/plans/"

    # The control: in its own plan it is there.
    assert asked(browser, url) in (200, 302)
    # The same number in another plan of our council, which we may write too.
    assert asked(browser, url.replace(own + ours.plan.slug, own + second.slug)) == 404
    # Theirs, in our plan; and in theirs, which we do not know exists.
    there = addresses_in(theirs)[name]
    prefix = f"/{theirs.council.slug}/plans/{theirs.plan.slug}"
    if there.removeprefix(prefix) != url.removeprefix(own + ours.plan.slug):
        assert asked(browser, there.replace(prefix, own + ours.plan.slug)) == 404
    assert asked(browser, there) == 404


def field(browser: Client, url: str, **fields: object) -> bool:
    """Whether these fields of a form were refused."""
    answer = browser.post(url, {"reason": "To try it", **fields})
    assert answer.status_code in (302, 422)
    return answer.status_code == 422


def test_a_paragraph_moves_to_no_theme_of_theirs(browser, ours, theirs):
    url = ours.at("passage_move", ours.paragraph.pk)

    assert field(browser, url, seen=1, to=f"{theirs.theme.pk}-0")
    assert not field(browser, url, seen=1, to=f"{ours.empty_theme.pk}-0")
    assert Passage.objects.get(pk=ours.paragraph.pk).theme == ours.empty_theme


def test_a_paragraph_is_assigned_to_nobody_of_theirs(browser, ours, theirs):
    url = ours.at("passage", ours.paragraph.pk)

    assert field(browser, url, seen=1, body="Words.", writer=theirs.writer.pk)
    assert not field(browser, url, seen=1, body="Words.", writer=ours.writer.pk)


def test_a_commitment_takes_no_theme_and_no_metric_of_theirs(browser, ours, theirs):
    url = ours.at("item", "commitments", ours.commitment.pk)
    fields = {"seen": 1, "reference": "C1", "what": "Words"}

    assert field(browser, url, **fields, theme=theirs.theme.pk)
    assert field(browser, url, **fields, metrics=[theirs.metric.pk])
    assert not field(browser, url, **fields, metrics=[ours.metric.pk])
    assert Commitment.objects.get(pk=ours.commitment.pk).theme is None


def test_a_plan_moves_to_no_request_of_theirs(browser, ours, theirs):
    url = ours.at("plan_commission")
    version = CommissionVersion.objects.get(commission=theirs.own)
    seen = ours.plan.commission_id

    assert field(browser, url, seen=seen, version=version.pk)
    assert not field(browser, url, seen=seen, version=ours.own.versions.get().pk)


def test_a_request_is_kept_with_no_letter_of_theirs(browser, ours, theirs):
    url = f"/{ours.council.slug}/commissions/add/"
    fields = {"title": "Ours", "slug": "ours", "themes": "1. Theme\n- Question?"}

    assert field(browser, url, **fields, letter=theirs.letter.pk)
    assert not ours.council.commissions.filter(slug="ours").exists()
    assert not field(browser, url, **fields, letter=ours.letter.pk)


def test_a_plan_is_not_started_for_a_request_of_theirs(browser, ours, theirs):
    url = f"/{ours.council.slug}/start/"
    theirs_only = "a-request-of-theirs"
    type(theirs.own).objects.filter(pk=theirs.own.pk).update(slug=theirs_only)

    assert field(browser, url, commission=theirs_only)
