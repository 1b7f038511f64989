"""The rules that every plan keeps at any moment, read from what the database holds."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import connection

from approvals.clearance.queries import still_to_answer
from approvals.decisions.finalising import who_may_use
from approvals.models import (
    CallIn,
    CallInOutcome,
    ClearanceRequest,
    ClearanceResponse,
    Decision,
    DecisionStep,
    Delegation,
    EmailedAnswerReview,
    MemberStatement,
    Publication,
    Signature,
    Submission,
)
from approvals.models.call_in import AGAIN
from approvals.workflow.transitions import TRANSITIONS, Transition
from councils.models import Appointment, Council
from councils.record.models import Counter
from councils.roles import MAY, Role
from delivery.models import CommitmentOutcome
from plans.models import Commitment, Plan, Stage
from tests.approvals.kept import Kept, kept_of
from web.dates import london_day

# How the record tells that a role answered.
ANSWERED = {row.verb for row in TRANSITIONS if row.page in ("answer", "answer_by_email")}


def moved(kept: Kept) -> Iterator[tuple[Any, Any]]:
    """Each two states of the plan between which it moved."""
    for earlier, later in pairwise(kept.states):
        if (earlier.stage, earlier.moves) != (later.stage, later.moves):
            yield earlier, later


def the_stage_changes_by_rows_of_the_table(kept: Kept) -> Iterator[str]:
    """Each by its own act, by somebody whose role the row names."""
    for earlier, later in moved(kept):
        act = kept.act_of(later)
        told = act.verb if act else "nothing"
        rows = [
            row for row in TRANSITIONS if goes(row, earlier.stage, later.stage) and row.verb == told
        ]
        if not rows or act is None:
            yield f"{earlier.stage} to {later.stage} by {told}"
        elif act.actor.role not in {
            role for row in rows for right in row.rights for role in MAY[right]
        }:
            yield f"{act.verb} by {act.actor.role}"


def goes(row: Transition, source: str, target: str) -> bool:
    """Whether a row leads from one stage to the other."""
    return source in row.sources and row.target_from(Stage(source)) == target


def each_move_has_one_act(kept: Kept) -> Iterator[str]:
    acts = [later.act_id for _, later in moved(kept)]
    counts = [later.moves - earlier.moves for earlier, later in moved(kept)]
    if len(set(acts)) != kept.plan.moves or any(count != 1 for count in counts):
        yield f"{kept.plan.moves} moves, {len(set(acts))} acts"
    if kept.states and kept.states[-1].stage != kept.plan.stage:
        yield "the plan is elsewhere than its history says"


def acts_are_numbered_without_gaps(kept: Kept) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(sequence), max(sequence) FROM councils_act WHERE council_id = %s",
            [kept.plan.council_id],
        )
        count, first, last = cursor.fetchone()
    given = Counter.objects.get(council=kept.plan.council_id).last
    if (first, count, given) != (1, last, last):
        yield f"{count} acts from {first} to {last}, {given} numbers given"


def words_are_those_of_a_version_of_the_plan(kept: Kept) -> Iterator[str]:
    frozen = {version.pk: version.digest for version in kept.versions}
    for row in (*kept.decisions, *kept.publications, *kept.submissions):
        if frozen.get(row.version_id) != row.digest:
            yield f"{row} is of other words than its version"
    for round_ in kept.rounds:
        if round_.version_id not in frozen or round_.report.version_id != round_.version_id:
            yield f"{round_} is of another plan's words"
    for answer in kept.answers:
        round_ = answer.asked.round
        shown = (answer.plan_digest, answer.report_digest)
        if shown != (round_.version.digest, round_.report.digest):
            yield f"{answer} is of other words than its round"


def digests_are_those_of_the_frozen_words(kept: Kept) -> Iterator[str]:
    for frozen in (*kept.versions, *(round_.report for round_ in kept.rounds)):
        if hashlib.sha256(frozen.document.encode()).hexdigest() != frozen.digest:
            yield f"{frozen} is not what its digest says"


def what_left_the_building_was_decided(kept: Kept) -> Iterator[str]:
    """Or it is a draft put to a meeting, or says it was noted, or was sent with its reason."""
    decisions = {decision.pk: decision for decision in kept.decisions}
    cleared = {round_.version_id for round_ in kept.rounds}
    for row in (*kept.publications, *kept.submissions):
        basis = getattr(row, "basis", Submission.Basis.DECIDED)
        decision = decisions.get(row.decision_id or 0)
        if isinstance(row, Publication) and row.is_draft:
            put = row.step.round.version_id if row.step and row.step.round else None
            if row.version_id != put or not row.marking or not row.address:
                yield f"{row} is of a draft that was not put to its meeting"
            continue
        if basis == Submission.Basis.SUBJECT:
            if row.version_id not in cleared or not row.reason:
                yield f"{row} was never cleared"
            continue
        if isinstance(row, Publication) and row.marking.startswith("Noted, not endorsed, by"):
            basis = Submission.Basis.NOTED
        noted = basis == Submission.Basis.NOTED
        wanted = {Decision.Outcome.NOTED} if noted else Decision.ENDORSING
        if decision is None or decision.outcome not in wanted or decision.digest != row.digest:
            yield f"{row} is of words that were not decided"
        by_resolution = getattr(row, "resolution_id", None)
        if isinstance(row, Submission) and noted and not (row.officer_view or by_resolution):
            yield f"{row} lacks the Monitoring Officer's view"


def nobody_clears_what_they_wrote_or_sent(kept: Kept) -> Iterator[str]:
    told = [act for act in kept.acts if act.subject_kind == "plan" and act.verb in ANSWERED]
    if len(told) != len(kept.answers):
        yield f"{len(kept.answers)} answers, {len(told)} told"
    for answer, act in zip(kept.answers, told, strict=False):
        person = answer.answered_by.person_id
        wrote = any(
            one.actor.person_id == person
            and one.actor.role == Role.AUTHOR
            and one.sequence < act.sequence
            for one in kept.acts
        )
        if wrote or person == answer.asked.round.sent_by_id:
            yield f"{answer} by whoever wrote or sent it"
        if answer.answered_by.office != answer.asked.office:
            yield f"{answer} by {answer.answered_by.role}"


def everybody_answered_before_a_decision(kept: Kept) -> Iterator[str]:
    asked = ClearanceRequest.objects.filter(round__in=[one.step.round_id for one in kept.decisions])
    roles = dict(asked.values_list("pk", "round"))
    for decision in kept.decisions:
        step = decision.step
        if step.round is None:
            reviewed = step.kind == DecisionStep.Kind.REVIEW
            if not (decision.from_the_record or step.under or reviewed):
                yield f"{decision} without clearance"
            continue
        here = [one for one in kept.answers if one.asked.round_id == step.round_id]
        answers = [one for one in here if not disowned_by(one, step.put_at)]
        before = {one.asked_id for one in answers if one.recorded_at <= step.put_at}
        if before != {pk for pk, round_ in roles.items() if round_ == step.round_id}:
            yield f"{decision} before everybody answered"
        newest = {one.asked_id: london_day(one.stated_at) for one in answers}
        if decision.decided_on < max(newest.values(), default=decision.decided_on):
            yield f"{decision} before the last answer"


def disowned_by(answer: ClearanceResponse, moment: datetime) -> bool:
    """Whether its officer had said by then that it is not theirs."""
    review = getattr(answer, "review", None)
    disowned = EmailedAnswerReview.Outcome.DISOWNED
    return review is not None and review.outcome == disowned and review.at <= moment


def nothing_waits_for_a_meeting_on_a_disowned_answer(kept: Kept) -> Iterator[str]:
    step = kept.plan.steps.order_by("-place").first()
    if kept.plan.stage != Stage.DECISION or step is None or step.round_id is None:
        return
    if not hasattr(step, "decision") and still_to_answer(step.round_id):
        yield f"{step} has it before everybody answered"


def a_decision_is_of_the_words_put_or_says_how_they_were_amended(kept: Kept) -> Iterator[str]:
    for decision in kept.decisions:
        put = decision.step.round.version.digest if decision.step.round else decision.digest
        amended = decision.outcome == Decision.Outcome.AMENDED
        told = decision.amendments or decision.amendment_rows.all()
        if (amended and not told) or (not amended and decision.digest != put):
            yield f"{decision} is of other words than were put"


def moments_are_possible(kept: Kept) -> Iterator[str]:
    for decision in kept.decisions:
        if decision.decided_on > london_day(decision.recorded_at):
            yield f"{decision} at a meeting to come"
        if decision.effective_from and decision.effective_from < decision.decided_on:
            yield f"{decision} takes effect before it was made"
        period = getattr(decision, "period", None)
        said = decision.call_in_exempt_why or decision.from_the_record
        counted = period and not period.why and not said
        if counted and not decision.decided_on < period.effective_from:
            yield f"{decision} takes effect before call-in"
        # An older record says of its notice what it says.
        if period and not (decision.call_in_applies or decision.from_the_record):
            yield f"{decision} is called in by nobody"
    days = {decision.pk: decision.decided_on for decision in kept.decisions}
    for row in kept.publications:
        if row.step and london_day(row.stated_at) > row.step.meets_on:
            yield f"{row} is of a draft after its meeting"
    left = [(one, one.stated_at) for one in kept.publications]
    left += [(one, one.went_at or one.recorded_at) for one in kept.submissions]
    for row, moment in left:
        if moment > row.recorded_at and not getattr(row, "sent_here", False):
            yield f"{row} in the future"
        if row.decision_id and london_day(moment) < days[row.decision_id]:
            yield f"{row} before its decision"


def nothing_is_sent_before_it_takes_effect(kept: Kept) -> Iterator[str]:
    decisions = {decision.pk: decision for decision in kept.decisions}
    for row in (*kept.publications, *kept.submissions):
        decision = decisions.get(row.decision_id or 0)
        if decision is None or decision.call_in_exempt_why or stood_by_then(row, kept):
            continue
        if decision.waits_for_a_notice and isinstance(row, Submission):
            yield f"{row} before call-in of {decision} began"
        moment = row.went_at or row.recorded_at if isinstance(row, Submission) else row.stated_at
        effective = decision.takes_effect_on
        early = bool(effective and london_day(moment) < effective)
        if early and not getattr(row, "marking", ""):
            yield f"{row} before {decision} takes effect"


def stood_by_then(row: Publication | Submission, kept: Kept) -> bool:
    """Whether a call-in had left its decision standing, so that it took effect at once."""
    outcomes = (getattr(one, "outcome", None) for one in kept.call_ins)
    stands = [one for one in outcomes if one and one.came in CallInOutcome.STANDS]
    return any(
        one.call_in.decision_id == row.decision_id and one.act.at <= row.recorded_at
        for one in stands
    )


def nothing_is_called_in_once_it_stands(kept: Kept) -> Iterator[str]:
    """An older record is taken at its word."""
    decisions = {decision.pk: decision for decision in kept.decisions}
    for row in kept.call_ins:
        outcome = getattr(row, "outcome", None)
        if outcome is None or outcome.came not in CallInOutcome.STANDS:
            continue
        for later in kept.call_ins:
            same = later.decision_id == row.decision_id
            late = later.received_at and later.received_at >= outcome.act.at
            if same and late and not decisions[row.decision_id].from_the_record:
                yield f"{later} after {outcome}"


def nothing_is_sent_while_it_is_called_in(kept: Kept) -> Iterator[str]:
    """From when a call-in is received until it is not valid, the decision stands or is another."""
    for asked in kept.call_ins:
        end = end_of(asked, kept)
        for row in kept.submissions:
            if asked.act.at <= row.recorded_at and (end is None or row.recorded_at < end):
                yield f"{row} during {asked}"


def end_of(asked: CallIn, kept: Kept) -> datetime | None:
    """When it was over; None while it is not."""
    ruling, outcome = getattr(asked, "ruling", None), getattr(asked, "outcome", None)
    if ruling and not ruling.valid:
        return ruling.act.at
    if outcome and outcome.came in CallInOutcome.STANDS:
        return outcome.act.at
    again = [one for one in kept.decisions if one.step.reconsiders_id == asked.pk]
    return next((one.recorded_at for one in again if one.outcome in AGAIN), None)


def nothing_rests_on_what_was_corrected_before(kept: Kept) -> Iterator[str]:
    corrected = {one.corrects_id: one.recorded_at for one in kept.decisions if one.corrects_id}
    for row in (*kept.publications, *kept.submissions):
        if row.decision_id in corrected and corrected[row.decision_id] <= row.recorded_at:
            yield f"{row} rests on a decision corrected before"


def what_stands_as_endorsed_was_endorsed(kept: Kept) -> Iterator[str]:
    """By a body that decides: noted is never endorsed, nor is anything by scrutiny."""
    if kept.plan.stage != Stage.ENDORSED:
        return
    corrected = {one.corrects_id for one in kept.decisions}
    counts = {*Decision.ENDORSING, Decision.Outcome.NOTED}
    standing = [one for one in kept.decisions if one.pk not in corrected and one.outcome in counts]
    kind = DecisionStep.Kind
    decides = (kind.DECIDER, kind.DELEGATE)
    if not standing or not standing[-1].endorses or standing[-1].step.kind not in decides:
        yield "endorsed by nobody"


def endorsed_words_change_by_a_power_or_a_new_decision(kept: Kept) -> Iterator[str]:
    """A power that lets words be changed, stood that day and was its holders'; or all anew."""
    corrected = {one.corrects_id for one in kept.decisions}
    standing = [one for one in kept.decisions if one.pk not in corrected and one.endorses]
    for earlier, later in pairwise(standing):
        if later.digest == earlier.digest or later.step.round or later.from_the_record:
            continue
        given = getattr(later.step.under, "delegation", None)
        lasts = given and (given.until is None or later.decided_on <= given.until)
        if not (given and lasts and Delegation.CHANGING & set(given.scope)):
            yield f"{later} changed what {earlier} endorsed, by no power"
        elif later.step.body not in who_may_use(given):
            yield f"{later} used a power of somebody else"


def what_is_late_says_why(kept: Kept) -> Iterator[str]:
    for row in kept.submissions:
        late = row.is_late and not row.was_queued_in_time
        if late and not row.reason.strip():
            yield f"{row} is late without a reason"


def the_same_words_are_not_sent_twice(kept: Kept) -> Iterator[str]:
    for earlier, later in pairwise(kept.submissions):
        if earlier.digest == later.digest and not earlier.is_over:
            yield f"{later} sends the words of {earlier}"


def a_plan_that_ran_its_course_has_an_outcome_for_each_commitment(kept: Kept) -> Iterator[str]:
    """Unless the request itself has ended, which then has its reason."""
    if any(act.verb == "plan_closed" and not act.reason for act in kept.acts):
        ended = CommitmentOutcome.objects.filter(commitment__plan=kept.plan).values("commitment")
        if Commitment.objects.filter(plan=kept.plan).exclude(pk__in=ended).exists():
            yield "closed with a commitment open"


def what_was_taken_back_had_gone_nowhere(kept: Kept) -> Iterator[str]:
    went = (kept.rounds, kept.decisions, kept.publications, kept.submissions)
    if kept.plan.taken_back_at and (kept.plan.moves != 1 or any(went)):
        yield f"taken back after {kept.plan.moves} moves"


def people_act_in_a_role_of_the_plans_council(kept: Kept) -> Iterator[str]:
    appointments = Appointment.objects.filter(council=kept.plan.council_id)
    held = [(one.person_id, one.codes) for one in appointments]
    for act in kept.acts:
        if act.council_id != kept.plan.council_id:
            yield f"{act} is in another council's record"
        if (act.actor.person_id, act.actor.codes) not in held:
            yield f"{act} by {act.actor}, who has no such role here"


def bars_here(kind: str, dispensed_by: str) -> bool:
    """As section 31 and section 33 of the Localism Act 2011 have it, beside the product's own."""
    return kind == "interest" or (kind == "pecuniary" and dispensed_by != "authority")


def nobody_decides_alone_before_declaring(kept: Kept) -> Iterator[str]:
    """Nor with an interest that bars them, nor of other words or another mind than the others."""
    said = MemberStatement.objects.filter(
        step__plan=kept.plan, kind__in=MemberStatement.Kind.declarations()
    )
    rows = Signature.objects.filter(decider__step__plan=kept.plan).order_by("pk")
    for one in rows.select_related("decider__step__round__version", "act"):
        decider, before = one.decider, {"act__sequence__lt": one.act.sequence}
        own = said.filter(member=decider.person_id, **before).order_by("-pk").first()
        if own is None or not said.filter(step=decider.step_id, **before).exists():
            yield f"{one} before its declaration"
        elif own.kind == "interest" or (
            own.kind == "pecuniary" and own.dispensed_by != "authority"
        ):
            yield f"{one} with an interest that bars them"
        if one.digest != decider.step.round.version.digest:
            yield f"{one} of other words than were put"
    for decision in kept.decisions:
        signed = [one for one in rows if one.decider.step_id == decision.step_id]
        named = decision.step.deciders.count()
        if signed and (len(signed), {one.outcome for one in signed}) != (named, {decision.outcome}):
            yield f"{decision} before all had signed it"
        if named and not signed and not decision.minute:
            yield f"{decision} without a signature, here or on paper"


RULES: tuple[Callable[[Kept], Iterator[str]], ...] = (
    the_stage_changes_by_rows_of_the_table,
    each_move_has_one_act,
    acts_are_numbered_without_gaps,
    words_are_those_of_a_version_of_the_plan,
    digests_are_those_of_the_frozen_words,
    what_left_the_building_was_decided,
    nobody_clears_what_they_wrote_or_sent,
    everybody_answered_before_a_decision,
    nothing_waits_for_a_meeting_on_a_disowned_answer,
    a_decision_is_of_the_words_put_or_says_how_they_were_amended,
    moments_are_possible,
    nothing_is_sent_before_it_takes_effect,
    nothing_is_called_in_once_it_stands,
    nothing_is_sent_while_it_is_called_in,
    nothing_rests_on_what_was_corrected_before,
    what_stands_as_endorsed_was_endorsed,
    endorsed_words_change_by_a_power_or_a_new_decision,
    what_is_late_says_why,
    the_same_words_are_not_sent_twice,
    a_plan_that_ran_its_course_has_an_outcome_for_each_commitment,
    what_was_taken_back_had_gone_nowhere,
    people_act_in_a_role_of_the_plans_council,
    nobody_decides_alone_before_declaring,
)


def broken(plan: Plan) -> list[str]:
    """Every rule that the plan breaks, with what breaks it."""
    kept = kept_of(plan)
    return [f"{rule.__name__}: {fault}" for rule in RULES for fault in rule(kept)]


def council_in_short(council: Council) -> tuple[Any, ...]:
    """A council's count of acts and its plans' state: alike if nothing of it was touched."""
    plans = Plan.objects.filter(council=council).values_list("pk", "stage", "moves", "revision")
    return (Counter.objects.get(council=council).last, *plans.order_by("pk"))
