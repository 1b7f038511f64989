from councils.models.appointments import Appointment
from councils.models.calendar_address import CalendarAddress
from councils.models.council import Council, DayOff
from councils.models.day_done import DayDone
from councils.models.governance import Governance
from councils.models.mail_choices import MailChoice
from councils.models.meetings import Meeting
from councils.models.outbox import OutboxMessage
from councils.models.people import User
from councils.models.refusals import RefusedAttempt
from councils.models.report_template import ReportTemplate
from councils.models.sent_form import SentForm
from councils.models.sign_ins import SignIn
from councils.models.word_template import WordTemplate
from councils.record.history import ActHistoryRow, RecordedHistory
from councils.record.models import Act, Counter, Identity

__all__ = [
    "Act",
    "ActHistoryRow",
    "Appointment",
    "CalendarAddress",
    "Council",
    "Counter",
    "DayDone",
    "DayOff",
    "Governance",
    "Identity",
    "MailChoice",
    "Meeting",
    "OutboxMessage",
    "RecordedHistory",
    "RefusedAttempt",
    "ReportTemplate",
    "SentForm",
    "SignIn",
    "User",
    "WordTemplate",
]
