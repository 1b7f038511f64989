"""The boxes in which a report is written carry the headings of the council's own form."""

import pytest

from approvals.reports.forms import ReportForm
from approvals.workflow.engine import PageState
from councils.report_forms.examples import EXAMPLES
from councils.report_forms.layout import PLACES, layout_of
from plans.access import plan_url
from tests.approvals.makers import make_own_report, make_report
from tests.approvals.pages import browser_of


def labels(report) -> dict[str, str]:
    form = ReportForm(None, seen=PageState(report.plan.moves), report=report, implications=[])
    return {one.name: str(one.label) for one in form if not one.is_hidden}


def test_a_box_is_named_as_its_words_will_be_printed(chamber):
    found = labels(make_own_report(chamber, "front_table"))

    assert found["summary"] == "Purpose of the report"
    assert found["reasons"] == "Conclusions"
    assert found["said_financial"] == ("Financial and value for money implications: what it means")
    assert found["part_wards"] == "Wards affected"
    assert found["part_exempt"] == "Part II"
    assert found["part_exempt_under"] == "Exempt under which paragraph"


def test_parts_under_one_heading_are_told_apart_by_their_names(chamber):
    found = labels(make_own_report(chamber, "front_table"))

    assert found["said_climate"] == "Sustainability implications (climate): what it means"
    assert found["said_wellbeing"] == "Sustainability implications (well-being): what it means"
    shared = "Equalities, community impact and human rights"
    assert found["looked_by"] == f"{shared} (equalities): who looked"
    assert found["part_human_rights"] == f"{shared} (human rights)"


def test_two_headings_in_the_same_words_are_told_apart_too():
    typed = {place: getattr(EXAMPLES["opening"], place) for place in PLACES}
    typed["opening"] = typed["opening"].replace("Brief summary", "Background")
    layout = layout_of(typed, "sections")

    assert layout.name_of("summary") == "Background (summary)"
    assert layout.name_of("background") == "Background (background)"
    assert layout.name_of("options") == ""


@pytest.mark.parametrize("example", EXAMPLES)
def test_no_two_boxes_of_an_example_have_the_same_name(chamber, example):
    found = labels(make_own_report(chamber, example))
    # Why a risk is what it is stands beneath the one it is asked of.
    names = [one for name, one in found.items() if not name.startswith("risk_")]

    assert len(set(names)) == len(names)


def test_the_page_says_the_councils_heading_and_its_risk(chamber):
    make_own_report(chamber, "front_table")
    answer = browser_of(chamber.author).get(plan_url("move_send", chamber.plan))
    page = answer.content.decode()

    assert "Purpose of the report" in page
    assert "Risk implications" in page


def test_a_council_without_a_form_of_its_own_reads_the_usual_names(chamber):
    found = labels(make_report(chamber))

    assert found["summary"] == "Summary"
    assert found["said_climate"] == "Environment, climate and ecology: what it means"
    assert found["looked_by"] == "Equalities: who looked"
