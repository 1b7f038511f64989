"""Every page × every role × every method answers as the table in access.py says."""

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, URLResolver, get_resolver, resolve, reverse

from accounts import adapter
from councils.actions.account import make_calendar_address
from councils.calendar_keys import key_to_show
from councils.models import Appointment, CalendarAddress, User
from councils.roles import Role
from plans.access import plan_url
from plans.guest_sessions import LINKS, WHOSE
from plans.models import Plan
from tests import access
from tests.access import Visitor
from tests.addresses import addresses_in, addresses_of_decided, addresses_of_guests
from tests.approvals.makers import (
    Chamber,
    make_answered,
    make_asked,
    make_decided,
    make_emailed,
    make_everything_to_do,
    make_issued,
    make_lodged,
    make_sent,
    make_sent_out,
)
from tests.makers import make_appointment, make_council, make_governed, make_person
from tests.plan_makers import World

pytestmark = pytest.mark.slow

METHODS = ("get", "post", "put", "delete")
ROLES = [*Role, Visitor.ASSIGNED]
OUTSIDERS = [Visitor.NOBODY, Visitor.OTHER_COUNCIL]
SIGNED_IN = [*ROLES, *OUTSIDERS]
SEEN_BY = dict.fromkeys(access.PLAN_PAGES, access.SEE_THE_DRAFT) | dict.fromkeys(
    access.DECIDED_PAGES, access.SEE_THE_DECISION
)
ALLOWED = {"get": {200}, "post": {302, 422}}
# Sent without the revision it showed, it asks to bring back what is there: out of date.
OUT_OF_DATE = {"put_back"}
# Of a link on a page its path, within this site.
LINK = re.compile(r'<a [^>]*?href="(/[^"#]*)')
# What a page's script says and asks: answered with what there is to tell.
TELLS = {"page_presence": 200, "beginning_keep": 204}


def names_in(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names_in(pattern)
        else:
            yield pattern.name or str(pattern.pattern)


@pytest.fixture(autouse=True)
def silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of refusals are asked for here; to log each would take longer than the asking."""
    monkeypatch.setattr(logging.root.manager, "disable", logging.WARNING)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """One of everything, made once for all the tests here and then rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(world: World) -> dict[str, Client]:
    """A signed-in browser for each visitor."""
    people: dict[str, User] = {role: make_person(world.council, role) for role in Role}
    people[Visitor.ASSIGNED] = world.writer
    other = make_council()
    people[Visitor.OTHER_COUNCIL] = make_person(other, Role.AUTHOR)
    make_appointment(other, people[Visitor.OTHER_COUNCIL], Role.ADMINISTRATOR)
    people[Visitor.NOBODY] = make_person(other)
    # Only the one who brought a text in may place it.
    people[Role.AUTHOR] = world.author
    browsers = {Visitor.ANONYMOUS: Client()}
    for visitor, person in people.items():
        browsers[visitor] = Client()
        browsers[visitor].force_login(person)
    return browsers


@pytest.fixture(scope="module")
def addresses(world: World) -> dict[str, str]:
    """Where each page of the table lies; decisions are those of the council's second plan."""
    decided = Chamber(council=world.council)
    round_ = make_sent(decided)
    make_emailed(decided, round_)
    make_answered(decided, round_)
    make_asked(decided)
    make_lodged(decided)
    make_decided(decided)
    make_governed(world.council)
    make_everything_to_do(decided)
    make_issued(decided)
    make_sent_out(decided)
    return (
        addresses_in(world) | addresses_of_decided(decided.plan) | addresses_of_guests(world.link)
    )


def expected(name: str, visitor: str, method: str) -> set[int]:
    """The statuses the table allows for this visitor."""
    page = (access.PLAN_PAGES | access.COUNCIL_PAGES | access.DECIDED_PAGES).get(name)
    if page is None:
        posts = {visitor} if name in access.OWN_FORMS else ()
        page = access.Page(get=frozenset({visitor}), post=frozenset(posts))
    if visitor == Visitor.ANONYMOUS and name not in (*access.PUBLIC, *access.PUBLISHED):
        if name in access.FRONT and method != "get":
            return {405}
        return {401} if method == "post" else {302}
    may = {"get": page.get, "post": page.post}.get(method, access.NOT_OFFERED)
    if not may:
        return {405}
    if visitor in may:
        stale = {409} if method == "post" and name in OUT_OF_DATE else set()
        told = {TELLS[name]} if method == "post" and name in TELLS else set()
        return ALLOWED[method] | stale | told
    hidden = visitor in OUTSIDERS or visitor not in SEEN_BY.get(name, access.EVERY_ROLE)
    return {404} if hidden else {403}


def answer_to(client: Client, url: str, method: str) -> HttpResponse:
    """Whatever the request changed is taken back, in the browser too."""
    cookies = deepcopy(client.cookies)
    # What every form sends, and nothing else: a refusal is as good an answer as a change.
    typed = [{"csrfmiddlewaretoken": "none"}] if method == "post" else []
    with transaction.atomic():
        answer = getattr(client, method)(url, *typed)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def answered(client: Client, url: str, method: str) -> int:
    return answer_to(client, url, method).status_code


def surprises(clients, addresses, name, methods=METHODS) -> list[str]:
    """Each answer that is not as the table has it, and each link to what is not its reader's."""
    found = []
    for visitor, client in clients.items():
        for method in methods:
            answer = answer_to(client, addresses[name], method)
            said = f"{visitor} {method.upper()} {addresses[name]}"
            wanted = expected(name, visitor, method)
            if answer.status_code not in wanted:
                found.append(f"{said}: {answer.status_code}, not {wanted}")
            if visitor in ROLES and is_a_page(answer):
                found += [f"{said} leads to {one}" for one in not_theirs(client, visitor, answer)]
    return found


def is_a_page(answer: HttpResponse) -> bool:
    return answer.status_code == 200 and "text/html" in answer.get("Content-Type", "")


def not_theirs(client: Client, visitor: str, answer: HttpResponse) -> list[str]:
    """Where links of a page lead that are not this visitor's to open, or are nowhere.

    The table tells; what it does not give to them on every plan is asked for.
    """
    links = {unescape(one) for one in LINK.findall(answer.content.decode())}
    return [
        link
        for link in sorted(links)
        if not is_given(link, visitor) and answered(client, link, "get") not in (200, 302)
    ]


def is_given(link: str, visitor: str) -> bool:
    kind = kind_of(link)
    return kind in access.DECLARED and 200 in expected(kind, visitor, "get")


def kind_of(link: str) -> str:
    try:
        return resolve(link.partition("?")[0]).url_name or ""
    except Resolver404:
        return ""


def test_every_page_is_in_the_table_and_every_row_is_a_page():
    assert set(names_in(get_resolver())) == access.DECLARED


@pytest.mark.parametrize("name", access.PUBLISHED)
def test_a_public_page_answers_everybody_alike(db, clients, addresses, name):
    assert surprises(clients, addresses, name) == []


@pytest.mark.parametrize(
    "name", [*access.PUBLIC, *access.OWN, *access.OWN_FORMS, *access.COUNCIL_PAGES]
)
def test_a_page_of_a_council_answers_as_declared(db, clients, addresses, name):
    assert surprises(clients, addresses, name) == []


@pytest.mark.parametrize("name", access.PLAN_PAGES)
def test_a_page_of_a_plan_answers_as_declared(db, clients, addresses, name):
    assert surprises(clients, addresses, name) == []


@pytest.mark.parametrize("name", access.DECIDED_PAGES)
def test_a_page_of_a_decided_plan_answers_as_declared(db, clients, addresses, name):
    assert surprises(clients, addresses, name) == []


@pytest.mark.parametrize("name", access.ACCOUNT_PAGES)
def test_a_page_about_signing_in_answers_alike_for_every_role(
    db, clients, settings, monkeypatch, name
):
    # Who signed in at the start of this file is not asked for the password again, however long ago.
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * 60 * 24
    monkeypatch.setattr(adapter, "JUST_NOW", timedelta(days=1))
    keys = {"uidb36": "1", "key": "no-key"} if name.endswith("from_key") else {}
    url, declared = reverse(name, kwargs=keys), access.ACCOUNT_PAGES[name]
    for visitor, client in clients.items():
        wanted = declared.anonymous if visitor == Visitor.ANONYMOUS else declared.signed_in
        found = answered(client, url, "get"), answered(client, url, "post")
        assert found == wanted, visitor


@pytest.fixture(scope="module")
def guest(world: World) -> Client:
    """A browser in which the link to the world's plan is opened."""
    browser = Client()
    session = browser.session
    session.update({WHOSE: world.link.person_id, LINKS: {str(world.link.pk): 1}})
    session.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return browser


@pytest.mark.parametrize("name", access.GUEST_PAGES)
def test_a_page_of_a_link_is_nothing_to_whoever_did_not_open_it(db, clients, addresses, name):
    for visitor, client in clients.items():
        found = [answered(client, addresses[name], method) for method in METHODS]
        posts = 405 if name == "guest_part" else 404
        assert found == [404, posts, 405, 405], visitor


@pytest.mark.parametrize("name", access.GUEST_PAGES)
def test_a_page_of_a_link_opens_to_whoever_opened_it(db, guest, addresses, name):
    """The control."""
    # The link is for one paragraph, which is its page; nothing is added to that.
    leads = {"guest_part": (302, 405), "guest_add": (404, 404)}
    wanted = leads.get(name, (200, 422))
    assert (answered(guest, addresses[name], "get"), answered(guest, addresses[name], "post")) == (
        wanted
    )


def test_what_is_typed_by_a_link_is_kept_for_whoever_opened_it_alone(db, clients, guest, addresses):
    for name, wanted in (("guest_stash", 422), ("guest_stash_settle", 302)):
        for visitor, client in clients.items():
            assert answered(client, addresses[name], "post") == 404, visitor
            assert answered(client, addresses[name], "get") == 405
        assert answered(guest, addresses[name], "post") == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("guest_link", (200, 302)),
        ("guest_code", (200, 422)),
        ("guest_leave", (405, 302)),
        ("guest_left", (200, 405)),
    ],
)
def test_the_way_of_a_link_answers_everybody_alike(db, clients, addresses, name, wanted):
    for visitor, client in clients.items():
        cache.clear()
        found = answered(client, addresses[name], "get"), answered(client, addresses[name], "post")
        assert found == wanted, visitor


def test_the_address_of_a_calendar_answers_everybody_alike(db, clients, world):
    make_calendar_address(world.author)
    key = key_to_show(CalendarAddress.objects.of(world.author.pk))
    for visitor, client in clients.items():
        for opened, wanted in ((key, (200, 405)), (f"{key[:-1]}_", (404, 405))):
            where = reverse("calendar_feed", args=[opened])
            found = answered(client, where, "get"), answered(client, where, "post")
            assert found == wanted, visitor


def beyond_the_link(guest: Client, addresses: dict[str, str]) -> list[str]:
    """Every page on which a link's session is answered otherwise than somebody unknown."""
    stranger = Client()
    own = {*access.GUEST_PAGES, *access.GUEST_POSTS, *access.GUEST_WAYS}
    of_accounts = {
        name: reverse(name, kwargs={"uidb36": "1", "key": "x"} if name.endswith("from_key") else {})
        for name in access.ACCOUNT_PAGES
    }
    return [
        f"{method.upper()} {address}"
        for name, address in {**addresses, **of_accounts}.items()
        if name not in own
        for method in METHODS
        if answered(guest, address, method) != answered(stranger, address, method)
    ]


def test_a_links_session_is_a_strangers_on_every_other_page(db, guest, addresses):
    known = {*addresses, *access.ACCOUNT_PAGES, *access.KEYED}
    assert known == access.DECLARED
    assert beyond_the_link(guest, addresses) == []


def test_a_session_that_signed_in_the_person_would_be_found(db, world, addresses):
    """The control."""
    browser = Client()
    browser.force_login(world.link.person)

    assert len(beyond_the_link(browser, addresses)) > 50


def test_the_table_notices_when_the_plans_are_no_longer_scoped(db, clients, addresses, monkeypatch):
    """The control: with the scope off, people who do not see the draft are answered otherwise."""
    anywhere = Plan.objects.whole()
    monkeypatch.setattr(
        "plans.access.plan_at", lambda council, slug, person, rights: anywhere.filter(slug=slug)
    )

    assert len(surprises(clients, addresses, "version_pdf", ["get"])) > 3


def test_a_link_to_a_page_that_is_not_its_readers_is_found(db, clients, world):
    """The control: an auditor was led to a page of the authors alone."""
    led = f'<a class="govuk-link" href="{plan_url("plan_settings", world.plan)}?a=1&amp;b=2">'
    page = HttpResponse(f'{led}<a href="/no/such/page">')

    assert len(not_theirs(clients[Role.AUDITOR], Role.AUDITOR, page)) == 2
    assert len(not_theirs(clients[Role.AUTHOR], Role.AUTHOR, page)) == 1


def test_the_table_notices_when_strangers_are_let_in(db, clients, addresses, monkeypatch):
    """The control: with the way into a council open, other councils find its pages."""
    anywhere = Appointment.objects.select_related("council")
    monkeypatch.setattr(
        "councils.access.held_at_address", lambda person, slug, on: anywhere.filter(person=person)
    )

    assert surprises(clients, addresses, "plans", ["get"]) != []
