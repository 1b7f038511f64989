"""What a decision leaves to be done: written down, done by a paper, taken back as a mistake."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from approvals.decisions.recorders import check_may_record
from approvals.decisions.to_do import Task, still_to_do, tasks_of
from approvals.models import (
    Decision,
    DecisionStep,
    FollowUp,
    FollowUpDischarge,
    FollowUpWithdrawal,
    StepPaper,
)
from approvals.workflow.engine import RecordContext, record_fact
from councils.calendar.periods import scrutiny_answered_by
from councils.governed import governed_as
from councils.models import Council, Governance, User
from councils.roles import Right
from plans.models import Plan
from web.dates import day_in_words, london_day
from web.errors import Refused

Kind = FollowUp.Kind
RECORD = Right.RECORD_DECISIONS
EXECUTIVE = (Governance.Form.LEADER, Governance.Form.MAYOR)
DONE_BEFORE = "A paper that does this is recorded: take that back first."
NOT_WAITING = "This is done already, or was taken back."
NO_SUCH_PAPER = "This kind of paper does nothing that was left to be done."


@dataclass(frozen=True)
class FollowUpData:
    """One thing to do, as the record shows it; what it does not show stays empty.

    `row` is its number on a form with several, for the field of what is wrong with it.
    """

    kind: str
    words: str
    owed_by: str = ""
    owed_to: str = ""
    due_on: date | None = None
    received_on: date | None = None
    row: int | None = None

    def field(self, name: str) -> str:
        return f"{name}_{self.row}" if self.row else name


def record_follow_ups(
    decision: Decision, *, by: User, said: Sequence[FollowUpData]
) -> list[FollowUp]:
    """Write down what a decision leaves to be done; all of it, or nothing."""
    plan = decision.step.plan
    with record_fact(plan, by=by, right=RECORD, verb="follow_up_recorded") as m:
        check_may_record(m)
        if not said:
            raise Refused("Enter what is to be done.", field="words_1")
        for one in said:
            for fault in faults_in(one, decision, today=london_day(m.now)):
                raise fault
        check_said_once(m.plan, decision, said)
        return [add_follow_up(m, decision, one) for one in said]


def say_by_when(
    task: Task, *, by: User, due_on: date | None = None, received_on: date | None = None
) -> FollowUp:
    """Say by when something is to be done of which nobody knew, or another day than was known.

    A further row says it; what was written down before stays.
    """
    plan = task.decision.step.plan
    with record_fact(plan, by=by, right=RECORD, verb="follow_up_dated") as m:
        check_may_record(m)
        if task.key not in {one.key for one in still_to_do(m.plan)}:
            raise Refused(NOT_WAITING)
        if due_on is None and received_on is None:
            raise Refused("Enter the day.", field="due_on")
        said = FollowUpData(
            kind=task.kind,
            words=task.words,
            owed_by=task.owed_by,
            owed_to=task.owed_to,
            due_on=due_on,
            received_on=received_on,
        )
        for fault in faults_in(said, task.decision, today=london_day(m.now)):
            raise fault
        row = follow_up_of(m, task.decision, said)
        if isinstance(task.row, FollowUp):
            row.supersedes, row.delegation = task.row, task.row.delegation
            check_another_day(row, task.row)
        else:
            row.delegation = task.row
        m.act.add(row)
    return row


def check_another_day(row: FollowUp, before: FollowUp) -> None:
    if (row.due_on, row.received_on) == (before.due_on, before.received_on):
        raise Refused("This is recorded already.")


def add_follow_up(m: RecordContext, decision: Decision, said: FollowUpData) -> FollowUp:
    row = follow_up_of(m, decision, said)
    m.act.add(row)
    return row


def follow_up_of(m: RecordContext, decision: Decision, said: FollowUpData) -> FollowUp:
    """The row that says it, not written yet; its day is counted where the law does."""
    facts = {name: value for name, value in vars(said).items() if name != "row"}
    counted = response_due_on(m.plan.council, said.received_on)
    return FollowUp(
        decision=decision,
        recorded_at=m.now,
        recorded_by=m.act.by,
        **facts | {"due_on": counted or said.due_on},
    )


def response_due_on(council: Council, received_on: date | None) -> date | None:
    """The last day on which the executive responds to scrutiny in time; None where no law says it.

    Section 9FE of the Local Government Act 2000 asks it where there is an executive: it speaks of
    councils with a leader or a mayor. Not known while nobody has said how the council is governed,
    or when the executive received it.
    """
    if received_on is None:
        return None
    if governed_as(council, received_on) not in EXECUTIVE:
        return None
    return scrutiny_answered_by(received_on)


def faults_in(said: FollowUpData, decision: Decision, *, today: date) -> Iterator[Refused]:
    """Everything that cannot be so in one thing to do."""
    made = decision.decided_on
    if said.kind not in Kind:
        yield Refused("Choose what kind it is.", field=said.field("kind"))
    if not said.words.strip():
        yield Refused(
            "Enter what is to be done, in the words of the record.", field=said.field("words")
        )
    if said.due_on and made and said.due_on < made:
        why = f"It cannot be due before the decision, on {day_in_words(made)}."
        yield Refused(why, field=said.field("due_on"))
    yield from faults_in_receipt(said, decision, today=today)


def faults_in_receipt(said: FollowUpData, decision: Decision, *, today: date) -> Iterator[Refused]:
    """Only scrutiny's recommendations are received, and by when they are answered is counted."""
    on, made = said.received_on, decision.decided_on
    if on is None:
        return
    if said.kind != Kind.RECOMMENDATION:
        why = "The executive receives what scrutiny recommends, and nothing else listed here."
        yield Refused(why, field=said.field("received_on"))
    if on > today:
        yield Refused("That day is still to come.", field=said.field("received_on"))
    scrutiny = decision.step.kind == DecisionStep.Kind.SCRUTINY
    if scrutiny and made and on < made:
        why = f"It was recommended after that day, on {day_in_words(made)}."
        yield Refused(why, field=said.field("received_on"))
    counted = response_due_on(decision.step.plan.council, on)
    if counted and said.due_on not in (None, counted):
        why = f"By law the response is due by {day_in_words(counted)}: leave this empty."
        yield Refused(why, field=said.field("due_on"))


def check_said_once(plan: Plan, decision: Decision, said: Sequence[FollowUpData]) -> None:
    """The same thing to do of the same decision is written down once."""
    here = {(str(one.kind), one.words) for one in tasks_of(plan) if one.decision == decision}
    for one in said:
        if (one.kind, one.words) in here:
            raise Refused("This is recorded already.", field=one.field("words"))
        here.add((one.kind, one.words))


def withdraw_follow_up(row: FollowUp, *, by: User, why: str) -> FollowUpWithdrawal:
    """Take back something to do that was written down by mistake; it stays to be read."""
    plan = row.decision.step.plan
    with record_fact(plan, by=by, right=RECORD, verb="follow_up_withdrawn") as m:
        check_may_record(m)
        task = next((one for one in tasks_of(m.plan) if one.row == row), None)
        if task is None:
            raise Refused("This was taken back already.")
        if task.is_done:
            raise Refused(DONE_BEFORE)
        return take_back(m, FollowUpWithdrawal(follow_up=row, why=why))


def discharge(paper: StepPaper, *, by: User, keys: Collection[str]) -> list[FollowUpDischarge]:
    """Say what a paper does of all that the plan's decisions left to be done."""
    plan = paper.step.plan
    with record_fact(plan, by=by, right=RECORD, verb="follow_up_discharged") as m:
        check_may_record(m)
        chosen = tasks_done_by(m.plan, paper, keys)
        rows = [
            FollowUpDischarge(**{task.row.record_kind: task.row}, paper=paper) for task in chosen
        ]
        for row in rows:
            m.act.add(row)
    return rows


def tasks_done_by(plan: Plan, paper: StepPaper, keys: Collection[str]) -> list[Task]:
    """Those that were chosen; Refused of what is done already, or was there only afterwards."""
    if paper.kind not in StepPaper.DISCHARGES:
        raise Refused(NO_SUCH_PAPER)
    if not keys:
        raise Refused("Choose what this paper does.", field="tasks")
    waiting = {one.key: one for one in still_to_do(plan)}
    if set(keys) - waiting.keys():
        raise Refused("One of these is done already, or was taken back.", field="tasks")
    chosen = [one for key, one in waiting.items() if key in set(keys)]
    for one in chosen:
        on, made = paper.published_on, one.decision.decided_on
        if on and made and on < made:
            why = f"The paper is older than the decision of {day_in_words(made)} that asks for it."
            raise Refused(why, field="tasks")
    return chosen


def take_back_discharge(row: FollowUpDischarge, *, by: User, why: str) -> FollowUpWithdrawal:
    """Take back that a paper did something, recorded by mistake: it is to be done still."""
    plan = row.paper.step.plan
    with record_fact(plan, by=by, right=RECORD, verb="discharge_taken_back") as m:
        check_may_record(m)
        if FollowUpWithdrawal.objects.filter(discharge=row).exists():
            raise Refused("This was taken back already.")
        return take_back(m, FollowUpWithdrawal(discharge=row, why=why))


def take_back(m: RecordContext, row: FollowUpWithdrawal) -> FollowUpWithdrawal:
    if not row.why.strip():
        raise Refused("Say why it was a mistake.", field="why")
    m.act.add(row)
    return row
