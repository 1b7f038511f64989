"""A word of 200 letters in every text that is kept: no page is wider for it, at any width."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import models, transaction
from django.test import Client
from playwright.sync_api import Browser, Route

from councils.models import User
from plans.models import StoredFile
from tests.addresses import addresses_in, addresses_of_decided
from tests.approvals.makers import Chamber, make_whole_life
from tests.browser.browsing import PHONE, WIDE
from tests.canaries import ours, typed_columns
from tests.makers import administrator_of, make_council
from tests.plan_makers import World
from web.frozen import Frozen

LONG = 200
HERE = "http://long.words"
MOST = 40


def lengthened(model: type[models.Model], save):
    """Whatever is written ends, in each of its texts, in a word as long as it may be."""
    columns = list(typed_columns(model))

    def with_long_words(row: models.Model, *given, **how):
        for column in columns if getattr(row, "council_id", 0) is not None else ():
            now = getattr(row, column.attname)
            if isinstance(now, str) and now and "wwwww" not in now and not isinstance(now, Frozen):
                room = min(LONG, (column.max_length or 10**6) - len(now) - 1)
                if room > 5:
                    setattr(row, column.attname, f"{now} {'w' * room}")
        return save(row, *given, **how)

    return with_long_words


class Pages:
    """Every page of two plans and their council, as HTML, by its address."""

    def __init__(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            # A file is found again by the name that it was given.
            for model in (one for one in ours() if one is not StoredFile):
                patch.setattr(model, "save", lengthened(model, model.save))
            self.build()
        self.found: dict[str, bytes] = {}
        for person in self.people:
            self.walk(person)

    def build(self) -> None:
        council = make_council()
        self.world = World(council)
        self.chamber = Chamber(council=council)
        make_whole_life(self.chamber)
        self.people: list[User] = [
            self.world.author,
            *self.chamber.person.values(),
            administrator_of(council),
        ]

    def addresses(self) -> Iterator[str]:
        plan = self.chamber.plan
        yield from addresses_in(self.world).values()
        yield from addresses_of_decided(plan).values()
        for address in ("", "read/", "write/", "history/", "versions/", "clearance/", "progress/"):
            yield f"{plan.get_absolute_url()}{address}"
        for kind in ("figures", "evidence", "metrics", "commitments", "barriers"):
            yield f"{plan.get_absolute_url()}{kind}/"
            yield f"{self.world.plan.get_absolute_url()}{kind}/"
        yield from ("/", f"/{plan.council.slug}/published/", f"/{plan.council.slug}/people/")

    def walk(self, person: User) -> None:
        browser = Client(raise_request_exception=False)
        browser.force_login(person)
        for address in sorted(set(self.addresses()) - set(self.found)):
            answer = browser.get(address)
            page = "text/html" in answer.get("Content-Type", "")
            whole = page and "attachment" not in answer.get("Content-Disposition", "")
            if answer.status_code == 200 and whole:
                self.found[address] = answer.content


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker) -> dict[str, bytes]:
    """Gathered before the browser starts, beside which Django refuses its database."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(logging.root.manager, "disable", logging.WARNING)
        found = Pages().found
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def shown(pages: dict[str, bytes], browser: Browser) -> Iterator:
    """A window in which each address shows what was gathered there."""
    page = browser.new_page()

    def answer(route: Route) -> None:
        asked = urlsplit(route.request.url)
        path = asked.path
        if (address := f"{path}?{asked.query}" if asked.query else path) in pages:
            route.fulfill(body=pages[address], content_type="text/html; charset=utf-8")
        elif static := finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", path)[8:]):
            route.fulfill(path=Path(static))
        else:
            route.fulfill(status=404)

    page.route("**/*", answer)
    yield page
    page.close()


def too_wide(page, pages: dict[str, bytes]) -> list[str]:
    wrong = []
    for address in sorted(pages):
        page.goto(HERE + address, wait_until="load")
        for size in (PHONE, WIDE):
            page.set_viewport_size(size)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > size["width"]:
                wrong.append(f"{address} is {width} wide at {size['width']}")
    return wrong


def test_pages_are_gathered_before_the_browser_starts(db, pages):
    """With a database: pytest makes one only where a test asks for it."""
    assert len(pages) > MOST
    assert sum(b"w" * 100 in page for page in pages.values()) > MOST


def test_no_page_is_wider_for_a_long_word(pages, shown):
    assert too_wide(shown, pages) == []


def test_without_the_rule_pages_are_wider(pages, shown):
    """The control: the pages have their styles, and long words where they would widen them."""
    style = b"<style>* { overflow-wrap: normal !important; word-break: normal !important }</style>"
    few = {
        address: page.replace(b"</head>", style + b"</head>")
        for address, page in list(pages.items())[:12]
    }
    usual = dict(pages)
    pages.update(few)
    try:
        assert too_wide(shown, few)
    finally:
        pages.update(usual)
