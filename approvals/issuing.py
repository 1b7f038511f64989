"""What is issued, as bytes: the page, the imprint, the covering e-mail with its PDF."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from plans import document, html, pdf
from plans.document import Document
from plans.imprint import Imprint
from plans.models import Plan, Version


@dataclass(frozen=True)
class Covering:
    """The covering e-mail as a file, and the PDF that it attaches."""

    name: str
    content: bytes
    pdf_name: str
    pdf: bytes
    subject: str
    text: str


def imprint_of(version: Version, marking: str = "") -> Imprint:
    return Imprint(version=version.number, reference=version.reference, marking=marking)


def page(frozen: Document) -> str:
    """The public page's body, as it is kept with the publication."""
    return html.page_body(frozen)


def eml(plan: Plan, version: Version, *, address: str) -> Covering:
    """An unsent e-mail to the department: the author's mail program adds the sender and the date.

    The same version and address give the same bytes; nothing internal is in it.
    """
    frozen = document.read(version.document)
    paper = pdf.draw(frozen, imprint=imprint_of(version))
    subject, text = f"{frozen.council}: {frozen.title}", covering_letter(frozen, version)
    message = EmailMessage(policy=SMTP)
    if address:
        message["To"] = address
    message["Subject"] = subject
    # Mail programs open a file with this header as a message still to be sent.
    message["X-Unsent"] = "1"
    message.set_content(text)
    pdf_name = f"{plan.slug}.pdf"
    message.add_attachment(paper, maintype="application", subtype="pdf", filename=pdf_name)
    message.set_boundary(f"=_{version.digest[:32]}")
    return Covering(
        f"{plan.slug}-version-{version.number}.eml",
        message.as_bytes(),
        pdf_name,
        paper,
        subject,
        text,
    )


def covering_letter(frozen: Document, version: Version) -> str:
    return (
        f"Please find attached “{frozen.title}”, which {frozen.council} submits in answer to "
        f"“{frozen.commission.title}”.\n\n"
        f"This is version {version.number}, reference {version.reference}.\n\n"
        f"{frozen.council}\n"
    )
