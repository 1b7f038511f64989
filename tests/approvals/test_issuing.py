"""The record of a decision is issued: what becomes public, what does not, and how it is kept."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from approvals.decisions import issuing
from approvals.decisions.issuing import IssueData, choices_of, issue_statement
from approvals.decisions.queries import newest_decision
from approvals.models import Decision, StepPaper
from councils.call_in import call_in_of
from councils.models import Governance
from plans.access import plan_url
from tests.approvals.makers import (
    Chamber,
    make_decided,
    make_paper,
    make_published,
    make_put,
    make_recorded,
)
from tests.approvals.pages import words_of
from tests.makers import make_governed
from web.errors import Refused, StalePage

TODAY = timezone.localdate()
PAGES = ("published_statement", "published_report")
PDFS = ("published_statement_pdf", "published_report_pdf")
REASONS = "Because of the lease of Mill Lane."


@pytest.fixture
def decided(chamber: Chamber) -> Chamber:
    make_governed(chamber.plan.council)
    make_put(chamber)
    make_decided(chamber, reasons=REASONS)
    return chamber


def issue(chamber: Chamber, **said: Any) -> StepPaper:
    decision = Decision.objects.filter(step__plan=chamber.plan).latest("pk")
    seen = said.pop("seen", decision.step.papers.count())
    told = {"made_by": "Proper officer", "contact": "Democratic services", "call_in_by": "Five"}
    return issue_statement(decision, by=chamber.clerk, seen=seen, said=IssueData(**told | said))


def read(chamber: Chamber, name: str, place: int = 1) -> HttpResponse:
    return Client().get(plan_url(name, chamber.plan, place))


def pdf_words(answer: HttpResponse) -> str:
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("name", [*PAGES, *PDFS])
def test_nothing_is_public_before_somebody_issued_it(decided, name):
    assert read(decided, name).status_code == 404
    make_paper(decided, "decision_notice")
    assert read(decided, name).status_code == 404


def test_anybody_reads_the_statement_and_the_report_without_signing_in(decided):
    issue(decided)
    page, report = (words_of(read(decided, name)) for name in PAGES)

    assert "Decision statement" in page
    assert "2012 Regulations, regulation 12" in page
    assert REASONS in page
    assert "Made by Proper officer" in page
    assert "Whom to ask" in page
    assert "Democratic services" in page
    assert "Report to Cabinet" in report
    for name in PDFS:
        answer = read(decided, name)
        assert answer["Content-Type"] == "application/pdf"
        assert "max-age" in answer["Cache-Control"]
    assert REASONS in pdf_words(read(decided, PDFS[0]))


def test_what_was_issued_is_kept_as_it_was(decided):
    row = issue(decided)
    before = read(decided, PDFS[0]).content
    make_governed(decided.plan.council, Governance.Form.COMMITTEES, TODAY)

    assert read(decided, PDFS[0]).content == before
    assert "Decision statement" in words_of(read(decided, PAGES[0]))
    assert StepPaper.objects.get(pk=row.pk).body_digest == row.body_digest


def test_it_leads_to_the_plan_once_that_is_public(decided):
    issue(decided)
    assert ">The plan</a>" not in read(decided, PAGES[0]).content.decode()
    make_published(decided)
    assert ">The plan</a>" in read(decided, PAGES[0]).content.decode()


# What is not for publication

LEFT_OUT = {
    "withheld": ["statement:reasons", "report:Background"],
    "withheld_under": "paragraph 3",
    "withheld_why": "It names a tenant.",
}


def test_what_is_left_out_is_in_no_public_page_and_no_public_file(decided):
    decision = Decision.objects.get()
    background = next(one for one in choices_of(decision) if one[0] == "report:Background")
    assert background[1] == "Report: Background"
    issue(decided, **LEFT_OUT)

    for name in (*PAGES, *PDFS):
        answer = read(decided, name)
        words = pdf_words(answer) if name in PDFS else words_of(answer)
        assert "Mill Lane" not in words
        assert "Not for publication under paragraph 3: It names a tenant." in words
    assert "Mill Lane" not in StepPaper.objects.issued().last().body


def test_the_control_what_is_not_left_out_is_there(decided):
    issue(decided)
    assert "Mill Lane" in words_of(read(decided, PAGES[0]))


def test_issued_anew_without_a_part_it_takes_the_place_of_what_had_it(decided):
    issue(decided)
    issue(decided, **LEFT_OUT)

    assert "Mill Lane" not in words_of(read(decided, PAGES[0]))
    assert "Mill Lane" not in pdf_words(read(decided, PDFS[0]))


def test_a_part_is_left_out_whatever_record_it_turns_out_to_be(chamber):
    """Which parts a record has depends on who decided, which may be said on the same page."""
    make_governed(chamber.plan.council)
    make_put(chamber)
    make_decided(chamber, "delegated")
    make_decided(chamber, reasons=REASONS, dispensations="Granted to the tenant.")
    issue(chamber, route="officer", **LEFT_OUT | {"withheld": ["statement:dispensations"]})

    words = words_of(read(chamber, PAGES[0], 2))
    assert "Record of an officer’s decision" in words
    assert "Granted to the tenant" not in words
    assert "Mill Lane" in words


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"withheld": ["statement:reasons"]}, "withheld_under"),
        ({"withheld_under": "paragraph 3", "withheld_why": "A tenant"}, "withheld"),
        ({**LEFT_OUT, "nothing_withheld": True}, "nothing_withheld"),
        ({"made_by": " "}, "made_by"),
        ({"contact": ""}, "made_by"),
    ],
)
def test_what_is_not_said_is_refused_at_its_field(decided, said, field):
    with pytest.raises(Refused) as refusal:
        issue(decided, **said)
    assert refusal.value.field == field
    assert not StepPaper.objects.exists()


def test_of_exempt_information_somebody_says_where_it_is(chamber):
    make_governed(chamber.plan.council)
    make_recorded(chamber, TODAY, exempt_information=True)
    with pytest.raises(Refused) as refusal:
        issue(chamber)
    assert refusal.value.field == "withheld"
    assert issue(chamber, nothing_withheld=True)


# When nothing is issued


def test_of_a_council_of_which_nobody_has_said_nothing_is_issued(chamber):
    make_put(chamber)
    make_decided(chamber)
    with pytest.raises(Refused, match="how the council was governed"):
        issue(chamber)


def test_what_decided_nothing_is_not_issued(chamber):
    make_governed(chamber.plan.council)
    make_put(chamber)
    make_decided(chamber, "noted")
    with pytest.raises(Refused, match="nothing to issue"):
        issue(chamber)


def test_a_page_that_others_overtook_issues_nothing(decided):
    make_paper(decided)
    with pytest.raises(StalePage):
        issue(decided, seen=0)


def test_the_day_it_is_issued_starts_call_in(chamber):
    make_governed(chamber.plan.council)
    decision = make_recorded(chamber, TODAY, call_in="applies", call_in_applies=True)
    assert decision.takes_effect_on is None
    issue(chamber)
    found = call_in_of(chamber.plan.council, decided_on=TODAY, notice_on=TODAY)
    assert found is not None
    now = newest_decision(chamber.plan)
    assert now is not None

    assert now.takes_effect_on == found.effective_from
    page = words_of(read(chamber, PAGES[0]))
    assert "It could be called in until" in page
    assert "Who may call it in" in page
    assert read(chamber, PAGES[1]).status_code == 404


def test_the_page_shows_it_and_issues_it(decided, signed_in):
    clerk, address = signed_in(decided.clerk), plan_url("statement_issue", decided.plan, 1)
    page = clerk.get(address)
    assert REASONS in words_of(page)
    sent = {"seen": 0, "made_by": "Proper officer", "contact": "democracy@council.test"}
    assert clerk.post(address, {"seen": 0}).status_code == 422
    answer = clerk.post(address, sent)

    assert answer.status_code == 302
    assert REASONS in words_of(read(decided, PAGES[0]))
    assert clerk.get(address).context["form"]["contact"].value() == "democracy@council.test"
    assert signed_in(decided.author).get(address).status_code == 403


def test_what_whoever_entered_it_noted_stays_here(chamber):
    """An older record's notes, and who recorded it, are read by the council alone."""
    make_governed(chamber.plan.council)
    make_recorded(chamber, TODAY - timedelta(days=3), notes="Ask the clerk again.")
    issue(chamber)

    for name in ("published_statement", "published_statement_pdf"):
        answer = read(chamber, name)
        words = pdf_words(answer) if name.endswith("pdf") else words_of(answer)
        assert "Stated afterwards" in words
        assert "Ask the clerk again" not in words
        assert chamber.clerk.name not in words


def test_without_that_they_would_be_public(chamber, monkeypatch):
    """The control."""
    monkeypatch.setattr(issuing, "NOT_FOR_ANYBODY", set())
    make_governed(chamber.plan.council)
    make_recorded(chamber, TODAY - timedelta(days=3), notes="Ask the clerk again.")
    issue(chamber)

    assert "Ask the clerk again" in words_of(read(chamber, "published_statement"))
