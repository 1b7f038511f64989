"""The papers of a decision: what the notice and the issued report say, on the page and on paper."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from pikepdf import Pdf

from approvals.decisions.actions import enter_from_record
from approvals.decisions.delegations import DelegationData
from approvals.decisions.interests import DeclarationData
from approvals.decisions.minute import MinuteData
from approvals.decisions.notice import decision_notice
from approvals.decisions.report_paper import issued_report
from approvals.models import DecisionStep, Implication
from approvals.papers.paper import Paper
from approvals.papers.pdf import render_paper
from councils.roles import Role
from plans.richtext import plain_text
from tests import verapdf
from tests.approvals.makers import (
    Chamber,
    make_answer,
    make_answered,
    make_decided,
    make_put,
    make_sent,
    resolved,
    seen_of,
)
from tests.plan_makers import make_evidence

TODAY = timezone.localdate()


def from_record(chamber: Chamber) -> Paper:
    decision = enter_from_record(
        chamber.plan,
        by=chamber.clerk,
        seen=seen_of(chamber.plan),
        body="Cabinet",
        minute=MinuteData(decided_on=date(2024, 7, 9), resolutions=[resolved("approved")]),
    )
    return decision_notice(decision)


def full(chamber: Chamber) -> Paper:
    decision = make_decided(
        chamber,
        resolutions=[
            resolved("endorsed", "That the plan be endorsed:\n\n- as drafted\n- and published"),
            resolved("delegated", "That the Leader may change it."),
        ],
        delegation=DelegationData(["Leader"], ["amend"]),
        nothing_declared=False,
        declarations=[DeclarationData("Member for Eastfield", "A lease")],
        reasons="The request asks for it.",
        options_rejected="To send nothing.",
        call_in_applies=True,
        effective_from=TODAY + timedelta(8),
        minute_link="https://northmoor.example/minutes?a=1&b=2",
    )
    return decision_notice(decision)


def said(paper: Paper) -> dict[str, str]:
    """Each section's words by its title."""
    return {
        section.title: "\n".join(
            [
                *(f"{label}: {value}" for label, value in section.facts),
                plain_text(section.blocks),
                *(plain_text(limb) for _, limb in section.limbs),
                *(
                    " | ".join("".join(run.text for run in cell) for cell in row)
                    for row in (section.table.rows if section.table else ())
                ),
            ]
        )
        for section in paper.sections
    }


def test_a_notice_has_the_five_parts_and_says_when_it_takes_effect(chamber):
    paper = full(chamber)
    parts = said(paper)

    assert [title[0] for title in parts if title[0].isdigit()] == ["1", "2", "3", "4", "5"]
    assert "Outcome: Agreed" in parts["1. The decision"]
    assert "Endorsed: That the plan be endorsed" in parts["1. The decision"]
    assert parts["2. Reasons"].strip() == "The request asks for it."
    assert "Member for Eastfield: A lease" in parts["4. Interests declared"]
    assert parts["5. Dispensations"].strip() == "Not recorded."
    assert "Call-in applies. Takes effect on" in parts["When it takes effect"]
    assert chamber.plan.versions.first().reference in paper.identity


def test_what_the_record_does_not_show_is_not_known_and_never_none(chamber):
    parts = said(from_record(chamber))

    unknown = [title for title, words in parts.items() if "Not known" in words]
    assert unknown == list(parts)
    assert not any("None" in words for words in parts.values())


def test_an_exempt_decision_says_why(chamber):
    decision = make_decided(
        chamber, call_in_applies=True, call_in_exempt_why="The deadline left no time."
    )

    assert (
        "Exempt from call-in: The deadline"
        in said(decision_notice(decision))["When it takes effect"]
    )


def test_the_issued_report_has_its_blocks_in_order_then_the_officers(chamber):
    make_evidence(chamber.plan, chamber.author, "Accounts", kind="background paper")
    paper = issued_report(make_put(chamber))

    assert [section.title for section in paper.sections] == [
        "Summary",
        "Recommendation",
        "Reasons for the recommendation",
        "Background",
        "Options considered",
        *(f"Implications: {heading}" for heading in Implication.Heading.labels),
        "Risk",
        "Sign-off",
        "Background papers",
    ]
    parts = said(paper)
    assert "As things are | Medium" in parts["Risk"]
    assert parts["Implications: Legal"].splitlines()[-1].startswith("Written by")
    assert f"Written by {chamber.author.name}" in parts["Implications: Legal"]
    assert parts["Sign-off"].count("Content") == 3
    assert "Accounts" in parts["Background papers"]


def test_comments_are_added_to_what_was_cleared_and_change_no_digest(chamber):
    round_ = make_sent(chamber)
    cleared = round_.report.digest
    make_answered(chamber, round_, "comment", words="Affordable within the budget.")
    paper = issued_report(chamber.plan.steps.get())

    comments = [title for title in said(paper) if title.endswith(": content, with a comment")]
    assert len(comments) == 3
    assert "Section 151 officer: content, with a comment" in comments
    round_.report.refresh_from_db()
    assert round_.report.digest == cleared
    assert cleared[:8] in paper.identity
    assert "Affordable" not in round_.report.document


def objected(chamber: Chamber) -> DecisionStep:
    """One officer objects, the others are content; the plan is put to the meeting."""
    round_ = make_sent(chamber)
    for asked in round_.asked.exclude(role=Role.SECTION_151):
        make_answer(chamber, round_, Role(asked.role))
    words = "It costs more than it saves."
    make_answer(chamber, round_, Role.SECTION_151, "objects", words=words)
    chamber.plan.refresh_from_db()
    return chamber.plan.steps.get()


def test_an_objection_stands_beneath_the_recommendation_and_not_again(chamber):
    paper = issued_report(objected(chamber))

    titles = [section.title for section in paper.sections]
    assert titles[1:3] == ["Recommendation", "Section 151 officer: objects"]
    assert titles.count("Section 151 officer: objects") == 1
    assert "It costs more" in said(paper)["Section 151 officer: objects"]
    assert "Objects" in said(paper)["Sign-off"]


def test_a_notice_has_the_objection_beneath_the_decision(chamber):
    objected(chamber)

    titles = list(said(decision_notice(make_decided(chamber))))

    assert titles[:2] == ["1. The decision", "Section 151 officer: objects"]


def test_markup_that_somebody_typed_is_words(chamber):
    paper = decision_notice(make_decided(chamber, reasons="<script>alert(1)</script>"))

    section = next(one for one in paper.sections if one.title == "2. Reasons")
    assert "<script>" not in section.html
    assert render_paper(paper)


def test_the_same_paper_gives_the_same_bytes(chamber):
    paper = full(chamber)

    assert render_paper(paper) == render_paper(paper)
    with Pdf.open(BytesIO(render_paper(paper))) as drawn:
        assert "Decision notice" in str(drawn.docinfo["/Title"])


@pytest.mark.verapdf
@pytest.mark.skipif(bool(verapdf.missing()), reason=verapdf.missing())
def test_notice_and_report_are_pdf_ua(chamber, tmp_path: Path):
    drawn = {"report": issued_report(make_put(chamber)), "notice": full(chamber)}
    drawn["record"] = from_record(Chamber())
    paths = [tmp_path / f"{name}.pdf" for name in drawn]
    for path, paper in zip(paths, drawn.values(), strict=True):
        path.write_bytes(render_paper(paper))

    assert verapdf.broken_rules(*paths) == [set()] * 3
