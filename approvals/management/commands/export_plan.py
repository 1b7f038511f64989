"""Write a plan's version, and the pack for the file, into a folder, without a browser."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from approvals.submission.archive import archive_of
from approvals.which_version import standing_of
from plans.actions.files import read_file
from plans.document import document_schema, parse_document
from plans.exports import html
from plans.exports.csv import commitments_csv, metrics_csv, tables_csv
from plans.exports.marked import marked_json
from plans.models import Plan, Version
from plans.versions import imprint_of, pdf_of


class Command(BaseCommand):
    help = (
        "Write a version of a plan as PDF, HTML, JSON and CSV, and the pack for the file. "
        "PLAN is council/plan, as in addresses."
    )

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        # Django's own --version says which Django this is; here it is the plan's version.
        return super().create_parser(*args, conflict_handler="resolve", **options)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("plan", help="for example northmoor/productivity-plan-2024")
        parser.add_argument("--version", dest="number", type=int, help="else the newest")
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        version = version_named(options["plan"], options["number"])
        out: Path = options["out"]
        try:
            out.mkdir(parents=True, exist_ok=True)
            for name, content in write_files(version):
                (out / name).write_bytes(content)
        except OSError as why:
            raise CommandError(f"Cannot write to {out}: {why.strerror}") from why
        self.stdout.write(f"{version.plan}, version {version.number}, is in {out}")


def write_files(version: Version) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file; each says so of words that nobody endorsed."""
    frozen, standing = parse_document(version.document), standing_of(version)
    stem = f"{version.plan.slug}-version-{version.number}"
    mark, endorsed = standing.mark(), standing.endorsed
    yield f"{stem}.pdf", read_file(pdf_of(version, mark, endorsed))
    page = html.standalone(frozen, imprint_of(version, mark, endorsed))
    yield f"{stem}.html", page.encode()
    yield f"{stem}.json", marked_json(version.document, mark)
    yield f"{stem}-commitments.csv", commitments_csv(frozen, mark)
    yield f"{stem}-metrics.csv", metrics_csv(frozen, mark)
    for number, table in enumerate(tables_csv(frozen, mark), start=1):
        yield f"{stem}-table-{number}.csv", table
    yield "plan.schema.json", (json.dumps(document_schema(), indent=2) + "\n").encode()
    yield f"{version.plan.slug}-pack.zip", archive_of(version.plan)


def version_named(address: str, number: int | None) -> Version:
    council, _, slug = address.strip("/").replace("/plans/", "/").partition("/")
    plan = Plan.objects.filter(council__slug=council, slug=slug).select_related("council").first()
    if plan is None:
        raise CommandError(f"There is no plan “{address}”. Give it as council/plan.")
    versions = Version.objects.filter(plan=plan).select_related("plan__council", "plan__commission")
    found = versions.filter(number=number).first() if number else versions.first()
    if found is None:
        raise CommandError(
            f"The plan has no version {number}." if number else "Make a version of the plan first."
        )
    return found
