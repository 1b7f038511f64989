"""The council chamber: who may move a plan on, what was decided, and what left the building."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from councils.navigation import MenuEntry
from councils.roles import Right

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

    from plans.models import Version
    from plans.models.sending import SentException


class ApprovalsConfig(AppConfig):
    name = "approvals"
    default_auto_field = "django.db.models.BigAutoField"

    navigation = (MenuEntry("Meetings", "meetings", (Right.MANAGE_MEETINGS,), place=2),)

    def needs_proof(self) -> tuple[str, ...]:
        """Pages on which a decision is recorded, an officer or a member signs, a plan submitted."""
        from approvals.workflow.transitions import TRANSITIONS

        signing = {
            *(Right.CLEAR, Right.RECORD_DECISIONS, Right.DECIDE),
            *(Right.SIGN_OFF, Right.SUBMIT),
        }
        moves = {f"move_{row.page}" for row in TRANSITIONS if signing.intersection(row.rights)}
        # A sign-off, a declaration and a second sending are no moves.
        return (*sorted(moves), "member", "member_interest", "send_again")

    @property
    def tries(self) -> dict[str, str]:
        """What each page that a rule guards is for, as the record would keep it."""
        from approvals.workflow.transitions import TRANSITIONS

        moves = {f"move_{row.page}": row.verb for row in reversed(TRANSITIONS)}
        return {
            **moves,
            "member": "member_stated",
            "member_question": "member_stated",
            "member_interest": "member_stated",
            "answer_question": "member_answered",
            "amendment_lodge": "amendment_lodged",
            "amendment_withdraw": "amendment_withdrawn",
            "amendment_advise": "amendment_advised",
            "amendments_order": "amendments_ordered",
            "step_papers": "paper_recorded",
            "follow_ups": "follow_up_recorded",
            "follow_up_day": "follow_up_dated",
            "follow_up_withdraw": "follow_up_withdrawn",
            "paper_discharges": "follow_up_discharged",
            "discharge_take_back": "discharge_taken_back",
            "statement_issue": "statement_issued",
            "extend": "extension_recorded",
            "acknowledge": "receipt_recorded",
            "earlier": "earlier_submission_entered",
            "meeting_add": "meeting_added",
            "meeting_change": "meeting_changed",
            "meeting_cancel": "meeting_cancelled",
            "meeting_restore": "meeting_restored",
            "meetings_file": "meetings_brought_in",
            "send_again": "submission_queued_again",
            "stop_sending": "submission_stopped",
        }

    def printed_on(self, version: "Version") -> tuple[str, str]:
        """What is printed on a version's words: `plans.marks` asks."""
        from approvals.which_version import standing_of

        standing = standing_of(version)
        return standing.mark(), standing.endorsed

    def sent_facts(self, path: str) -> "Combinable":
        """What each query of a plan brings along of what was sent: `plans.models.sending` asks."""
        from approvals.models.sent import sent_facts

        return sent_facts(path)

    def sent_exception(self, facts: Mapping[str, Any]) -> "SentException | None":
        """How what was sent last stands to what was endorsed, from those facts."""
        from approvals.subject_to_approval import newest_exception

        return newest_exception(facts)

    def ready(self) -> None:
        # The outbox learns how the e-mail to the department is put together and recorded.
        # And the pages of a passage, what an officer who sent it back said of it.
        from approvals.clearance import remarks  # noqa: F401
        from approvals.submission import dispatch  # noqa: F401
