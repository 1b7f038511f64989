"""The decision report as it is issued: what was cleared, then what the officers said of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from approvals.clearance.own_words import Parts, names_of, parts_written
from approvals.clearance.queries import disowned_in, emailed_in_words, newest_responses
from approvals.models import ClearanceRequest, ClearanceResponse, ClearanceRound, DecisionStep
from approvals.papers.paper import Paper, Section, paper_table
from approvals.reports.authors import authors_of
from approvals.reports.blocks import Told
from approvals.reports.document import LaidOutReport, ReportDocument, parse_report
from approvals.reports.laid_out import laid_out
from approvals.reports.usual_form import background_section, printed, report_sections
from plans.document import parse_document
from plans.exports.tables import Column, Table
from web.dates import day_in_words, london_day

Answers = Sequence[tuple[ClearanceRequest, ClearanceResponse]]
DISOWNED = "Answers that were disowned, and count no more"
# Objections first: they are what members must not miss.
ORDER = (
    ClearanceResponse.Outcome.OBJECTS,
    ClearanceResponse.Outcome.COMMENT,
    ClearanceResponse.Outcome.CONTENT,
    ClearanceResponse.Outcome.NO_COMMENT,
)


def issued_report(step: DecisionStep, *, for_anybody: bool = False) -> Paper:
    """The report put to a step, with statutory comments and sign-off; the step has its round."""
    round_ = step.round
    assert round_ is not None
    asked = parse_report(round_.report.document)
    given = officers_advice(round_)
    wrote = parts_of_clearers(round_, given)
    return Paper(
        council=asked.council,
        kind=f"Report to {step_of_the_report(step)}",
        title=asked.title,
        identity=(
            f"Report {round_.report.number}, reference {round_.report.reference}, with the plan, "
            f"version {round_.version.number}, reference {round_.version.reference}"
        ),
        name=f"Report {round_.report.number}",
        reference=round_.report.reference,
        sections=sections_of(asked, round_, given, wrote, step.meets_on, for_anybody=for_anybody),
    )


def sections_of(
    asked: ReportDocument,
    round_: ClearanceRound,
    given: Answers,
    wrote: Parts,
    meets_on: date | None,
    *,
    for_anybody: bool,
) -> tuple[Section, ...]:
    """The report with what the officers answered, in the council's own form where it has one."""
    if isinstance(asked, LaidOutReport):
        told = replace(
            told_of(asked, round_),
            meets_on=meets_on,
            objections=tuple(objections(given)),
            comments=tuple(statutory_comments(given, level=3)),
            sign_off=sign_off(given, wrote, for_anybody=for_anybody),
            for_anybody=for_anybody,
        )
        return (*laid_out(told), *disowned_section(round_))
    return printed(
        *report_sections(asked, tuple(objections(given))),
        *comment_sections(given, wrote, for_anybody=for_anybody),
        *disowned_section(round_),
        *background_section(asked),
    )


def sections_as_sent(asked: ReportDocument, round_: ClearanceRound) -> tuple[Section, ...]:
    """The report as its officers are asked about it, before any of them has answered."""
    if isinstance(asked, LaidOutReport):
        return tuple(laid_out(told_of(asked, round_)))
    return printed(*report_sections(asked), *background_section(asked))


def told_of(asked: LaidOutReport, round_: ClearanceRound) -> Told:
    return Told(
        report=asked,
        plan=parse_document(round_.version.document),
        version=f"version {round_.version.number}",
        meets_on=round_.meets_on,
        authors=authors_of(asked),
    )


def step_of_the_report(step: DecisionStep) -> DecisionStep:
    """The step the report was written for: a delegate decides on what went to whoever gave it."""
    return step_of_the_report(step.under.decision.step) if step.under else step


def officers_advice(round_: ClearanceRound) -> list[tuple[ClearanceRequest, ClearanceResponse]]:
    """What each office answered in a round, objections first; two queries."""
    given = [(asked, answer) for asked, answer in newest_responses(round_) if answer]
    return sorted(given, key=lambda pair: rank(pair[1].outcome))


def rank(outcome: str) -> int:
    order = [one.value for one in ORDER]
    return order.index(outcome) if outcome in order else len(order)


def objections(given: Answers) -> Iterator[Section]:
    """What members must not miss: who objects, and in which words."""
    for asked, answer in given:
        if answer.is_objection:
            title = f"{asked.office.name}: {answer.get_outcome_display().lower()}"
            yield Section(title, text=with_carrying(answer), level=3)


def comment_sections(given: Answers, wrote: Parts, *, for_anybody: bool) -> Iterator[Section]:
    """What the other officers said for the report, then the sign-off; none of it was cleared."""
    yield from statutory_comments(given)
    yield Section("Sign-off", table=sign_off(given, wrote, for_anybody=for_anybody))


def statutory_comments(given: Answers, level: int = 2) -> Iterator[Section]:
    """What the officers said for the report, but for objections, which stand elsewhere."""
    for asked, answer in given:
        if answer.words and not answer.is_objection:
            title = f"{asked.office.name}: {answer.get_outcome_display().lower()}"
            yield Section(title, text=with_carrying(answer), level=level)


def with_carrying(answer: ClearanceResponse) -> str:
    """An officer's words and, where they were said of earlier ones, that they were."""
    return "\n\n".join(filter(None, (answer.words, answer.carried_in_words)))


def sign_off(given: Answers, wrote: Parts, *, for_anybody: bool) -> Table | None:
    if not given:
        return None
    columns = (Column("Role", 30), Column("Name", 30), Column("Answer", 22), Column("Date", 18))
    rows = [
        (
            answer.answered_by.capacity,
            answer.answered_by.name or "Name removed",
            answer_in_words(answer, for_anybody=for_anybody) + wrote_in_words(answer, wrote),
            answered_on(answer),
        )
        for _, answer in given
    ]
    return paper_table("Who cleared the report and the plan", columns, rows)


def answer_in_words(answer: ClearanceResponse, *, for_anybody: bool = False) -> str:
    """What was answered and, of an e-mail, who says so; residents are not told who recorded it."""
    told = answer.get_outcome_display()
    if answer.email_id is not None:
        review = getattr(answer, "review", None)
        recorder = "" if for_anybody else answer.recorded_by.name
        told = f"{told}, {emailed_in_words(recorder, review.outcome if review else '')}"
    return f"{told}. {answer.carried_in_words}" if answer.carried_in_words else told


def parts_of_clearers(round_: ClearanceRound, given: Answers) -> Parts:
    people = {one.answered_by.person_id for _, one in given if one.had_written}
    return parts_written(round_, people)


def wrote_in_words(answer: ClearanceResponse, wrote: Parts) -> str:
    """That an officer had written part of what they cleared, and which."""
    if not answer.had_written:
        return ""
    parts = names_of(wrote.get(answer.answered_by.person_id, ()))
    return f". Had written part of the plan{f': {parts}' if parts else ''}"


def disowned_section(round_: ClearanceRound | None) -> Iterator[Section]:
    """What was recorded as an officer's answer and was not; with what was decided on it, if so."""
    lines = [
        f"- {one.office.in_full}: “{one.outcome_name}”, {one.by_email_in_words}: "
        f"“{one.review_words}”"
        for one in (disowned_in([round_]) if round_ else ())
    ]
    if lines:
        yield Section(DISOWNED, text="\n".join(lines))


def answered_on(answer: ClearanceResponse) -> str:
    day = day_in_words(london_day(answer.stated_at))
    return f"{day}\n{answer.stated_afterwards}" if answer.stated_afterwards else day
