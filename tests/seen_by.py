"""Who may come upon which words: one table, which test_canaries.py looks for on every page.

What is not in the table nobody may see, so whoever adds a text says here whom it is for.
"""

from councils.roles import Role
from tests.access import (
    ADMIN,
    AUTHOR,
    EVERY_ROLE,
    READ_MEETINGS,
    READERS,
    RECORD,
    SEE_THE_DECISION,
    Visitor,
)

DRAFT, DECIDED, COUNCIL, OTHER = "a draft", "a decided plan", "the council", "another council"
INVITED = "somebody invited, who has not accepted"
MAIL = "an e-mail of the product's"

ASSIGNED = frozenset({Visitor.ASSIGNED})
BY_MAIL = frozenset({MAIL})
# Those of the other council; who is invited here is of it, and nobody's name is known without it.
THEM = frozenset({Visitor.OTHER_COUNCIL, INVITED})
EVERYBODY = EVERY_ROLE | THEM | {Visitor.NOBODY, Visitor.ANONYMOUS}

# Of what, by whom, which texts ("; " between them).
TABLE: tuple[tuple[str, frozenset[str], str], ...] = (
    # A draft is for its readers; a contributor sees their own paragraph and where it stands.
    (DRAFT, READERS, "Passage.body; Theme.title; Figure.label; Metric.name; Result.period"),
    (DRAFT, READERS, "Barrier.what; Commitment.reference; Commitment.what; Evidence.title"),
    (DRAFT, READERS, "QuestionCoverage.reason; StoredFile.name, of evidence; file.bytes"),
    (DRAFT, READERS | ASSIGNED, "Passage.body, assigned; Theme.title, assigned"),
    # And the words around, of that theme alone, with what is asked of them.
    (DRAFT, READERS | ASSIGNED, "Passage.body, around; QuestionAssignment.asked_for"),
    # What is asked of somebody stands on the page of who has what.
    (DRAFT, READERS, "Passage.asked_for"),
    (DRAFT, RECORD, "GuestLink.asked_for"),
    # A plan's title stands in e-mails about it, and none of its words.
    (DRAFT, READERS | ASSIGNED | BY_MAIL, "Plan.title"),
    (DRAFT, RECORD, "Act.reason"),
    # The meetings of a council are no plan’s; they are listed with it.
    (DRAFT, READ_MEETINGS, "Meeting.body; Meeting.cancelled_why"),
    (DRAFT, AUTHOR, "Import.name"),
    # Who was sent a round, and what came back of it, authors see and the record keeps; why nobody
    # is waited for stands there as the reason of an act.
    (DRAFT, RECORD, "WordRound.note; ReturnedFile.name; ReturnedFile.left"),
    (DRAFT, AUTHOR, "CopyExcused.words; RoundClosing.words"),
    (DRAFT, READERS | ASSIGNED, "Suggestion.file; Suggestion.said_by; Comment.file"),
    (DRAFT, READERS | ASSIGNED, "Comment.said_by; WaitingReturn.name"),
    # What somebody typed and has not saved is theirs alone.
    (DRAFT, AUTHOR, "Stash.body; NewStash.body"),
    # A contributor reads what is said of their own paragraph.
    (DRAFT, READERS | ASSIGNED, "Comment.words"),
    (DRAFT, READERS | ASSIGNED, "Suggestion.proposed; Suggestion.note"),
    (DRAFT, READERS, "Suggestion.proposed, on another’s paragraph"),
    # What a comment quotes that stands there no more, a contributor may never have seen.
    (DRAFT, READERS, "Comment.words, on another’s paragraph; Comment.quote"),
    # What the department asks is for whoever looks after requests too.
    (DRAFT, READERS | ADMIN, "Commission.title; StoredFile.name; WaitingLetter.name"),
    # What a decided plan published is for everybody, the rest for those who see the decision.
    (DECIDED, EVERYBODY | BY_MAIL, "Plan.title"),
    (DECIDED, EVERYBODY, "Theme.title; Passage.body; Evidence.title"),
    (DECIDED, EVERYBODY, "Commitment.reference; Commitment.what; ProgressUpdate.narrative"),
    # The first line of what is published says in which minute it was endorsed.
    (DECIDED, EVERYBODY, "Publication.title; Decision.minute"),
    # So says the record of a decision once it is issued, and the report that was decided on.
    (DECIDED, EVERYBODY, "Report.title; Report.summary; Report.recommendation"),
    (DECIDED, EVERYBODY, "Report.reasons; Report.background; Report.options"),
    (DECIDED, EVERYBODY, "Report.risk_now_why; Report.risk_after_why; Implication.text"),
    (DECIDED, EVERYBODY, "Implication.looked_by; Resolution.words; Declaration.member"),
    (DECIDED, EVERYBODY, "Declaration.interest; Decision.call_in_exempt_why"),
    (DECIDED, EVERYBODY, "Delegation.consulting; StepPaper.name"),
    # Whoever has a power is told of, as any body is, in the e-mail that says what they decided.
    (DECIDED, EVERYBODY | BY_MAIL, "DelegationHolder.title"),
    (DECIDED, EVERYBODY, "StoredFile.name, of what is issued"),
    # The report as it was put to the meeting names whose advice it has.
    (DECIDED, EVERYBODY | BY_MAIL, "User.name, who answered; User.name, who wrote the report"),
    (DECIDED, RECORD, "StepPaper.made_by; StepPaper.contact; StepPaper.call_in_by"),
    (DECIDED, EVERYBODY, "Vote.member; Decision.reasons; Decision.options_rejected"),
    (DECIDED, EVERYBODY, "Decision.consulted"),
    (DECIDED, EVERYBODY, "Amendment.words; Amendment.place; Amendment.drafted_by"),
    (DECIDED, EVERYBODY, "Amendment.moved_by; Amendment.seconded_by"),
    # Why there was less notice is made public (regs 10 and 11), and who agreed stands with it.
    (DECIDED, EVERYBODY, "NoticeException.why; NoticeException.agreed_by"),
    (DECIDED, SEE_THE_DECISION, "MemberStatement.words; MemberAnswer.words"),
    (DECIDED, SEE_THE_DECISION, "LodgedAmendment.new_words; LodgedAmendment.old_words"),
    (DECIDED, SEE_THE_DECISION, "AmendmentRemark.words"),
    # Of one that was taken, the record of the decision says so as of any amendment.
    (DECIDED, EVERYBODY, "LodgedAmendment.moved_by; LodgedAmendment.seconded_by"),
    (DECIDED, EVERYBODY, "LodgedAmendment.place"),
    (DECIDED, EVERYBODY | BY_MAIL, "User.name, who moved an amendment"),
    (DECIDED, SEE_THE_DECISION, "AmendmentOutcome.words"),
    (DECIDED, SEE_THE_DECISION, "EarlierSubmission.evidence"),
    # What is owed after a decision stays in the council, and a mistake is told in the record.
    (DECIDED, SEE_THE_DECISION, "FollowUp.words; FollowUp.owed_by; FollowUp.owed_to"),
    (DECIDED, RECORD, "FollowUpWithdrawal.why"),
    (DECIDED, SEE_THE_DECISION, "CallIn.made_by; CallIn.grounds; CallIn.body"),
    (DECIDED, SEE_THE_DECISION, "CallInOutcome.minute"),
    (DECIDED, SEE_THE_DECISION, "CallInRuling.why; CallInRuling.decided_by; CallInOutcome.words"),
    # What somebody signed stands in their decision.
    (DECIDED, SEE_THE_DECISION, "Signature.reasons; Signature.options_rejected"),
    (DECIDED, SEE_THE_DECISION, "Signature.consulted"),
    (DECIDED, SEE_THE_DECISION, "StepPaper.words; StepPaper.agreed_by"),
    # What somebody with a power changed, where no record of that is issued.
    (DECIDED, SEE_THE_DECISION, "Decision.amendments; Submission.reason"),
    (DECIDED, SEE_THE_DECISION, "DeadlineExtension.event; DeadlineExtension.granted_by"),
    (DECIDED, SEE_THE_DECISION, "Plan.extended_event; StoredFile.name; file.bytes"),
    # What was said while it was drafted stays with those who read drafts.
    (DECIDED, READERS, "Comment.words; Comment.quote; CommentReply.words"),
    # Why it was sent although something was still to come.
    (DECIDED, READERS, "FindingReason.why"),
    # What an officer and the report authors said to each other alone is theirs: see to_authors.py.
    (DECIDED, AUTHOR | {Role.SECTION_151}, "ClearanceComment.words"),
    (DECIDED, READERS, "CommentResolution.words; CommentReopening.words"),
    (DECIDED, READERS, "Suggestion.proposed; Suggestion.note; SuggestionAnswer.words"),
    (DECIDED, READERS, "Suggestion.file; Suggestion.said_by; Comment.file; Comment.said_by"),
    (DECIDED, READERS, "WaitingReturn.name"),
    (DECIDED, RECORD, "WordRound.note; ReturnedFile.name; ReturnedFile.left"),
    (DECIDED, AUTHOR, "CopyExcused.words; RoundClosing.words"),
    # From which address an answer came, and which savings were confirmed, is in the record.
    (DECIDED, RECORD, "ReceivedEmail.sender; SavingConfirmation.reference"),
    # A plan that went out has its sender's address on its covering e-mail.
    (DECIDED, SEE_THE_DECISION | ADMIN, "User.email, who sent it"),
    # People: their names are on what they do, and everybody sees their own.
    (DECIDED, (EVERY_ROLE - ASSIGNED) | BY_MAIL, "User.name"),
    (DECIDED, RECORD | ADMIN, "User.email"),
    (DECIDED, RECORD | ADMIN | BY_MAIL | {Role.CLEARING_OFFICER}, "Appointment.title"),
    # Who clears or decides is told by e-mail who else is to, whichever plan they are of.
    (DRAFT, READERS | ADMIN | ASSIGNED | BY_MAIL, "User.name"),
    (DRAFT, RECORD | ADMIN, "User.email"),
    (COUNCIL, RECORD | ADMIN | BY_MAIL, "User.name; Appointment.invited_as"),
    (COUNCIL, EVERYBODY | BY_MAIL, "Council.name"),
    # Of another council nothing, but the address to which somebody here wrote.
    (OTHER, THEM, "Passage.body; Theme.title; Figure.label; Metric.name; Result.period"),
    (OTHER, THEM, "Barrier.what; Commitment.reference; Commitment.what; Evidence.title"),
    (OTHER, THEM, "QuestionCoverage.reason; StoredFile.name; file.bytes"),
    (OTHER, THEM, "QuestionAssignment.asked_for; Passage.asked_for; GuestLink.asked_for"),
    (OTHER, THEM, "Comment.words; Comment.quote; Suggestion.proposed; Suggestion.note"),
    (OTHER, THEM, "Suggestion.file; Suggestion.said_by; Comment.file; Comment.said_by"),
    (OTHER, THEM, "WordRound.note; ReturnedFile.name; ReturnedFile.left"),
    (OTHER, frozenset({Visitor.OTHER_COUNCIL}), "CopyExcused.words; RoundClosing.words"),
    (OTHER, THEM, "WaitingReturn.name; Meeting.body; Meeting.cancelled_why"),
    (OTHER, THEM | BY_MAIL, "Plan.title"),
    (OTHER, THEM, "Commission.title; WaitingLetter.name; User.email; User.name, who is invited"),
    (OTHER, THEM | BY_MAIL, "User.name"),
    (OTHER, THEM | BY_MAIL | {Visitor.NOBODY}, "Council.name"),
    (OTHER, THEM | RECORD | ADMIN, "User.email, who is invited"),
)

ALLOWED: dict[tuple[str, str], frozenset[str]] = {
    (scope, kind): visitors for scope, visitors, kinds in TABLE for kind in kinds.split("; ")
}
