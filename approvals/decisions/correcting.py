"""A decision that was recorded wrongly: a further one stands in its place, and both are kept.

What corrects is a step of its own, of the same body and day: whatever changes the words that count
is a step, and the newest counts.
"""

from dataclasses import dataclass
from datetime import date

from approvals.decisions.actions import (
    ROWS,
    Next,
    check_after_clearance,
    check_interests,
    check_minute,
    create_decision,
    go_on,
)
from approvals.decisions.amendments import keep_settled
from approvals.decisions.minute import RESOLVED_NOTHING, MinuteData
from approvals.decisions.notifications import notify_no_longer_put
from approvals.decisions.queries import standing
from approvals.decisions.recorders import check_may_record
from approvals.decisions.steps import next_place
from approvals.models import Decision, DecisionStep, Publication, Submission
from approvals.which_version import version_for_decision
from approvals.workflow.engine import PageState, TransitionContext, transition
from councils.models import User
from plans.models import Plan, Stage, Version
from plans.versions import freeze
from web.dates import day_in_words, london_day
from web.errors import Refused

Outcome = Decision.Outcome
NOTHING_TO_CORRECT = "No decision is recorded here that could be corrected."


@dataclass(frozen=True)
class Correction:
    """What was recorded wrongly and why, and what the minute says in truth.

    `as_recorded` says that the words agreed with amendments are those recorded first; else they
    are those of the working copy. `known_to_be_out` is that words which count no more are public
    or sent, and that whoever corrects it knows.
    """

    why: str
    minute: MinuteData
    as_recorded: bool = False
    known_to_be_out: bool = False
    body: str = ""
    next_meets_on: date | None = None
    next_kind: str = ""
    next_route: str = ""

    @property
    def following(self) -> Next:
        return Next(self.body, self.next_meets_on, self.next_kind, self.next_route)


def decision_to_correct(plan: Plan) -> Decision | None:
    """The newest that a body decided; what was advised, or done under a power, is none of those."""
    known = standing(plan).exclude(outcome__in=Decision.ADVICE)
    rows = known.select_related("version", "step__round__version", "step__round__report")
    return rows.order_by("-step__place").first()


def why_not_corrected(decision: Decision) -> str:
    """Why a decision is not corrected now; "" where it may be."""
    if decision.is_held:
        return "It was called in: what came of that is recorded first."
    under = decision.step.under
    if under is not None and under.decision.endorses:
        return "This is the use of a power: record under it what was changed in truth."
    if decision.step.is_signed and not decision.from_the_record:
        return "Whoever decided it signed it: what they decided otherwise, they sign."
    return ""


def correct_decision(plan: Plan, *, by: User, seen: PageState, said: Correction) -> Decision:
    """Record a decision in the place of one recorded wrongly; its effect chooses the row.

    `seen.plan` is the digest of the words recorded first or, where the working copy has those that
    were agreed, of that.
    """
    outcome = said.minute.effect()
    if outcome not in ROWS:
        raise Refused(RESOLVED_NOTHING, field="verb_1")
    with transition("correct", plan, by=by, seen=seen) as m:
        check_may_record(m)
        before = correctable(m.plan)
        m.become(row_of(before, outcome, m.plan.stage))
        if not said.why.strip():
            raise Refused("Say what was recorded wrongly, and why.", field="why")
        check_minute(m, said.minute, known=not before.from_the_record)
        check_after_clearance(before.step, said.minute)
        check_interests(m.plan, said.minute)
        words = words_in_truth(m, before, seen, outcome, said)
        check_what_is_out(m.plan, before, outcome, words, said)
        notify_no_longer_put(m)
        decision = create_decision(
            m,
            add_step(m, before.step),
            words,
            outcome,
            said.minute,
            next_meets_on=said.next_meets_on,
            from_the_record=before.from_the_record,
            corrects=before,
            corrects_why=said.why,
        )
        keep_settled(m, decision, before)
        go_on(m, decision, said.minute, said.following)
    return decision


def correctable(plan: Plan) -> Decision:
    before = decision_to_correct(plan)
    if why := why_not_corrected(before) if before else NOTHING_TO_CORRECT:
        raise Refused(why)
    assert before is not None
    return before


def row_of(before: Decision, outcome: str, stage: str) -> str:
    """The row of the table by which a correction goes; of the same effect the plan stays."""
    if outcome == before.outcome:
        return "correct"
    if outcome == Outcome.REFUSED:
        return "correct_refuses"
    if outcome in Decision.ENDORSING:
        return "correct_endorses" if stage == Stage.DECISION else "correct"
    return "correct" if stage == Stage.DECISION else "correct_undecides"


def words_in_truth(
    m: TransitionContext, before: Decision, seen: PageState, outcome: str, said: Correction
) -> Version | None:
    """The words put to the body or, of what was agreed with amendments, those it agreed."""
    if outcome == Outcome.AMENDED and not said.as_recorded:
        words = m.words_shown(seen)
        put = version_for_decision(before.step) if before.step.round or before.version else None
        if put and words.digest == put.digest:
            why = "Put the amendments into the plan first: its words are still those put."
            raise Refused(why, field="amended_words")
        return freeze(words, plan=m.plan, act=m.act)
    m.check_words(seen.plan, before.digest)
    if outcome == Outcome.AMENDED and before.outcome != Outcome.AMENDED:
        why = "What was recorded first are the words without amendments."
        raise Refused(why, field="amended_words")
    if outcome == Outcome.AMENDED or before.step.round is None:
        if before.version is None and outcome in (*Decision.ENDORSING, Outcome.NOTED):
            raise Refused("By the record no text was before them.", field="verb_1")
        return before.version
    return version_for_decision(before.step)


def check_what_is_out(
    plan: Plan, before: Decision, outcome: str, words: Version | None, said: Correction
) -> None:
    """Words that count no more stay where they went: whoever takes them back says so knowingly."""
    same = words is not None and words.digest == before.digest
    if not before.endorses or (outcome in Decision.ENDORSING and same):
        return
    if (out := what_is_out(plan, before)) and not said.known_to_be_out:
        raise Refused(f"{out} That is not undone: say that you know.", field="known_to_be_out")


def what_is_out(plan: Plan, decision: Decision) -> str:
    """Where the words that a decision agreed have gone; "" where nowhere."""
    public = Publication.objects.filter(plan=plan, decision=decision).order_by("-number").first()
    sent = Submission.objects.not_over().filter(plan=plan, decision=decision)
    submitted = sent.order_by("-number").first()
    told = []
    if public:
        told.append(f"published on {day_in_words(london_day(public.stated_at))}")
    if submitted:
        at = submitted.went_at or submitted.recorded_at
        told.append(f"submitted on {day_in_words(london_day(at))}")
    return f"The words recorded as agreed were {' and '.join(told)}." if told else ""


def add_step(m: TransitionContext, first: DecisionStep) -> DecisionStep:
    """The step of the same body, on the same day, in which the correction stands."""
    same = ("kind", "route", "under", "body", "title", "meets_on", "item", "round", "reconsiders")
    facts = {name: getattr(first, name) for name in (*same, "put_at", "key_decision")}
    step = DecisionStep(plan=m.plan, place=next_place(m.plan.pk), **facts)
    m.act.add(step)
    return step
