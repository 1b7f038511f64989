"""A new paragraph stands where its writer put it: first, after another, or last."""

import pytest
from django.test import Client

from plans.access import plan_url
from plans.actions.passages import remove_passage
from plans.models import Plan, Theme
from tests.councils.pages import fields_of
from tests.plan_makers import make_paragraph, make_theme

NO_PLACE = ["", "-1", "none", "²", "9" * 18, "9" * 400, "1.5", " 1"]


def address(plan: Plan, theme: Theme, after: object) -> str:
    return plan_url("passage_add", plan, theme.pk, "paragraph") + f"?after={after}"


def write(browser: Client, url: str, body: str = "New words.") -> None:
    page = browser.get(url)
    assert browser.post(url, {**fields_of(page), "body": body}).status_code == 302


def words_in(theme: Theme) -> list[str]:
    return [one.body for one in theme.passages.order_by("place")]


def test_a_page_of_a_part_leads_to_a_place_above_the_first_and_below_each(
    browser, plan, theme, paragraph
):
    page = browser.get(plan_url("theme", plan, theme.pk)).content.decode()

    for after in (0, paragraph.pk):
        assert f'href="{address(plan, theme, after)}"' in page


def test_it_stands_after_the_one_it_was_put_below(browser, plan, author, theme, paragraph):
    make_paragraph(plan, author, "Last words.", theme)
    url = address(plan, theme, paragraph.pk)

    assert f"It will stand after {paragraph}." in browser.get(url).content.decode()
    write(browser, url)

    assert words_in(theme) == [paragraph.body, "New words.", "Last words."]


def test_it_stands_first(browser, plan, theme, paragraph):
    url = address(plan, theme, 0)

    assert "It will stand first." in browser.get(url).content.decode()
    write(browser, url)

    assert words_in(theme) == ["New words.", paragraph.body]


def test_it_stands_last_where_the_other_was_removed_meanwhile(
    browser, plan, author, theme, paragraph
):
    make_paragraph(plan, author, "Last words.", theme)
    url = address(plan, theme, paragraph.pk)
    typed = fields_of(browser.get(url)) | {"body": "New words."}
    remove_passage(paragraph, by=author, seen=1)

    assert browser.post(url, typed).status_code == 302

    assert words_in(theme) == ["Last words.", "New words."]


def test_it_stands_last_after_a_passage_of_another_part(browser, plan, author, theme, paragraph):
    elsewhere = make_paragraph(plan, author, "Elsewhere.", make_theme(plan, author, "Another"))
    url = address(plan, theme, elsewhere.pk)

    assert "It will stand" not in browser.get(url).content.decode()
    write(browser, url)

    assert words_in(theme) == [paragraph.body, "New words."]


@pytest.mark.parametrize("after", NO_PLACE)
def test_an_address_that_names_no_place_adds_at_the_end(browser, plan, theme, paragraph, after):
    write(browser, address(plan, theme, after))

    assert words_in(theme) == [paragraph.body, "New words."]


def test_refused_words_keep_their_place(browser, plan, theme, paragraph):
    url = address(plan, theme, 0)

    refused = browser.post(url, {**fields_of(browser.get(url)), "body": ""})

    assert refused.status_code == 422
    assert "It will stand first." in refused.content.decode()
