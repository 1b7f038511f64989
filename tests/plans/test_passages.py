"""Paragraphs and headings: who may change them, what a stale page does, what the record keeps."""

import pytest
from django.core.exceptions import PermissionDenied

from councils.roles import Role
from plans import edits
from plans.actions import passages
from plans.actions.whole_plan import PassageEdit, write_all
from plans.models import Passage, QuestionLink
from tests.makers import make_person
from tests.plan_makers import make_moved_on, make_paragraph, make_theme
from tests.plans.editing import acts_of, edit, last_act, move
from web.errors import Gone, MovedOn, Refused, StalePage


def test_a_new_paragraph_stands_last_in_its_theme(plan, author, theme, paragraph):
    second = make_paragraph(plan, author, "Second.", theme, questions=["1.1", "1.2"])

    assert list(theme.passages.all()) == [paragraph, second]
    assert [row.question for row in second.answers.all()] == ["1.1", "1.2"]
    assert last_act(plan).touched == ["passage", "question_link"]


def test_a_new_paragraph_may_stand_after_another(plan, author, theme, paragraph):
    third = make_paragraph(plan, author, "Third.", theme)
    second = make_paragraph(plan, author, "Second.", theme, after=paragraph.pk)

    assert list(theme.passages.all()) == [paragraph, second, third]


def test_a_question_the_commission_does_not_ask_is_not_answered(plan, author):
    assert not make_paragraph(plan, author, questions=["99.1"]).answers.exists()


def test_an_edit_keeps_who_when_what_and_why(plan, author, paragraph):
    assert edit(paragraph, author, "Other words.", questions=["1.2"], ready=True)

    paragraph.refresh_from_db()
    act = last_act(plan)
    kept = paragraph.history.latest()
    assert (paragraph.body, paragraph.ready, paragraph.revision) == ("Other words.", True, 2)
    assert (act.verb, act.actor.name, act.actor.role) == ("edited", author.name, Role.AUTHOR)
    assert (kept.act, kept.history_user, kept.history_change_reason) == (act, author, act.reason)


def test_a_passage_is_named_by_its_words_behind_a_long_link(author, paragraph):
    edit(paragraph, author, f"[Our strategy](https://example.org/{'a' * 600}) says so.")

    paragraph.refresh_from_db()
    assert str(paragraph) == "“Our strategy says so.”"


def test_an_edit_that_changes_nothing_leaves_nothing(plan, author, paragraph):
    before = acts_of(plan)

    assert not edit(paragraph, author, paragraph.body, questions=[], ready=False, writer=None)

    assert acts_of(plan) == before
    assert paragraph.history.count() == 1


def test_a_stale_page_changes_nothing_and_gives_both_texts(plan, author, colleague, paragraph):
    edit(paragraph, colleague, "Their words.")

    with pytest.raises(StalePage) as stale:
        edit(paragraph, author, "My words.", seen=1)

    [difference] = stale.value.differences
    assert (difference.mine, difference.theirs) == ("My words.", "Their words.")
    assert stale.value.seen == {"seen": 2}
    paragraph.refresh_from_db()
    assert paragraph.body == "Their words."


def test_the_words_settled_on_a_stale_page_are_saved(author, colleague, paragraph):
    edit(paragraph, colleague, "Their words.")

    assert edit(paragraph, author, "Both our words.", seen=2)


def test_a_removed_paragraph_cannot_be_edited(author, colleague, paragraph):
    passages.remove_passage(Passage.objects.get(), by=colleague, seen=1)

    with pytest.raises(Gone, match="removed"):
        edit(paragraph, author)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.AUTHOR])
def test_only_an_author_writes_what_nobody_was_assigned(council, paragraph, role):
    with pytest.raises(PermissionDenied):
        edit(paragraph, make_person(council, role))


def test_whoever_may_not_write_takes_no_lock(council, paragraph, monkeypatch):
    monkeypatch.setattr(edits, "locked_plan", lambda plan: pytest.fail("the plan was locked"))

    with pytest.raises(PermissionDenied):
        edit(paragraph, make_person(council, Role.AUDITOR))


def test_an_author_of_another_council_is_nobody_here(other_plan, paragraph):
    author = make_person(other_plan.council, Role.AUTHOR)
    with pytest.raises(PermissionDenied):
        edit(paragraph, author)


def test_a_contributor_writes_what_is_assigned_to_them(author, contributor, paragraph):
    edit(paragraph, author, paragraph.body, writer=contributor)

    assert edit(paragraph, contributor, "My part.", seen=2, ready=True)

    paragraph.refresh_from_db()
    assert (paragraph.body, paragraph.ready, paragraph.writer) == ("My part.", True, contributor)


def test_a_contributor_cannot_pass_their_paragraph_on(council, author, contributor, paragraph):
    edit(paragraph, author, paragraph.body, writer=contributor)
    friend = make_person(council, Role.CONTRIBUTOR)

    edit(paragraph, contributor, "My part.", seen=2, writer=friend)

    paragraph.refresh_from_db()
    assert paragraph.writer == contributor


def test_a_contributor_whose_paragraph_was_passed_on_meanwhile_is_refused(
    council, author, contributor, paragraph
):
    edit(paragraph, author, paragraph.body, writer=contributor)
    opened = Passage.objects.get()
    edit(paragraph, author, paragraph.body, seen=2, writer=make_person(council, Role.CONTRIBUTOR))

    for seen in (2, 3):
        with pytest.raises(PermissionDenied):
            edit(opened, contributor, "My part.", seen=seen)
    paragraph.refresh_from_db()
    assert paragraph.body == "The first words."


@pytest.mark.parametrize("verb", ["add", "move", "remove", "write"])
def test_a_contributor_does_nothing_but_edit(plan, author, contributor, paragraph, theme, verb):
    edit(paragraph, author, paragraph.body, writer=contributor)
    do = {
        "add": lambda: make_paragraph(plan, contributor),
        "move": lambda: move(paragraph, contributor, theme, 1),
        "remove": lambda: passages.remove_passage(paragraph, by=contributor, seen=2),
        "write": lambda: write_all(
            plan, by=contributor, rewrites=[PassageEdit(paragraph.pk, 2, "Mine.")]
        ),
    }
    with pytest.raises(PermissionDenied):
        do[verb]()


# Once the plan was sent to others


def test_new_words_need_a_reason_once_the_plan_was_sent(plan, author, paragraph):
    edit(paragraph, author, "Before it was sent, without a reason.")
    make_moved_on(plan, author)
    paragraph.refresh_from_db()

    with pytest.raises(Refused, match="Say why") as refusal:
        edit(paragraph, author, "After it.", reason="  ")

    assert refusal.value.field == "reason"
    assert edit(paragraph, author, "After it.", reason="The directors asked")
    assert last_act(plan).reason == "The directors asked"


def test_marks_and_assignments_never_need_a_reason(plan, author, contributor, paragraph):
    make_moved_on(plan, author)

    assert edit(
        paragraph, author, paragraph.body, ready=True, writer=contributor, questions=["1.1"]
    )


# Moving


def test_a_paragraph_moves_to_any_place_of_any_part(plan, author, theme, paragraph):
    other = plan.themes.get(answers="2")
    there = make_paragraph(plan, author, "There.", other)

    assert move(paragraph, author, other, 0)
    assert list(other.passages.all()) == [paragraph, there]

    paragraph.refresh_from_db()
    assert move(paragraph, author, None, 5)
    assert list(plan.passages.filter(theme=None)) == [paragraph]


def test_a_move_to_where_it_stands_changes_nothing(plan, author, theme, paragraph):
    before = acts_of(plan)
    assert not move(paragraph, author, theme, 0)
    assert acts_of(plan) == before


def test_a_stale_move_moves_nothing(author, colleague, theme, paragraph):
    edit(paragraph, colleague)
    with pytest.raises(StalePage):
        move(paragraph, author, None, 0, seen=1)


def test_a_paragraph_never_goes_to_a_theme_of_another_plan(author, paragraph, other_plan):
    with pytest.raises(Refused, match="another plan"):
        move(paragraph, author, other_plan.themes.first(), 0)


def test_a_paragraph_is_never_added_to_a_theme_of_another_plan(plan, author, other_plan):
    with pytest.raises(Refused, match="another plan"):
        make_paragraph(plan, author, "Words.", other_plan.themes.first())


# Removing and putting back


def test_a_removed_paragraph_can_be_put_back_once(plan, author, theme, paragraph):
    edit(paragraph, author, "Worth keeping.", questions=["1.1"])
    key = paragraph.pk
    last = make_paragraph(plan, author, "Last.", theme)
    passages.remove_passage(paragraph, by=author, seen=2)
    assert not QuestionLink.objects.exists()

    back = passages.put_back(plan, by=author, removed=key)

    assert (back.pk, back.body, back.revision) == (key, "Worth keeping.", 3)
    assert [row.question for row in back.answers.all()] == ["1.1"]
    assert list(theme.passages.all()) == [back, last]
    assert last_act(plan).verb == "passage_put_back"
    with pytest.raises(MovedOn, match="already back"):
        passages.put_back(plan, by=author, removed=key)


def test_a_page_from_before_it_was_removed_is_saved_after_it_is_back(plan, author, paragraph):
    opened = Passage.objects.get()
    passages.remove_passage(paragraph, by=author, seen=1)
    passages.put_back(plan, by=author, removed=opened.pk)

    assert edit(opened, author, seen=1)


def test_what_stood_in_a_theme_that_went_comes_back_into_the_introduction(plan, author):
    theme = make_theme(plan, author)
    passage = make_paragraph(plan, author, "Words.", theme)
    key = passage.pk
    passages.remove_passage(passage, by=author, seen=1)
    from plans.actions.themes import remove_theme

    remove_theme(theme, by=author, seen=1)

    assert passages.put_back(plan, by=author, removed=key).theme is None


def test_a_paragraph_of_another_plan_is_not_put_back_here(plan, author, other_plan):
    theirs = make_person(other_plan.council, Role.AUTHOR)
    passage = make_paragraph(other_plan, theirs)
    key = passage.pk
    passages.remove_passage(passage, by=theirs, seen=1)

    with pytest.raises(MovedOn):
        passages.put_back(plan, by=author, removed=key)
