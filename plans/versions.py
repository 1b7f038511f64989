"""Versions of a plan: the newest, a new one frozen from its words, and the PDF of each, kept."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from councils.record.writer import ActWriter
from plans.actions.files import store_file
from plans.document import Document, parse_document
from plans.exports import pdf
from plans.exports.imprint import Imprint
from plans.models import Plan, StoredFile, Version, VersionPdf
from plans.once import one_at_a_time, written_once
from web.compiled_queries import prepared


def freeze(words: Document, *, plan: Plan, act: ActWriter) -> Version:
    """The version with these words: the newest if it has them, else a new one.

    The caller has locked the plan and read the words under the lock.
    """
    newest = plan.newest_version
    if newest and newest.digest == words.digest:
        return newest
    version = Version(
        plan=plan,
        number=newest.number + 1 if newest else 1,
        document=words.canonical.decode(),
        digest=words.digest,
        made_at=act.at,
        made_by=act.by,
        reason=act.reason,
    )
    act.add(version)
    return version


def newest_digest(plan: Plan) -> str:
    """The digest of the newest frozen words; "" while none are frozen."""
    return next((version.digest for version in newest_frozen(plan.pk)), "")


@prepared
def newest_frozen(plan: int) -> QuerySet[Version]:
    return Version.objects.filter(plan=plan).only("digest").order_by("-number")[:1]


def imprint_of(version: Version, marking: str = "", endorsed: str = "") -> Imprint:
    return Imprint(version.number, version.reference, marking, endorsed)


def pdf_of(version: Version, marking: str = "", endorsed: str = "") -> StoredFile:
    """The version's PDF with `marking` on every page and who `endorsed` it as its first line.

    It is drawn when it is first asked for.

    Later readers are given those very bytes, also by a later release that would draw them
    otherwise: what was downloaded, published and sent stays one file. Keeping it changes nothing
    of the plan, so a page that is only read may be the first to ask. Of those who ask first at
    once one draws it, and the others wait for that file.
    """
    printed = (marking, endorsed)
    row = kept_pdf(version, *printed)
    if row is None:
        with one_at_a_time(f"pdf:{version.pk}:{marking}:{endorsed}"):
            row = kept_pdf(version, *printed) or draw_pdf(version, *printed)
    row.file.council = version.plan.council
    return row.file


def redraw(file: StoredFile) -> bytes | None:
    """The bytes of a kept PDF as they are drawn now; None when the file is none."""
    drawn = VersionPdf.objects.filter(file__council=file.council, file__sha256=file.sha256)
    rows = drawn.select_related("version__plan__council")
    row = rows.first()
    return render_version(row.version, row.marking, row.endorsed) if row else None


def render_version(version: Version, marking: str, endorsed: str) -> bytes:
    imprint = imprint_of(version, marking, endorsed)
    return pdf.render_plan(parse_document(version.document), imprint=imprint)


def kept_pdf(version: Version, marking: str, endorsed: str) -> VersionPdf | None:
    kept = VersionPdf.objects.filter(version=version, marking=marking, endorsed=endorsed)
    return kept.select_related("file").first()


def draw_pdf(version: Version, marking: str, endorsed: str) -> VersionPdf:
    plan, content = version.plan, render_version(version, marking, endorsed)
    one = {"version": version, "marking": marking, "endorsed": endorsed}
    with transaction.atomic():
        file = store_file(plan.council, content, f"{plan.slug}.pdf")
        row = VersionPdf(**one, file=file, drawn_at=timezone.now())
        return written_once(row, **one)
