from councils.models.acts import Act, Counter, Identity
from councils.models.appointments import Appointment
from councils.models.council import Council, DayOff
from councils.models.history import RecordedRow, Records
from councils.models.messages import Message
from councils.models.people import User

__all__ = [
    "Act",
    "Appointment",
    "Council",
    "Counter",
    "DayOff",
    "Identity",
    "Message",
    "RecordedRow",
    "Records",
    "User",
]
