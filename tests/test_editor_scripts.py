"""Wherever rich text is written, the editor’s script is there, and once."""

import pytest
from django.test import Client

from plans.actions.passages import edit_passage
from tests import access
from tests.addresses import addresses_in
from tests.plan_makers import World

BOX, SCRIPT = "data-richtext", "/static/js/richtext.js"


@pytest.fixture
def world(db) -> World:
    return World()


@pytest.fixture
def browser(world) -> Client:
    client = Client()
    client.force_login(world.author)
    return client


def test_a_page_where_rich_text_is_written_has_its_script_once(world, browser):
    writes = set()
    for name, url in addresses_in(world).items():
        if name in access.PLAN_PAGES and access.PLAN_PAGES[name].get:
            page = browser.get(url).content.decode(errors="replace")
            if BOX in page:
                writes.add(name)
                assert page.count(SCRIPT) == 1, name
    assert writes >= {"passage", "introduction_add", "plan_write", "suggestion_add"}, writes


def test_so_has_a_page_on_which_two_texts_are_settled(world, browser):
    passage, seen = world.paragraph, world.paragraph.revision
    edit_passage(passage, by=world.author, seen=seen, body="The first window’s words.")
    url = addresses_in(world)["passage_move"].replace("move/", "")
    answer = browser.post(url, {"body": "The second window’s words.", "seen": seen})

    assert answer.status_code == 409
    assert answer.content.decode().count(SCRIPT) == 1
