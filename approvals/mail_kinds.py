"""What people are e-mailed about between clearance and delivery: see `councils.mail_kinds`."""

from councils.mail_kinds import MailKind, security

ASKED = "Everybody who was asked to clear it"
SENDER = "Whoever sent it for clearance"
SERVICES = "Democratic services"
MEMBERS = "Cabinet members and individual decision-makers"
DECIDERS = "Whoever is named to decide it"
OFFICERS = "Monitoring Officers"

KINDS = {
    # Clearance.
    "clearance_asked": MailKind(
        "You are asked to clear a plan",
        "Whoever is asked",
        "You are asked to clear “{plan}”: {council}",
    ),
    "clearance_reminder": MailKind(
        "You are reminded that a plan waits for your answer",
        "Whoever is asked, and has not answered",
        "“{plan}” waits for your answer: {council}",
    ),
    "clearance_carried": MailKind(
        "An answer of yours is carried to other words of a plan, by the council’s rule",
        "Whose answer it is",
        "Your answer stands for new words of “{plan}”: {council}",
    ),
    "clearance_sent_back": MailKind(
        "A plan that you sent is sent back to you",
        SENDER,
        "“{plan}” was sent back to you: {council}",
    ),
    "clearance_returned": MailKind(
        "A plan that you were asked to clear is sent back to its author",
        ASKED,
        "“{plan}” was sent back to its author: {council}",
    ),
    "clearance_withdrawn": MailKind(
        "A plan that you were asked to clear is withdrawn",
        ASKED,
        "“{plan}” was withdrawn: {council}",
    ),
    "clearance_overtaken": MailKind(
        "A plan that you were asked to clear is closed as overtaken",
        ASKED,
        "“{plan}” was closed as overtaken: {council}",
    ),
    "clearance_replaced": MailKind(
        "A plan that you were asked to clear is sent again, to others",
        ASKED,
        "“{plan}” was sent for clearance again: {council}",
    ),
    "clearance_comment": MailKind(
        "An officer who clears a plan and its report authors write to each other alone",
        f"{SENDER}, or the officer",
        "A comment on “{plan}” is for you alone to read: {council}",
    ),
    "clearance_answered": MailKind(
        "Everybody has answered about a plan that you sent",
        SENDER,
        "Everybody has answered about “{plan}”: {council}",
    ),
    "clearance_put": MailKind(
        "Everybody has answered, and your plan is put to its meeting",
        SENDER,
        "Everybody has answered about “{plan}”: {council}",
    ),
    "answer_by_email": security(
        "An answer is recorded as yours, from an e-mail",
        "Whose answer it is said to be",
        "Was this your answer about “{plan}”? {council}",
    ),
    "answer_disowned": security(
        "Somebody says that an answer recorded as theirs is not",
        f"{OFFICERS}, and whoever sent the plan or recorded the answer",
        "An answer about “{plan}” was disowned: {council}",
    ),
    # The decision.
    "meeting_ahead": MailKind(
        "A plan is sent for clearance on its way to a meeting",
        SERVICES,
        "“{plan}” is on its way to a meeting: {council}",
    ),
    "meeting_set": MailKind(
        "A plan is put to a meeting, or to people who decide alone",
        SERVICES,
        "“{plan}” is put to decision: {council}",
    ),
    "put_to_members": MailKind(
        "A plan is put to you to decide", MEMBERS, "“{plan}” is put to you: {council}"
    ),
    "put_to_decider": MailKind(
        "A plan is put to you to decide alone, or with others who are named",
        DECIDERS,
        "“{plan}” waits for your decision: {council}",
    ),
    "still_to_sign": MailKind(
        "Somebody who decides with you has signed, and you have not yet",
        DECIDERS,
        "“{plan}” waits for your signature: {council}",
    ),
    "signed_on_paper": security(
        "A decision on a plan is recorded as signed by you on paper",
        DECIDERS,
        "Did you sign this decision on “{plan}”? {council}",
    ),
    "no_longer_put": MailKind(
        "A plan that was put to a meeting, or to you, is before it no longer",
        f"{MEMBERS}, and democratic services",
        "“{plan}” is no longer put to decision: {council}",
    ),
    "decision_recorded": MailKind(
        "What was decided on a plan is recorded",
        f"{SENDER}, and democratic services",
        "What was decided on “{plan}” is recorded: {council}",
    ),
    "notice_needed": MailKind(
        "A plan is decided and needs its decision notice",
        SERVICES,
        "“{plan}” is decided and needs its notice: {council}",
    ),
    # Members.
    "member_question": MailKind(
        "A member asks about a plan",
        f"{SENDER}, and democratic services",
        "A member asks about “{plan}”: {council}",
    ),
    "question_answered": MailKind(
        "A question that you asked as a member is answered",
        "Whoever asked",
        "Your question about “{plan}” is answered: {council}",
    ),
    "member_interest": MailKind(
        "A member declares an interest that stops them taking part",
        OFFICERS,
        "A member declared an interest about “{plan}”: {council}",
    ),
    "member_interest_corrected": MailKind(
        "A member corrects such a declaration",
        OFFICERS,
        "A member corrected a declaration about “{plan}”: {council}",
    ),
    # Its own words and subject are those that were kept with the submission.
    "submission": security("A plan is submitted", "The department", "{plan}", to_an_address=True),
}
