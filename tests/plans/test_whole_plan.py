"""The whole plan on one page: saved as one act, and what is stale on it."""

import pytest

from plans.actions import passages
from plans.actions.passages import NewPassage, PassageEdit
from tests.plan_makers import make_heading, make_paragraph
from tests.plans.editing import acts_of, edit, move
from web.errors import StalePage


def write(plan, by, *rewrites, additions=(), **how):
    return passages.write_all(plan, by=by, rewrites=rewrites, additions=additions, **how)


def test_the_whole_plan_is_saved_as_one_act(plan, author, theme, paragraph):
    heading = make_heading(plan, author, theme=theme)
    before = acts_of(plan)

    count = write(
        plan,
        author,
        PassageEdit(paragraph.pk, 1, "New words."),
        PassageEdit(heading.pk, 1, "New heading"),
        additions=[NewPassage(theme.pk, "Last."), NewPassage(None, "First.")],
    )

    assert count == 4
    assert acts_of(plan) == before + 1
    words = [passage.body for passage in theme.passages.all()]
    assert words == ["New words.", "New heading", "Last."]


def test_words_that_only_somebody_else_changed_stay_theirs(plan, author, colleague, paragraph):
    mine = make_paragraph(plan, author, "Mine as it was.")
    edit(paragraph, colleague, "Theirs, newer.")

    # The page sends every box: this one as it was shown, untouched.
    write(
        plan,
        author,
        PassageEdit(paragraph.pk, 1, "The first words."),
        PassageEdit(mine.pk, 1, "Mine."),
    )

    paragraph.refresh_from_db()
    mine.refresh_from_db()
    assert (paragraph.body, mine.body) == ("Theirs, newer.", "Mine.")


def test_words_that_both_changed_are_stale_and_nothing_is_saved(plan, author, colleague, paragraph):
    mine = make_paragraph(plan, author, "Mine as it was.")
    edit(paragraph, colleague, "Theirs, newer.")

    with pytest.raises(StalePage) as stale:
        write(
            plan,
            author,
            PassageEdit(mine.pk, 1, "Mine."),
            PassageEdit(paragraph.pk, 1, "Mine too."),
        )

    mine.refresh_from_db()
    assert mine.body == "Mine as it was."
    [difference] = stale.value.differences
    assert (difference.mine, difference.theirs) == ("Mine too.", "Theirs, newer.")
    assert stale.value.seen[f"seen-{paragraph.pk}"] == 2


def test_a_paragraph_that_was_only_moved_meanwhile_takes_the_new_words(
    plan, author, colleague, paragraph
):
    move(paragraph, colleague, None, 0)

    write(plan, author, PassageEdit(paragraph.pk, 1, "New words."))

    paragraph.refresh_from_db()
    assert (paragraph.body, paragraph.theme) == ("New words.", None)


def test_words_for_a_paragraph_that_was_removed_are_given_back_whole(plan, author, paragraph):
    key = paragraph.pk
    passages.remove_passage(paragraph, by=author, seen=1)

    with pytest.raises(StalePage) as stale:
        write(plan, author, PassageEdit(key, 1, "Words I typed."))
    assert stale.value.differences[0].mine == "Words I typed."

    assert write(plan, author, PassageEdit(key, 1, "The first words.")) == 0


def test_a_page_that_does_not_say_what_it_showed_is_out_of_date(plan, author, paragraph):
    with pytest.raises(StalePage):
        write(plan, author, PassageEdit(paragraph.pk, 0, "Words."))
