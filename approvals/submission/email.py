"""The e-mail to the department: as a file to send oneself, and as it goes from here."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from approvals.models import CoveringEmail
from councils.models import User
from plans.actions.files import read_file, store_file
from plans.document import parse_document
from plans.models import StoredFile, Version
from plans.once import written_once
from plans.versions import pdf_of


@dataclass(frozen=True)
class Letter:
    """What it says and what it attaches; nothing internal is in it."""

    subject: str
    text: str
    pdf_name: str


def letter_of(version: Version, marking: str = "") -> Letter:
    """`marking` is what is printed on words that are not approved: they say so first."""
    frozen = parse_document(version.document)
    first = f"{marking}.\n\n" if marking else ""
    text = (
        f"{first}Please find attached “{frozen.title}”, which {frozen.council} submits in answer "
        f"to “{frozen.commission.title}”.\n\n"
        f"This is version {version.number}, reference {version.reference}.\n\n"
        f"{frozen.council}\n"
    )
    begins = f"{marking}. " if marking else ""
    subject = f"{begins}{frozen.council}: {frozen.title}"
    return Letter(subject, text, f"{version.plan.slug}.pdf")


def covering_email(
    version: Version, address: str, marking: str = "", endorsed: str = ""
) -> StoredFile:
    """An unsent e-mail, to which the author's mail program adds the sender and the date.

    It is made for whoever asks first; later, that very file is downloaded, and recorded as what was
    sent. Keeping it changes nothing of the plan, so a download may be the first to ask.
    """
    one = {"version": version, "address": address, "marking": marking, "endorsed": endorsed}
    kept = CoveringEmail.objects.filter(**one).select_related("file")
    row = kept.first() or make_covering_email(version, address, marking, endorsed)
    row.file.council = version.plan.council
    return row.file


def make_covering_email(
    version: Version, address: str, marking: str, endorsed: str
) -> CoveringEmail:
    plan = version.plan
    # Mail programs open a file with this header as a message still to be sent.
    content = letter_text(version, {"To": address, "X-Unsent": "1"}, marking, endorsed)
    one = {"version": version, "address": address, "marking": marking, "endorsed": endorsed}
    with transaction.atomic():
        file = store_file(plan.council, content, f"{plan.slug}-version-{version.number}.eml")
        row = CoveringEmail(**one, file=file, made_at=timezone.now())
        return written_once(row, **one)


def email_from_here(
    version: Version,
    *,
    address: str,
    by: User,
    message_id: str,
    at: datetime,
    marking: str = "",
    endorsed: str = "",
) -> StoredFile:
    """The e-mail from the product's own address; an answer goes to the person who sends it."""
    sent = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "To": address,
        "Reply-To": by.email,
        "Date": format_datetime(at),
        "Message-ID": message_id,
    }
    plan = version.plan
    content = letter_text(version, sent, marking, endorsed)
    return store_file(plan.council, content, f"{plan.slug}-sent.eml")


def letter_text(version: Version, headers: dict[str, str], marking: str, endorsed: str) -> bytes:
    """The letter with its PDF and these headers; the same give the same bytes."""
    letter, message = letter_of(version, marking), EmailMessage(policy=SMTP)
    for name, value in {**headers, "Subject": letter.subject}.items():
        if value:
            message[name] = value
    message.set_content(letter.text)
    paper = read_file(pdf_of(version, marking, endorsed))
    message.add_attachment(paper, maintype="application", subtype="pdf", filename=letter.pdf_name)
    message.set_boundary(f"=_{version.digest[:32]}")
    return message.as_bytes()
