"""Whether a file is an e-mail, and who sent it, as far as the file itself can be read."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.utils import parseaddr

from approvals.clearance.outlook import OLE, sender_in
from approvals.models import ReceivedEmail
from web.errors import Refused

Form = ReceivedEmail.Form
# One of these is in every e-mail that was ever sent.
SENT_WITH = ("Date", "Received", "Message-ID")


@dataclass(frozen=True)
class EmailFacts:
    """What kind of file it is, and its sender's address; "" where that could not be read."""

    form: str
    sender: str = ""


def read_email(content: bytes) -> EmailFacts:
    """What an e-mail's file says of itself; Refused when the file does not read as one.

    Of a PDF only that it is one can be said: whoever opens it sees whether an e-mail was printed.
    """
    if content.startswith(b"%PDF-"):
        return EmailFacts(Form.PDF)
    if content.startswith(OLE):
        sender = sender_in(content)
        if sender is not None:
            return EmailFacts(Form.MSG, sender)
    elif (sender := sender_of_eml(content)) is not None:
        return EmailFacts(Form.EML, sender)
    raise Refused(
        "This file does not read as an e-mail. Save the e-mail itself from your mail program as "
        ".eml or .msg, or print it to a PDF.",
        field="email",
        code="no_email",
    )


def sender_of_eml(content: bytes) -> str | None:
    """The address in "From"; None when the bytes are no e-mail that was sent."""
    try:
        message = message_from_bytes(content.lstrip(b"\xef\xbb\xbf\r\n"), policy=policy.compat32)
        sender = parseaddr(str(message["From"] or ""))[1]
    except (MessageError, ValueError, LookupError):
        return None
    if "@" not in sender or not any(message[name] for name in SENT_WITH):
        return None
    return sender[:320]
