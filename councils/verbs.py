"""What people do with their council, as the record keeps it and as people read it."""

from councils.record.sentences import Verb

VERBS = {
    "council_set_up": Verb("set up {subject} from the command line"),
    "council_settings_changed": Verb("changed the settings of {subject}"),
    "governance_recorded": Verb("said how {subject} is governed"),
    "word_template_chosen": Verb("said how Word files look, of {subject}"),
    "report_form_chosen": Verb("said which form reports have, of {subject}"),
    "closure_day_added": Verb("added the closure day {subject}"),
    "closure_day_removed": Verb("removed the closure day {subject}"),
    "meeting_added": Verb("added the meeting {subject}"),
    "meeting_changed": Verb("changed the meeting {subject}"),
    "meeting_cancelled": Verb("recorded that a meeting is cancelled: {subject}"),
    "meeting_restored": Verb("recorded that a meeting takes place after all: {subject}"),
    "meetings_brought_in": Verb("brought in meetings of {subject} from a file"),
    "role_given": Verb("appointed {subject}, {office}"),
    "role_ended": Verb("ended the appointment of {subject}, {office}"),
    "role_ended_at_once": Verb("ended at once the appointment of {subject}, {office}"),
    "role_end_asked": Verb("asked that the appointment of {subject}, {office}, be ended"),
    "role_ending_confirmed": Verb("confirmed the end of the appointment of {subject}, {office}"),
    "role_ending_refused": Verb("let the appointment of {subject}, {office}, go on"),
    "role_confirmed": Verb("confirmed the appointment of {subject}, {office}"),
    "role_refused": Verb("refused the appointment of {subject}, {office}"),
    "account_deactivated": Verb("deactivated the account of {subject}"),
    "account_reactivated": Verb("let {subject} sign in again"),
    "every_role_ended": Verb("ended every appointment of {subject}"),
    "invitation_repeated": Verb("invited {subject}, {office}, again"),
    "name_erased": Verb("erased the name of {subject} from the record, as the law asks"),
    "invitation_accepted": Verb("accepted the invitation to be {office}: {subject}"),
    "own_name_corrected": Verb("put their own name right: {subject}"),
    "own_mail_chosen": Verb("said what they are e-mailed about: {subject}"),
}
