"""By which days the notices of a meeting or a decision have to be out, by a council's settings."""

from dataclasses import dataclass
from datetime import date

from councils.calendar import DaysOff
from councils.calendar.notice import (
    GENERAL_EXCEPTION_DAYS,
    earliest_decision,
    latest_agenda,
    latest_key_decision_notice,
    latest_notice,
    latest_private_meeting_notices,
)
from councils.call_in import basis_of, days_off_of
from councils.models import Council


@dataclass(frozen=True, slots=True)
class NoticeDays:
    """The last day on which each notice is in time for a meeting, or a decision, on the day `on`.

    Whether the law asks for it is another matter: see `approvals.papers.notices`.
    """

    on: date
    agenda: date
    key_decision: date
    private: date
    second_private: date
    general_exception: date
    days_off: DaysOff

    def after_exception(self, notice: date) -> date:
        """The first day on which to decide under a general exception of which notice was given."""
        return earliest_decision(notice, self.days_off)


def notice_days(council: Council, on: date) -> NoticeDays:
    """Counted from the day of the meeting or the decision; one query, for the council's days off.

    Sources: `councils.calendar.notice`.
    """
    days_off, basis = days_off_of(council), basis_of(council.key_notice_days)
    first, second = latest_private_meeting_notices(on, basis, days_off)
    return NoticeDays(
        on=on,
        agenda=latest_agenda(on, days_off).latest,
        key_decision=latest_key_decision_notice(on, basis, days_off).latest,
        private=first.latest,
        second_private=second.latest,
        general_exception=latest_notice(on, GENERAL_EXCEPTION_DAYS, "working", days_off).latest,
        days_off=days_off,
    )
