"""Questions: answered by paragraphs, dealt with by a statement, or open; open ones stop nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from councils.record.models import Act
from plans.actions.passages import remove_passage
from plans.actions.plans import cover_theme, set_coverage
from plans.assemble import build_document
from plans.coverage import OPEN, coverage_of
from plans.models import Passage, QuestionCoverage
from tests.plan_makers import make_paragraph, make_version
from tests.wire import statements
from web.errors import Refused


def state(plan, key: str) -> str:
    return next(
        row.state for theme in coverage_of(plan) for row in theme.rows if row.question.key == key
    )


def test_all_questions_are_open_at_first_and_none_stops_a_version(plan, author):
    themes = coverage_of(plan)

    assert [len(theme.rows) for theme in themes] == [8, 4, 9, 4]
    assert {row.state for theme in themes for row in theme.rows} == {OPEN}
    assert make_version(plan, author)


def test_a_paragraph_answers_its_questions_until_it_goes(plan, author, theme):
    make_paragraph(plan, author, "Words.", theme, questions=["1.1"])
    assert state(plan, "1.1") == QuestionCoverage.State.ANSWERED

    remove_passage(Passage.objects.get(), by=author, seen=1)
    assert state(plan, "1.1") == OPEN


def test_a_statement_counts_before_paragraphs(plan, author, theme):
    make_paragraph(plan, author, "Words.", theme, questions=["1.1"])
    set_coverage(plan, by=author, question="1.1", state=QuestionCoverage.State.PARTLY)

    assert state(plan, "1.1") == QuestionCoverage.State.PARTLY
    set_coverage(plan, by=author, question="1.1", state="")
    assert state(plan, "1.1") == QuestionCoverage.State.ANSWERED


def test_one_button_covers_a_themes_open_questions_and_no_others(plan, author, theme):
    make_paragraph(plan, author, "Words.", theme, questions=["1.1"])
    set_coverage(plan, by=author, question="1.2", state="left_out", reason="Not ours")

    assert cover_theme(plan, by=author, theme="1") == 6

    assert [row.state for row in coverage_of(plan)[0].rows] == [
        QuestionCoverage.State.ANSWERED,
        QuestionCoverage.State.LEFT_OUT,
        *[QuestionCoverage.State.THEME_LEVEL] * 6,
    ]
    assert {row.state for row in coverage_of(plan)[1].rows} == {OPEN}
    acts = Act.objects.count()
    assert cover_theme(plan, by=author, theme="1") == 0
    assert Act.objects.count() == acts


@pytest.mark.parametrize("said", ["not_applicable", "left_out"])
def test_leaving_a_question_out_needs_a_reason_that_stays_private(plan, author, said):
    with pytest.raises(Refused) as refusal:
        set_coverage(plan, by=author, question="1.1", state=said, reason=" ")
    assert refusal.value.field == "reason"

    before = build_document(plan).digest
    set_coverage(plan, by=author, question="1.1", state=said, reason="A private matter")

    assert build_document(plan).digest == before
    assert b"private matter" not in build_document(plan).canonical


@pytest.mark.parametrize("first", ["partly", ""])
def test_a_stale_page_settles_no_question_and_shows_both(plan, author, client, first):
    if first:
        set_coverage(plan, by=author, question="1.1", state=first)
    address = reverse("question", args=[plan.council.slug, plan.slug, "1.1"])
    client.force_login(author)
    seen = client.get(address).context["form"]["seen"].value()
    assert seen == (1 if first else 0)
    set_coverage(plan, by=author, question="1.1", state="left_out", reason="Not ours")

    typed = {"seen": seen, "state": "answered", "reason": ""}
    page = client.post(address, typed)
    assert page.status_code == 409
    assert next(theirs for _, theirs in page.context["theirs"]) == "Left out"
    assert state(plan, "1.1") == QuestionCoverage.State.LEFT_OUT

    typed["seen"] = page.context["form"]["seen"].value()
    assert client.post(address, typed).status_code == 302
    assert state(plan, "1.1") == QuestionCoverage.State.ANSWERED


@pytest.mark.parametrize("key", ["99.1", "", "1"])
def test_a_question_nobody_asks_cannot_be_dealt_with(plan, author, key):
    with pytest.raises(Refused):
        set_coverage(plan, by=author, question=key, state="answered")
    with pytest.raises(Refused):
        cover_theme(plan, by=author, theme="99")


def test_only_an_author_deals_with_questions(plan, auditor, contributor):
    for person in (auditor, contributor):
        with pytest.raises(PermissionDenied):
            set_coverage(plan, by=person, question="1.1", state="answered")
        with pytest.raises(PermissionDenied):
            cover_theme(plan, by=person, theme="1")


def test_coverage_takes_two_statements_whatever_is_answered(plan, author, theme):
    asked = plan.asked
    for _ in range(3):
        make_paragraph(plan, author, "Words.", theme, questions=["1.1", "1.2"])

    with statements() as sent:
        coverage_of(plan)

    assert asked is plan.asked
    assert len(sent) == 2
