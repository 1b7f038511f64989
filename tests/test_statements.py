"""Exact bounds: how many statements the main pages send, and how many bytes they come back with."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client

from councils.record.models import Act, Identity
from plans.actions.passages import edit_passage
from plans.assemble import build_document
from tests.plan_makers import World, make_version
from tests.wire import statements

MOST = 6
# What each act was done to is called, as that stood then; the figures that the editor offers.
MORE_THAN_MOST = {"history": 1, "edit form": 1}
MOST_BYTES = 20_000
PAGES = ("edit form", "history", "compare", "list")
MANY = 300


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """One of everything and two versions, made once for all the tests here; then rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World()
        edit_passage(made.opening, by=made.author, seen=1, body="Other words.", reason="Asked")
        make_version(made.plan, made.author)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def browser(db, world: World) -> Client:
    client = Client()
    client.force_login(world.author)
    return client


def address(world: World, page: str) -> str:
    return {
        "edit form": world.at("passage", world.paragraph.pk),
        "history": world.at("history"),
        "compare": world.at("versions_compare") + "?before=1&after=2",
        "list": f"/{world.council.slug}/",
    }[page]


def most_of(page: str) -> int:
    return MOST + MORE_THAN_MOST.get(page, 0)


def asked(browser: Client, url: str) -> int:
    """How many statements one visit sends, once what a process learns only once is known."""
    assert browser.get(url).status_code == 200
    with statements() as sent:
        assert browser.get(url).status_code == 200
    assert sent, "the trace saw nothing"
    return len(sent)


def said(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def more_plans(world: World, count: int) -> None:
    """Plans in bulk, past every action: only their number matters here."""
    said(
        "INSERT INTO plans_plan (council_id, slug, title, commission_id, stage, numbering,"
        " records_savings, created_at, revision, moves, extended_event, submitted_earlier)"
        " SELECT council_id, slug || '-' || n, title || ' ' || n, commission_id, stage, numbering,"
        " false, created_at, 1, 0, '', '' FROM plans_plan, generate_series(1, %s) n WHERE id = %s",
        count,
        world.plan.pk,
    )


def more_acts(world: World, count: int) -> None:
    """As many acts on the plan, and then as many newer ones on others: it lies dormant."""
    said("SET LOCAL ROLE NONE")  # the application may not number acts
    said(
        "INSERT INTO councils_act (id, council_id, sequence, at, actor_id, actor_commitment, verb,"
        " details, plan, subject_kind, subject_id, subject, reason, touched, digest, written)"
        " SELECT gen_random_uuid(), %s, 100000 + n, now(), %s, '', 'edited', '{}',"
        " CASE WHEN n <= %s THEN %s ELSE 900000 + n %% 50 END,"
        " 'passage', n, 'Words', 'Drafting', '{passage}', '', '' FROM generate_series(1, %s) n",
        world.council.pk,
        Identity.objects.filter(council=world.council).latest("pk").pk,
        count,
        world.plan.pk,
        2 * count,
    )
    said("ANALYZE councils_act")


@pytest.mark.parametrize("page", PAGES)
def test_a_main_page_sends_few_statements(browser, world, page):
    assert asked(browser, address(world, page)) <= most_of(page)


@pytest.mark.parametrize("page", PAGES)
def test_it_sends_as_many_with_three_hundred_plans(browser, world, page):
    before = asked(browser, address(world, page))
    more_plans(world, MANY)

    assert asked(browser, address(world, page)) == before <= most_of(page)


def test_the_history_sends_as_many_with_twenty_thousand_acts(browser, world):
    before = asked(browser, address(world, "history"))
    more_acts(world, 20_000)

    assert asked(browser, address(world, "history")) == before <= most_of("history")


def test_the_history_reads_the_index_of_the_plans_own_sequence(db, world):
    more_acts(world, 20_000)
    newest = Act.objects.filter(plan=world.plan.pk).order_by("-sequence")[:50]

    for page in (newest, Act.objects.filter(plan=world.plan.pk, sequence__lt=119_000)[:50]):
        plan = page.explain()
        assert "acts_of_a_plan" in plan
        assert "Sort" not in plan


def test_without_that_index_the_history_would_sort_or_walk_others_acts(db, world):
    """The control: the plan above is not what the planner does anyway."""
    more_acts(world, 20_000)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        # What the constraints still had to look at would forbid it.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DROP INDEX acts_of_a_plan")

    plan = Act.objects.filter(plan=world.plan.pk).order_by("-sequence")[:50].explain()

    assert "acts_of_a_plan" not in plan
    assert "Sort" in plan or "Filter" in plan


def test_one_paragraphs_page_is_at_most_twenty_kilobytes(browser, world):
    assert len(browser.get(address(world, "edit form")).content) <= MOST_BYTES


@pytest.mark.parametrize("page", ["home", "plan", "plan_write", "theme", "questions", "items"])
def test_the_other_pages_send_as_many_with_thirty_paragraphs_as_with_three(browser, world, page):
    rest = {"theme": [world.theme.pk], "items": ["commitments"]}
    url = "/" if page == "home" else world.at(page, *rest.get(page, []))
    before = asked(browser, url)
    more_of_everything(world)

    assert asked(browser, url) == before


def test_a_document_takes_as_many_statements_with_thirty_paragraphs_as_with_three(db, world):
    with statements() as few:
        build_document(world.plan)
    more_of_everything(world)
    with statements() as many:
        document = build_document(world.plan)

    assert len(list(document.passages)) > 30
    assert len(document.commitments) > 30
    assert len(many) == len(few)


def more_of_everything(world: World) -> None:
    """Thirty more paragraphs and commitments, past every action: only their number matters."""
    said(
        "INSERT INTO plans_passage (plan_id, theme_id, place, kind, body, writer_id, ready,"
        " asked_for, revision)"
        " SELECT plan_id, theme_id, place + 7 * n, kind, body, writer_id, ready, '', 1"
        " FROM plans_passage, generate_series(100, 129) n WHERE id = %s",
        world.assigned.pk,
    )
    said(
        "INSERT INTO plans_commitment (plan_id, place, reference, what, theme_id, priority,"
        " partners, owner, owner_name, measure, revision) SELECT plan_id, place + n, 'N' || n,"
        " what, theme_id, '', '', '', '', '', 1 FROM plans_commitment, generate_series(1, 30) n"
        " WHERE id = %s",
        world.commitment.pk,
    )
