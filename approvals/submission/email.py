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


def letter_of(version: Version) -> Letter:
    frozen = parse_document(version.document)
    text = (
        f"Please find attached “{frozen.title}”, which {frozen.council} submits in answer to "
        f"“{frozen.commission.title}”.\n\n"
        f"This is version {version.number}, reference {version.reference}.\n\n"
        f"{frozen.council}\n"
    )
    return Letter(f"{frozen.council}: {frozen.title}", text, f"{version.plan.slug}.pdf")


def covering_email(version: Version, address: str) -> StoredFile:
    """An unsent e-mail, to which the author's mail program adds the sender and the date.

    It is made for whoever asks first; later, that very file is downloaded, and recorded as what was
    sent. Keeping it changes nothing of the plan, so a download may be the first to ask.
    """
    kept = CoveringEmail.objects.filter(version=version, address=address).select_related("file")
    row = kept.first() or make_covering_email(version, address)
    row.file.council = version.plan.council
    return row.file


def make_covering_email(version: Version, address: str) -> CoveringEmail:
    plan = version.plan
    # Mail programs open a file with this header as a message still to be sent.
    content = letter_text(version, {"To": address, "X-Unsent": "1"})
    with transaction.atomic():
        file = store_file(plan.council, content, f"{plan.slug}-version-{version.number}.eml")
        row = CoveringEmail(version=version, address=address, file=file, made_at=timezone.now())
        return written_once(row, version=version, address=address)


def email_from_here(
    version: Version, *, address: str, by: User, message_id: str, at: datetime
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
    return store_file(plan.council, letter_text(version, sent), f"{plan.slug}-sent.eml")


def letter_text(version: Version, headers: dict[str, str]) -> bytes:
    """The letter with its PDF and these headers; the same give the same bytes."""
    letter, message = letter_of(version), EmailMessage(policy=SMTP)
    for name, value in {**headers, "Subject": letter.subject}.items():
        if value:
            message[name] = value
    message.set_content(letter.text)
    paper = read_file(pdf_of(version))
    message.add_attachment(paper, maintype="application", subtype="pdf", filename=letter.pdf_name)
    message.set_boundary(f"=_{version.digest[:32]}")
    return message.as_bytes()
