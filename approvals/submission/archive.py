"""Everything about a plan in one zip, for the file; the same facts give the same bytes."""

import hashlib
import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import rfc8785

from approvals.decisions.report_paper import issued_report
from approvals.models import CarriedAnswer, ClearanceResponse, SubmissionReceipt
from approvals.papers.pdf import render_paper
from approvals.submission.entries import Entry, file_entry, json_entry
from approvals.submission.filed_decisions import decision_files
from approvals.submission.queries import exceptions_as_data
from approvals.which_version import standing_of, version_for_archive
from councils.record.writer import column_values
from plans.actions.files import read_file
from plans.document import document_schema, parse_document
from plans.exports import html
from plans.exports.csv import commitments_csv, metrics_csv, tables_csv
from plans.exports.marked import marked_json
from plans.models import Plan, Version
from plans.versions import imprint_of, pdf_of

# The earliest moment a zip can name: that of its making would change its bytes.
ALWAYS = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16


def archive_of(plan: Plan) -> bytes:
    """The plan, its report, what was said and decided, what was sent and what came back."""
    version = version_for_archive(plan)
    entries = [
        *plan_files(version),
        *letter_files(plan),
        *report_files(plan),
        *clearance_files(plan),
        *decision_files(plan),
        *publication_files(plan),
        *submission_files(plan),
        *earlier_files(plan),
        *extension_files(plan),
    ]
    return zipped([*entries, manifest(plan, version, entries)])


def plan_files(version: Version | None) -> Iterator[Entry]:
    """The plan in every form it is issued in; nothing while no version was made."""
    if version is None:
        return
    frozen, standing = parse_document(version.document), standing_of(version)
    mark, endorsed = standing.mark(), standing.endorsed
    yield "plan/plan.pdf", read_file(pdf_of(version, mark, endorsed))
    yield "plan/plan.html", html.standalone(frozen, imprint_of(version, mark, endorsed)).encode()
    yield "plan/plan.json", marked_json(version.document, mark)
    yield "plan/plan.schema.json", (json.dumps(document_schema(), indent=2) + "\n").encode()
    yield "plan/commitments.csv", commitments_csv(frozen, mark)
    yield "plan/metrics.csv", metrics_csv(frozen, mark)
    for number, table in enumerate(tables_csv(frozen, mark), start=1):
        yield f"plan/table-{number}.csv", table


def letter_files(plan: Plan) -> Iterator[Entry]:
    """The commission as the plan keeps it, and the letter itself where it is attached."""
    yield "letter/commission.json", rfc8785.dumps(plan.commission.content)
    if plan.commission.letter:
        yield file_entry("letter", plan.commission.letter)


def report_files(plan: Plan) -> Iterator[Entry]:
    """Each report as it was cleared, and as it was issued to a meeting."""
    for frozen in plan.report_versions.order_by("number"):
        yield f"report/report-{frozen.number}.json", frozen.document.encode()
    for step in plan.steps.filter(round__isnull=False).select_related("plan__council"):
        yield f"report/issued-{step.place}.pdf", render_paper(issued_report(step))


def clearance_files(plan: Plan) -> Iterator[Entry]:
    """Every round, who was asked, and every answer with the words it was given to."""
    told = []
    for round_ in plan.rounds.prefetch_related("asked", "in_spite").order_by("number"):
        answers = ClearanceResponse.objects.filter(asked__round=round_).order_by(
            "recorded_at", "pk"
        )
        related = ("asked", "answered_by", "email__council", "received", "review")
        given = list(answers.select_related(*related))
        asked = [column_values(one) for one in round_.asked.all()]
        carried = CarriedAnswer.objects.filter(asked__round=round_)
        told.append(
            {
                **column_values(round_),
                "asked": asked,
                "carried": [column_values(one) for one in carried],
                "in_spite": [column_values(one) for one in round_.in_spite.all()],
                "answers": [serialise_response(one) for one in given],
            }
        )
        for one in given:
            if one.email:
                yield file_entry(f"clearances/{round_.number}-{one.asked.role}-{one.pk}", one.email)
    yield json_entry("clearances/clearances.json", told)


def serialise_response(answer: ClearanceResponse) -> dict[str, Any]:
    who = answer.answered_by
    received, review = getattr(answer, "received", None), getattr(answer, "review", None)
    return {
        **column_values(answer),
        "name": who.name,
        **who.codes,
        "received": column_values(received) if received else None,
        "review": column_values(review) if review else None,
    }


def publication_files(plan: Plan) -> Iterator[Entry]:
    told = []
    kept_files = plan.publications.select_related("pdf__council", "marked_pdf__council")
    for one in kept_files.order_by("number"):
        told.append(column_values(one))
        yield f"published/{one.number}/page.html", one.body.encode()
        pdf_name = "draft.pdf" if one.is_draft else "plan.pdf"
        for name, file in ((pdf_name, one.pdf), ("plan-subject-to-call-in.pdf", one.marked_pdf)):
            if file:
                yield f"published/{one.number}/{name}", read_file(file)
    yield json_entry("published/published.json", told)


def submission_files(plan: Plan) -> Iterator[Entry]:
    """Each submission exactly as it was sent, what became of it, and the receipts."""
    told, exceptions = [], exceptions_as_data(plan)
    rows = plan.submissions.select_related("email__council", "pdf__council").order_by("number")
    for one in rows.prefetch_related("acknowledgements__file__council", "dispatches"):
        receipts = sorted(one.acknowledgements.all(), key=lambda receipt: receipt.pk)
        dispatches = sorted(one.dispatches.all(), key=lambda dispatch: dispatch.pk)
        told.append(
            {
                **column_values(one),
                "exception": exceptions.get(one.number),
                "dispatches": [column_values(dispatch) for dispatch in dispatches],
                "receipts": [column_values(receipt) for receipt in receipts],
            }
        )
        yield f"sent/{one.number}/email.eml", read_file(one.email)
        yield f"sent/{one.number}/plan.pdf", read_file(one.pdf)
        yield from receipt_files(one.number, receipts)
    yield json_entry("sent/sent.json", told)


def earlier_files(plan: Plan) -> Iterator[Entry]:
    """What an older record shows of submissions made before the plan came here."""
    told = [column_values(one) for one in plan.earlier_submissions.order_by("pk")]
    if told:
        told[-1] |= {"exception": exceptions_as_data(plan).get(None)}
    yield json_entry("sent/earlier.json", told)


def receipt_files(number: int, receipts: list[SubmissionReceipt]) -> Iterator[Entry]:
    for place, receipt in enumerate(receipts, start=1):
        if receipt.file:
            yield file_entry(f"sent/{number}/receipt-{place}", receipt.file)


def extension_files(plan: Plan) -> Iterator[Entry]:
    told = []
    rows = plan.extensions.select_related("file__council").order_by("recorded_at", "pk")
    for place, one in enumerate(rows, start=1):
        told.append(column_values(one))
        if one.file:
            yield file_entry(f"extensions/{place}", one.file)
    yield json_entry("extensions/extensions.json", told)


def manifest(plan: Plan, version: Version | None, entries: list[Entry]) -> Entry:
    """Every other file with its size and SHA-256."""
    listed = [
        {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in sorted(entries)
    ]
    told = {
        "form": "clearday/pack/1",
        "council": plan.council.name,
        "plan": plan.slug,
        "stage": plan.stage,
        "version": version.number if version else None,
        "digest": version.digest if version else None,
        "files": listed,
    }
    return "manifest.json", (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def zipped(entries: list[Entry]) -> bytes:
    """In order of name, and not compressed: what compresses may change from release to release."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, content in sorted(entries):
            entry = ZipInfo(name, ALWAYS)
            entry.external_attr = READABLE
            # The zip says on which system it was made, and that must not change it either.
            entry.create_system = 3
            archive.writestr(entry, content)
    return out.getvalue()
