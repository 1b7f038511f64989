"""Find and replace: each place is seen before anything is changed, and nothing changes unseen."""

from urllib.parse import urlencode

import pytest

from councils.record.models import Act
from plans.access import plan_url
from plans.actions.items import edit_item
from plans.actions.passages import edit_passage, remove_passage
from plans.actions.themes import edit_theme
from plans.forms import replacing
from plans.views import replacing as pages
from tests.councils.pages import fields_of
from tests.plan_makers import (
    make_commitment,
    make_figure,
    make_heading,
    make_metric,
    make_moved_on,
    make_paragraph,
)


@pytest.fixture
def words(plan, author, theme):
    bodies = ("The authority saves.", "The authority, an authority.", "No such word.")
    return [make_paragraph(plan, author, body, theme) for body in bodies]


def address(plan, find="authority", words="council", **how):
    return f"{plan_url('plan_replace', plan)}?{urlencode({'find': find, 'words': words, **how})}"


def bodies(plan):
    return [one.body for one in plan.passages.order_by("pk")]


def test_the_page_asks_what_to_find_and_changes_nothing(browser, plan, words):
    before = bodies(plan)

    assert browser.get(plan_url("plan_replace", plan)).status_code == 200
    page = browser.get(address(plan)).content.decode()

    assert "Found in 3 places" in page
    assert "The <mark>authority</mark> saves." in page
    assert "What is marked becomes “council”." in page
    assert bodies(plan) == before


def test_words_are_replaced_everywhere_as_one_act(browser, plan, words):
    url = address(plan)
    acts = Act.objects.count()

    answer = browser.post(url, fields_of(browser.get(url)), follow=True)

    assert bodies(plan) == ["The council saves.", "The council, an council.", "No such word."]
    assert Act.objects.count() == acts + 1
    assert Act.objects.latest("sequence").verb == "words_replaced"
    assert "The words are replaced in 2 paragraphs." in answer.content.decode()


def test_words_are_replaced_only_where_somebody_ticked(browser, plan, words):
    url = address(plan)
    one = words[1]
    typed = fields_of(browser.get(url)) | {
        "only": "ticked",
        "places": [f"passage.body-{one.pk}-1-2"],
    }

    assert browser.post(url, typed).status_code == 302

    assert bodies(plan)[:2] == ["The authority saves.", "The authority, an council."]


def test_some_ticked_and_all_asked_for_is_asked_about(browser, plan, words):
    url = address(plan)
    before = bodies(plan)

    answer = browser.post(
        url, fields_of(browser.get(url)) | {"places": [f"passage.body-{words[1].pk}-1-2"]}
    )

    assert answer.status_code == 422
    assert "You ticked 1 of 3 places." in answer.content.decode()
    assert b"checked" in answer.content
    assert bodies(plan) == before


def test_nothing_ticked_is_refused_at_the_places(browser, plan, words):
    url = address(plan)
    before = bodies(plan)

    answer = browser.post(url, fields_of(browser.get(url)) | {"only": "ticked"})

    assert answer.status_code == 422
    assert "Tick the places" in answer.content.decode()
    assert bodies(plan) == before


def test_what_was_changed_since_the_page_was_shown_is_left_and_told(
    browser, plan, author, colleague, words
):
    url = address(plan)
    typed = fields_of(browser.get(url))
    edit_passage(words[0], by=colleague, seen=1, body="Another authority saves more.")
    remove_passage(words[2], by=author, seen=1)

    page = browser.post(url, typed, follow=True).content.decode()

    assert bodies(plan) == ["Another authority saves more.", "The council, an council."]
    assert "1 paragraph had changed since" in page
    assert "Another <mark>authority</mark> saves more." in page


def test_a_paragraph_is_not_left_without_words(browser, plan, author, theme):
    make_paragraph(plan, author, "Authority", theme)
    url = address(plan, words="")

    answer = browser.post(url, fields_of(browser.get(url)))

    assert answer.status_code == 422
    assert "remove it instead" in answer.content.decode()
    assert bodies(plan) == ["Authority"]


def test_a_heading_stays_as_short_as_a_heading_is(browser, plan, author, theme):
    make_heading(plan, author, "a " * 90, theme=theme)
    url = address(plan, find="a", words="longer")

    answer = browser.post(url, fields_of(browser.get(url)))

    assert answer.status_code == 422
    assert "longer than 200 characters" in answer.content.decode()


def test_a_plan_that_was_sent_asks_why(browser, plan, author, words):
    make_moved_on(plan, author)
    url = address(plan)
    typed = fields_of(browser.get(url))

    refused = browser.post(url, typed)
    assert refused.status_code == 422
    assert b'href="#id_reason"' in refused.content

    assert browser.post(url, typed | {"reason": "As the directors asked"}).status_code == 302
    assert Act.objects.latest("sequence").reason == "As the directors asked"


@pytest.mark.parametrize("find", ["", " ", "x" * (replacing.LONGEST_WORDS + 1)])
def test_what_cannot_be_looked_for_is_refused_where_it_was_typed(browser, plan, find):
    answer = browser.get(address(plan, find=find))

    assert answer.status_code == 422
    assert b'href="#id_find"' in answer.content


def test_words_are_found_in_titles_and_lists_too_and_replaced_as_one_act(
    browser, plan, author, theme
):
    edit_theme(theme, by=author, seen=1, title="Our authority", answers=theme.answers)
    figure = make_figure(plan, author, "authority-cost", label="What the authority costs")
    metric = make_metric(plan, author, "Days lost by the authority")
    promise = make_commitment(plan, author, what="The authority will.", measure="An authority")
    make_paragraph(plan, author, "It is {figure:authority-cost}.", theme)
    url, acts = address(plan), Act.objects.count()

    page = browser.get(url)
    told = page.content.decode()
    assert "Found in 5 places" in told
    for where in ("title of theme 1", "figure: what it is", "metric: name"):
        assert f"({where})" in told
    assert f"commitment {promise.reference}: measure of success" in told
    answer = browser.post(url, fields_of(page), follow=True).content.decode()

    for row in (theme, figure, metric, promise):
        row.refresh_from_db()
    assert (theme.title, figure.label) == ("Our council", "What the council costs")
    assert (metric.name, figure.name) == ("Days lost by the council", "authority-cost")
    assert (promise.what, promise.measure) == ("The council will.", "An council")
    assert Act.objects.count() == acts + 1
    assert "The words are replaced in 4 titles and entries." in answer
    assert bodies(plan) == ["It is {figure:authority-cost}."]


def test_one_column_of_an_entry_is_replaced_where_it_alone_is_ticked(browser, plan, author):
    promise = make_commitment(plan, author, what="The authority will.", measure="An authority")
    url = address(plan)
    ticked = [f"commitment.measure-{promise.pk}-1-1"]

    browser.post(url, fields_of(browser.get(url)) | {"only": "ticked", "places": ticked})

    promise.refresh_from_db()
    assert (promise.what, promise.measure) == ("The authority will.", "An council")


def test_an_entry_changed_since_is_left_and_one_that_needs_words_keeps_some(
    browser, plan, author, colleague
):
    metric = make_metric(plan, author, "Authority")
    url = address(plan)
    typed = fields_of(browser.get(url))
    refused = browser.post(address(plan, words=""), typed)
    assert refused.status_code == 422
    assert "remove it instead" in refused.content.decode()
    edit_item(metric, by=colleague, seen=1, name="The authority")

    told = browser.post(url, typed, follow=True).content.decode()

    metric.refresh_from_db()
    assert metric.name == "The authority"
    assert "1 title or entry had changed since" in told


@pytest.mark.parametrize(
    "key", ["plan.title-1-1-1", "figure.value-1-1-1", "passage.plan-1-1-1", "x", "passage.body-1-1"]
)
def test_what_no_page_offered_is_replaced_nowhere(browser, plan, words, key):
    url, before = address(plan), bodies(plan)
    key = key.replace("-1-1-1", f"-{words[0].pk}-1-1")

    answer = browser.post(
        url, fields_of(browser.get(url)) | {"only": "ticked", "places": [key]}, follow=True
    )

    assert answer.status_code in (200, 422)
    assert bodies(plan) == before


def test_words_that_do_not_stand_there_are_said_to(browser, plan, words):
    assert (
        "These words do not stand in the plan."
        in browser.get(address(plan, find="nowhere")).content.decode()
    )


def test_of_very_many_places_the_first_are_shown_and_the_rest_counted(
    browser, plan, words, monkeypatch
):
    monkeypatch.setattr(pages, "MOST_PLACES", 1)
    url = address(plan)

    page = browser.get(url).content.decode()
    assert "Found in 1 place" in page
    assert "2 more places follow" in page

    assert browser.post(url, fields_of(browser.get(url))).status_code == 302
    assert bodies(plan)[:2] == ["The council saves.", "The authority, an authority."]


def test_a_table_keeps_its_cells_whatever_words_are_put_in_them(browser, plan, author, theme):
    row = make_paragraph(plan, author, "| Adults | 40 |\n|---|---|\n| Homes | 12 |", theme)
    url = address(plan, find="Homes", words="Homes | hostels")

    assert browser.post(url, fields_of(browser.get(url))).status_code == 302

    row.refresh_from_db()
    assert row.body == "| Adults | 40 |\n|---|---|\n| Homes \\| hostels | 12 |"


def test_words_that_would_make_another_table_are_refused_at_the_places(
    browser, plan, author, theme
):
    row = make_paragraph(plan, author, "| Adults |\n|---|\n| Homes |", theme)
    url = address(plan, find="Adults", words="---")

    answer = browser.post(url, fields_of(browser.get(url)))

    assert answer.status_code == 422
    assert "change it on its own page" in answer.content.decode()
    row.refresh_from_db()
    assert row.body == "| Adults |\n|---|\n| Homes |"
