"""Who may open and who may send each page: one table, checked page by page in test_access.py.

A page that is not in the table fails the build, so whoever adds one says here who it is for.
"""

from dataclasses import dataclass
from enum import StrEnum

from councils.roles import Role


class Visitor(StrEnum):
    """Those beside the roles: people the page is not for, and a contributor with a paragraph."""

    ANONYMOUS = "anonymous"
    NOBODY = "somebody without a role"
    OTHER_COUNCIL = "an author and administrator of another council"
    ASSIGNED = "a contributor who was assigned the paragraph"


# Groups of roles, as the table below names them.
EVERY_ROLE = frozenset(Role) | {Visitor.ASSIGNED}
AUTHOR = frozenset({Role.AUTHOR})
ADMIN = frozenset({Role.ADMINISTRATOR})
CONFIRMERS = ADMIN | {Role.HEAD_OF_PAID_SERVICE}
WRITERS = AUTHOR | {Visitor.ASSIGNED}
REQUESTS = AUTHOR | ADMIN
READERS = frozenset(
    {
        Role.AUTHOR,
        Role.MONITORING_OFFICER,
        Role.SECTION_151,
        Role.HEAD_OF_PAID_SERVICE,
        Role.PORTFOLIO_HOLDER,
        Role.CLEARING_OFFICER,
        Role.DEMOCRATIC_SERVICES,
        Role.AUDITOR,
    }
)
RECORD = READERS - {Role.PORTFOLIO_HOLDER, Role.CLEARING_OFFICER}
RECORDERS = AUTHOR | {Role.DEMOCRATIC_SERVICES}
CLERKS = frozenset({Role.DEMOCRATIC_SERVICES})
KEEP_MEETINGS = CLERKS | ADMIN
READ_MEETINGS = READERS | ADMIN | {Role.CABINET_MEMBER, Role.DECISION_MAKER}
CLEARERS = frozenset(
    {
        Role.MONITORING_OFFICER,
        Role.SECTION_151,
        Role.HEAD_OF_PAID_SERVICE,
        Role.PORTFOLIO_HOLDER,
        Role.CLEARING_OFFICER,
    }
)
# Of those who see a draft.
COMMENTERS = WRITERS | CLEARERS
SECTION_151 = frozenset({Role.SECTION_151})
NOT_OFFERED: frozenset[str] = frozenset()

# While a plan is drafted it does not exist for anybody but these.
SEE_THE_DRAFT = READERS | {Visitor.ASSIGNED}


@dataclass(frozen=True)
class Page:
    """`get` and `post` say who may; nobody may where a method is not offered at all."""

    get: frozenset[str] = NOT_OFFERED
    post: frozenset[str] = NOT_OFFERED


# Words that anybody may read, signed in or not.
PUBLIC = ("help", "accessibility", "privacy", "health_live", "health_ready")

# Whoever has not signed in is led from these to what is published, or to sign in.
FRONT = ("home", "plans")

# What a council has published, alike for everybody.
PUBLISHED = (
    "published_councils",
    "published",
    "published_plan",
    "published_pdf",
    "published_html",
    "published_json",
    "published_commitments",
    "published_metrics",
    *("published_statement", "published_statement_pdf"),
    *("published_report", "published_report_pdf"),
)
# Those of one step of it.
ISSUED = PUBLISHED[-4:]

# Pages of a person's own: everybody who signed in gets their own.
OWN = ("home",)

# The same, which send something too.
OWN_FORMS = ("invitations",)

# Pages of a council: others in the council are refused, strangers find nothing.
COUNCIL_PAGES = {
    # name: Page(who may open, who may send)
    "plans": Page(EVERY_ROLE),
    "plan_start": Page(AUTHOR, AUTHOR),
    "commissions": Page(READERS | ADMIN),
    "commission": Page(READERS | ADMIN),
    "commission_letter": Page(READERS | ADMIN),
    "commission_read": Page(REQUESTS, REQUESTS),
    "commission_add": Page(REQUESTS, REQUESTS),
    "commission_copy": Page(REQUESTS, REQUESTS),
    "commission_change": Page(REQUESTS, REQUESTS),
    "council_compliance": Page(RECORD),
    "council_history": Page(RECORD),
    "council_act": Page(RECORD),
    "savings_confirmers": Page(RECORD, SECTION_151),
    "savings_confirmer_end": Page(SECTION_151, SECTION_151),
    "refusals": Page(frozenset({Role.MONITORING_OFFICER, Role.AUDITOR})),
    "people": Page(RECORD | ADMIN),
    "person_add": Page(ADMIN, ADMIN),
    "appointment": Page(RECORD | ADMIN),
    "sign_ins": Page(ADMIN),
    "appointment_end": Page(ADMIN, ADMIN),
    "appointment_invite": Page(ADMIN, ADMIN),
    "appointment_account": Page(ADMIN, ADMIN),
    "appointment_confirm": Page(
        ADMIN | {Role.HEAD_OF_PAID_SERVICE}, ADMIN | {Role.HEAD_OF_PAID_SERVICE}
    ),
    "council_settings": Page(ADMIN, ADMIN),
    "governance": Page(ADMIN, ADMIN),
    "word_template": Page(ADMIN, ADMIN),
    "report_template": Page(KEEP_MEETINGS, KEEP_MEETINGS),
    "days_off": Page(ADMIN),
    "day_off_add": Page(ADMIN, ADMIN),
    "day_off_remove": Page(ADMIN, ADMIN),
    "meetings": Page(READ_MEETINGS),
    "meetings_csv": Page(READ_MEETINGS),
    "meetings_ics": Page(READ_MEETINGS),
    "meeting_add": Page(KEEP_MEETINGS, KEEP_MEETINGS),
    "meeting_change": Page(KEEP_MEETINGS, KEEP_MEETINGS),
    "meeting_cancel": Page(KEEP_MEETINGS, KEEP_MEETINGS),
    "meeting_restore": Page(KEEP_MEETINGS, KEEP_MEETINGS),
    "meetings_file": Page(KEEP_MEETINGS, KEEP_MEETINGS),
}

# Pages of a plan: who does not see the draft finds nothing, who sees it may be refused.
PLAN_PAGES = {
    "plan": Page(READERS),
    "plan_settings": Page(AUTHOR, AUTHOR),
    "plan_commission": Page(AUTHOR, AUTHOR),
    "plan_write": Page(AUTHOR, AUTHOR),
    "page_write": Page(AUTHOR),
    "page_left": Page(AUTHOR),
    "page_presence": Page(NOT_OFFERED, WRITERS),
    "plan_replace": Page(AUTHOR, AUTHOR),
    "plan_ready": Page(AUTHOR, AUTHOR),
    "timetable": Page(READERS),
    "plan_read": Page(READERS),
    "plan_draft_pdf": Page(READERS),
    "plan_draft_docx": Page(READERS),
    "plan_draft_odt": Page(READERS),
    "import": Page(AUTHOR, AUTHOR),
    "import_review": Page(AUTHOR, AUTHOR),
    "import_changes": Page(AUTHOR, AUTHOR),
    "import_lines": Page(AUTHOR, AUTHOR),
    "import_merge": Page(AUTHOR, AUTHOR),
    "import_replace": Page(AUTHOR, AUTHOR),
    "introduction": Page(READERS),
    "introduction_add": Page(AUTHOR, AUTHOR),
    "theme_add": Page(AUTHOR, AUTHOR),
    "theme": Page(READERS),
    "passage_add": Page(AUTHOR, AUTHOR),
    "theme_edit": Page(AUTHOR, AUTHOR),
    "theme_move": Page(AUTHOR, AUTHOR),
    "theme_remove": Page(AUTHOR, AUTHOR),
    "passage": Page(WRITERS, WRITERS),
    "passage_move": Page(AUTHOR, AUTHOR),
    "passage_remove": Page(AUTHOR, AUTHOR),
    "passage_split": Page(AUTHOR, AUTHOR),
    "passage_join": Page(AUTHOR, AUTHOR),
    "passage_stash": Page(NOT_OFFERED, WRITERS),
    # What is commented on there is the contributor's to write.
    "comments": Page(READERS | {Visitor.ASSIGNED}),
    "comment": Page(READERS | {Visitor.ASSIGNED}, COMMENTERS),
    "comment_add": Page(COMMENTERS, COMMENTERS),
    "comment_settle": Page(AUTHOR | CLEARERS, AUTHOR | CLEARERS),
    # So is what is suggested there.
    "suggestions": Page(READERS | {Visitor.ASSIGNED}),
    "suggestion": Page(READERS | {Visitor.ASSIGNED}),
    "suggestion_add": Page(COMMENTERS, COMMENTERS),
    "suggestion_accept": Page(WRITERS, WRITERS),
    "suggestion_refuse": Page(WRITERS, WRITERS),
    "suggestions_accept": Page(WRITERS, WRITERS),
    "suggestions_refuse": Page(WRITERS, WRITERS),
    "suggestions_beside": Page(WRITERS, WRITERS),
    "stash_settle": Page(NOT_OFFERED, WRITERS),
    "unsaved": Page(WRITERS),
    # A contributor keeps what they type for what they were given.
    "beginning_keep": Page(NOT_OFFERED, WRITERS),
    "beginning_settle": Page(NOT_OFFERED, WRITERS),
    "assignments": Page(READERS, AUTHOR),
    "assignment": Page(AUTHOR, AUTHOR),
    "assignment_nudge": Page(NOT_OFFERED, AUTHOR),
    "guest_send": Page(AUTHOR, AUTHOR),
    "guest_again": Page(NOT_OFFERED, AUTHOR),
    "guest_take_back": Page(AUTHOR, AUTHOR),
    "question_write": Page(WRITERS, WRITERS),
    # The files of a round leave the council: whoever reads drafts has nothing to do there.
    "word_rounds": Page(RECORD),
    "word_round_send": Page(AUTHOR, AUTHOR),
    "word_round": Page(RECORD),
    "word_round_end": Page(AUTHOR, AUTHOR),
    "copy_docx": Page(AUTHOR),
    "copy_wanted": Page(NOT_OFFERED, AUTHOR),
    "copy_excuse": Page(AUTHOR, AUTHOR),
    "returned": Page(AUTHOR, AUTHOR),
    "returned_review": Page(AUTHOR, AUTHOR),
    "questions": Page(READERS),
    "theme_cover": Page(NOT_OFFERED, AUTHOR),
    "question": Page(AUTHOR, AUTHOR),
    "versions": Page(READERS),
    "version_make": Page(AUTHOR, AUTHOR),
    "versions_compare": Page(READERS),
    "version": Page(READERS),
    "version_pdf": Page(READERS),
    "version_docx": Page(READERS),
    "version_odt": Page(READERS),
    "version_html": Page(READERS),
    "version_json": Page(READERS),
    "evidence_file": Page(READERS),
    "savings": Page(AUTHOR, AUTHOR),
    "savings_confirm": Page(READERS, SECTION_151),
    "results": Page(AUTHOR, AUTHOR),
    "result": Page(AUTHOR, AUTHOR),
    "move_send": Page(AUTHOR, AUTHOR),
    "report_pasted": Page(AUTHOR, AUTHOR),
    "report_preview": Page(AUTHOR),
    "report_preview_pdf": Page(AUTHOR),
    "report_preview_docx": Page(AUTHOR),
    "send_check": Page(AUTHOR, AUTHOR),
    "move_answer": Page(CLEARERS, CLEARERS),
    "move_answer_by_email": Page(AUTHOR, AUTHOR),
    "move_disown": Page(CLEARERS, CLEARERS),
    "clearance_to_authors": Page(AUTHOR | CLEARERS, AUTHOR | CLEARERS),
    "put_right": Page(AUTHOR),
    "clearance": Page(READERS),
    "move_put": Page(RECORDERS, RECORDERS),
    "move_withdraw": Page(AUTHOR, AUTHOR),
    "move_overtaken": Page(AUTHOR, AUTHOR),
    "move_take_back": Page(AUTHOR, AUTHOR),
    "progress": Page(READERS),
    "progress_pdf": Page(READERS),
    "progress_report": Page(AUTHOR, AUTHOR),
    "updates": Page(READERS, AUTHOR),
    "commitment_end": Page(AUTHOR, AUTHOR),
    "move_start_monitoring": Page(AUTHOR, AUTHOR),
    "move_close": Page(AUTHOR, AUTHOR),
    "items": Page(READERS),
    "item_add": Page(AUTHOR, AUTHOR),
    "item": Page(AUTHOR, AUTHOR),
    "item_move": Page(AUTHOR, AUTHOR),
    "list_csv": Page(READERS),
    "list_xlsx": Page(READERS),
    "sheet": Page(AUTHOR, AUTHOR),
    "sheet_take_back": Page(AUTHOR, AUTHOR),
    "item_remove": Page(AUTHOR, AUTHOR),
    "compliance": Page(RECORD),
    "compliance_pdf": Page(RECORD),
    "history": Page(RECORD),
    "act": Page(RECORD),
    "thing_history": Page(RECORD),
    "put_back": Page(AUTHOR, AUTHOR),
}

# Pages of a plan that was decided, which members see too; others find nothing.
MEMBER = frozenset({Role.CABINET_MEMBER})
DECIDER = frozenset({Role.DECISION_MAKER})
ANSWERERS = READERS - {Role.PORTFOLIO_HOLDER, Role.AUDITOR}
SEE_THE_DECISION = READERS | {Role.CABINET_MEMBER, Role.DECISION_MAKER}
DECIDED_PAGES = {
    "clearance_email": Page(READERS),
    "clearance_remind": Page(NOT_OFFERED, AUTHOR),
    "move_decide": Page(CLERKS, CLERKS),
    "move_from_record": Page(CLERKS, CLERKS),
    "move_finalise": Page(CLERKS, CLERKS),
    "move_correct": Page(CLERKS, CLERKS),
    "move_review": Page(CLERKS, CLERKS),
    "move_receive_call_in": Page(CLERKS, CLERKS),
    "move_call_in": Page(CLERKS, CLERKS),
    "move_call_in_heard": Page(CLERKS, CLERKS),
    "member": Page(SEE_THE_DECISION, MEMBER),
    "member_question": Page(MEMBER, MEMBER),
    "member_interest": Page(MEMBER | DECIDER, MEMBER | DECIDER),
    "move_sign": Page(DECIDER, DECIDER),
    "notice_day": Page(CLERKS, CLERKS),
    "answer_question": Page(ANSWERERS, ANSWERERS),
    "amendments": Page(SEE_THE_DECISION),
    "amendment_lodge": Page(MEMBER | CLERKS, MEMBER | CLERKS),
    "amendment_withdraw": Page(MEMBER | CLERKS, MEMBER | CLERKS),
    "amendment_advise": Page(CLEARERS, CLEARERS),
    "amendments_order": Page(CLERKS, CLERKS),
    "decision": Page(SEE_THE_DECISION),
    "notice_pdf": Page(SEE_THE_DECISION),
    "notice_docx": Page(SEE_THE_DECISION),
    "notice_odt": Page(SEE_THE_DECISION),
    "notice_copy": Page(SEE_THE_DECISION),
    "step_papers": Page(CLERKS, CLERKS),
    "follow_ups": Page(CLERKS, CLERKS),
    "follow_up_day": Page(CLERKS, CLERKS),
    "follow_up_withdraw": Page(CLERKS, CLERKS),
    "paper_discharges": Page(CLERKS, CLERKS),
    "discharge_take_back": Page(CLERKS, CLERKS),
    "statement_issue": Page(CLERKS, CLERKS),
    "step_paper_file": Page(SEE_THE_DECISION),
    "report_issued": Page(SEE_THE_DECISION),
    "report_issued_pdf": Page(SEE_THE_DECISION),
    "report_issued_docx": Page(SEE_THE_DECISION),
    "report_issued_odt": Page(SEE_THE_DECISION),
    "report_issued_copy": Page(SEE_THE_DECISION),
    "move_publish": Page(RECORDERS, RECORDERS),
    "move_submit": Page(AUTHOR, AUTHOR),
    "submit_email": Page(AUTHOR),
    "sent": Page(SEE_THE_DECISION),
    "sent_email": Page(SEE_THE_DECISION),
    "sent_pdf": Page(SEE_THE_DECISION),
    "earlier": Page(AUTHOR, AUTHOR),
    "send_again": Page(AUTHOR, AUTHOR),
    "stop_sending": Page(AUTHOR, AUTHOR),
    "acknowledge": Page(AUTHOR, AUTHOR),
    "receipt_file": Page(SEE_THE_DECISION),
    "extend": Page(RECORDERS, RECORDERS),
    "extension_file": Page(SEE_THE_DECISION),
    "pack": Page(RECORD),
}

# What a link opens to whoever has no account: to everybody else, signed in or not, nothing.
GUEST_PAGES = ("guest_part", "guest_add", "guest_passage", "guest_comment", "guest_reply")
# Where their pages send what is typed, and which nobody opens.
GUEST_POSTS = ("guest_stash", "guest_stash_settle")
# Its way in and out: whoever has its key is asked for the code, and none but they has it.
GUEST_WAYS = ("guest_link", "guest_code", "guest_leave", "guest_left")

# Opened by a key that stands in the address, whoever asks.
KEYED = ("calendar_feed",)


@dataclass(frozen=True)
class Account:
    """Answers of a sign-in page to GET and an empty POST, alike for every role."""

    anonymous: tuple[int, int]
    signed_in: tuple[int, int]


# allauth's pages, to somebody without a second factor.
ACCOUNT_PAGES = {
    "account_login": Account((200, 200), (302, 302)),
    "account_logout": Account((302, 302), (200, 302)),
    "account_signup": Account((200, 200), (302, 302)),
    "account_inactive": Account((200, 405), (200, 405)),
    "account_reauthenticate": Account((302, 302), (200, 200)),
    "account_change_password": Account((302, 302), (200, 200)),
    "account_set_password": Account((302, 302), (302, 302)),
    "account_reset_password": Account((200, 200), (200, 200)),
    "account_reset_password_done": Account((200, 405), (200, 405)),
    "account_reset_password_from_key": Account((200, 200), (200, 200)),
    "account_reset_password_from_key_done": Account((200, 405), (200, 405)),
    "account_confirm": Account((302, 302), (405, 422)),
    "account_sign_ins": Account((302, 302), (200, 405)),
    "account_name": Account((302, 302), (200, 422)),
    "account_mail": Account((302, 302), (200, 302)),
    "account_calendar": Account((302, 302), (200, 302)),
    "mfa_index": Account((302, 302), (200, 405)),
    "mfa_authenticate": Account((302, 302), (302, 302)),
    "mfa_reauthenticate": Account((302, 302), (302, 302)),
    "mfa_activate_totp": Account((302, 302), (200, 200)),
    "mfa_deactivate_totp": Account((302, 302), (404, 404)),
    "mfa_view_recovery_codes": Account((302, 302), (404, 405)),
    "mfa_generate_recovery_codes": Account((302, 302), (200, 200)),
    "mfa_download_recovery_codes": Account((302, 302), (404, 404)),
}

DECLARED = {
    *(*PUBLIC, *PUBLISHED, *OWN, *OWN_FORMS, *GUEST_PAGES, *GUEST_POSTS, *GUEST_WAYS),
    *(*COUNCIL_PAGES, *PLAN_PAGES, *DECIDED_PAGES, *ACCOUNT_PAGES, *KEYED),
}
