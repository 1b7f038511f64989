"""Papers of a step are recorded; the day of the decision notice starts call-in."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from approvals.decisions.actions import counted_effect
from approvals.decisions.duty import decides_something
from approvals.decisions.minute import MinuteData
from approvals.decisions.recorders import check_may_record
from approvals.models import CallInPeriod, Decision, DecisionStep, StepPaper
from approvals.workflow.engine import PageState, RecordContext, check_page_current, record_fact
from councils.models import User
from councils.roles import Right
from plans.actions.files import FileData, store_given
from web.dates import day_in_words, london_day
from web.errors import Refused

Kind = StepPaper.Kind


@dataclass(frozen=True)
class PaperData:
    """A paper as its record shows it; what is not known of it stays empty."""

    kind: str
    published_on: date | None = None
    address: str = ""
    words: str = ""
    agreed_by: str = ""
    file: FileData | None = None


def record_paper(
    step: DecisionStep, *, by: User, paper: PaperData, seen: PageState | None = None
) -> StepPaper:
    """Record a paper of a step; from the day of its decision notice call-in is counted.

    `seen` is what a page showed that is about where the plan stands.
    """
    with record_fact(step.plan, by=by, right=Right.RECORD_DECISIONS, verb="paper_recorded") as m:
        check_may_record(m)
        if seen:
            check_page_current(m.plan, seen)
        step = steps_of(m).get(pk=step.pk)
        check_paper(m, step, paper)
        facts = vars(paper) | {"file": store_given(m.plan.council, paper.file)}
        row = StepPaper(step=step, recorded_at=m.now, recorded_by=by, **facts)
        m.act.add(row)
        if paper.kind == Kind.DECISION_NOTICE and paper.published_on:
            count_call_in(m, step.decision, paper.published_on)
    return row


def steps_of(m: RecordContext) -> QuerySet[DecisionStep]:
    known = m.plan.steps.select_related("decision__first_period", "under__decision__step")
    return known.prefetch_related("papers")


def check_paper(m: RecordContext, step: DecisionStep, paper: PaperData) -> None:
    """Of a day that can be so, of a decision where it is made of one, and not recorded already."""
    decision: Decision | None = getattr(step, "decision", None)
    kind = Kind(paper.kind)
    if kind in StepPaper.AFTER and decision is None:
        raise Refused("Nothing is recorded yet of what was decided.", field="kind")
    if kind == Kind.DECISION_NOTICE and decision and not decides_something(decision):
        raise Refused("Nothing was decided, so that there is no notice of it.", field="kind")
    check_day(m, step, paper)
    said = ("kind", "published_on", "address", "words", "agreed_by")
    same = [one for one in step.papers.all() if all_same(one, paper, said)]
    if same and paper.file is None:
        raise Refused("This paper is recorded already.")


def all_same(row: StepPaper, paper: PaperData, names: tuple[str, ...]) -> bool:
    return not row.body and all(getattr(row, one) == getattr(paper, one) for one in names)


def check_day(m: RecordContext, step: DecisionStep, paper: PaperData) -> None:
    """Not in the future; what comes before a meeting sooner than it, and what is made
    of a decision not; an older record shows what it shows.
    """
    on, made = paper.published_on, step.decides_on
    if on is None:
        return
    if on > london_day(m.now):
        raise Refused("That day is still to come.", field="published_on")
    if made is None:
        return
    if paper.kind in StepPaper.AFTER and on < made:
        why = f"It cannot have been published before the decision, on {day_in_words(made)}."
        raise Refused(why, field="published_on")
    decision: Decision | None = getattr(step, "decision", None)
    older = decision is not None and decision.from_the_record
    if paper.kind in StepPaper.BEFORE and on >= made and not older:
        why = f"It is published before the decision, on {day_in_words(made)}."
        raise Refused(why, field="published_on")


def count_call_in(m: RecordContext, decision: Decision, notice_on: date) -> CallInPeriod | None:
    """When call-in ends, counted from the day of a notice; None where that changes nothing.

    What was stated with its reason, or by an older record, stands.
    """
    before = decision.period
    if not decision.call_in_applies or is_stated(decision, before):
        return None
    facts = MinuteData(
        decision.decided_on, notice_on=notice_on, call_in_exempt_why=decision.call_in_exempt_why
    )
    ends_at, effective = counted_effect(m.plan.council, facts)
    stands = (before.ends_at, before.effective_from) if before else None
    if effective is None or stands == (ends_at, effective):
        return None
    row = CallInPeriod(
        decision=None if before else decision,
        supersedes=before,
        notice_on=notice_on,
        ends_at=ends_at,
        effective_from=effective,
    )
    m.act.add(row)
    return row


def is_stated(decision: Decision, period: CallInPeriod | None) -> bool:
    """Whether somebody said when it takes effect, so that no notice counts it anew."""
    if decision.effective_from:
        return True
    if period is None or period.why.strip():
        return period is not None
    return decision.from_the_record and period.act_id == decision.act_id
