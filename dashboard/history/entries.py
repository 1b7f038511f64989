"""What rows that only grow say on the page of their act: for each kind its heading and lines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from approvals.clearance.to_authors import may_read
from approvals.decisions.record_shown import known_in_words
from approvals.models import (
    CarriedAnswer,
    ClearanceComment,
    ClearanceRequest,
    ClearanceResponse,
    ClearanceRound,
    DeadlineExtension,
    EarlierSubmission,
    EmailedAnswerReview,
    FindingReason,
    Publication,
    ReceivedEmail,
    ReportVersion,
    Submission,
    SubmissionDispatch,
    SubmissionReceipt,
)
from councils.access import Access
from councils.models import Governance, ReportTemplate, WordTemplate
from dashboard.history.amendment_entries import (
    amendment_outcome,
    amendment_place,
    amendment_remark,
    lodged_amendment,
)
from dashboard.history.comment_entries import (
    comment_entry,
    comment_move,
    comment_reopened,
    comment_reply,
    comment_settled,
    comment_told,
)
from dashboard.history.decision_entries import (
    amendment_entry,
    amendment_settled,
    call_in,
    call_in_outcome,
    call_in_period,
    call_in_ruling,
    decision_entry,
    decision_step,
    declaration_entry,
    delegation_entry,
    delegation_holder,
    follow_up,
    follow_up_discharge,
    follow_up_withdrawal,
    member_answer,
    member_statement,
    notice_exception,
    resolution_entry,
    signature,
    step_decider,
    step_paper,
    vote_entry,
)
from dashboard.history.lines import Line, entry_line, of_version
from dashboard.history.round_entries import (
    copy_excused,
    copy_reminder,
    returned_file,
    round_closing,
    round_copy,
    word_round,
)
from dashboard.history.suggestion_entries import suggestion_answer, suggestion_entry
from delivery.models import CommitmentOutcome, ProgressUpdate
from plans.access import plan_url
from plans.models import CommissionVersion, SavingConfirmation, Version
from plans.savings import describe
from web.dates import day_in_words, moment_in_words


def plan_version(row: Version) -> Iterator[Line]:
    yield of_version(row)
    yield entry_line("Why", row.reason)


def report_version(row: ReportVersion) -> Iterator[Line]:
    yield entry_line("Report", f"{row.number}, reference {row.reference}")
    yield of_version(row.version)


def clearance_round(row: ClearanceRound) -> Iterator[Line]:
    yield entry_line("Round", str(row.number))
    yield of_version(row.version)
    yield entry_line("Report", f"{row.report.number}, reference {row.report.reference}")
    yield entry_line("Answers wanted by", day_in_words(row.due_on))
    yield entry_line("Decided by", row.body)
    yield entry_line("Meeting", day_in_words(row.meets_on))
    yield entry_line("After the last answer", "It goes to this meeting" if row.then_put else "")


def clearance_request(row: ClearanceRequest) -> Iterator[Line]:
    yield entry_line(row.office.in_full, row.person.name if row.person else "Nobody is named")


def clearance_response(row: ClearanceResponse) -> Iterator[Line]:
    yield entry_line("Office", row.asked.office.in_full)
    yield entry_line("Answer", row.get_outcome_display())
    yield entry_line("In words for the report", row.words)
    yield entry_line("Where in the plan or report", row.place)
    yield entry_line("Answered by", f"{row.answered_by}, {moment_in_words(row.stated_at)}")
    yield entry_line("Had written", "Part of the plan" if row.had_written else "")
    if row.email_id:
        recorded = f"E-mail, recorded by {row.recorded_by.name}"
        yield entry_line(
            "Given by", recorded, plan_url("clearance_email", row.asked.round.plan, row.pk)
        )


def carried_answer(row: CarriedAnswer) -> Iterator[Line]:
    yield entry_line("Office", row.asked.office.in_full)
    yield entry_line("Answer", row.answer.get_outcome_display())
    given = moment_in_words(row.answer.stated_at)
    yield entry_line("Given by", f"{row.answered_by}, {given}, to version {row.from_version}")
    yield entry_line("Carried by the council’s rule", row.rule_in_words)
    yield of_version(row.asked.round.version)


def clearance_comment(row: ClearanceComment) -> Iterator[Line]:
    theirs = row.by_id == row.opened_by_id
    yield entry_line("To", "The report authors" if theirs else row.opened_by.name)
    yield entry_line("In", str(row.round), plan_url("clearance_to_authors", row.round.plan))
    yield entry_line("Comment", row.words)


def finding_reason(row: FindingReason) -> Iterator[Line]:
    yield entry_line(row.name or "The plan", f"{row.words} {row.quote}".strip())
    yield entry_line("Why it goes all the same", row.why)


def received_email(row: ReceivedEmail) -> Iterator[Line]:
    yield entry_line("Kind of file", row.get_form_display())
    yield entry_line("Sent from", row.sender or "Not shown by the file")


def emailed_answer_review(row: EmailedAnswerReview) -> Iterator[Line]:
    yield entry_line("Answer", str(row.answer))
    yield entry_line(row.get_outcome_display(), f"By {row.by.name}")
    yield entry_line("In their words", row.words)


def publication_entry(row: Publication) -> Iterator[Line]:
    yield of_version(row.version)
    yield entry_line("Published as", row.title)
    yield entry_line("Address", row.address, row.address)
    yield entry_line("Marked", row.marking)
    yield entry_line("Unmarked from", day_in_words(row.unmarked_on))
    yield entry_line("Published", row.stated_when)
    if row.decision:
        decided = f"Decision by {row.decision.step.body}{row.decision.on_its_day}"
        yield entry_line(
            "Rests on", decided, plan_url("decision", row.plan, row.decision.step.place)
        )
    elif row.step:
        yield entry_line("Rests on", f"The agenda of {row.step}")


def submission_entry(row: Submission) -> Iterator[Line]:
    yield of_version(row.version)
    yield entry_line("As", row.get_basis_display())
    yield entry_line("Marked", row.marking)
    yield entry_line("To", row.address)
    yield entry_line("Sent", moment_in_words(row.sent_at))
    yield entry_line(
        "To be sent from here",
        f"Queued {moment_in_words(row.recorded_at)}" if row.sent_here else "",
    )
    yield entry_line("Due", moment_in_words(row.due))
    yield entry_line("Late or an exception because", row.reason)
    yield entry_line("The Monitoring Officer’s view", row.officer_view)
    yield entry_line("By resolution", str(row.resolution) if row.resolution else "")
    yield entry_line("The e-mail", "Download it", plan_url("sent_email", row.plan, row.number))
    yield entry_line("The plan", "Download the PDF", plan_url("sent_pdf", row.plan, row.number))


def submission_dispatch(row: SubmissionDispatch) -> Iterator[Line]:
    yield entry_line(
        "Submission", str(row.submission.number), plan_url("sent", row.submission.plan)
    )
    yield entry_line("To", row.submission.address)
    yield entry_line(row.get_state_display(), moment_in_words(row.at))
    yield entry_line("The mail server said", row.said)


def submission_receipt(row: SubmissionReceipt) -> Iterator[Line]:
    yield entry_line("Received", moment_in_words(row.received_at))
    yield entry_line("In their words", row.words)
    yield entry_line("For what was sent", moment_in_words(row.submission.went_at))
    if row.file_id:
        number, plan = row.submission.number, row.submission.plan
        yield entry_line("File", "The receipt", plan_url("receipt_file", plan, number, row.pk))


def earlier_submission(row: EarlierSubmission) -> Iterator[Line]:
    yield entry_line("Submitted", row.when_in_words)
    yield entry_line("As", row.get_basis_display())
    yield entry_line("The words as endorsed", known_in_words(row.same_words))
    yield entry_line("Evidence", row.evidence)


def deadline_extension(row: DeadlineExtension) -> Iterator[Line]:
    yield entry_line("New deadline", moment_in_words(row.due))
    yield entry_line("Until", row.event)
    yield entry_line("Granted by", row.granted_by)
    yield entry_line("Granted on", day_in_words(row.granted_on))
    yield entry_line("Evidence", row.evidence)
    if row.file_id:
        yield entry_line("File", "The letter", plan_url("extension_file", row.plan, row.pk))


def progress_update(row: ProgressUpdate) -> Iterator[Line]:
    yield entry_line("Commitment", str(row.commitment))
    yield entry_line("Status", row.get_status_display())
    yield entry_line("As at", day_in_words(row.as_at))
    yield entry_line("What has happened", row.narrative)
    yield entry_line("What comes next", row.next_step)


def commitment_outcome(row: CommitmentOutcome) -> Iterator[Line]:
    yield entry_line("Commitment", str(row.commitment))
    yield entry_line("Outcome", row.get_outcome_display())
    yield entry_line("In words", row.words)


def saving_confirmation(row: SavingConfirmation) -> Iterator[Line]:
    undone = row.undoes and f"Confirmed at {describe(row.undoes)}; now {describe(row)}"
    yield entry_line(str(row), undone or f"Confirmed at {describe(row)}")


def commission_version(row: CommissionVersion) -> Iterator[Line]:
    yield entry_line("Commission", row.commission.title)
    yield entry_line("Version", str(row.number))


def governance_entry(row: Governance) -> Iterator[Line]:
    yield entry_line(row.get_form_display(), f"Since {day_in_words(row.starts_on)}")


def report_template_entry(row: ReportTemplate) -> Iterator[Line]:
    yield entry_line("Form", str(row))
    yield entry_line("Front table", row.front)
    yield entry_line("Sections before the numbered ones", row.opening)
    yield entry_line("Numbered sections", row.numbered)
    yield entry_line("What has a number", row.get_numbering_display())


def word_template_entry(row: WordTemplate) -> Iterator[Line]:
    yield entry_line("Template", str(row))


@dataclass(frozen=True)
class RowEntry:
    """How the rows of one kind are told; `related` is what their lines read beside them.

    Rows that say little alone, such as the limbs of a decision, are told `together`. Of rows with a
    `for_reader`, whoever it does not name reads that they were written, and none of their lines.
    """

    heading: str
    lines: Callable[[Any], Iterator[Line]]
    related: tuple[str, ...]
    together: bool = False
    for_reader: Callable[[Access, Any], bool] | None = None


OF_A_COPY = ("copy__person", "copy__round__plan__council")
OF_A_COMMENT = "comment__plan__council"

# In the order in which the page of an act tells them.
ENTRIES: dict[str, RowEntry] = {
    "clearance_response": RowEntry(
        "Answer to the clearance",
        clearance_response,
        ("asked__round__plan__council", "answered_by", "recorded_by"),
    ),
    "carried_answer": RowEntry(
        "Answer that stands for other words",
        carried_answer,
        ("asked__round__version__plan__council", "answer", "answered_by"),
    ),
    "clearance_comment": RowEntry(
        "Comment between an officer and the report authors alone",
        clearance_comment,
        ("round__plan__council", "opened_by"),
        for_reader=may_read,
    ),
    "received_email": RowEntry("The e-mail", received_email, ()),
    "emailed_answer_review": RowEntry(
        "What its officer says of it", emailed_answer_review, ("answer__asked", "by")
    ),
    "decision": RowEntry(
        "Decision",
        decision_entry,
        ("step__plan__council", "version__plan__council", "corrects__step"),
    ),
    "delegation": RowEntry("A power that was given", delegation_entry, ("resolution",)),
    "delegation_holder": RowEntry("It was given", delegation_holder, (), together=True),
    "step_decider": RowEntry("Who decides alone", step_decider, ("person",), together=True),
    "signature": RowEntry("Signed", signature, ("decider__person",)),
    "step_paper": RowEntry(
        "Papers of the step",
        step_paper,
        ("step__plan__council", "step__decision", "recorded_by"),
        together=True,
    ),
    "notice_exception": RowEntry(
        "Too little notice",
        notice_exception,
        ("step", "round", "recorded_by"),
        together=True,
    ),
    "follow_up": RowEntry(
        "To be done after the decision",
        follow_up,
        ("decision__step", "recorded_by"),
        together=True,
    ),
    "follow_up_discharge": RowEntry(
        "What was done",
        follow_up_discharge,
        ("follow_up", "delegation", "paper__step__decision"),
        together=True,
    ),
    "follow_up_withdrawal": RowEntry(
        "Taken back",
        follow_up_withdrawal,
        ("follow_up", "discharge__follow_up", "discharge__delegation", "discharge__paper"),
    ),
    "call_in_period": RowEntry("Call-in of the decision", call_in_period, ()),
    "call_in": RowEntry("Call-in", call_in, ("decision__step", "recorded_by")),
    "call_in_ruling": RowEntry(
        "Whether the call-in is valid", call_in_ruling, ("call_in__decision__step",)
    ),
    "call_in_outcome": RowEntry(
        "What came of the call-in", call_in_outcome, ("call_in__decision__step",)
    ),
    "resolution": RowEntry("Resolutions", resolution_entry, (), together=True),
    "amendment": RowEntry("Amendments", amendment_entry, (), together=True),
    "amendment_settled": RowEntry(
        "Amendments that were drafted",
        amendment_settled,
        ("amendment__decision__step",),
        together=True,
    ),
    "declaration": RowEntry("Interests declared", declaration_entry, (), together=True),
    "vote": RowEntry("How members voted", vote_entry, (), together=True),
    "member_statement": RowEntry(
        "Said by a member", member_statement, ("member", "step", "corrects")
    ),
    "member_answer": RowEntry("Answer to a member", member_answer, ("question__member", "by")),
    "lodged_amendment": RowEntry(
        "Amendment lodged", lodged_amendment, ("step__plan__council", "version")
    ),
    "amendment_remark": RowEntry("Of an amendment", amendment_remark, ("amendment", "by")),
    "amendment_place": RowEntry("Order of voting", amendment_place, ("amendment",), together=True),
    "amendment_outcome": RowEntry(
        "Amendments lodged beforehand", amendment_outcome, ("amendment",), together=True
    ),
    "publication": RowEntry(
        "Publication",
        publication_entry,
        ("plan__council", "version__plan__council", "decision__step"),
    ),
    "submission": RowEntry(
        "Submission",
        submission_entry,
        ("plan__council", "version__plan__council", "resolution"),
    ),
    "submission_dispatch": RowEntry(
        "E-mail to the department", submission_dispatch, ("submission__plan__council",)
    ),
    "submission_receipt": RowEntry("Receipt", submission_receipt, ("submission__plan__council",)),
    "earlier_submission": RowEntry(
        "Earlier submission", earlier_submission, ("plan", "recorded_by")
    ),
    "deadline_extension": RowEntry("Extension", deadline_extension, ("plan__council",)),
    "progress_update": RowEntry("Progress", progress_update, ("commitment",)),
    "commitment_outcome": RowEntry("Outcome of a commitment", commitment_outcome, ("commitment",)),
    "saving_confirmation": RowEntry(
        "Confirmation of savings", saving_confirmation, ("undoes",), together=True
    ),
    "comment": RowEntry("Comment", comment_entry, ("plan__council",)),
    "comment_reply": RowEntry("Reply", comment_reply, (OF_A_COMMENT,)),
    "comment_resolution": RowEntry("Resolved", comment_settled, (OF_A_COMMENT,)),
    "comment_reopening": RowEntry(
        "Reopened", comment_reopened, ("resolution__comment__plan__council",)
    ),
    "comment_move": RowEntry("Comment", comment_move, (OF_A_COMMENT,)),
    "comment_told": RowEntry("Told by e-mail", comment_told, ("person",), together=True),
    "suggestion": RowEntry("Suggestion", suggestion_entry, ("plan__council",)),
    "suggestion_answer": RowEntry(
        "Answer to a suggestion",
        suggestion_answer,
        ("suggestion__plan__council", "suggestion__by"),
    ),
    "word_round": RowEntry(
        "Round in Word", word_round, ("plan__council", "version__plan__council")
    ),
    "round_copy": RowEntry("Sent to", round_copy, ("person",), together=True),
    "copy_reminder": RowEntry("Asked", copy_reminder, OF_A_COPY),
    "copy_excused": RowEntry("Given up", copy_excused, OF_A_COPY),
    "round_closing": RowEntry("End of a round", round_closing, ("round__plan__council",)),
    "returned_file": RowEntry(
        "Came back", returned_file, ("round__plan__council", "copy__person"), together=True
    ),
    "clearance_round": RowEntry(
        "Clearance round", clearance_round, ("version__plan__council", "report")
    ),
    "clearance_request": RowEntry(
        "Asked to clear it", clearance_request, ("person",), together=True
    ),
    "finding_reason": RowEntry(
        "Sent although something is still to come", finding_reason, (), together=True
    ),
    "decision_step": RowEntry(
        "Put to decision", decision_step, ("round__version__plan__council", "under", "reconsiders")
    ),
    "plan_version": RowEntry("Version of the plan", plan_version, ("plan__council",)),
    "report_version": RowEntry(
        "Version of the decision report", report_version, ("version__plan__council",)
    ),
    "governance": RowEntry("How the council is governed", governance_entry, ()),
    "report_template": RowEntry("The form of reports", report_template_entry, ()),
    "word_template": RowEntry("How Word files look", word_template_entry, ()),
    "commission_version": RowEntry("Commission", commission_version, ("commission",)),
}
