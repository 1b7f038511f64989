"""What rows that only grow say on the page of their act: for each kind its heading and lines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from approvals.models import (
    Acknowledgement,
    Answer,
    Asked,
    Decision,
    Declaration,
    Ending,
    Extension,
    MemberView,
    Publication,
    ReportVersion,
    Resolution,
    Round,
    Step,
    Submission,
    SubmissionDispatch,
    Update,
)
from councils.templatetags.display import day, moment
from plans.models import CommissionVersion, Version
from plans.navigation import at

# Its label, its words, and where a link leads; a line without words is left out.
Line = tuple[str, str, str]


def line(label: str, words: str, href: str = "") -> Line:
    return label, words, href


def of_version(version: Version) -> Line:
    words = f"{version.number}, reference {version.reference}"
    return line("Version", words, version.get_absolute_url())


def plan_version(row: Version) -> Iterator[Line]:
    yield of_version(row)
    yield line("Why", row.reason)


def report_version(row: ReportVersion) -> Iterator[Line]:
    yield line("Report", f"{row.number}, reference {row.reference}")
    yield of_version(row.version)


def clearance_round(row: Round) -> Iterator[Line]:
    yield line("Round", str(row.number))
    yield of_version(row.version)
    yield line("Report", f"{row.report.number}, reference {row.report.reference}")
    yield line("Answers wanted by", day(row.due_on))
    yield line("Decided by", row.body)
    yield line("Meeting", day(row.meets_on))
    yield line("After the last answer", "It goes to this meeting" if row.then_put else "")


def clearance_request(row: Asked) -> Iterator[Line]:
    yield line(row.office.in_full, row.person.name if row.person else "Nobody is named")


def clearance_response(row: Answer) -> Iterator[Line]:
    yield line("Office", row.asked.office.in_full)
    yield line("Answer", row.get_outcome_display())
    yield line("In words for the report", row.words)
    yield line("Where in the plan or report", row.place)
    yield line("Answered by", f"{row.answered_by}, {moment(row.stated_at)}")
    yield line("Had written", "Part of the plan" if row.had_written else "")
    if row.email_id:
        recorded = f"E-mail, recorded by {row.recorded_by.name}"
        yield line("Given by", recorded, at("clearance_email", row.asked.round.plan, row.pk))


def decision_step(row: Step) -> Iterator[Line]:
    yield line("Decided by", row.body)
    yield line("Meeting", day(row.meets_on))
    yield line("Agenda item", row.item)
    if row.round:
        yield of_version(row.round.version)


def decision(row: Decision) -> Iterator[Line]:
    yield line("Outcome", row.get_outcome_display())
    yield line("Decided by", f"{row.step.body}, {day(row.decided_on)}")
    yield of_version(row.version)
    yield line("Amendments", row.amendments)
    yield line("Agenda item", row.item)
    yield line("Minute", row.minute)
    yield line("Minutes", row.minute_link, row.minute_link)
    yield line("Proposed by", row.proposer)
    yield line("Seconded by", row.seconder)
    yield line("Voting", row.voting)
    yield line("Reasons", row.reasons)
    yield line("Options rejected", row.options_rejected)
    yield line("Interests", "None were declared" if row.nothing_declared else "")
    yield line("Dispensations", row.dispensations)
    yield line("Call-in", "It applies" if row.call_in_applies else "")
    yield line("Exempt from call-in", row.call_in_exempt_why)
    yield line("Takes effect on", day(row.effective_from))
    yield line("To be decided on", day(row.next_meets_on))
    yield line("Entered", "From the record of the meeting" if row.from_the_record else "")
    yield line("Decision notice", "Read it", at("decision", row.step.plan, row.step.place))


def resolution(row: Resolution) -> Iterator[Line]:
    yield line(f"{row.number}. {row.get_verb_display()}", row.words)


def declaration(row: Declaration) -> Iterator[Line]:
    yield line(row.member, row.interest)


def member_statement(row: MemberView) -> Iterator[Line]:
    yield line("Member", row.member.name)
    yield line("Said", row.get_kind_display())
    yield line("In their words", row.words)
    yield line("Meeting", str(row.step))


def publication(row: Publication) -> Iterator[Line]:
    yield of_version(row.version)
    yield line("Published as", row.title)
    yield line("Address", row.address, row.address)
    yield line("Marked", row.marking)
    yield line("Unmarked from", day(row.unmarked_on))
    yield line("Published", moment(row.stated_at))
    if row.decision:
        decided = f"Decision of {day(row.decision.decided_on)}"
        yield line("Rests on", decided, at("decision", row.plan, row.decision.step.place))
    elif row.step:
        yield line("Rests on", f"The agenda of {row.step}")


def submission(row: Submission) -> Iterator[Line]:
    yield of_version(row.version)
    yield line("As", row.get_standing_display())
    yield line("To", row.address)
    yield line("Sent", moment(row.sent_at))
    yield line("To be sent from here", f"Queued {moment(row.recorded_at)}" if row.sent_here else "")
    yield line("Due", moment(row.due))
    yield line("Late or an exception because", row.reason)
    yield line("The Monitoring Officer’s view", row.officer_view)
    yield line("The e-mail", "Download it", at("sent_email", row.plan, row.number))
    yield line("The plan", "Download the PDF", at("sent_pdf", row.plan, row.number))


def submission_dispatch(row: SubmissionDispatch) -> Iterator[Line]:
    yield line("Submission", str(row.submission.number), at("sent", row.submission.plan))
    yield line("To", row.submission.address)
    yield line(row.get_state_display(), moment(row.at))
    yield line("The mail server said", row.said)


def submission_receipt(row: Acknowledgement) -> Iterator[Line]:
    yield line("Received", moment(row.received_at))
    yield line("In their words", row.words)
    yield line("For what was sent", moment(row.submission.went_at))
    if row.file_id:
        number, plan = row.submission.number, row.submission.plan
        yield line("File", "The receipt", at("receipt_file", plan, number, row.pk))


def deadline_extension(row: Extension) -> Iterator[Line]:
    yield line("New deadline", moment(row.due))
    yield line("Until", row.event)
    yield line("Granted by", row.granted_by)
    yield line("Granted on", day(row.granted_on))
    yield line("Evidence", row.evidence)
    if row.file_id:
        yield line("File", "The letter", at("extension_file", row.plan, row.pk))


def progress_update(row: Update) -> Iterator[Line]:
    yield line("Commitment", str(row.commitment))
    yield line("Status", row.get_status_display())
    yield line("As at", day(row.as_at))
    yield line("What has happened", row.narrative)
    yield line("What comes next", row.next_step)


def commitment_outcome(row: Ending) -> Iterator[Line]:
    yield line("Commitment", str(row.commitment))
    yield line("Outcome", row.get_outcome_display())
    yield line("In words", row.words)


def commission_version(row: CommissionVersion) -> Iterator[Line]:
    yield line("Commission", row.commission.title)
    yield line("Version", str(row.number))


@dataclass(frozen=True)
class Entry:
    """How the rows of one kind are told; `related` is what their lines read beside them.

    Rows that say little alone, such as the limbs of a decision, are told `together`.
    """

    heading: str
    lines: Callable[[Any], Iterator[Line]]
    related: tuple[str, ...]
    together: bool = False


# In the order in which the page of an act tells them.
ENTRIES: dict[str, Entry] = {
    "clearance_response": Entry(
        "Answer to the clearance",
        clearance_response,
        ("asked__round__plan__council", "answered_by", "recorded_by"),
    ),
    "decision": Entry("Decision", decision, ("step__plan__council", "version__plan__council")),
    "resolution": Entry("Resolutions", resolution, (), together=True),
    "declaration": Entry("Interests declared", declaration, (), together=True),
    "member_statement": Entry("Said by a member", member_statement, ("member", "step")),
    "publication": Entry(
        "Publication", publication, ("plan__council", "version__plan__council", "decision__step")
    ),
    "submission": Entry("Submission", submission, ("plan__council", "version__plan__council")),
    "submission_dispatch": Entry(
        "E-mail to the department", submission_dispatch, ("submission__plan__council",)
    ),
    "submission_receipt": Entry("Receipt", submission_receipt, ("submission__plan__council",)),
    "deadline_extension": Entry("Extension", deadline_extension, ("plan__council",)),
    "progress_update": Entry("Progress", progress_update, ("commitment",)),
    "commitment_outcome": Entry("Outcome of a commitment", commitment_outcome, ("commitment",)),
    "clearance_round": Entry(
        "Clearance round", clearance_round, ("version__plan__council", "report")
    ),
    "clearance_request": Entry("Asked to clear it", clearance_request, ("person",), together=True),
    "decision_step": Entry("Put to decision", decision_step, ("round__version__plan__council",)),
    "plan_version": Entry("Version of the plan", plan_version, ("plan__council",)),
    "report_version": Entry(
        "Version of the decision report", report_version, ("version__plan__council",)
    ),
    "commission_version": Entry("Commission", commission_version, ("commission",)),
}
