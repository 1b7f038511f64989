"""A report in the council's own form: its parts in their order, with numbers that stand still."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from approvals.clearance.briefing import exempt_text
from approvals.clearance.kinds import Sent, changes
from approvals.clearance.queries import report_changed
from approvals.decisions.report_paper import issued_report, sections_as_sent
from approvals.models import DecisionStep, Report, ReportVersion
from approvals.papers.pdf import render_paper
from approvals.papers.word import paper_as_open_text, paper_as_word
from approvals.reports.actions import save_report
from approvals.reports.blocks import NOTHING, PIECES
from approvals.reports.document import LaidOutReport, build_report, parse_report
from approvals.reports.laid_out import paragraphs_in
from approvals.reports.parts import FormTyped
from councils.report_forms.blocks import BLOCKS
from councils.report_forms.examples import EXAMPLES
from councils.roles import Role
from dashboard.working_copies import reports_of
from plans.access import plan_url
from plans.assemble import build_document
from plans.compare.kinds import ChangeKind
from tests import verapdf
from tests.approvals.makers import (
    Chamber,
    callable_facts,
    implications_of,
    make_answer,
    make_decided,
    make_issued,
    make_own_form,
    make_own_report,
    make_published,
    make_put,
    make_sent,
    report_of,
)
from tests.approvals.pages import browser_of, shown
from tests.makers import make_governed
from web.errors import Refused, StalePage

TODAY = timezone.localdate()
EXEMPT = {
    "exempt": "The price of one house is zqexemptwords.",
    "exempt_under": "Paragraph 3",
    "exempt_why": "It would weaken the council in a sale.",
}


def sections(chamber: Chamber) -> tuple:
    round_ = make_sent(chamber)
    return sections_as_sent(parse_report(round_.report.document), round_)


def test_each_part_has_a_function_of_its_own():
    assert {one.code for one in BLOCKS} <= set(PIECES)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_headings_stand_in_the_order_of_the_form_with_their_numbers(chamber, example):
    report = make_own_report(chamber, example)
    layout = report.template.layout
    wanted = [
        "About this report",
        *(one.title for one in layout.opening),
        *(
            f"{place} {one.title}"
            for place, one in enumerate(layout.numbered, start=1)
            if one.blocks != ("exempt",)
        ),
    ]

    assert [one.title for one in sections(chamber) if one.level == 2] == wanted


def test_no_number_of_a_paragraph_comes_twice(chamber):
    make_own_report(chamber)
    labels = [label for one in sections(chamber) for label in one.labels]

    assert len(labels) > 8
    assert len(set(labels)) == len(labels)


def test_neither_a_list_nor_who_wrote_it_is_a_paragraph(chamber):
    make_own_report(chamber)
    found = {one.title: one for one in sections(chamber)}

    assert found["3 Financial implications"].labels == ("3.1",)
    assert "Written by" in found["3 Financial implications"].numbered[0]
    assert found["9 Appendices"].labels == ()
    assert found["9 Appendices"].text.startswith("- ")


def test_a_part_that_is_empty_says_so_and_moves_no_number(chamber):
    make_own_report(chamber, "front_table")
    found = {one.title: one for one in sections(chamber)}

    assert found["4 Consultation"].text == NOTHING
    assert "5 Financial and value for money implications" in found


def test_parts_under_one_heading_have_headings_of_their_own(chamber):
    make_own_report(chamber, "front_table", human_rights="Nobody’s rights are touched.")
    titles = [one.title for one in sections(chamber)]
    at = titles.index("8 Equalities, community impact and human rights")

    assert titles[at : at + 3] == [titles[at], "Equalities", "Human rights"]


def test_an_objection_stands_beneath_the_recommendation(chamber):
    make_own_report(chamber)

    round_ = make_sent(chamber)
    for asked in round_.asked.exclude(role=Role.SECTION_151):
        make_answer(chamber, round_, Role(asked.role), "comment", words="It is well argued.")
    make_answer(chamber, round_, Role.SECTION_151, "objects", words="It costs too much.")
    paper = issued_report(DecisionStep.objects.get(plan=chamber.plan))
    titles = [one.title for one in paper.sections]

    assert "objects" in titles[titles.index("Recommendation") + 1]
    assert "It is well argued." in [one.text for one in paper.sections if one.level == 3]


# The form stays the one it was begun in


def test_another_form_changes_no_report_that_was_begun(chamber):
    make_own_report(chamber, "opening", lead="The portfolio holder")
    before = [one.title for one in sections(chamber)]
    make_own_form(chamber.council, "front_table")
    round_ = chamber.plan.rounds.first()
    frozen = parse_report(ReportVersion.objects.get().document)

    assert isinstance(frozen, LaidOutReport)
    assert [one.title for one in sections_as_sent(frozen, round_)] == before


def test_a_council_without_a_form_has_the_usual_report(chamber):
    frozen = parse_report(make_sent(chamber).report.document)

    assert frozen.form == "clearday/report/2"
    assert not isinstance(frozen, LaidOutReport)


def test_words_typed_in_one_form_are_not_saved_into_another(chamber):
    page = FormTyped(make_own_form(chamber.council).pk, {"lead": "The leader"})
    make_own_form(chamber.council, "front_table")
    with pytest.raises(StalePage):
        save_report(
            chamber.plan,
            by=chamber.author,
            report=report_of(chamber.plan),
            implications=implications_of(),
            form=page,
        )
    assert not Report.objects.exists()


def test_a_part_that_is_emptied_is_gone_and_the_open_page_is_out_of_date(chamber):
    report = make_own_report(chamber, lead="The leader")
    told = {"report": report_of(chamber.plan), "implications": implications_of()}
    save_report(
        chamber.plan,
        by=chamber.author,
        form=FormTyped(report.template_id, {"lead": ""}),
        revision=report.revision,
        **told,
    )

    assert not report.parts.exists()
    with pytest.raises(StalePage):
        save_report(chamber.plan, by=chamber.author, revision=report.revision, **told)


# What is exempt


@pytest.mark.parametrize("missing", ["exempt_under", "exempt_why"])
def test_an_exempt_part_has_its_paragraph_and_why(chamber, missing):
    with pytest.raises(Refused) as refusal:
        make_own_report(chamber, **EXEMPT | {missing: ""})
    assert refusal.value.field == f"part_{missing}"


def test_a_paragraph_without_an_exempt_part_is_refused(chamber):
    with pytest.raises(Refused, match="Write the exempt part"):
        make_own_report(chamber, **EXEMPT | {"exempt": ""})


def test_whoever_clears_it_is_told_of_an_exempt_part_and_of_none_where_there_is_none(chamber):
    report = build_report(make_own_report(chamber, **EXEMPT), plan_digest="", body="Cabinet")
    told = exempt_text(report)

    assert told.endswith("under Paragraph 3: It would weaken the council in a sale.")
    assert "zqexemptwords" not in told
    assert exempt_text(replace(report, parts=())).startswith("None is marked")


def decided_with_an_exempt_part(chamber: Chamber) -> Chamber:
    make_governed(chamber.council)
    make_own_report(chamber, **EXEMPT)
    make_put(chamber, meets_on=TODAY)
    make_decided(chamber, **callable_facts())
    make_published(chamber)
    make_issued(chamber)
    return chamber


def words_in(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_an_exempt_part_is_in_no_public_file_and_its_reason_is(chamber):
    decided_with_an_exempt_part(chamber)
    slugs = [chamber.council.slug, chamber.plan.slug, 1]
    page = Client().get(reverse("published_report", args=slugs)).content.decode()
    pdf = words_in(b"".join(Client().get(reverse("published_report_pdf", args=slugs))))

    for public in (page, " ".join(pdf.split())):
        assert "zqexemptwords" not in public
        assert "Paragraph 3" in public
        assert "weaken the council in a sale" in public


def test_without_the_guard_it_would_be(chamber, monkeypatch):
    """The control."""
    monkeypatch.setattr(
        "approvals.decisions.issuing.issued_report", lambda step, **_: issued_report(step)
    )
    decided_with_an_exempt_part(chamber)
    slugs = [chamber.council.slug, chamber.plan.slug, 1]

    page = Client().get(reverse("published_report", args=slugs)).content.decode()
    assert "zqexemptwords" in page


def test_what_is_copied_to_an_agenda_has_no_exempt_part_and_members_read_it(chamber):
    decided_with_an_exempt_part(chamber)
    browser = browser_of(chamber.clerk)
    copied = browser.get(plan_url("report_issued_copy", chamber.plan, 1)).content.decode()
    read = browser.get(plan_url("report_issued", chamber.plan, 1)).content.decode()

    assert "zqexemptwords" not in copied
    assert "zqexemptwords" in read


@pytest.mark.parametrize("code", EXEMPT)
def test_another_exempt_part_is_put_to_whom_the_rules_put_powers(chamber, code):
    made = make_own_report(chamber, **EXEMPT)
    before = build_report(made, plan_digest="", body="Cabinet")
    parts = [replace(one, text="Other") if one.block == code else one for one in before.parts]
    after = replace(before, parts=tuple(parts))
    plan = build_document(chamber.plan)

    assert ChangeKind.POWERS in changes(Sent(plan, before, ""), Sent(plan, after, ""))
    assert not changes(Sent(plan, before, ""), Sent(plan, before, ""))


# Written and looked at


def test_the_form_asks_for_the_parts_of_the_councils_form_and_keeps_them(chamber):
    make_own_form(chamber.council, "front_table")
    browser, page = browser_of(chamber.author), plan_url("move_send", chamber.plan)
    sent = shown(browser, page) | {"part_key_issues": "What is at stake.", "only": "look"}
    assert "part_asks" not in sent
    answer = browser.post(page, sent)

    assert (answer.status_code, answer.url) == (302, plan_url("report_preview", chamber.plan))
    looked = browser.get(answer.url).content.decode()
    assert "What is at stake." in looked
    assert "2 Key issues" in looked


def test_in_the_usual_form_nothing_more_is_asked(chamber):
    browser, page = browser_of(chamber.author), plan_url("move_send", chamber.plan)

    assert not [name for name in shown(browser, page) if name.startswith("part_")]


@pytest.mark.parametrize("own", [True, False])
def test_a_draft_is_a_page_a_pdf_and_a_word_file_each_marked_as_one(chamber, own):
    if own:
        make_own_report(chamber, lead="The portfolio holder")
    browser = browser_of(chamber.author)
    page = browser.get(plan_url("report_preview", chamber.plan))
    pdf = b"".join(browser.get(plan_url("report_preview_pdf", chamber.plan)))
    word = browser.get(plan_url("report_preview_docx", chamber.plan))

    said = "A draft, as it is saved now" if own else "nothing of the report is saved yet"
    assert said in page.content.decode()
    assert "Draft of the report" in words_in(pdf)
    assert word.status_code == 200


def test_the_same_report_gives_the_same_bytes_in_each_kind_of_file(chamber):
    make_own_report(chamber, "front_table", **EXEMPT, key_issues="One.\n\n- two\n- three")
    paper = issued_report(make_put(chamber))

    for draw in (render_paper, paper_as_word, paper_as_open_text):
        assert draw(paper) == draw(paper)


@pytest.mark.verapdf
@pytest.mark.skipif(bool(verapdf.missing()), reason=verapdf.missing())
def test_reports_in_either_form_are_pdf_ua(tmp_path, db):
    paths = []
    for example in EXAMPLES:
        chamber = Chamber()
        make_own_report(chamber, example, **EXEMPT, lead="The portfolio holder")
        paths.append(tmp_path / f"{example}.pdf")
        paths[-1].write_bytes(render_paper(issued_report(make_put(chamber))))

    assert verapdf.broken_rules(*paths) == [set()] * 2


@given(st.text(alphabet="ab -*|\n1.)(", max_size=60))
def test_no_words_are_lost_between_paragraphs(text):
    told = "".join("".join(one.split()) for one in paragraphs_in(text))

    assert told == "".join(text.split())


def test_the_digest_for_a_list_of_plans_is_that_of_one(chamber):
    """Else every report in a council's own form would count as changed since it was sent."""
    make_own_report(chamber, lead="The portfolio holder")
    round_ = make_sent(chamber)

    assert reports_of([round_]) == {chamber.plan.pk: round_.report.digest}
    assert not report_changed(chamber.plan, round_)
