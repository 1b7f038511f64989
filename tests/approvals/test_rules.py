"""Each rule of rules.py is broken by a move whose guard is off, and is seen to be broken."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models.query_utils import DeferredAttribute
from django.utils import timezone

from approvals import which_version
from approvals.alone import signing
from approvals.clearance import answers, disowning
from approvals.clearance.disowning import disown_answer
from approvals.closing import actions as closing_actions
from approvals.decisions import actions as decisions_actions
from approvals.decisions import call_ins, finalising, steps
from approvals.decisions.queries import newest_decision
from approvals.decisions.steps import open_step
from approvals.models import ClearanceResponse, Decision, Delegation, Submission
from approvals.publication import actions as publication_actions
from approvals.submission import actions as submission_actions
from approvals.which_version import Publishable, SubmissionOptions
from approvals.workflow import engine
from approvals.workflow.engine import RecordContext
from councils.access import Access, access_of
from councils.record import writer
from councils.roles import CLEARING, Right, Role
from delivery import actions as delivery_actions
from plans.models import Plan, Stage, Version
from tests.approvals.attempts import (
    BEFORE_MEMBERS,
    CLEARED,
    ENDORSED,
    SENT_OUT,
    attempt,
    bring,
    shown,
    stage_of,
)
from tests.approvals.makers import (
    Chamber,
    callable_facts,
    make_emailed,
    put_alone,
    with_power,
)
from tests.approvals.rules import RULES, broken
from tests.approvals.unruled import drop_the_rule, miscount
from tests.makers import make_appointment
from tests.plan_makers import make_commitment, make_paragraph, make_version
from web.errors import Refused
from web.frozen import FrozenAttribute

BROKEN: set[str] = set()
TODAY = timezone.localdate()


@pytest.fixture
def chamber(chamber_again: Chamber) -> Chamber:
    return chamber_again


@pytest.fixture
def other(chambers: tuple[Chamber, Chamber]) -> Chamber:
    return chambers[1]


def breaks(chamber: Chamber, rule: str) -> None:
    """Exactly this rule sees something, so the others did not fire by chance."""
    faults = broken(chamber.plan)
    BROKEN.add(rule)
    assert {fault.split(":")[0] for fault in faults} == {rule}, faults


def test_nothing_is_sent_while_a_call_in_is_open(chamber, monkeypatch):
    exempt = {"notice_on": TODAY, "call_in_applies": True}
    bring(chamber, *BEFORE_MEMBERS)
    attempt("agreed", chamber.plan, by=chamber.clerk, **exempt)
    bring(chamber, "receive_call_in")
    monkeypatch.setattr(Decision, "is_held", False)
    monkeypatch.setattr(Decision, "waits_until", lambda decision, on: None)
    monkeypatch.setattr(Decision, "takes_effect_on", None)
    bring(chamber, "submit")
    breaks(chamber, "nothing_is_sent_while_it_is_called_in")


def test_nothing_rests_on_what_was_corrected(chamber, monkeypatch):
    bring(chamber, *ENDORSED)
    first = newest_decision(chamber.plan)
    bring(chamber, "correct")
    monkeypatch.setattr(which_version, "newest_decision", lambda plan: first)
    bring(chamber, "submit")
    breaks(chamber, "nothing_rests_on_what_was_corrected_before")


@pytest.mark.parametrize(
    ("way", "guard", "instead"),
    [
        ((*BEFORE_MEMBERS, "noted"), "ROWS", {"noted": "agreed"}),
        (("from_record_advice",), "row_from_record", lambda outcome: "from_record"),
    ],
)
def test_what_was_noted_or_scrutinised_stands_as_endorsed(
    chamber, monkeypatch, way, guard, instead
):
    monkeypatch.setattr(decisions_actions, guard, instead)
    bring(chamber, *way)
    breaks(chamber, "what_stands_as_endorsed_was_endorsed")


def test_a_plan_on_its_usual_way_breaks_no_rule(chamber):
    """The control of them all: every move with its guards on."""
    commitment = make_commitment(chamber.plan, chamber.author)
    bring(chamber, *BEFORE_MEMBERS, "publish_early", "submit")
    make_paragraph(chamber.plan, chamber.author, "As amended.", reason="Members asked")
    bring(chamber, "amended", "publish", "submit", "start_monitoring", "publish")
    delivery_actions.end_commitment(commitment, by=chamber.author, outcome="done")
    bring(chamber, "close")

    assert stage_of(chamber.plan) == Stage.CLOSED
    assert broken(chamber.plan) == []


def test_a_move_from_another_stage(chamber, off):
    with pytest.raises(Refused):
        bring(chamber, "close")
    off(engine, "check_stage")
    bring(chamber, "close")

    breaks(chamber, "the_stage_changes_by_rows_of_the_table")


def test_a_move_without_the_right_to_it(chamber, off):
    bring(chamber, *CLEARED)
    with pytest.raises(PermissionDenied):
        bring(chamber, "put", by=chamber.person[Role.AUDITOR])
    off(Access, "require", lambda held, *rights: held.appointments[0])
    bring(chamber, "put", by=chamber.person[Role.AUDITOR])

    breaks(chamber, "the_stage_changes_by_rows_of_the_table")


def test_a_stage_changed_beside_the_moves(chamber):
    plan = Plan.objects.get(pk=chamber.plan.pk)
    actor = access_of(chamber.author, chamber.council).require(Right.WRITE_PLANS)
    facts = {"actor": actor, "verb": "plan_withdrawn", "reason": "A slip", "plan": plan.pk}
    with writer.recording(chamber.council, subject=plan, **facts) as act:
        act.change(plan, stage=Stage.CLEARANCE)
        act.change(plan, stage=Stage.DRAFTING)

    faults = broken(chamber.plan)
    BROKEN.add("each_move_has_one_act")
    assert any(fault.startswith("each_move_has_one_act") for fault in faults)


def test_a_number_left_out_of_the_record(chamber):
    miscount()
    bring(chamber, "send")

    breaks(chamber, "acts_are_numbered_without_gaps")


def test_a_version_of_another_plan(chamber, other, off):
    bring(chamber, *BEFORE_MEMBERS)
    theirs = make_version(other.plan, other.author)
    off(decisions_actions, "version_for_decision", lambda step: theirs)
    off(RecordContext, "check_words")
    bring(chamber, "agreed")

    faults = broken(chamber.plan)
    BROKEN.add("words_are_those_of_a_version_of_the_plan")
    assert any(fault.startswith("words_are_those_of_a_version") for fault in faults)


def test_frozen_words_that_are_not_those_of_the_digest(chamber, off):
    off(FrozenAttribute, "__get__", DeferredAttribute.__get__)
    freeze = Version.__init__
    off(
        Version,
        "__init__",
        lambda version, *row, **facts: freeze(
            version, *row, **facts | ({"document": "{}"} if facts.get("document") else {})
        ),
    )
    bring(chamber, "send")

    breaks(chamber, "digests_are_those_of_the_frozen_words")


def later_words(chamber: Chamber) -> Version:
    make_paragraph(chamber.plan, chamber.author, "Other words.", reason="An afterthought")
    return make_version(chamber.plan, chamber.author)


def test_words_sent_that_were_not_decided(chamber, off):
    bring(chamber, *ENDORSED)
    later, decided = later_words(chamber), newest_decision(chamber.plan)
    instead = SubmissionOptions(later, (Submission.Basis.DECIDED,), decided)
    off(submission_actions, "version_for_submission", lambda plan: instead)
    off(RecordContext, "check_words")
    bring(chamber, "submit")

    breaks(chamber, "what_left_the_building_was_decided")


def test_a_draft_published_that_was_not_put_to_a_meeting(chamber, off):
    bring(chamber, *BEFORE_MEMBERS)
    later, step = later_words(chamber), open_step(chamber.plan)
    instead = Publishable(later, step=step)
    off(publication_actions, "version_for_publication", lambda plan: instead)
    off(RecordContext, "check_words")
    bring(chamber, "publish_early")

    breaks(chamber, "what_left_the_building_was_decided")


def test_a_draft_published_after_its_meeting(chamber, off):
    bring(chamber, *BEFORE_MEMBERS)
    tomorrow = timezone.now() + timedelta(1)
    off(timezone, "now", lambda: tomorrow)
    with pytest.raises(Refused, match="Record first what it decided"):
        bring(chamber, "publish_early")
    off(publication_actions, "check_published_moment")
    bring(chamber, "publish_early")

    breaks(chamber, "moments_are_possible")


@pytest.mark.parametrize("guard_off", [False, True])
def test_a_clearance_by_whoever_sent_the_plan(chamber, off, guard_off):
    """Also of somebody who only acts in a clearing role for a while."""
    make_appointment(chamber.council, chamber.author, Role.PORTFOLIO_HOLDER, deputy=True)
    bring(chamber, "send")
    if not guard_off:
        with pytest.raises(Refused, match="sent this plan for clearance"):
            bring(chamber, "answer")
        return
    off(answers, "why_may_not_clear", lambda *_, **__: "")
    drop_the_rule()
    bring(chamber, "answer")

    breaks(chamber, "nobody_clears_what_they_wrote_or_sent")


def test_a_decision_before_everybody_answered(chamber, off):
    bring(chamber, "send")
    with pytest.raises(Refused, match="Still to answer"):
        bring(chamber, "put")
    off(steps, "check_everybody_answered")
    bring(chamber, "put", "agreed")

    breaks(chamber, "everybody_answered_before_a_decision")


def test_a_plan_that_waits_for_its_meeting_on_an_answer_that_was_disowned(chamber, off):
    bring(chamber, "send")
    round_ = chamber.plan.rounds.get()
    first, *others = round_.asked.all()
    given = make_emailed(chamber, round_, first)
    for asked in others:
        attempt("answer", chamber.plan, by=asked.person, asked=asked)
    bring(chamber, "put")
    off(disowning, "moved_on_by", lambda *_: False)
    page = shown("disown", Plan.objects.get(pk=chamber.plan.pk))
    fresh = ClearanceResponse.objects.select_related("asked__round__plan").get(pk=given.pk)
    disown_answer(fresh, by=given.answered_by.person, seen=page, words="I sent none.")

    breaks(chamber, "nothing_waits_for_a_meeting_on_a_disowned_answer")


def test_a_decision_dated_before_the_last_answer(chamber, off):
    bring(chamber, *BEFORE_MEMBERS)
    yesterday = TODAY - timedelta(1)
    with pytest.raises(Refused, match="last clearance"):
        bring(chamber, "agreed", decided_on=yesterday)
    off(decisions_actions, "check_after_clearance")
    bring(chamber, "agreed", decided_on=yesterday)

    breaks(chamber, "everybody_answered_before_a_decision")


def test_a_decision_of_other_words_than_were_put(chamber, off):
    bring(chamber, *BEFORE_MEMBERS)
    later = later_words(chamber)
    off(decisions_actions, "words_resolved_on", lambda *_: later)
    off(RecordContext, "check_words")
    bring(chamber, "agreed")

    breaks(chamber, "a_decision_is_of_the_words_put_or_says_how_they_were_amended")


def test_a_decision_of_a_meeting_to_come(chamber, off):
    bring(chamber, *BEFORE_MEMBERS)
    with pytest.raises(Refused, match="not been yet"):
        bring(chamber, "agreed", decided_on=TODAY + timedelta(1))
    off(decisions_actions, "check_minute")
    bring(chamber, "agreed", decided_on=TODAY + timedelta(1))

    breaks(chamber, "moments_are_possible")


def test_words_sent_before_the_decision_takes_effect(chamber, off):
    bring(chamber, *ENDORSED, call_in_applies=True, effective_from=TODAY + timedelta(8))
    with pytest.raises(Refused, match="takes effect on"):
        bring(chamber, "submit")
    off(submission_actions, "check_sent_moment")
    bring(chamber, "submit")

    breaks(chamber, "nothing_is_sent_before_it_takes_effect")


@pytest.mark.parametrize(
    ("power", "use", "guard", "instead"),
    [
        ({"scope": ["submit"]}, {}, "power_or_refused", lambda *_: Delegation.objects.get()),
        ({}, {"by_whom": "Mayor"}, "check_use", lambda *_: None),
    ],
    ids=["a power to submit alone", "another's power"],
)
def test_words_changed_after_endorsement_without_authority(
    chamber, off, power, use, guard, instead
):
    bring(chamber, *BEFORE_MEMBERS)
    bring(chamber, "agreed", **with_power(**power))
    make_paragraph(chamber.plan, chamber.author, "Other words.", reason="Thought again")
    with pytest.raises(Refused):
        bring(chamber, "finalise", **use)
    off(finalising, guard, instead)
    bring(chamber, "finalise", **use)

    breaks(chamber, "endorsed_words_change_by_a_power_or_a_new_decision")


def test_a_decision_that_stands_is_called_in_again(chamber, off):
    bring(chamber, *BEFORE_MEMBERS)
    bring(chamber, "agreed", **callable_facts())
    bring(chamber, "receive_call_in", "call_in", "call_in_stands")
    with pytest.raises(Refused, match="was called in before"):
        bring(chamber, "receive_call_in", made_by="Cllr Birch")
    off(call_ins, "day_it_stood", lambda *_: None)
    bring(chamber, "receive_call_in", made_by="Cllr Birch")

    breaks(chamber, "nothing_is_called_in_once_it_stands")


def without_the_constraint(name: str) -> None:
    """Take a constraint off the table, as far as this test's transaction."""
    with engine.transaction.get_connection().cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute(f"ALTER TABLE approvals_submission DROP CONSTRAINT {name}")


@pytest.mark.parametrize("held_by", ["the move", "the database", "the rule"])
def test_a_late_submission_without_its_reason(chamber, off, held_by):
    bring(chamber, *ENDORSED)
    if held_by == "the move":
        with pytest.raises(Refused, match="after the deadline"):
            bring(chamber, "submit", reason="")
        return
    off(submission_actions, "check_in_time")
    if held_by == "the database":
        with pytest.raises(IntegrityError, match="late_submission"), transaction.atomic():
            bring(chamber, "submit", reason="")
        return
    without_the_constraint("a_late_submission_has_a_reason")
    bring(chamber, "submit", reason="")
    breaks(chamber, "what_is_late_says_why")


def test_the_same_words_sent_twice(chamber, off):
    bring(chamber, *SENT_OUT)
    with pytest.raises(Refused, match="submitted already"):
        bring(chamber, "submit")
    off(submission_actions, "check_replaces")
    bring(chamber, "submit")

    breaks(chamber, "the_same_words_are_not_sent_twice")


def test_a_plan_closed_with_a_commitment_open(chamber, off):
    make_commitment(chamber.plan, chamber.author)
    bring(chamber, *SENT_OUT, "start_monitoring")
    with pytest.raises(Refused, match="what became of"):
        bring(chamber, "close")
    off(delivery_actions, "check_all_ended")
    bring(chamber, "close")

    breaks(chamber, "a_plan_that_ran_its_course_has_an_outcome_for_each_commitment")


def test_a_plan_taken_back_that_was_sent(chamber, off):
    bring(chamber, "send", "withdraw")
    with pytest.raises(Refused, match="no mistake any more"):
        bring(chamber, "take_back")
    off(closing_actions, "why_not_taken_back")
    bring(chamber, "take_back")

    breaks(chamber, "what_was_taken_back_had_gone_nowhere")


def test_somebody_of_another_council(chamber, other, off):
    with pytest.raises(PermissionDenied):
        bring(chamber, "overtaken", by=other.author)
    theirs = access_of(other.author, other.council)
    off(Access, "require", lambda held, *rights: theirs.appointments[0])
    bring(chamber, "overtaken", by=other.author)

    breaks(chamber, "people_act_in_a_role_of_the_plans_council")


def test_a_signature_before_its_declaration(chamber, off):
    put_alone(chamber)
    with pytest.raises(Refused, match="interest to declare"):
        bring(chamber, "sign_agreed")
    off(signing, "check_may_sign")
    bring(chamber, "sign_agreed")

    breaks(chamber, "nobody_decides_alone_before_declaring")


def test_every_rule_was_seen_broken(request):
    """Asked only where the whole file ran."""
    ran = {item.name.split("[")[0] for item in request.session.items if item.path == request.path}
    if not {name for name in globals() if name.startswith("test_")} <= ran:
        pytest.skip("only a part of the file was run")
    assert {rule.__name__ for rule in RULES} == BROKEN


def test_only_clearing_roles_are_asked(chamber):
    assert set(chamber.council.clearing_roles) <= CLEARING
