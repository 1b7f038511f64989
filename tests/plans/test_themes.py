"""Themes of a plan: retitled, moved, taken out when empty, and never of another plan."""

import pytest
from django.core.exceptions import PermissionDenied

from councils.record.models import Act
from plans.actions import themes
from tests.plan_makers import make_commitment, make_moved_on, make_theme
from web.errors import Refused, StalePage


def titles(plan) -> list[str]:
    return [theme.title for theme in plan.themes.all()]


def test_a_plan_starts_with_the_commissions_themes_in_order(plan):
    assert [theme.answers for theme in plan.themes.all()] == ["1", "2", "3", "4"]
    assert titles(plan) == [theme.title for theme in plan.asked.themes]


def test_a_new_theme_stands_last(plan, author):
    make_theme(plan, author, "Ours")
    assert titles(plan)[-1] == "Ours"


def test_a_theme_takes_the_plans_own_words(author, theme):
    assert themes.edit_theme(theme, by=author, seen=1, title="Ours", answers="1")
    assert not themes.edit_theme(theme, by=author, seen=2, title="Ours", answers="1")


def test_a_stale_retitling_gives_both_titles(author, colleague, theme):
    themes.edit_theme(theme, by=colleague, seen=1, title="Theirs", answers="1")

    with pytest.raises(StalePage) as stale:
        themes.edit_theme(theme, by=author, seen=1, title="Mine", answers="1")

    [difference] = stale.value.differences
    assert (difference.mine, difference.theirs) == ("Mine", "Theirs")


@pytest.mark.parametrize("position", range(4))
def test_a_theme_moves_to_any_place(plan, author, position):
    second = plan.themes.get(answers="2")
    themes.move_theme(second, by=author, seen=1, position=position)

    assert [theme.answers for theme in plan.themes.all()].index("2") == position


def test_a_theme_that_holds_something_stays(plan, author, theme, paragraph):
    with pytest.raises(Refused, match="paragraphs"):
        themes.remove_theme(theme, by=author, seen=1)


def test_a_theme_that_a_commitment_belongs_to_stays(plan, author):
    own = make_theme(plan, author)
    make_commitment(plan, author, theme=own)

    with pytest.raises(Refused, match="commitment"):
        themes.remove_theme(own, by=author, seen=1)


def test_an_empty_theme_goes_and_the_record_says_which(plan, author):
    own = make_theme(plan, author, "Ours")
    themes.remove_theme(own, by=author, seen=1)

    assert "Ours" not in titles(plan)
    act = Act.objects.filter(plan=plan.pk).latest("sequence")
    assert (act.verb, act.subject) == ("removed", "Ours")


@pytest.mark.parametrize(
    "change",
    [
        lambda theme, **how: themes.edit_theme(theme, title="Other", answers="", **how),
        lambda theme, **how: themes.move_theme(theme, position=3, **how),
        lambda theme, **how: themes.remove_theme(theme, **how),
    ],
    ids=["edit", "move", "remove"],
)
def test_each_change_needs_a_reason_once_it_was_sent_and_an_author_always(
    plan, author, auditor, theme, change
):
    with pytest.raises(PermissionDenied):
        change(theme, by=auditor, seen=1)
    make_moved_on(plan, author)
    with pytest.raises(Refused, match="Say why"):
        change(theme, by=author, seen=1)

    change(theme, by=author, seen=1, reason="The directors asked")

    assert Act.objects.filter(plan=plan.pk).latest("sequence").reason == "The directors asked"
