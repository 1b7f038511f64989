"""What people are e-mailed about while a plan is written: see `councils.mail_kinds`."""

from councils.mail_kinds import MailKind, security

KINDS = {
    "passage_assigned": MailKind(
        "Part of a plan is given to you to write",
        "Whoever is to write it",
        "Part of “{plan}” is yours to write: {council}",
    ),
    "writing_asked_after": MailKind(
        "Somebody asks after what you are to write",
        "Whoever is to write it",
        "Asked of you in “{plan}”: {council}",
    ),
    "writing_taken_back": MailKind(
        "Something you were to write is taken back, or given to somebody else",
        "Whoever had it",
        "No longer yours to write in “{plan}”: {council}",
    ),
    "suggestion_made": MailKind(
        "Somebody suggests other words, for the first time that day",
        "Whoever the paragraph is given to, or else its report authors",
        "Other words are suggested for “{plan}”: {council}",
    ),
    "suggestion_answered": MailKind(
        "Words that you suggested are accepted or refused, with what is answered soon after",
        "Whoever suggested them",
        "What you suggested for “{plan}” is answered: {council}",
    ),
    "comment_for_you": MailKind(
        "Somebody who comments on a plan wants you to read it",
        "Whoever they name",
        "A comment on “{plan}” is for you to read: {council}",
    ),
    "guest_link": security(
        "Somebody without an account is sent a link to part of a plan",
        "Whoever it is for",
        "Something to {do} for {council}",
        to_an_address=True,
    ),
    "guest_code": security(
        "Somebody without an account asks for the code that opens their link",
        "Whoever it is for",
        "The code for your link: {council}",
        to_an_address=True,
    ),
    "round_copy": security(
        "A round of a plan is sent in Word, with the file",
        "Whoever it is sent to",
        "For your answer by {by_when}: {plan}, {council}",
        to_an_address=True,
    ),
    "round_copy_wanted": security(
        "The answer to a round in Word is wanted soon, or late, or its author asks for it",
        "Whoever has not answered",
        "Your answer is wanted: {plan}, {council}",
        to_an_address=True,
    ),
    "unsaved_words_deleted": MailKind(
        "Words you typed and did not save are deleted, after 30 days",
        "You",
        "Words you had not saved in “{plan}” were deleted: {council}",
    ),
}
