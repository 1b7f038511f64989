"""How each step on the way to a decision was taken: by which rules, and what is recorded of each.

Only read: whatever was refused when it was tried stands in no line, as it did not happen.
"""

from collections.abc import Container, Iterable, Iterator
from datetime import date

from approvals.clearance.queries import OfficeClearance, office_clearances
from approvals.decisions.duty import decides_something, duty_of
from approvals.decisions.notice import when_it_takes_effect
from approvals.decisions.notice_shown import (
    AGENDA,
    EXCEPTION,
    IF_KEY,
    KEY,
    PRIVATE,
    SECOND,
    NoticeLine,
    StepNotice,
    notice_of,
)
from approvals.decisions.notice_shown import Standing as InTime
from approvals.decisions.to_do import Task
from approvals.models import Decision, DecisionStep, NoticeException, StepPaper
from approvals.models.call_in import CalledIn
from councils.calendar.days import counted_after
from councils.call_in import days_off_of
from dashboard.compliance.lines import Line, Standing
from plans.access import plan_url
from web.dates import day_in_words, london_day

Kind = NoticeException.Kind
CLEARS = "Who clears, by the council’s own list"
INTERESTS = "Localism Act 2011, section 31, and the council’s code of conduct"
CALL_IN = "Local Government Act 2000, section 9F, and the council’s own rules"
RECORDS = "The council’s setting: no author records what was decided on their plan"
AGENDA_RULE = "Local Government Act 1972, section 100B; 2012 Regulations, regulations 6 and 7"
OF_KEY = "2012 Regulations, regulation 9", frozenset({Kind.GENERAL_EXCEPTION, Kind.SPECIAL_URGENCY})
OF_PRIVATE: tuple[str, frozenset[Kind]] = "2012 Regulations, regulation 5", frozenset()
# The rule of each paper, and what lets it be late (see `approvals.papers.notices`), by its label.
PAPERS: dict[str, tuple[str, frozenset[Kind]]] = {
    AGENDA: (AGENDA_RULE, frozenset({Kind.LATE_ITEM})),
    KEY: OF_KEY,
    IF_KEY: OF_KEY,
    EXCEPTION: ("2012 Regulations, regulation 10", frozenset()),
    PRIVATE: OF_PRIVATE,
    SECOND: OF_PRIVATE,
}


def lines_of_step(
    step: DecisionStep, tasks: Iterable[Task], by_authors: Container[int], today: date
) -> Iterator[Line]:
    """Clearance and notice of a step and, once it decided, what the decision asks for.

    `by_authors` has the keys of the decisions that authors of the plan recorded.
    """
    decision: Decision | None = getattr(step, "decision", None)
    yield from clearance_lines(step, decision)
    yield from notice_lines(step, today)
    if decision is None:
        return
    yield interests_line(decision)
    if decides_something(decision):
        yield recorder_line(decision, by_author=decision.pk in by_authors)
        yield from record_lines(decision, today)
        yield from call_in_lines(decision, today)
    for task in tasks:
        if task.decision == decision:
            yield task_line(task, page_of(step), today)


def clearance_lines(step: DecisionStep, decision: Decision | None) -> Iterator[Line]:
    """An answer of each office that was asked; of an older record, what it shows of them."""
    if step.round is not None:
        href = plan_url("clearance", step.plan)
        for one in office_clearances(step.round):
            yield Line(f"{one.role_name} answered before it", CLEARS, *answered(one), href)
    elif decision is not None and decision.version_id:
        shown = decision.advice_shown.strip()
        standing = Standing.MET if shown else Standing.NOT_KNOWN
        said = shown or "The record does not show what the officers said."
        yield Line("The officers answered before it", CLEARS, standing, said, page_of(step))


def answered(one: OfficeClearance) -> tuple[Standing, str]:
    """An objection is an answer too: officers advise."""
    if not one.is_answered:
        return Standing.NOT_MET, "No answer is recorded."
    on = f" on {day_in_words(london_day(one.answered_at))}" if one.answered_at else ""
    by = f", {one.by_email_in_words}" if one.by_email else ""
    said = f"{one.outcome_name}: {one.name or 'name removed'}{on}{by}. {one.carried}".strip()
    return Standing.NOT_KNOWN if one.is_unconfirmed else Standing.MET, said


def notice_lines(step: DecisionStep, today: date) -> Iterator[Line]:
    notice = notice_of(step)
    href = page_of(step) if hasattr(step, "decision") else step.plan.get_absolute_url()
    for line in notice.lines:
        yield notice_line(line, notice, today, href)


def notice_line(line: NoticeLine, notice: StepNotice, today: date, href: str) -> Line:
    """Late, or not known, is excepted where something recorded allows less notice.

    Late notice of what nobody said to be a key decision breaks no rule that is known to apply.
    """
    asks = f"{line.label}: out by {day_in_words(line.by)}"
    rule, allows = PAPERS[line.label]
    excepted = [one for one in notice.exceptions if one.kind in allows]
    if line.standing == InTime.IN_TIME:
        standing, said = Standing.MET, line.in_words
    elif excepted:
        standing = Standing.EXCEPTED
        said = " ".join(f"{one.get_kind_display()}. {one.in_a_line}" for one in excepted)
    elif line.standing == InTime.LATE:
        standing = Standing.NOT_KNOWN if line.label == IF_KEY else Standing.NOT_MET
        said = line.in_words
    else:
        standing = Standing.NOT_YET_DUE if today <= line.by else Standing.NOT_KNOWN
        said = line.in_words
    by = line.by if standing == Standing.NOT_YET_DUE else None
    return Line(asks, rule, standing, said, href, by)


def interests_line(decision: Decision) -> Line:
    asks, href = "It is recorded which interests were declared", page_of(decision.step)
    declared = len(decision.declarations.all())
    if declared:
        said = f"{declared} declared." if declared > 1 else "One declared."
        return Line(asks, INTERESTS, Standing.MET, said, href)
    if decision.nothing_declared:
        return Line(asks, INTERESTS, Standing.MET, "None were declared.", href)
    return Line(asks, INTERESTS, Standing.NOT_KNOWN, "The record does not say.", href)


def recorder_line(decision: Decision, *, by_author: bool) -> Line:
    """Nothing stands that one person alone says (docs/decisions/0019)."""
    asks, href = "Somebody else than an author of the plan recorded it", page_of(decision.step)
    who = f"Recorded by {decision.recorded_by.name}."
    if not by_author:
        return Line(asks, RECORDS, Standing.MET, who, href)
    # It is refused unless the council lets one person do both: as it was then, not as it is now.
    said = f"{who} They also wrote it; the council let one person do both."
    return Line(asks, RECORDS, Standing.EXCEPTED, said, href)


def record_lines(decision: Decision, today: date) -> Iterator[Line]:
    """The record that the law asks of a decision, and whether it was issued."""
    duty, href = duty_of(decision), page_of(decision.step)
    if not duty.is_owed:
        return
    asks = f"{duty.name} was issued"
    if not duty.is_known:
        yield Line(asks, "Not known which", Standing.NOT_KNOWN, duty.asks, href)
        return
    kinds = [StepPaper.Kind.DECISION_NOTICE]
    if duty.code == "minutes":
        kinds += [StepPaper.Kind.DRAFT_MINUTES, StepPaper.Kind.SIGNED_MINUTES]
    out = [one for one in decision.step.papers.all() if one.kind in kinds]
    if out:
        dated = next((one for one in reversed(out) if one.published_on), None)
        said = (
            f"{out[-1]}: out on {day_in_words(dated.published_on)}."
            if dated
            else ("It is recorded without its day.")
        )
        yield Line(asks, duty.law, Standing.MET, said, href)
    elif decision.from_the_record:
        said = "The record does not show whether it was."
        yield Line(asks, duty.law, Standing.NOT_KNOWN, said, href)
    else:
        yield not_issued(asks, duty.law, decision, today, href)


def not_issued(asks: str, law: str, decision: Decision, today: date, href: str) -> Line:
    """Due on the decision's day, and as long as the council itself gives: the law names no day."""
    council, by = decision.step.plan.council, decision.decided_on
    if by and council.decision_notice_days:
        days_off = days_off_of(council)
        by = counted_after(by, council.decision_notice_days, "working", days_off)[-1]
    if by and today <= by:
        return Line(asks, law, Standing.NOT_YET_DUE, "Not issued yet.", href, by)
    said = "Not issued yet. It is due as soon as reasonably practicable: the law names no day."
    return Line(asks, law, Standing.NOT_MET, said, href)


def call_in_lines(decision: Decision, today: date) -> Iterator[Line]:
    """That call-in ran out, or what keeps the decision from standing; none where it has none."""
    if not decision.step.may_be_called_in or decision.call_in == Decision.CallIn.DOES_NOT:
        return
    says_so = decision.call_in or decision.call_in_applies or decision.call_in_exempt_why.strip()
    if not (says_so or decision.takes_effect_on or decision.from_the_record):
        return
    standing, by = stands(decision, today)
    said = when_it_takes_effect(decision)
    if decision.is_held:
        said = f"{CalledIn(decision.called_in).label}. {said}"
    yield Line(
        "Call-in is over, and the decision stands",
        CALL_IN,
        standing,
        said,
        page_of(decision.step),
        by,
    )


def stands(decision: Decision, today: date) -> tuple[Standing, date | None]:
    if decision.call_in_exempt_why.strip() or decision.call_in == Decision.CallIn.EXEMPT:
        return Standing.EXCEPTED, None
    effective = decision.takes_effect_on
    if decision.is_held or decision.awaits_its_notice or (effective and today < effective):
        return Standing.NOT_YET_DUE, effective
    return (Standing.MET if effective else Standing.NOT_KNOWN), None


def task_line(task: Task, href: str, today: date) -> Line:
    asks = f"{task.kind.label}: {task.words}"
    rule = (
        f"Left by the decision; owed by {task.owed_by}" if task.owed_by else "Left by the decision"
    )
    if task.discharge:
        return Line(asks, rule, Standing.MET, f"Done by “{task.discharge.paper}”.", href)
    if task.is_overdue(today):
        return Line(asks, rule, Standing.NOT_MET, f"Was due on {day_in_words(task.due_on)}.", href)
    said = "Not done yet." if task.due_on else "Not done yet. Nobody said by when."
    return Line(asks, rule, Standing.NOT_YET_DUE, said, href, task.due_on)


def page_of(step: DecisionStep) -> str:
    return plan_url("decision", step.plan, step.place)
