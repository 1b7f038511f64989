"""Wherever rich text is written, the editor’s script is there, and once."""

from django.test import Client

from tests import access
from tests.addresses import addresses_in
from tests.plan_makers import World

BOX, SCRIPT = "data-richtext", "/static/js/richtext.js"


def test_a_page_where_rich_text_is_written_has_its_script_once(db):
    world = World()
    browser = Client()
    browser.force_login(world.author)
    writes = set()
    for name, url in addresses_in(world).items():
        if name in access.PLAN_PAGES and access.PLAN_PAGES[name].get:
            page = browser.get(url).content.decode(errors="replace")
            if BOX in page:
                writes.add(name)
                assert page.count(SCRIPT) == 1, name
    assert writes >= {"passage", "introduction_add", "plan_write", "suggestion_add"}, writes
