"""A report written elsewhere is taken apart by its headings, and no word of it is lost unseen."""

import re
from collections import Counter

import pytest
from hypothesis import example as tried
from hypothesis import given
from hypothesis import strategies as st

from approvals.models import Report
from approvals.reports.pasted import PastedReport, take_apart
from councils.report_forms.examples import EXAMPLES
from councils.report_forms.layout import PLACES, Layout, layout_of
from plans.access import plan_url
from tests.approvals.makers import Chamber, make_own_form, make_own_report
from tests.approvals.pages import browser_of, shown
from tests.approvals.test_seed_reports import REAL, seed_text

SHORT = """Some Council
Summary:
We were asked for a plan.
2 Options considered
To write none.
**Financial implications** None of note.
7. Risk assessment
Current Risk: High. We would be late.
Residual Risk: Low
Weather outlook:
Rain.
Background papers
The letter
Annex A: The plan
Words of the plan."""


def layout_named(example: str) -> Layout:
    form = EXAMPLES[example]
    return layout_of({place: getattr(form, place) for place in PLACES}, form.numbering)


def words_of(text: str) -> Counter:
    return Counter(re.findall(r"[^\W\d_]+", re.sub(r"</?p>", "", text)))


def told(found: PastedReport) -> str:
    parts = (f"{part.heading}\n{part.text}" for part in (*found.taken, *found.drawn))
    return "\n".join((*parts, *found.left))


def test_each_heading_that_reports_have_fills_its_box():
    found = take_apart(SHORT, None)

    assert found.fields["summary"] == "We were asked for a plan."
    assert found.fields["options"] == "To write none."
    assert found.fields["risk_now"] == "high"
    assert found.fields["risk_now_why"] == "We would be late."
    assert found.fields["risk_after"] == "low"
    assert [part.code for part in found.drawn] == ["papers"]
    assert (found.left[0], found.after) == ("Some Council", 2)


def test_what_stands_under_no_known_heading_stays_where_it_was_or_is_left():
    found = take_apart("Weather: it rains.\nLegal implications\nNone.\nWeather:\nRain.", None)

    assert found.fields == {"said_legal": "None.\nWeather:\nRain."}
    assert found.left == ("Weather: it rains.",)


def test_numbered_paragraphs_stay_paragraphs_and_figures_stay_in_their_sentence():
    text = (
        "1 Background\n1.1 It came.\n1.2 It was read. It saves\n2.5 posts and\n"
        "- 4.5 FTE of agency staff\n1.4 It goes on.\nStaffing\n2.1 None.\n1.5 FTE stay.\n"
    )
    found = take_apart(text, None).fields

    assert found["background"] == (
        "It came.\n\nIt was read. It saves\n2.5 posts and\n- 4.5 FTE of agency staff\n\nIt goes on."
    )
    assert found["said_staffing"] == "None.\n1.5 FTE stay."


def test_words_on_risk_that_have_no_box_are_not_said_to_be_taken():
    found = take_apart("Risk assessment\nCurrent risk: high. Late.\nThe weather.", None)

    assert [part.text for part in found.taken] == ["Current risk: high. Late."]
    assert found.left == ("The weather.",)


def test_a_heading_of_the_councils_own_form_is_known():
    found = take_apart("What is asked: For decision", layout_named("opening"))

    assert found.fields == {"part_asks": "For decision"}
    assert take_apart("What is asked: For decision", None).fields == {}


@pytest.mark.parametrize("example", REAL)
def test_a_real_report_fills_the_form_of_its_kind(example):
    number, begins = REAL[example]
    found = take_apart(seed_text(number), layout_named(example))
    codes = {part.code for part in (*found.taken, *found.drawn)}

    assert {code for _, code in begins} - codes <= {"risk", "glossary"}
    assert len(found.left) <= 6
    assert not words_of(seed_text(number)) - words_of(told(found))


@pytest.mark.parametrize("layout", [None, layout_named("opening"), layout_named("front_table")])
@given(
    lines=st.lists(
        st.one_of(
            st.text(alphabet="ab :|-#.1*", max_size=20),
            st.sampled_from([*SHORT.splitlines()[:-2], "| Date: | soon |", "1.1 It is.", "Part:"]),
        ),
        max_size=15,
    )
)
@tried(lines=["b**b"])
@tried(lines=["**b**", "b****b", "a **b** c"])
def test_no_word_of_it_is_lost_unseen(layout, lines):
    text = "\n".join(lines)
    missing = words_of(text) - words_of(told(take_apart(text, layout)))

    assert not missing


def test_what_begins_like_a_tag_and_is_none_takes_no_word_with_it():
    found = take_apart("Summary: Where x<y then <b>less</b> is spent.", None)

    assert found.fields["summary"] == "Where x<y then less is spent."


def test_of_a_long_text_only_what_begins_as_a_heading_may_is_looked_at_closely(monkeypatch):
    looked, match = [], re.match
    monkeypatch.setattr(re, "match", lambda *given: looked.append(given) or match(*given))
    found = take_apart("none of these\n" * 50, None)

    assert len(found.left) == 50
    assert not looked


# The page


def test_it_is_shown_first_and_then_fills_the_form_and_saves_nothing(chamber: Chamber):
    make_own_form(chamber.council)
    browser, page = browser_of(chamber.author), plan_url("report_pasted", chamber.plan)
    text = f"{SHORT}\n".replace("Summary:", "Cabinet member: Councillor One\nSummary:")
    looked = browser.post(page, shown(browser, page) | {"text": text})

    assert looked.status_code == 200
    assert "Some Council" in looked.content.decode()
    answer = browser.post(page, shown(browser, page) | {"text": text, "only": "fill"})
    report = plan_url("move_send", chamber.plan)
    assert (answer.status_code, answer.url) == (302, report)
    filled = shown(browser, report)
    assert filled["part_lead"] == "Councillor One"
    assert filled["summary"] == "We were asked for a plan."
    assert filled["said_financial"] == "None of note."
    assert not Report.objects.exists()

    assert browser.post(report, filled | {"only": "save"}).status_code == 302
    assert Report.objects.get().parts.get().text == "Councillor One"


def test_boxes_in_which_other_words_stand_are_named(chamber: Chamber):
    make_own_report(chamber, lead="The leader")
    browser, page = browser_of(chamber.author), plan_url("report_pasted", chamber.plan)
    text = "Cabinet member: Councillor One\nLocal councillors: all"
    looked = browser.post(page, shown(browser, page) | {"text": text}).content.decode()

    named = looked.split("are replaced once you save:")[1].split("</p>")[0]
    assert named.split() == ["Cabinet", "member", "and", "portfolio."]


def test_an_empty_box_is_refused(chamber: Chamber):
    browser, page = browser_of(chamber.author), plan_url("report_pasted", chamber.plan)

    assert browser.post(page, shown(browser, page) | {"text": " "}).status_code == 422
