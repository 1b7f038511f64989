"""The decision report as it is issued: what was cleared, then what the officers said of it."""

from collections.abc import Iterator, Sequence

from approvals.clearance.own_words import Parts, names_of, parts_written
from approvals.clearance.queries import disowned_in, emailed_in_words, newest_responses
from approvals.models import ClearanceRequest, ClearanceResponse, ClearanceRound, DecisionStep
from approvals.papers.paper import Paper, Section
from approvals.reports.authors import authors_of, written_by
from approvals.reports.document import ReportDocument, parse_report
from plans.blocks import Run
from plans.exports.tables import Column, Table, narrowed
from web.dates import day_in_words, london_day

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
        sections=tuple(
            section
            for section in (
                *report_sections(asked, given),
                *comment_sections(given, wrote, for_anybody=for_anybody),
                *disowned_section(round_),
                *background_section(asked),
            )
            if section.text or section.numbered or section.table
        ),
    )


def step_of_the_report(step: DecisionStep) -> DecisionStep:
    """The step the report was written for: a delegate decides on what went to whoever gave it."""
    return step_of_the_report(step.under.decision.step) if step.under else step


def report_sections(
    asked: ReportDocument, given: Sequence[tuple[ClearanceRequest, ClearanceResponse]] = ()
) -> Iterator[Section]:
    """The report's own blocks, as they were cleared; objections beneath what they object to."""
    yield Section("Summary", text=asked.summary)
    yield Section("Recommendation", numbered=asked.recommendation)
    yield from objections(given)
    yield Section("Reasons for the recommendation", text=asked.reasons)
    yield Section("Background", text=asked.background)
    yield Section("Options considered", text=asked.options)
    authors = authors_of(asked)
    for said in asked.implications:
        words = "\n\n".join(filter(None, (said.words, written_by(said, authors))))
        yield Section(f"Implications: {', '.join(said.headings)}", text=words)
    yield Section("Risk", table=risks(asked))


def risks(asked: ReportDocument) -> Table | None:
    """The risk before and after, side by side; no table where neither was assessed."""
    rows = (
        ("As things are", asked.risk_now, asked.risk_now_why),
        ("If this is agreed", asked.risk_after, asked.risk_after_why),
    )
    known = [row for row in rows if row[1] or row[2]]
    if not known:
        return None
    columns = (Column("When", 22), Column("Risk", 16), Column("Why", 62))
    return paper_table("Risk before and after", columns, known)


def officers_advice(round_: ClearanceRound) -> list[tuple[ClearanceRequest, ClearanceResponse]]:
    """What each office answered in a round, objections first; two queries."""
    given = [(asked, answer) for asked, answer in newest_responses(round_) if answer]
    return sorted(given, key=lambda pair: rank(pair[1].outcome))


def rank(outcome: str) -> int:
    order = [one.value for one in ORDER]
    return order.index(outcome) if outcome in order else len(order)


def objections(
    given: Sequence[tuple[ClearanceRequest, ClearanceResponse]],
) -> Iterator[Section]:
    """What members must not miss: who objects, and in which words."""
    for asked, answer in given:
        if answer.is_objection:
            title = f"{asked.office.name}: {answer.get_outcome_display().lower()}"
            yield Section(title, text=with_carrying(answer), level=3)


def comment_sections(
    given: list[tuple[ClearanceRequest, ClearanceResponse]], wrote: Parts, *, for_anybody: bool
) -> Iterator[Section]:
    """What the other officers said for the report, then the sign-off; none of it was cleared."""
    for asked, answer in given:
        if answer.words and not answer.is_objection:
            title = f"{asked.office.name}: {answer.get_outcome_display().lower()}"
            yield Section(title, text=with_carrying(answer))
    yield Section("Sign-off", table=sign_off(given, wrote, for_anybody=for_anybody))


def with_carrying(answer: ClearanceResponse) -> str:
    """An officer's words and, where they were said of earlier ones, that they were."""
    return "\n\n".join(filter(None, (answer.words, answer.carried_in_words)))


def sign_off(
    given: list[tuple[ClearanceRequest, ClearanceResponse]], wrote: Parts, *, for_anybody: bool
) -> Table | None:
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


def parts_of_clearers(
    round_: ClearanceRound, given: list[tuple[ClearanceRequest, ClearanceResponse]]
) -> Parts:
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


def background_section(asked: ReportDocument) -> Iterator[Section]:
    listed = "\n".join(f"- {title}" for title in asked.background_papers)
    yield Section("Background papers", text=listed or "None.")


def paper_table(caption: str, columns: tuple[Column, ...], rows: Sequence[Sequence[str]]) -> Table:
    cells = tuple(tuple((Run(text),) if text else () for text in row) for row in rows)
    columns, cells = narrowed(columns, cells)
    return Table(title=caption, caption=caption, columns=columns, rows=cells)
