"""Commissions: those that ship are read-only, a council's own have versions, plans keep theirs."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from councils.record.models import Act
from councils.roles import Role
from plans.actions import commissions
from plans.commission import CommissionBrief, brief_from_json, shipped_briefs
from plans.models import Commission, CommissionVersion, Plan
from tests.makers import make_person
from tests.plan_makers import (
    SHIPPED,
    asked_as,
    make_moved_on,
    make_paragraph,
    make_plan,
)
from web.errors import Refused, StalePage


@pytest.fixture
def asked(council) -> CommissionBrief:
    return asked_as(commissions.version_for(council, SHIPPED), SHIPPED)


@pytest.fixture
def own(council, author, asked) -> Commission:
    """The council's copy of the shipped commission."""
    return commissions.make_commission(council, by=author, asked=asked, copied=True)


def change(commission, by, seen=1, reason="By e-mail of 3 June", **changed):
    words = replace(brief_from_json(commission.versions.first().content), **changed)
    return commissions.change_commission(commission, by=by, seen=seen, asked=words, reason=reason)


def test_the_commission_of_2024_ships_with_its_themes_and_questions():
    found = shipped_briefs()[SHIPPED]
    assert [len(theme.questions) for theme in found.themes] == [8, 4, 9, 4]
    assert len(found.question_keys) == 25
    assert found.due.isoformat() == "2024-07-19T23:59:59+01:00"


def test_a_shipped_commission_is_kept_once_and_not_changed(db, council, author):
    version = commissions.shipped_version(SHIPPED)
    assert commissions.shipped_version(SHIPPED) == version

    with pytest.raises(Refused, match="Copy it"):
        change(version.commission, author, title="Ours")


def test_a_new_release_of_a_shipped_commission_is_its_next_version(db, monkeypatch):
    first = commissions.shipped_version(SHIPPED)
    newer = {SHIPPED: replace(shipped_briefs()[SHIPPED], title="Newer words")}
    monkeypatch.setattr(commissions, "shipped_briefs", lambda: newer)

    second = commissions.shipped_version(SHIPPED)

    assert (second.commission, second.number) == (first.commission, 2)
    assert brief_from_json(first.content).title != "Newer words"


def test_a_copy_is_the_councils_own_and_comes_first(council, own):
    assert own.council == council
    assert commissions.version_for(council, SHIPPED) == own.versions.get()


def test_another_council_does_not_see_it(own, other_plan):
    assert commissions.version_for(other_plan.council, SHIPPED).commission.council is None


def test_a_second_of_the_same_address_is_refused(council, author, own, asked):
    with pytest.raises(Refused, match="already") as refusal:
        commissions.make_commission(council, by=author, asked=asked)
    assert refusal.value.field == "slug"


def test_a_change_is_a_version_with_its_reason_and_plans_keep_theirs(council, author, own):
    plan = make_plan(council, author, commission=own.versions.get())

    version = change(own, author, title="With another deadline")

    assert version.number == 2
    act = council.acts.latest("sequence")
    assert (act.verb, act.reason) == ("commission_changed", "By e-mail of 3 June")
    kept = Plan.objects.whole().get(pk=plan.pk)
    assert kept.commission.number == 1
    assert kept.asked.title != "With another deadline"


def test_words_that_are_the_same_are_no_version(author, own):
    acts = Act.objects.count()
    assert change(own, author) is None
    assert Act.objects.count() == acts
    assert own.versions.count() == 1


def test_a_stale_page_changes_nothing(author, colleague, own):
    change(own, colleague, title="Theirs")
    with pytest.raises(StalePage) as stale:
        change(own, author, seen=1, title="Mine", requires=("metrics",), pages=None)
    assert own.versions.count() == 2
    assert stale.value.seen == {"seen": 2}
    differences = [(one.label, one.mine, one.theirs) for one in stale.value.differences]
    assert differences[:2] == [("Title", "Mine", "Theirs"), ("Length", "Nothing", "3 to 4 pages")]
    assert differences[2][1] == "The plan has relevant metrics and indicators"


def test_who_types_what_a_colleague_saved_meanwhile_changes_nothing(author, colleague, own):
    change(own, colleague, title="The same")
    assert change(own, author, seen=1, title="The same") is None
    assert own.versions.count() == 2


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CONTRIBUTOR, Role.MONITORING_OFFICER])
def test_others_make_and_change_none(council, own, asked, role):
    person = make_person(council, role)
    with pytest.raises(PermissionDenied):
        commissions.make_commission(council, by=person, asked=replace(asked, slug="other"))
    with pytest.raises(PermissionDenied):
        change(own, person, title="Mine")


# Moving a plan


def test_a_plan_moves_to_newer_words_on_purpose_and_its_answers_follow(council, author, own):
    plan = make_plan(council, author, commission=own.versions.get())
    make_paragraph(plan, author, questions=["1.1"])
    newer = change(own, author, title="Newer")
    plan = Plan.objects.whole().get(pk=plan.pk)

    assert newer in commissions.newer_for(plan)
    assert commissions.move_plan_to(plan, by=author, version=newer, reason="The letter changed")

    moved = Plan.objects.whole().get(pk=plan.pk)
    assert moved.asked.title == "Newer"
    assert moved.passages.get().answers.get().question == "1.1"
    assert list(commissions.newer_for(moved)) == []


def test_a_plan_that_a_colleague_moved_meanwhile_stays_where_it_is(council, author, own):
    first = own.versions.get()
    plan = make_plan(council, author, commission=first)
    second, third = change(own, author, title="Second"), change(own, author, seen=2, title="Third")
    page = Plan.objects.whole().get(pk=plan.pk)
    commissions.move_plan_to(plan, by=author, version=second, reason="Theirs", seen=first.pk)

    with pytest.raises(StalePage) as stale:
        commissions.move_plan_to(page, by=author, version=third, reason="Mine", seen=first.pk)

    [difference] = stale.value.differences
    assert (difference.mine, difference.theirs) == (str(third), str(second))
    plan.refresh_from_db()
    assert plan.commission == second
    # Both wanted the same words: nothing is left to do.
    assert not commissions.move_plan_to(
        page, by=author, version=second, reason="Mine", seen=first.pk
    )


def test_a_plan_never_moves_to_older_words(council, author, own):
    first = own.versions.get()
    plan = make_plan(council, author, commission=change(own, author, title="Second"))

    with pytest.raises(Refused, match="newer words") as refusal:
        commissions.move_plan_to(plan, by=author, version=first, reason="Back")
    assert refusal.value.field == "version"


def test_a_plan_that_was_sent_needs_a_reason_to_move(council, author, own):
    plan = make_plan(council, author, commission=own.versions.get())
    make_moved_on(plan, author)
    newer = change(own, author, title="Newer")

    with pytest.raises(Refused, match="Say why"):
        commissions.move_plan_to(plan, by=author, version=newer, reason=" ")


def test_a_plan_never_moves_to_another_councils_commission(author, plan, other_plan, asked):
    theirs = make_person(other_plan.council, Role.AUTHOR)
    other = commissions.make_commission(other_plan.council, by=theirs, asked=asked)
    version = CommissionVersion.objects.get(commission=other)

    with pytest.raises(Refused, match="another council"):
        commissions.move_plan_to(plan, by=author, version=version, reason="Mine")
    with pytest.raises(Refused, match="another council"):
        make_plan(plan.council, author, commission=version)
    assert version not in commissions.newer_for(Plan.objects.whole().get(pk=plan.pk))
