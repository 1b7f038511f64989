"""What people do between clearance and delivery, as the record keeps it and as people read it."""

from approvals.models import ClearanceResponse, MemberStatement
from councils.record.sentences import Verb

ANSWERED = {"outcome": ClearanceResponse.Outcome}

VERBS = {
    # Clearance.
    "report_written": Verb("wrote the decision report of {subject}"),
    "clearance_sent": Verb("sent {subject} for clearance"),
    "clearance_answered": Verb("answered on {subject} as {office}: {outcome}", ANSWERED),
    "clearance_completed": Verb(
        "gave the last answer on {subject} as {office}: {outcome}", ANSWERED
    ),
    "clearance_carried": Verb(
        "carried to new words of {subject}, by the council’s rule, the answer of the {office}: "
        "{outcome}",
        ANSWERED,
    ),
    "clearance_opened": Verb("opened {subject} to answer as {office}"),
    "clearance_reminded": Verb("reminded the {office} that {subject} waits for their answer"),
    "clearance_sent_back": Verb("sent back {subject} as {office}"),
    "emailed_answer_recorded": Verb(
        "recorded an e-mailed answer on {subject} of the {office}: {outcome}", ANSWERED
    ),
    "emailed_answer_completed": Verb(
        "recorded the last answer on {subject}, e-mailed by the {office}: {outcome}", ANSWERED
    ),
    "emailed_answer_sent_back": Verb("recorded that the {office} sent back {subject} by e-mail"),
    "emailed_answer_confirmed": Verb("confirmed the e-mailed answer on {subject} of the {office}"),
    "emailed_answer_disowned": Verb("disowned the e-mailed answer on {subject} of the {office}"),
    "clearance_reopened": Verb(
        "disowned the e-mailed answer of the {office}, and so brought {subject} back to clearance"
    ),
    "clearance_comment_made": Verb("wrote a {subject}"),
    "plan_withdrawn": Verb("withdrew {subject}"),
    # The decision.
    "plan_put": Verb("put {subject} to decision"),
    "decision_agreed": Verb("recorded {subject} as agreed"),
    "decision_amended": Verb("recorded {subject} as agreed with amendments"),
    "decision_noted": Verb("recorded {subject} as noted"),
    "decision_deferred": Verb("recorded {subject} as deferred"),
    "decision_referred": Verb("recorded {subject} as referred"),
    "advice_recorded": Verb("recorded what was advised on {subject}, and not decided"),
    "decision_delegated": Verb("recorded {subject} as left to somebody else to decide"),
    "decision_refused": Verb("recorded {subject} as refused"),
    "decision_signed": Verb("signed a decision on {subject}, with others still to sign"),
    "signed_agreed": Verb("decided {subject}: agreed"),
    "signed_noted": Verb("decided {subject}: noted"),
    "signed_deferred": Verb("put off the decision on {subject}"),
    "signed_refused": Verb("decided {subject}: refused"),
    "decision_entered": Verb("entered from the record the decision on {subject}"),
    "undecided_entered": Verb(
        "entered from the record what was resolved on {subject}, which did not agree it"
    ),
    "refusal_entered": Verb("entered from the record that {subject} was refused"),
    "plan_finalised": Verb("recorded the change of {subject} under a delegated power"),
    "decision_corrected": Verb("corrected what was recorded of the decision on {subject}"),
    "correction_endorsed": Verb(
        "corrected what was recorded of the decision on {subject}, which agreed it"
    ),
    "correction_undid": Verb(
        "corrected what was recorded of the decision on {subject}, which did not agree it"
    ),
    "correction_refused": Verb(
        "corrected what was recorded of the decision on {subject}, which refused it"
    ),
    "call_in_received": Verb("recorded a call-in of the decision on {subject}"),
    "decision_called_in": Verb("recorded as valid the call-in of the decision on {subject}"),
    "call_in_not_valid": Verb("recorded as not valid a call-in of the decision on {subject}"),
    "call_in_upheld": Verb(
        "recorded that {subject} is to be decided again after the call-in of its decision"
    ),
    "call_in_stands": Verb("recorded that the decision on {subject} stands after its call-in"),
    "advice_entered": Verb("entered from the record what was said of {subject}, and not decided"),
    "paper_recorded": Verb("recorded a paper of the decision on {subject}"),
    "progress_reviewed": Verb("recorded a review of the progress of {subject}"),
    "follow_up_recorded": Verb("recorded what a decision on {subject} leaves to be done"),
    "follow_up_dated": Verb("said by when something is to be done after a decision on {subject}"),
    "follow_up_withdrawn": Verb(
        "took back something to be done after a decision on {subject}, recorded by mistake"
    ),
    "follow_up_discharged": Verb("recorded what was done after a decision on {subject}"),
    "discharge_taken_back": Verb(
        "took back that something was done after a decision on {subject}, recorded by mistake"
    ),
    "statement_issued": Verb("issued to the public what was decided on {subject}"),
    "member_stated": Verb(
        "said as a member of {subject}: {statement}", {"statement": MemberStatement.Kind}
    ),
    "declaration_corrected": Verb(
        "corrected as a member what they declared of {subject}: {statement}",
        {"statement": MemberStatement.Kind},
    ),
    "interest_withdrawn": Verb("withdrew as a member the interest they declared in {subject}"),
    "member_answered": Verb("answered a member’s question on {subject}"),
    "amendment_lodged": Verb("lodged {subject}"),
    "amendment_withdrawn": Verb("withdrew {subject}"),
    "amendment_advised": Verb("said something of {subject}, before its meeting"),
    "amendments_ordered": Verb("set the order of voting on the amendments to {subject}"),
    # What leaves the building, and what the department writes back.
    "draft_published": Verb("published the draft of {subject}"),
    "noted_published": Verb("published {subject} as noted"),
    "plan_published": Verb("published {subject}"),
    "plan_submitted": Verb("submitted {subject}"),
    "submission_sent": Verb("e-mailed {subject} to the department"),
    "submission_failed": Verb("could not e-mail {subject} to the department"),
    "submission_unanswered": Verb("does not know whether the e-mail with {subject} went"),
    "submission_queued_again": Verb("queued the e-mail with {subject} again"),
    "submission_stopped": Verb("stopped the e-mail with {subject}"),
    "earlier_submission_entered": Verb("entered from the record that {subject} was submitted"),
    "extension_recorded": Verb("recorded an extension for {subject}"),
    "receipt_recorded": Verb("recorded the receipt for {subject}"),
    # Delivery, and the end.
    "monitoring_started": Verb("started monitoring {subject}"),
    "progress_reported": Verb("reported progress on {subject}"),
    "commitment_ended": Verb("ended {subject}"),
    "plan_closed": Verb("closed {subject}"),
    "plan_overtaken": Verb("closed {subject} as overtaken"),
    "plan_taken_back": Verb("took back {subject}, started by mistake"),
}
