"""The pages on which a commission's words change: two people see what each would have."""

from dataclasses import replace

import pytest
from django.urls import reverse

from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions import commissions
from plans.commission import brief_from_json
from plans.models import CommissionVersion
from tests.councils.pages import fields_of
from tests.makers import make_person
from tests.plan_makers import World


@pytest.fixture
def world(db):
    return World()


@pytest.fixture
def browser(world, signed_in):
    return signed_in(world.author)


def reword(world, title):
    """A second author gives the council's commission new words."""
    colleague = make_person(world.council, Role.AUTHOR, name="Second author, Northmoor")
    newest = world.own.versions.latest("number")
    asked = replace(brief_from_json(newest.content), title=title)
    return commissions.change_commission(
        world.own, by=colleague, seen=newest.number, asked=asked, reason="By e-mail of 3 June"
    )


def test_two_who_change_a_commission_read_both_and_settle_them(world, browser):
    page = reverse("commission_change", args=[world.council.slug, world.own.slug])
    ticked = {"requires": brief_from_json(world.own.versions.get().content).requires}
    typed = {"title": "My words", "why": "Another letter came"} | ticked
    mine = fields_of(browser.get(page)) | typed
    reword(world, "Their words")

    answer = browser.post(page, mine)

    assert answer.status_code == 409
    assert answer.context["mine"] == [("Title", "My words")]
    assert answer.context["theirs"] == [("Title", "Their words")]
    assert world.own.versions.count() == 2
    settled = fields_of(answer)
    assert (settled["title"], settled["why"]) == ("My words", "Another letter came")
    assert browser.post(page, settled | ticked).status_code == 302
    assert brief_from_json(world.own.versions.latest("number").content).title == "My words"


def moving(world, browser, version):
    """What the page on which a plan moves sends, as it is shown now, with a version chosen."""
    page = browser.get(plan_url("plan_commission", world.plan))
    return fields_of(page) | {"version": str(version.pk), "reason": "The deadline moved"}


def test_two_who_move_a_plan_read_what_each_chose(world, browser):
    chosen = world.own.versions.get()
    mine = moving(world, browser, chosen)
    newest = reword(world, "Newer words")
    move = {"by": world.author, "reason": "A newer letter came"}
    commissions.move_plan_to(world.plan, version=newest, **move)

    answer = browser.post(plan_url("plan_commission", world.plan), mine)

    assert answer.status_code == 409
    assert answer.context["mine"] == [("What the plan answers", str(chosen))]
    assert answer.context["theirs"] == [("What the plan answers", str(newest))]
    assert ("Why?", "The deadline moved") in answer.context["typed"]
    world.plan.refresh_from_db()
    assert world.plan.commission == newest


def test_without_the_check_the_second_moves_it_again(world, browser, monkeypatch):
    chosen = world.own.versions.get()
    mine = moving(world, browser, chosen)
    newer = reword(world, "Newer words")
    other = replace(brief_from_json(newer.content), slug="another")
    another = commissions.make_commission(world.council, by=world.author, asked=other)
    move = {"by": world.author, "reason": "A newer letter came"}
    commissions.move_plan_to(world.plan, version=another.versions.get(), **move)
    monkeypatch.setattr(commissions, "check_still_answers", lambda *_: None)

    assert browser.post(plan_url("plan_commission", world.plan), mine).status_code == 302
    world.plan.refresh_from_db()
    assert world.plan.commission == chosen


def test_a_replayed_page_moves_a_plan_once(world, browser):
    chosen = world.own.versions.get()
    mine = moving(world, browser, chosen)
    before = Act.objects.count()
    answers = [browser.post(plan_url("plan_commission", world.plan), mine) for _ in range(3)]

    assert [one.status_code for one in answers] == [302, 302, 302]
    assert Act.objects.count() == before + 1


def test_the_page_offers_newer_words_alone(world, browser):
    first, newest = world.own.versions.get(), reword(world, "Newer words")
    move = {"by": world.author, "reason": "The letter came"}
    commissions.move_plan_to(world.plan, version=first, **move)
    form = browser.get(plan_url("plan_commission", world.plan)).context["form"]

    assert [key for key, _ in form.fields["version"].choices] == [newest.pk]
    older = moving(world, browser, CommissionVersion.objects.exclude(commission=world.own).get())
    assert browser.post(plan_url("plan_commission", world.plan), older).status_code == 422
