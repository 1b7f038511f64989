"""The page of who has what, that of one assignment, and what its holder sees around their words."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from councils.models import Appointment, OutboxMessage, User
from councils.outbox import compose
from councils.roles import Role
from plans.access import plan_url
from plans.actions.assignments import change_assignment, give
from plans.models import Passage, QuestionAssignment
from tests.makers import make_person
from tests.plan_makers import make_given, make_paragraph
from tests.wire import statements
from web.dates import day_in_words

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=10)


@pytest.fixture
def page(plan) -> str:
    return plan_url("assignments", plan)


@pytest.fixture
def theirs(plan, author, contributor, theme) -> Client:
    """A browser of whoever has the first theme, and what is asked of them there."""
    give(
        plan,
        by=author,
        what=[("theme", str(theme.pk))],
        writer=contributor,
        wanted_on=SOON,
        asked_for="Say what it cost.",
    )
    return browser_of(contributor)


def browser_of(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def day(on, name="wanted_on") -> dict[str, int]:
    return {f"{name}_{part}": getattr(on, part) for part in ("day", "month", "year")}


def test_what_is_chosen_is_given_and_shown(browser, plan, contributor, theme, paragraph, page):
    what = [f"passage-{paragraph.pk}", f"theme-{theme.pk}", "question-1.2"]
    typed = {"what": what, "writer": contributor.pk, **day(SOON), "asked_for": "Be brief."}
    shown = words(browser.post(page, typed, follow=True))

    assert f"3 things are now for {contributor.name} to write." in shown
    assert shown.count("Change or take back") == 3
    assert shown.count("Be brief.") == 3
    assert day_in_words(SOON) in shown


def test_what_cannot_be_given_is_refused_with_all_kept(browser, plan, contributor, page):
    typed = {"what": ["question-1.2"], "writer": contributor.pk, "asked_for": "Zebra."}
    past = browser.post(page, typed | day(TODAY - timedelta(days=2)))
    assert past.status_code == 422
    assert "has passed" in words(past)
    assert "Zebra." in words(past)
    for wrong in ({"what": []}, {"writer": ""}, {"writer": "9999999"}, {"what": ["x-1"]}):
        assert browser.post(page, typed | wrong).status_code == 422
    assert not QuestionAssignment.objects.exists()


def test_what_was_given_meanwhile_comes_back_as_a_conflict(
    browser, plan, colleague, contributor, page
):
    give(plan, by=colleague, what=[("question", "1.2")], writer=contributor)
    typed = {"what": ["question-1.2"], "writer": contributor.pk, "asked_for": "Zebra."}
    late = browser.post(page, typed)
    assert late.status_code == 409
    assert "Zebra." in words(late)
    assert colleague.name in words(late)


def test_a_link_may_choose_beforehand(browser, page, paragraph):
    shown = browser.get(f"{page}?what=passage-{paragraph.pk}")
    assert shown.context["form"]["what"].value() == [f"passage-{paragraph.pk}"]
    assert browser.get(f"{page}?what=<script>").status_code == 200


def test_readers_see_who_has_what_and_give_nothing(plan, theirs, page):
    auditor = browser_of(make_person(plan.council, Role.AUDITOR))
    shown = words(auditor.get(page))
    assert "Say what it cost." in shown
    assert "Change or take back" not in shown
    assert "What nobody has" in shown
    assert auditor.post(page, {"what": ["question-1.2"]}).status_code == 403


def test_the_page_says_what_is_late_and_who_left(browser, plan, contributor, theirs, page):
    assert "Late" not in words(browser.get(page))
    plan.themes.filter(writer=contributor).update(wanted_on=TODAY - timedelta(days=1))
    Appointment.objects.filter(person=contributor).update(
        starts_on=TODAY - timedelta(days=9), ends_on=TODAY - timedelta(days=3)
    )
    shown = words(browser.get(page))
    assert "tag-late" in shown
    assert "whose role ended on" in shown
    assert "Needs somebody" in shown
    assert "Ask by e-mail" not in shown


def test_the_button_asks_once_and_then_says_when(browser, plan, theme, theirs, page):
    ask = plan_url("assignment_nudge", plan, "theme", theme.pk)
    assert "is asked for it by e-mail" in words(browser.post(ask, follow=True))
    assert "was sent an e-mail about this today at" in words(browser.post(ask, follow=True))
    assert "Asked after by" in words(browser.get(page))
    assert browser.get(ask).status_code == 405


def test_it_is_changed_and_taken_back_on_its_page(browser, plan, theme, contributor, theirs, page):
    address = plan_url("assignment", plan, "theme", theme.pk)
    shown = browser.get(address)
    assert theme.title in words(shown)
    typed = {"seen": 2, "writer": contributor.pk, "asked_for": "Only the costs.", **day(SOON)}
    assert browser.post(address, typed)["Location"] == page
    theme.refresh_from_db()
    assert theme.asked_for == "Only the costs."

    stale = browser.post(address, typed | {"asked_for": "Zebra."})
    assert stale.status_code == 409
    assert "Zebra." in words(stale)

    browser.post(address, {"seen": 3, "writer": "", "asked_for": ""})
    theme.refresh_from_db()
    assert theme.writer is None
    assert browser.get(address).status_code == 404
    assert browser.post(address, typed).status_code == 409


@pytest.mark.parametrize(
    "at", ["passage/x", "passage/0", "theme/99999999999999999999", "question/9.9", "figure/1"]
)
def test_what_was_never_given_is_not_found(browser, plan, at):
    for address in (
        f"{plan_url('assignments', plan)}{at}/",
        f"{plan_url('assignments', plan)}{at}/ask/",
    ):
        assert browser.post(address, {"seen": 1}).status_code == 404


# What its holder sees


def test_whoever_has_a_theme_writes_there_and_sees_what_is_around(plan, author, theme, theirs):
    make_paragraph(plan, author, "Beside it.", theme)
    make_paragraph(plan, author, "Zebra in the introduction.")
    address = plan_url("passage_add", plan, theme.pk, "paragraph")
    shown = words(theirs.get(address))
    for said in (plan.title, theme.title, "Say what it cost.", "Beside it.", day_in_words(SOON)):
        assert said in shown
    assert "1.1 " in shown
    assert "Zebra" not in shown

    assert theirs.post(address, {"body": "Mine now."})["Location"] == "/"
    mine = Passage.objects.get(body="Mine now.")
    again = words(theirs.get(plan_url("passage", plan, mine.pk)))
    assert "Beside it." in again
    assert "Say what it cost." in again
    assert "Zebra" not in again


def test_nowhere_else_may_they_add_or_look(plan, theme, theirs):
    other = plan.themes.last()
    for address in (
        plan_url("passage_add", plan, other.pk, "paragraph"),
        plan_url("passage_add", plan, theme.pk, "heading"),
        plan_url("introduction_add", plan, "paragraph"),
        plan_url("question_write", plan, "2.1"),
        plan_url("theme", plan, theme.pk),
        plan_url("assignments", plan),
    ):
        assert theirs.get(address).status_code == 403
        assert theirs.post(address, {"body": "Words."}).status_code in (403, 405)
    assert not Passage.objects.filter(body="Words.").exists()


def test_a_question_is_answered_on_its_own_page(plan, author, contributor, theme):
    give(plan, by=author, what=[("question", "1.2")], writer=contributor)
    mine = browser_of(contributor)
    address = plan_url("question_write", plan, "1.2")
    assert mine.get(address).status_code == 200
    mine.post(address, {"body": "An answer."})
    written = Passage.objects.get(body="An answer.")
    assert (written.theme, written.writer) == (theme, contributor)
    assert [one.question for one in written.answers.all()] == ["1.2"]
    assert mine.get(plan_url("question_write", plan, "99")).status_code == 404


def test_what_is_typed_for_a_theme_taken_back_comes_back(plan, author, theme, theirs):
    address = plan_url("passage_add", plan, theme.pk, "paragraph")
    theme.refresh_from_db()
    change_assignment(theme, by=author, seen=theme.revision, writer=None)
    late = theirs.post(address, {"body": "Zebra words."})
    assert late.status_code in (403, 409)
    assert "Zebra words." in words(late)


def test_it_takes_as_many_statements_with_ten_things_as_with_two(
    browser, plan, author, contributor, theirs, page
):
    browser.get(page)
    with statements() as few:
        browser.get(page)
    for n in range(10):
        make_paragraph(plan, author, f"Words {n}.", writer=contributor)
    with statements() as many:
        browser.get(page)
    assert len(many) == len(few)


def test_what_was_taken_back_is_told_with_who_had_it(browser, plan, author, contributor, page):
    given = make_given(plan, author, contributor)
    OutboxMessage.objects.all().delete()

    change_assignment(given, by=author, seen=given.revision, writer=None)

    told = words(browser.get(page))
    assert "Taken back lately" in told
    assert f"which {contributor.name} had" in told
    [sent] = OutboxMessage.objects.filter(kind="writing_taken_back")
    assert sent.to == contributor
    assert "What you wrote there stays under your name" in compose(sent).body


def test_whoever_had_what_is_given_to_another_hears_that_too(plan, author, contributor):
    given = make_given(plan, author, contributor)
    OutboxMessage.objects.all().delete()

    change_assignment(given, by=author, seen=given.revision, writer=author)

    [sent] = OutboxMessage.objects.filter(kind="writing_taken_back")
    assert sent.to == contributor
    assert "given to somebody else" in compose(sent).body
