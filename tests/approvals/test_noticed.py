"""What stands in the way of sending a plan comes first and whole; many of a kind hide no other."""

from hypothesis import given
from hypothesis import strategies as st

from approvals.clearance.noticed import (
    MOST_OF_A_KIND,
    ORDER,
    STILL_TO_COME,
    STOPS,
    Noticed,
    alike,
    noticed_in,
)
from plans.assemble import build_document
from plans.checks.findings import Finding, Place
from tests.approvals.makers import Chamber, implications_of

tags = st.sampled_from(ORDER)
codes = st.sampled_from(["open_question", "not_ready", "length"])
things = st.builds(Noticed, st.text(max_size=5), st.just("x"), st.just("/"), tag=tags, code=codes)


@given(st.lists(things))
def test_nothing_is_lost_and_nothing_that_stops_is_folded_away(noticed):
    kinds = alike(noticed)

    shown = [one for kind in kinds for one in (*kind.first, *kind.more)]
    assert sorted(map(repr, shown)) == sorted(map(repr, noticed))
    assert not any(one.tag for kind in kinds for one in kind.more)
    assert all(len(kind.first) == MOST_OF_A_KIND for kind in kinds if kind.more)


def test_one_more_than_are_shown_is_not_folded_away_alone():
    row = Noticed("Open.", "Look", "/", code="open_question")

    assert alike([row] * (MOST_OF_A_KIND + 1))[0].more == ()
    assert len(alike([row] * (MOST_OF_A_KIND + 2))[0].more) == 2


def test_what_no_reason_lets_pass_comes_first_then_what_a_reason_does(chamber: Chamber):
    findings = [
        Finding("length", Place(), "It is long."),
        Finding("placeholder", Place(), "TBC.", stops=True),
        Finding("empty_theme", Place(), "No text.", stops=True),
    ]
    document = build_document(chamber.plan)
    found = noticed_in(chamber.plan, document, findings, implications_of())

    assert [one.tag for one in found] == [STOPS, STILL_TO_COME, ""]
    assert [one.words for one in found] == ["No text.", "TBC.", "It is long."]


def test_a_report_that_is_not_saved_stops_it(chamber: Chamber):
    found = noticed_in(chamber.plan, build_document(chamber.plan), [], None)

    assert [(one.words, one.tag) for one in found] == [("The report is not written yet.", STOPS)]
