"""What is given to somebody to write: to whom, by when, how far it is, and who may write there."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from councils.models import MailChoice, OutboxMessage, User
from councils.outbox import compose
from councils.roles import Role
from plans.actions import assignments
from plans.actions.assignments import change_assignment, give, nudge
from plans.actions.passages import add_passage, edit_passage
from plans.actions.themes import remove_theme
from plans.assignments import Assignment, Progress, who_has_what
from plans.models import Passage, Plan, QuestionAssignment, Theme
from plans.notifications import ASSIGNED, NUDGE
from tests.makers import make_person
from tests.plan_makers import make_heading, make_paragraph, make_theme, make_version
from tests.plans.editing import acts_of, last_act
from web.errors import MovedOn, Refused, StalePage

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=10)


def given(plan: Plan) -> list[Assignment]:
    return list(who_has_what(plan, TODAY).given)


def progress(plan: Plan) -> list[Progress]:
    return [one.progress for one in given(plan)]


def told(person: User, kind: str = ASSIGNED) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(kind=kind, to=person).order_by("pk"))


def add_to(plan: Plan, by: User, theme: Theme | None, **how: str) -> Passage:
    return add_passage(plan, by=by, theme=theme, kind="paragraph", body="Theirs.", **how)


@pytest.fixture
def question(plan, author, contributor) -> QuestionAssignment:
    [row] = give(plan, by=author, what=[("question", "1.2")], writer=contributor)
    return row


def test_ten_things_given_at_once_are_one_e_mail(plan, author, contributor, theme):
    what = [("passage", str(make_paragraph(plan, author, f"Zebra {n}.", theme).pk)) for n in "ab"]
    what += [("theme", str(theme.pk)), ("question", "1.2")]

    give(
        plan,
        by=author,
        what=what,
        writer=contributor,
        wanted_on=SOON,
        asked_for="Two hundred words.",
    )

    [letter] = told(contributor)
    words = compose(letter).body
    assert given(plan)[0].name == theme.title
    assert {one.wanted for one in given(plan)} == {SOON}
    assert words.count("- a paragraph of theme 1") == 2
    assert "- theme 1\n" in words
    assert "- question 1.2" in words
    assert "Zebra" not in words
    assert "Two hundred" not in words
    assert last_act(plan).verb == "assigned"


def test_one_thing_given_leads_to_its_page(plan, author, contributor, paragraph):
    give(plan, by=author, what=[("passage", str(paragraph.pk))], writer=contributor)

    [letter] = told(contributor)
    assert letter.page == f"{plan.get_absolute_url()}passages/{paragraph.pk}/"
    assert last_act(plan).sentence == "gave to somebody to write “The first words.”"


def test_without_a_day_of_its_own_the_plans_counts_and_is_not_stored(plan, author, question):
    plan.meets_on = SOON
    assert question.wanted_on is None
    assert [one.wanted for one in given(plan)] == [SOON]


def test_a_day_that_has_passed_is_refused(plan, author, contributor):
    for day in (TODAY - timedelta(days=1), TODAY - timedelta(days=400)):
        with pytest.raises(Refused, match="has passed"):
            give(plan, by=author, what=[("question", "1.2")], writer=contributor, wanted_on=day)
    assert not given(plan)
    give(plan, by=author, what=[("question", "1.2")], writer=contributor, wanted_on=TODAY)


def test_nobody_without_a_role_in_which_they_write_is_given_anything(plan, author, council):
    for role in (Role.AUDITOR, Role.CABINET_MEMBER, Role.MONITORING_OFFICER):
        with pytest.raises(Refused, match="no role here"):
            give(plan, by=author, what=[("question", "1.2")], writer=make_person(council, role))


def test_what_was_given_or_removed_meanwhile_is_given_to_nobody(
    plan, author, contributor, question
):
    spare = make_theme(plan, author)
    remove_theme(spare, by=author, seen=1)
    before = acts_of(plan)
    gone = Theme.history.filter(history_type="-").latest("history_id").id
    for what in (("question", "1.2"), ("theme", str(gone)), ("question", "99.9")):
        with pytest.raises(MovedOn):
            give(plan, by=author, what=[("question", "1.3"), what], writer=contributor)
    assert acts_of(plan) == before


def test_a_heading_is_given_to_nobody(plan, author, contributor):
    heading = make_heading(plan, author)
    with pytest.raises(Refused, match="heading"):
        give(plan, by=author, what=[("passage", str(heading.pk))], writer=contributor)


def test_only_an_author_gives(plan, contributor):
    with pytest.raises(PermissionDenied):
        give(plan, by=contributor, what=[("question", "1.2")], writer=contributor)


# How far it is


def test_it_is_not_begun_then_written_then_ready(plan, author, contributor, theme, question):
    assert progress(plan) == [Progress.EMPTY]
    mine = add_to(plan, contributor, theme, on_question="1.2")
    assert progress(plan) == [Progress.WRITING] * 2

    edit_passage(mine, by=contributor, seen=1, body="Done.", ready=True)
    assert progress(plan) == [Progress.READY] * 2


def test_what_others_wrote_there_makes_nothing_theirs(plan, author, theme, question):
    make_paragraph(plan, author, "By the author.", theme, questions=["1.2"], ready=True)
    assert progress(plan) == [Progress.EMPTY]


def test_what_is_not_ready_after_its_day_is_late(plan, author, question):
    change_assignment(question, by=author, seen=1, writer=question.writer, wanted_on=SOON)
    [one] = given(plan)
    assert not one.is_late(SOON)
    assert one.is_late(SOON + timedelta(days=1))


def test_what_nobody_has_is_told_but_what_is_ready(plan, author, contributor, theme):
    make_paragraph(plan, author, "Ready.", theme, ready=True)
    open_one = make_paragraph(plan, author, "Open.", theme)
    free = [value for value, _ in who_has_what(plan, TODAY).free]
    assert f"passage-{open_one.pk}" in free
    assert {"question-1.1", f"theme-{theme.pk}"} <= set(free)
    assert len([one for one in free if one.startswith("passage")]) == 1


# Where nothing is written yet


def test_whoever_has_a_theme_adds_to_it_and_nowhere_else(plan, author, contributor, theme):
    give(
        plan,
        by=author,
        what=[("theme", str(theme.pk))],
        writer=contributor,
        wanted_on=SOON,
        asked_for="Say what it cost.",
    )
    mine = add_to(plan, contributor, theme)
    assert (mine.writer, mine.wanted_on, mine.asked_for) == (contributor, SOON, "Say what it cost.")

    for other in (None, plan.themes.last()):
        with pytest.raises(PermissionDenied):
            add_to(plan, contributor, other)
    with pytest.raises(PermissionDenied):
        make_heading(plan, contributor, theme=theme)
    with pytest.raises(PermissionDenied):
        add_to(plan, make_person(plan.council, Role.CONTRIBUTOR), theme)


def test_whoever_has_a_question_adds_a_paragraph_that_answers_it(
    plan, contributor, theme, question
):
    mine = add_to(plan, contributor, theme, on_question="1.2")
    assert [one.question for one in mine.answers.all()] == ["1.2"]

    for where, key in ((theme, ""), (theme, "1.3"), (plan.themes.last(), "1.2"), (None, "1.2")):
        with pytest.raises(PermissionDenied):
            add_to(plan, contributor, where, on_question=key)


def test_without_the_guard_a_contributor_adds_anywhere(plan, contributor, theme, monkeypatch):
    """The control."""
    monkeypatch.setattr("plans.actions.passages.be_writers_own", lambda *_, **__: None)
    assert add_to(plan, contributor, theme).pk


# Changed, and taken back


def test_a_changed_day_is_told_to_who_has_it(plan, author, contributor, question):
    OutboxMessage.objects.all().delete()
    changed = {"writer": contributor, "wanted_on": SOON, "asked_for": "More."}
    assert change_assignment(question, by=author, seen=1, **changed)
    [letter] = told(contributor)
    assert "What is asked of you has changed" in compose(letter).body
    assert not change_assignment(question, by=author, seen=2, **changed)


def test_what_is_taken_back_leaves_what_was_written(plan, author, contributor, theme, question):
    give(plan, by=author, what=[("theme", str(theme.pk))], writer=contributor, wanted_on=SOON)
    theme.refresh_from_db()
    mine = add_to(plan, contributor, theme, on_question="1.2")

    for row in (question, theme, mine):
        assert change_assignment(row, by=author, seen=row.revision, writer=None)
    assert not given(plan)
    mine.refresh_from_db()
    assert (mine.body, mine.writer, mine.wanted_on) == ("Theirs.", None, None)
    assert last_act(plan).verb == "assignment_taken_back"


def test_words_saved_meanwhile_are_in_no_assignments_way(plan, author, contributor, paragraph):
    edit_passage(paragraph, by=author, seen=1, body="Words.", writer=contributor)
    edit_passage(paragraph, by=contributor, seen=2, body="Other words.")

    assert change_assignment(paragraph, by=author, seen=2, writer=contributor, wanted_on=SOON)


def test_another_assignment_meanwhile_is(plan, author, contributor, question):
    change_assignment(question, by=author, seen=1, writer=author)
    with pytest.raises(StalePage):
        change_assignment(question, by=author, seen=1, writer=contributor, wanted_on=SOON)


def test_a_paragraph_of_nobody_has_no_day_left(plan, author, contributor, paragraph):
    give(plan, by=author, what=[("passage", str(paragraph.pk))], writer=contributor, wanted_on=SOON)
    edit_passage(paragraph, by=author, seen=2, body=paragraph.body, writer=None)
    paragraph.refresh_from_db()
    assert (paragraph.writer, paragraph.wanted_on, paragraph.asked_for) == (None, None, "")


def test_it_needs_no_reason_after_a_version(plan, author, contributor, paragraph):
    make_version(plan, author)
    give(plan, by=author, what=[("passage", str(paragraph.pk))], writer=contributor)
    assert last_act(plan).reason == ""


# Asked after


def test_who_has_it_is_asked_after_it_once_a_day(plan, author, contributor, question, monkeypatch):
    nudge(question, by=author)
    with pytest.raises(Refused, match=rf"{contributor.name} was sent an e-mail .* today at \d\d:"):
        nudge(question, by=author)
    assert len(told(contributor, NUDGE)) == 1
    assert given(plan)[0].nudged == last_act(plan)

    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    nudge(question, by=author)
    assert len(told(contributor, NUDGE)) == 2


def test_without_the_guard_they_are_asked_twice(plan, author, contributor, question, monkeypatch):
    """The control."""
    monkeypatch.setattr(assignments, "nudged_today", lambda *_: None)
    nudge(question, by=author)
    nudge(question, by=author)
    assert len(told(contributor, NUDGE)) == 2


def test_another_person_who_has_it_now_may_be_asked_on_the_same_day(plan, author, question):
    nudge(question, by=author)
    other = make_person(plan.council, Role.CONTRIBUTOR)
    change_assignment(question, by=author, seen=1, writer=other)
    nudge(question, by=author)
    assert len(told(other, NUDGE)) == 1


def test_nobody_is_asked_for_what_is_ready_is_ones_own_or_nobodys(
    plan, author, contributor, paragraph, question
):
    ready = make_paragraph(plan, author, "Ready.", writer=contributor, ready=True)
    own = make_paragraph(plan, author, "Mine.", writer=author)
    for row, why in ((ready, "is ready"), (own, "yours"), (paragraph, "Nobody has")):
        with pytest.raises(Refused, match=why):
            nudge(row, by=author)
    MailChoice.objects.create(person=contributor, kind=NUDGE, wanted=False, at=timezone.now())
    with pytest.raises(Refused, match="turned these e-mails off"):
        nudge(question, by=author)
    with pytest.raises(PermissionDenied):
        nudge(question, by=contributor)
