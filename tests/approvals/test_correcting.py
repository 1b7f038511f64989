"""A decision recorded wrongly is corrected by a further one; both are kept, and one counts."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from approvals.decisions.correcting import Correction, correct_decision, why_not_corrected
from approvals.decisions.delegations import powers_to_change
from approvals.decisions.queries import newest_decision
from approvals.models import Decision, DecisionStep
from approvals.publication.public import public_view_of
from approvals.submission.archive import archive_of
from approvals.which_version import standing_of, version_for_submission
from approvals.workflow.engine import PageState
from dashboard.queries import state_of
from plans.access import plan_url
from plans.assemble import build_document
from plans.models import Plan, Stage
from tests.approvals.attempts import attempt
from tests.approvals.makers import (
    Chamber,
    callable_facts,
    make_called_in,
    make_decided,
    make_empowered,
    make_published,
    make_put,
    make_recorded,
    make_submitted,
    minute_of,
    resolved,
    with_power,
)
from tests.approvals.pages import think_again, words_of
from web.errors import Refused, StalePage

TODAY = timezone.localdate()


@pytest.fixture
def agreed(chamber: Chamber) -> Decision:
    make_put(chamber)
    return make_decided(chamber)


def correct(chamber: Chamber, outcome: str = "noted", **facts: Any) -> Decision:
    """Corrected by the clerk, to an outcome; `facts` are of the correction or of the minute."""
    plan = Plan.objects.select_related("council").get(pk=chamber.plan.pk)
    first = newest_decision(plan) or plan.steps.filter(decision__isnull=False).last().decision
    words = build_document(plan).digest if facts.pop("working", False) else first.digest
    seen = facts.pop("seen", None) or PageState(plan.moves, words)
    names = ("as_recorded", "known_to_be_out", "body", "next_meets_on")
    told = {name: facts.pop(name) for name in names if name in facts}
    why = facts.pop("why", "The clerk read another minute.")
    said = Correction(why, minute_of(outcome, **facts), **told)
    made = correct_decision(plan, by=chamber.clerk, seen=seen, said=said)
    chamber.plan.refresh_from_db()
    return made


def test_what_was_only_noted_is_endorsed_no_more_and_both_are_kept(chamber, agreed):
    made = correct(chamber)

    assert (made.corrects, made.outcome, chamber.plan.stage) == (agreed, "noted", Stage.DECISION)
    assert made.corrects_why == "The clerk read another minute."
    assert Decision.objects.get(pk=agreed.pk).outcome == "agreed"
    assert (made.step.body, made.step.place) == (agreed.step.body, 2)
    assert newest_decision(chamber.plan) == made
    assert version_for_submission(chamber.plan).bases == ("noted", "subject")
    assert standing_of(agreed.version).endorsed == ""


def test_what_was_agreed_after_all_is_endorsed(chamber):
    make_put(chamber)
    make_decided(chamber, "noted")
    made = correct(chamber, "agreed")

    assert (chamber.plan.stage, newest_decision(chamber.plan)) == (Stage.ENDORSED, made)
    assert make_submitted(chamber).decision == made


def test_what_was_put_off_after_all_counts_no_more_and_has_its_next_day(chamber, agreed):
    later = TODAY + timedelta(days=7)
    correct(chamber, "deferred", next_meets_on=later)

    assert chamber.plan.stage == Stage.DECISION
    assert newest_decision(chamber.plan) is None
    assert chamber.plan.steps.last().meets_on == later
    again = attempt("agreed", chamber.plan, by=chamber.clerk)
    assert newest_decision(chamber.plan) == again


def test_what_was_not_put_off_leaves_its_next_meeting_behind(chamber):
    make_put(chamber)
    attempt("deferred", chamber.plan, by=chamber.clerk, next_meets_on=TODAY + timedelta(7))
    made = correct(chamber, "agreed")

    assert (chamber.plan.stage, newest_decision(chamber.plan)) == (Stage.ENDORSED, made)


def test_what_was_refused_goes_back_to_its_author(chamber, agreed):
    correct(chamber, "refused")

    assert chamber.plan.stage == Stage.DRAFTING
    assert newest_decision(chamber.plan) is None


def test_a_wrong_minute_number_moves_nothing(chamber, agreed):
    made = correct(chamber, "agreed", minute="27")

    assert (chamber.plan.stage, made.version) == (Stage.ENDORSED, agreed.version)
    assert standing_of(agreed.version).endorsed.endswith("minute 27.")


def test_the_amended_words_are_said_to_be_which(chamber, agreed):
    with pytest.raises(Refused, match="without amendments"):
        correct(chamber, "amended", as_recorded=True)
    with pytest.raises(Refused, match="still those put"):
        correct(chamber, "amended", working=True)
    think_again(chamber)
    made = correct(chamber, "amended", working=True)
    assert made.digest != agreed.digest
    # And once more, in the words recorded.
    again = correct(chamber, "amended", as_recorded=True, minute="27")
    assert (again.corrects, again.version) == (made, made.version)


def test_a_power_of_what_was_corrected_is_none(chamber):
    make_put(chamber)
    make_decided(chamber, **with_power())
    assert powers_to_change(chamber.plan, TODAY)
    correct(chamber, "agreed")

    assert powers_to_change(chamber.plan, TODAY) == []


@pytest.mark.parametrize("leave", [make_published, make_submitted])
def test_what_left_the_building_is_taken_back_knowingly(chamber, agreed, leave):
    leave(chamber)
    with pytest.raises(Refused, match="say that you know") as refusal:
        correct(chamber)
    assert refusal.value.field == "known_to_be_out"
    assert chamber.plan.stage == Stage.ENDORSED

    assert correct(chamber, known_to_be_out=True).outcome == "noted"


def test_a_correction_that_takes_no_words_back_asks_nothing(chamber, agreed):
    make_published(chamber)

    assert correct(chamber, "agreed", minute="27").minute == "27"


def test_what_is_public_says_that_it_was_corrected(chamber, agreed):
    make_published(chamber)
    correct(chamber, known_to_be_out=True)
    shown = public_view_of(chamber.council.slug, chamber.plan.slug, on=TODAY)

    assert shown.endorsed == ""
    assert shown.marking.startswith("Recorded wrongly as decided, and corrected: Noted by Cabinet")
    assert shown.lasting_mark == shown.marking


def test_what_is_public_has_the_minute_as_corrected(chamber, agreed):
    make_published(chamber)
    correct(chamber, "agreed", minute="27")
    shown = public_view_of(chamber.council.slug, chamber.plan.slug, on=TODAY)

    assert shown.endorsed.endswith("minute 27.")
    assert shown.marking == ""
    assert state_of(chamber.plan).is_published


def test_what_was_published_as_noted_is_not_yet_public_as_endorsed(chamber):
    make_put(chamber)
    make_decided(chamber, "noted")
    make_published(chamber)
    correct(chamber, "agreed")

    assert not state_of(chamber.plan).is_published


def test_what_is_public_is_called_in_by_its_correction(chamber):
    make_put(chamber)
    make_decided(chamber, **callable_facts())
    make_published(chamber)
    correct(chamber, "agreed", minute="27", **callable_facts())
    attempt("receive_call_in", chamber.plan, by=chamber.clerk)
    shown = public_view_of(chamber.council.slug, chamber.plan.slug, on=TODAY)

    assert shown.marking.startswith("Called in")


@pytest.mark.parametrize(
    ("facts", "says"),
    [({"why": " "}, "Say what was recorded wrongly"), ({"minute": ""}, "Enter the minute")],
)
def test_a_correction_says_why_and_is_whole(chamber, agreed, facts, says):
    with pytest.raises(Refused, match=says):
        correct(chamber, **facts)
    assert Decision.objects.count() == 1


def test_what_is_called_in_is_settled_first(chamber):
    make_called_in(chamber)
    with pytest.raises(Refused, match="called in"):
        correct(chamber)


def test_the_use_of_a_power_is_corrected_by_a_further_use(chamber):
    make_put(chamber)
    make_empowered(chamber)
    attempt("finalise", chamber.plan, by=chamber.clerk)
    with pytest.raises(Refused, match="use of a power"):
        correct(chamber)


def test_a_page_of_other_words_corrects_nothing(chamber, agreed):
    with pytest.raises(StalePage):
        correct(chamber, seen=PageState(chamber.plan.moves, "0" * 64))
    with pytest.raises(StalePage):
        correct(chamber, seen=PageState(chamber.plan.moves - 1, agreed.digest))


def test_an_older_record_is_corrected_as_silent_as_it_is(chamber):
    first = make_recorded(chamber, TODAY - timedelta(40))
    made = correct(chamber, "noted", minute="", nothing_declared=False)

    assert (made.corrects, made.from_the_record, made.version) == (first, True, first.version)
    assert chamber.plan.stage == Stage.DECISION


def typed(browser: Client, chamber: Chamber, **sent: object) -> Any:
    address = plan_url("move_correct", chamber.plan)
    form = browser.get(address).context["form"]
    shown = {name: form[name].value() or "" for name in ("moves", "plan", "working", "rows")}
    days = {f"decided_on_{part}": getattr(TODAY, part) for part in ("day", "month", "year")}
    usual = {"resolved": "listed", "interests": "none", "minute": "26", "why": "Misread."}
    return browser.post(address, shown | days | usual | sent)


LIMB = {"verb_1": "noted", "about_1": "plan", "words_1": "That the plan be noted."}
NO_OTHER = {f"{part}_2": "" for part in ("verb", "about", "words")}


def test_the_page_shows_what_was_recorded_and_records_what_was_decided(chamber, agreed, signed_in):
    make_published(chamber)
    clerk = signed_in(chamber.clerk)
    assert "That the plan be endorsed." in words_of(
        clerk.get(plan_url("move_correct", chamber.plan))
    )
    refused = typed(clerk, chamber, **LIMB)
    assert refused.status_code == 422
    assert "published on" in refused.content.decode()
    assert "Misread." in refused.content.decode()

    assert typed(clerk, chamber, **LIMB, known_to_be_out="on").status_code == 302
    chamber.plan.refresh_from_db()
    home = words_of(clerk.get(chamber.plan.get_absolute_url()))
    assert "Recorded wrongly, and corrected" in home
    assert "In the place of what was recorded first: Misread." in home
    for place, says in ((1, "This was recorded wrongly, and is corrected"), (2, "This corrects")):
        assert says in words_of(clerk.get(plan_url("decision", chamber.plan, place)))
    assert archive_of(chamber.plan)


@pytest.mark.parametrize("sent", [{"why": ""}, {"why": "x" * 200_000}, {"minute": ""}])
def test_bad_input_is_refused_with_what_was_typed(chamber, agreed, signed_in, sent):
    answer = typed(signed_in(chamber.clerk), chamber, **LIMB | sent)
    assert answer.status_code == 422
    assert "That the plan be noted." in answer.content.decode()


def test_there_is_nothing_to_correct_before_a_decision(chamber, signed_in):
    make_put(chamber)
    page = signed_in(chamber.clerk).get(plan_url("move_correct", chamber.plan))
    assert "No decision is recorded here" in words_of(page)


@pytest.mark.parametrize(("recorded", "stops"), [(False, True), (True, False)])
def test_what_somebody_signed_is_not_corrected_for_them(recorded, stops):
    step = DecisionStep(route=DecisionStep.Route.MEMBERS)
    signed = Decision(step=step, from_the_record=recorded)
    signed.called_in = ""

    assert bool(why_not_corrected(signed)) == stops


def test_the_control_resolved_makes_what_it_says():
    assert resolved("noted").verb == "noted"
