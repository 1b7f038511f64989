"""Each thing of a plan has its own history, and each text of it can be put back."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from councils.record.models import Act
from councils.roles import Role
from dashboard.history.things import MODELS
from plans.access import plan_url
from plans.actions.items import edit_item, remove_item, set_saving
from plans.actions.passages import edit_passage, remove_passage
from plans.actions.put_back import put_removed_back, put_text_back
from plans.actions.themes import edit_theme, remove_theme
from plans.models import Commitment, Figure, Plan, Theme
from tests.makers import make_person
from tests.plan_makers import (
    give_saving,
    make_barrier,
    make_commitment,
    make_evidence,
    make_figure,
    make_metric,
    make_moved_on,
    make_paragraph,
    make_theme,
)
from web.errors import MovedOn, Refused

MAKE: dict[str, Any] = {
    "passage": lambda plan, by: make_paragraph(plan, by, "First words."),
    "theme": lambda plan, by: make_theme(plan, by, "First words."),
    "figure": lambda plan, by: make_figure(plan, by, label="First words."),
    "commitment": lambda plan, by: make_commitment(plan, by, what="First words."),
    "metric": lambda plan, by: make_metric(plan, by, "First words."),
    "barrier": lambda plan, by: make_barrier(plan, by, "First words."),
    "evidence": lambda plan, by: make_evidence(plan, by, "First words."),
}
WORDS = {"passage": "body", "theme": "title", "figure": "label", "metric": "name"} | {
    "commitment": "what",
    "barrier": "what",
    "evidence": "title",
}


def change(kind: str, row: Any, by: Any, words: str = "Other words.", **how: Any) -> None:
    seen = row.revision
    if kind == "passage":
        edit_passage(row, by=by, seen=seen, body=words, **how)
    elif kind == "theme":
        edit_theme(row, by=by, seen=seen, title=words, answers="", **how)
    else:
        edit_item(row, by=by, seen=seen, **{WORDS[kind]: words}, **how)


def remove(kind: str, row: Any, by: Any) -> None:
    actions = {"passage": remove_passage, "theme": remove_theme}
    actions.get(kind, remove_item)(row, by=by, seen=row.revision)


def act_of(kind: str, key: int, *, number: int) -> int:
    """The number of the act that wrote the thing's first, second … text."""
    rows = MODELS[kind].history.filter(id=key).order_by("history_id")
    return rows[number].act.sequence


def at(plan: Plan, kind: str, key: int, *, number: int = 0) -> str:
    return plan_url("put_back", plan, act_of(kind, key, number=number), kind, key)


def sent(browser: Any, url: str) -> dict[str, Any]:
    """What a browser would send of the form that the page shows."""
    form = browser.get(url).context["form"]
    return {name: form[name].value() or "" for name in form.fields} | {
        "drawn": form.initial.get("drawn", "")
    }


def test_every_thing_that_has_a_history_is_tried():
    assert MAKE.keys() == WORDS.keys() == MODELS.keys()


@pytest.mark.parametrize("kind", MAKE)
def test_its_history_has_each_text_and_puts_it_back(browser, plan, author, kind):
    row = MAKE[kind](plan, author)
    change(kind, row, author)

    page = browser.get(plan_url("thing_history", plan, kind, row.pk))
    after, before = page.context["texts"]
    assert (after.put_back, before.put_back) == ("", at(plan, kind, row.pk))
    assert "First words." in page.content.decode()

    assert browser.post(before.put_back, sent(browser, before.put_back)).status_code == 302
    now = MODELS[kind]._default_manager.get(pk=row.pk)
    assert getattr(now, WORDS[kind]) == "First words."
    act = Act.objects.filter(plan=plan.pk).latest("sequence")
    assert (act.verb, act.reason) == ("text_put_back", "")
    assert act.details["act"] == before.act.sequence


@pytest.mark.parametrize("kind", MAKE)
def test_what_was_removed_comes_back_from_the_page_of_its_act(browser, plan, author, kind):
    row = MAKE[kind](plan, author)
    key = row.pk
    remove(kind, row, author)
    act = Act.objects.filter(plan=plan.pk).latest("sequence")
    page = browser.get(plan_url("act", plan, act.sequence))
    where = page.context["where"]
    assert where.removed_by == act
    assert f"Removed by {author.name}" in page.content.decode()

    typed = sent(browser, where.put_back)
    assert browser.post(where.put_back, typed).status_code == 302
    now = MODELS[kind]._default_manager.get(pk=key)
    assert (getattr(now, WORDS[kind]), now.plan) == ("First words.", plan)
    again = browser.post(where.put_back, typed, follow=True)
    assert again.status_code in (200, 409)
    assert MODELS[kind]._default_manager.filter(plan=plan).count() == 1 + (kind == "theme") * 4


def test_from_an_old_page_nothing_is_put_over_newer_words(browser, plan, author, colleague):
    row = make_paragraph(plan, author, "First words.")
    change("passage", row, author)
    url = at(plan, "passage", row.pk)
    typed = sent(browser, url)
    row.refresh_from_db()
    change("passage", row, colleague, "A colleague’s.")

    answer = browser.post(url, typed)

    assert answer.status_code == 409
    assert colleague.name in answer.content.decode()
    row.refresh_from_db()
    assert row.body == "A colleague’s."


def test_what_was_removed_meanwhile_is_told(browser, plan, author, colleague):
    row = make_paragraph(plan, author, "First words.")
    change("passage", row, author)
    url = at(plan, "passage", row.pk)
    typed = sent(browser, url)
    row.refresh_from_db()
    remove_passage(row, by=colleague, seen=2)

    answer = browser.post(url, typed)

    assert answer.status_code == 409
    assert colleague.name in answer.content.decode()


def test_once_the_plan_was_sent_it_asks_why(browser, plan, author):
    row = make_paragraph(plan, author, "First words.")
    change("passage", row, author)
    make_moved_on(plan, author)
    url = at(plan, "passage", row.pk)
    typed = sent(browser, url)

    assert browser.post(url, typed).status_code == 422
    assert browser.post(url, typed | {"reason": "It was right"}).status_code == 302
    assert Act.objects.filter(plan=plan.pk).latest("sequence").reason == "It was right"


def test_a_stage_that_forbids_writing_refuses_it(plan, author, monkeypatch):
    row = make_paragraph(plan, author, "First words.")
    change("passage", row, author)
    was = row.history.earliest("history_id")
    row.refresh_from_db()
    monkeypatch.setattr("plans.edits.Stage", SimpleNamespace(CLOSED=plan.stage))
    with pytest.raises(MovedOn, match="closed"):
        put_text_back(row, was, by=author, seen=2)


def test_a_commitment_comes_back_with_its_metrics_and_savings(plan, author):
    metric = make_metric(plan, author)
    row = make_commitment(plan, author, metrics=[metric])
    give_saving(row, by=author, year=2027, planned=Decimal(5))
    key = row.pk
    remove_item(row, by=author, seen=1)

    put_removed_back(plan, Commitment, by=author, removed=key)

    now = Commitment.objects.get(pk=key)
    assert [link.metric_id for link in now.linked_metrics.all()] == [metric.pk]
    assert [saving.planned for saving in now.savings.all()] == [Decimal(5)]
    with pytest.raises(MovedOn, match="already back"):
        put_removed_back(plan, Commitment, by=author, removed=key)
    assert set_saving(
        now, by=author, year=2027, planned=Decimal(6), cash_releasing=True, recurring=True
    )


def test_it_comes_back_at_its_place(plan, author):
    one, two, three = (make_barrier(plan, author, name) for name in ("One", "Two", "Three"))
    key = two.pk
    remove_item(two, by=author, seen=1)
    put_removed_back(plan, type(one), by=author, removed=key)
    assert [row.what for row in plan.barriers.order_by("place")] == ["One", "Two", "Three"]
    assert three.pk > key


def test_a_name_that_another_has_by_now_is_not_put_back(plan, author):
    row = make_figure(plan, author)
    key = row.pk
    remove_item(row, by=author, seen=1)
    make_figure(plan, author)
    with pytest.raises(Refused, match="Another one has this"):
        put_removed_back(plan, Figure, by=author, removed=key)


def test_a_theme_that_is_gone_is_put_back_first(plan, author):
    theme: Theme = make_theme(plan, author)
    row = make_commitment(plan, author, theme=theme)
    was = row.history.earliest("history_id")
    edit_item(row, by=author, seen=1, theme=None)
    remove_theme(theme, by=author, seen=1)
    row.refresh_from_db()
    with pytest.raises(Refused, match="Put the theme back first"):
        put_text_back(row, was, by=author, seen=2)


@pytest.mark.parametrize("role", Role)
def test_only_authors_put_back(signed_in, plan, author, role):
    row = make_paragraph(plan, author, "First words.")
    change("passage", row, author)
    browser = signed_in(make_person(plan.council, role))
    assert (browser.get(at(plan, "passage", row.pk)).status_code == 200) == (role == Role.AUTHOR)


@pytest.mark.parametrize("rest", [("passage", 12345), ("figure", 1), ("passage", 10**19)])
def test_what_never_was_has_no_history(browser, plan, rest):
    assert browser.get(plan_url("thing_history", plan, *rest)).status_code == 404
    assert browser.get(plan_url("put_back", plan, 1, *rest)).status_code == 404
