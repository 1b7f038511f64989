from councils.models.acts import Act, Counter, Identity
from councils.models.appointments import Appointment
from councils.models.council import Council, DayOff
from councils.models.history import RecordedRow, Records
from councils.models.outbox import OutboxMessage
from councils.models.people import User

__all__ = [
    "Act",
    "Appointment",
    "Council",
    "Counter",
    "DayOff",
    "Identity",
    "OutboxMessage",
    "RecordedRow",
    "Records",
    "User",
]
