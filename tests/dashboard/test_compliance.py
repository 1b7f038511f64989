"""Was all of it lawful: each line of the page, from what is recorded and what a rule counted."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from approvals.clearance.queries import OfficeClearance
from approvals.decisions.notice_shown import (
    AGENDA,
    IF_KEY,
    KEY,
    PRIVATE,
    SECOND,
    NoticeLine,
    StepNotice,
)
from approvals.models import NoticeException
from councils.actions.council import change_settings
from councils.models import Council
from councils.roles import Office, Role
from dashboard.compliance import taken
from dashboard.compliance.asked import Facts, asked_lines
from dashboard.compliance.lines import Line, Standing, in_order
from dashboard.compliance.paper import compliance_paper
from dashboard.compliance.report import Compliance, compliance_of
from dashboard.compliance.words import Went, sameness
from plans.access import plan_url
from plans.commission import REQUIREMENTS
from plans.models import Plan
from tests.approvals.attempts import BEFORE_MEMBERS, ENDORSED, SENT_OUT, attempt, bring
from tests.approvals.makers import make_called_in, make_follow_up, make_recorded
from tests.approvals.pages import browser_of, think_again
from tests.dashboard.situations import SITUATIONS
from tests.makers import administrator_of, make_appointment, make_governed

DUE = datetime(2024, 7, 19, 22, 59, 59, tzinfo=UTC)
BEFORE, AFTER = DUE - timedelta(days=3), DUE + timedelta(days=3)
FACTS = Facts(rule="The letter", requires=tuple(REQUIREMENTS), now=BEFORE, due=DUE)
ENDORSED_BY = "Endorsed by Cabinet on 9 July 2024."


def standings(facts: Facts) -> list[Standing]:
    """Of endorsement, publication, metrics, progress and the deadline."""
    return [line.standing for line in asked_lines(facts)]


# What the commission asks


def test_before_its_deadline_nothing_is_missing_yet():
    assert set(standings(FACTS)) == {Standing.NOT_YET_DUE}


def test_after_its_deadline_what_is_not_recorded_is_not_met():
    late = replace(FACTS, now=AFTER)
    endorsed, published, metrics, progress, sent = standings(late)
    assert {endorsed, published, sent} == {Standing.NOT_MET}
    assert progress == Standing.NOT_YET_DUE
    # Words may name metrics that nobody put in the list.
    assert metrics == Standing.NOT_KNOWN


def test_what_is_recorded_is_met():
    done = replace(
        FACTS,
        now=AFTER,
        endorsed=ENDORSED_BY,
        published="Published.",
        metrics=2,
        monitored=True,
        reported=date(2025, 1, 31),
        went_at=DUE,
    )
    assert set(standings(done)) == {Standing.MET}
    assert "It has 2 metrics." in [line.said for line in asked_lines(done)]


def test_what_was_sent_before_it_was_endorsed_stays_an_exception_once_it_is():
    told = "Submitted subject to approval; endorsed since."
    found = next(asked_lines(replace(FACTS, endorsed=ENDORSED_BY, exceptions=(told,))))
    assert (found.standing, found.said) == (Standing.EXCEPTED, told)


@pytest.mark.parametrize(
    ("went", "standing"),
    [
        (DUE, Standing.MET),
        (DUE + timedelta(microseconds=999_999), Standing.MET),
        (DUE + timedelta(seconds=1), Standing.NOT_MET),
    ],
)
def test_the_last_second_of_the_deadline_counts_whole(went, standing):
    found = [*asked_lines(replace(FACTS, now=AFTER, went_at=went, late_because="It fell ill."))][-1]
    assert found.standing == standing
    assert ("It fell ill." in found.said) == (standing == Standing.NOT_MET)


def test_an_extension_to_an_event_sets_no_day():
    waits = replace(FACTS, due=None, event="after the July Executive", now=AFTER)
    found = [*asked_lines(waits)][-1]
    assert (found.standing, found.by) == (Standing.NOT_YET_DUE, None)
    assert "after the July Executive" in found.said
    sent = [*asked_lines(replace(waits, went_at=AFTER))][-1]
    assert sent.standing == Standing.NOT_KNOWN


def test_when_an_older_record_does_not_say_when_it_went_that_is_not_known():
    found = [*asked_lines(replace(FACTS, now=AFTER, earlier="Submitted, when is not known"))][-1]
    assert (found.standing, found.said) == (Standing.NOT_KNOWN, "Submitted, when is not known.")


def test_a_commission_that_asks_for_little_has_few_lines():
    assert standings(replace(FACTS, requires=("progress",), due=None)) == [Standing.NOT_YET_DUE]


# The words


TEXTS = st.none() | st.builds(
    Went, st.just("x"), st.just(""), st.integers(1, 9), st.sampled_from(["a" * 64, "b" * 64, ""])
)


@given(TEXTS, TEXTS, TEXTS)
def test_the_words_are_called_the_same_only_where_each_is_held_and_none_differs(one, two, three):
    found = sameness(("endorsed", one), ("published", two), ("submitted", three))
    digests = [text.digest for text in (one, two, three) if text]
    same = len(digests) > 1 and all(digests) and len(set(digests)) == 1
    assert (" are the same: " in found.in_words) == same
    assert found.differ == (len(set(filter(None, digests))) > 1)
    assert bool(found.compared) == found.differ


def test_what_is_missing_is_named():
    one = Went("endorsed", ENDORSED_BY, 4, "1a2b3c4d" + "0" * 56)
    found = sameness(("endorsed", one), ("published", None), ("submitted", None))
    assert found.in_words == (
        "The words endorsed are version 4, 1a2b3c4d. Nothing is published or submitted yet."
    )
    assert one.told == f"Version 4, 1a2b3c4d. {ENDORSED_BY}"


# Notice


def exception(kind: str) -> NoticeException:
    return NoticeException(kind=kind, why="It cannot wait.", on=date(2024, 7, 1))


TODAY, BY = date(2024, 7, 5), date(2024, 7, 1)


@pytest.mark.parametrize(
    ("label", "out", "kinds", "standing"),
    [
        (AGENDA, BY, [], Standing.MET),
        (AGENDA, TODAY, [], Standing.NOT_MET),
        (AGENDA, None, [], Standing.NOT_KNOWN),
        (AGENDA, TODAY, ["late_item"], Standing.EXCEPTED),
        (AGENDA, TODAY, ["general_exception"], Standing.NOT_MET),
        (KEY, TODAY, ["general_exception"], Standing.EXCEPTED),
        (KEY, None, ["special_urgency"], Standing.EXCEPTED),
        (KEY, TODAY, ["late_item"], Standing.NOT_MET),
        (AGENDA, TODAY, ["special_urgency"], Standing.NOT_MET),
        (PRIVATE, TODAY, ["general_exception", "special_urgency"], Standing.NOT_MET),
        (SECOND, TODAY, ["late_item"], Standing.NOT_MET),
        (IF_KEY, TODAY, [], Standing.NOT_KNOWN),
        (IF_KEY, BY, [], Standing.MET),
    ],
)
def test_only_what_allows_less_notice_of_a_paper_excepts_it(label, out, kinds, standing):
    notice = StepNotice((), tuple(map(exception, kinds)), key_decision=True)
    line = taken.notice_line(NoticeLine(label, BY, out, TODAY), notice, TODAY, "")
    assert line.standing == standing


def test_a_paper_whose_day_is_to_come_is_not_yet_due():
    notice = NoticeLine(AGENDA, TODAY, None, TODAY)
    line = taken.notice_line(notice, StepNotice((), (), None), TODAY, "")
    assert (line.standing, line.by) == (Standing.NOT_YET_DUE, TODAY)


def test_what_is_not_met_comes_first_and_the_rest_stays_as_it_came():
    lines = [Line(str(n), "", one, "") for n, one in enumerate([*Standing][::-1] * 2)]
    found = in_order(lines)
    assert [line.standing for line in found] == [one for one in Standing for _ in range(2)]
    assert [line.asks for line in found] == ["4", "9", "3", "8", "2", "7", "1", "6", "0", "5"]


def test_an_answer_after_midnight_is_told_on_its_day_in_london():
    office = Office(Role.MONITORING_OFFICER, "")
    given = datetime(2024, 7, 9, 23, 30, tzinfo=UTC)
    one = OfficeClearance(
        1, office, "x", "content", "Content", name="A", answered_at=given, answer=1
    )
    assert "on 10 July 2024" in taken.answered(one)[1]


# Of a plan


def told_of(chamber, *, after: timedelta = timedelta(0)) -> Compliance:
    plan = Plan.objects.whole().get(pk=chamber.plan.pk)
    return compliance_of(plan, now=timezone.now() + after)


def line_of(chamber, asks: str) -> Line:
    [found] = [line for line in told_of(chamber).lines if asks in line.asks]
    return found


@pytest.mark.parametrize("situation", SITUATIONS)
def test_whatever_happened_to_a_plan_its_page_and_its_paper_say_the_same(
    chamber, plain_paper, situation
):
    SITUATIONS[situation](chamber)
    auditor = browser_of(chamber.person[Role.AUDITOR])
    page = auditor.get(plan_url("compliance", chamber.plan))
    told = page.context["told"]
    paper = compliance_paper(told, timezone.now())
    tables = [section.table for section in paper.sections if section.table]
    assert page.status_code == 200
    assert sum(len(table.rows) for table in tables) == len([*told.lines]) > 0
    assert all(line.asks and line.rule and line.said for line in told.lines)
    for line in told.lines:
        assert not line.href or auditor.get(line.href).status_code == 200


def test_a_plan_that_went_through_sent_the_words_that_were_endorsed(chamber):
    bring(chamber, *SENT_OUT, "start_monitoring")
    words = told_of(chamber).words.in_words
    assert words.startswith("The words endorsed and submitted are the same: version")
    assert line_of(chamber, "Members endorsed it").standing == Standing.MET


def test_what_was_submitted_subject_to_approval_is_an_exception(chamber):
    bring(chamber, *BEFORE_MEMBERS, "submit")
    found = line_of(chamber, "Members endorsed it")
    assert found.standing == Standing.EXCEPTED
    assert "subject to approval" in found.said.lower()


def test_other_words_than_those_endorsed_are_told_with_what_they_went_as(chamber):
    bring(chamber, *BEFORE_MEMBERS, "submit")
    think_again(chamber)
    attempt("amended", chamber.plan, by=chamber.clerk)
    words = told_of(chamber).words
    assert "are not the same" in words.in_words
    [sent] = [one for one in words.texts if one.what == "submitted"]
    assert "ubject to approval" in sent.how
    auditor = browser_of(chamber.person[Role.AUDITOR])
    page = auditor.get(plan_url("compliance", chamber.plan)).content.decode()
    assert f"?{words.compared}" in page.replace("&amp;", "&")


def test_an_author_who_records_their_own_decision_is_an_exception_where_the_council_lets_them(
    chamber,
):
    council = chamber.council
    bring(chamber, *BEFORE_MEMBERS)
    change_settings(
        council, by=administrator_of(council), seen=council.revision, authors_may_record=True
    )
    make_appointment(council, chamber.author, Role.DEMOCRATIC_SERVICES)
    attempt("agreed", chamber.plan, by=chamber.author)
    found = line_of(chamber, "than an author")
    assert found.standing == Standing.EXCEPTED
    assert "let one person do both" in found.said


def test_that_somebody_else_recorded_it_is_met(chamber):
    bring(chamber, *ENDORSED)
    assert line_of(chamber, "than an author").standing == Standing.MET


def test_a_record_that_was_not_issued_is_not_met(chamber):
    make_governed(chamber.council)
    bring(chamber, *ENDORSED)
    late = told_of(chamber, after=timedelta(days=2))
    [found] = [line for line in late.lines if "Decision statement was issued" in line.asks]
    assert (found.standing, found.rule) == (Standing.NOT_MET, "2012 Regulations, regulation 12")


@pytest.mark.parametrize(("own", "last"), [(None, 0), (3, 7)])
def test_a_record_is_due_on_the_day_and_for_as_long_as_the_council_gives(chamber, own, last):
    """Three working days are over a week later at the latest, where a week-end lies between."""
    make_governed(chamber.council)
    Council.objects.update(decision_notice_days=own)
    bring(chamber, *ENDORSED)
    found = line_of(chamber, "Decision statement was issued")
    assert found.standing == Standing.NOT_YET_DUE
    late = told_of(chamber, after=timedelta(days=last + 2))
    [found] = [line for line in late.lines if "Decision statement was issued" in line.asks]
    assert found.standing == Standing.NOT_MET


def test_what_an_older_record_does_not_show_is_not_known(chamber):
    make_recorded(chamber, timezone.localdate())
    assert line_of(chamber, "interests").standing in (Standing.NOT_KNOWN, Standing.MET)
    assert line_of(chamber, "The officers answered").standing == Standing.NOT_KNOWN


def test_a_decision_that_a_call_in_holds_is_not_yet_an_endorsement_that_counts(chamber):
    make_called_in(chamber)
    found = line_of(chamber, "Members endorsed it")
    assert found.standing != Standing.MET
    assert "The decision was called in." in found.said


def test_of_a_plan_taken_back_nothing_is_called_not_met(chamber):
    attempt("take_back", chamber.plan, by=chamber.author)
    lines = [*told_of(chamber).lines]
    assert {line.standing for line in lines} == {Standing.EXCEPTED}
    assert all("Taken back on" in line.said for line in lines)


def test_of_a_plan_that_events_have_overtaken_what_will_not_come_is_excepted_with_why(chamber):
    attempt("overtaken", chamber.plan, by=chamber.author)
    found = {line.asks: line for line in told_of(chamber).lines}
    assert Standing.NOT_MET not in {line.standing for line in found.values()}
    excepted = [line.said for line in found.values() if line.standing == Standing.EXCEPTED]
    assert len(excepted) == 3
    assert all("Closed as overtaken on" in said for said in excepted)


def test_progress_of_a_closed_plan_is_due_no_more(chamber):
    bring(chamber, *SENT_OUT, "start_monitoring", "close")
    assert line_of(chamber, "Progress is reported").standing == Standing.NOT_KNOWN


def test_something_promised_and_overdue_is_not_met(chamber):
    bring(chamber, *ENDORSED)
    make_follow_up(chamber)
    for days, standing in ((0, Standing.NOT_YET_DUE), (1, Standing.NOT_MET)):
        lines = told_of(chamber, after=timedelta(days=days)).lines
        found = [line.standing for line in lines if line.rule.startswith("Left by")]
        assert found == [standing]


def test_several_things_to_do_take_no_more_statements_than_one(chamber):
    bring(chamber, *ENDORSED)
    make_follow_up(chamber)
    auditor = browser_of(chamber.person[Role.AUDITOR])
    with CaptureQueriesContext(connection) as one:
        auditor.get(plan_url("compliance", chamber.plan))
    for words in ("To write to the parish.", "To ask the market."):
        make_follow_up(chamber, words=words)
    with CaptureQueriesContext(connection) as three:
        auditor.get(plan_url("compliance", chamber.plan))
    assert len(three) == len(one)


def test_the_file_has_it_as_a_pdf(chamber):
    bring(chamber, *ENDORSED)
    auditor = browser_of(chamber.person[Role.AUDITOR])
    answer = auditor.get(plan_url("compliance_pdf", chamber.plan))
    pages = PdfReader(BytesIO(b"".join(answer))).pages
    words = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
    assert answer["Content-Type"] == "application/pdf"
    assert "Members endorsed it before it was submitted" in words
