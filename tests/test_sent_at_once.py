"""One person's page, sent eight times at the same moment: it is carried out once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from tests.plan_makers import World
from tests.test_sent_twice import ADDS, TIMES, filled_in, made_by, rows

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("name", ["introduction_add", "barriers", "theme_add", "plan_start"])
def test_eight_posts_at_the_same_moment_make_one(name):
    world = World()
    first = Client()
    first.force_login(world.author)
    browsers = [Client() for _ in range(TIMES)]
    for browser in browsers:
        browser.cookies = first.cookies
    address, typed = ADDS[name]
    url = address(world)
    sent, before = filled_in(first, url, typed), rows()

    def post(browser: Client) -> int:
        try:
            return browser.post(url, sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        statuses = list(pool.map(post, browsers))

    assert set(statuses) == {302}
    assert made_by(before)["Act"] == made_by(before)["SentForm"] == 1
