"""Write a plan's version as PDF, HTML and JSON into a folder, without a browser."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from plans import document, html, pdf
from plans.imprint import Imprint
from plans.models import Plan, Version


class Command(BaseCommand):
    help = "Write a version of a plan as PDF, HTML and JSON. PLAN is council/plan, as in addresses."

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        # Django's own --version says which Django this is; here it is the plan's version.
        return super().create_parser(*args, conflict_handler="resolve", **options)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("plan", help="for example northmoor/productivity-plan-2024")
        parser.add_argument("--version", dest="number", type=int, help="else the newest")
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        version = version_of(options["plan"], options["number"])
        frozen = document.read(version.document)
        imprint = Imprint(version=version.number, reference=version.reference)
        out: Path = options["out"]
        try:
            out.mkdir(parents=True, exist_ok=True)
            stem = f"{version.plan.slug}-version-{version.number}"
            (out / f"{stem}.pdf").write_bytes(pdf.draw(frozen, imprint=imprint))
            (out / f"{stem}.html").write_text(html.standalone(frozen, imprint), "utf-8")
            (out / f"{stem}.json").write_bytes(version.document.encode())
            (out / "plan.schema.json").write_text(json.dumps(document.schema(), indent=2) + "\n")
        except OSError as why:
            raise CommandError(f"Cannot write to {out}: {why.strerror}") from why
        self.stdout.write(f"{version.plan}, version {version.number}, is in {out}")


def version_of(address: str, number: int | None) -> Version:
    council, _, slug = address.strip("/").replace("/plans/", "/").partition("/")
    plan = Plan.objects.filter(council__slug=council, slug=slug).select_related("council").first()
    if plan is None:
        raise CommandError(f"There is no plan “{address}”. Give it as council/plan.")
    versions = Version.objects.filter(plan=plan).select_related("plan__council")
    found = versions.filter(number=number).first() if number else versions.first()
    if found is None:
        raise CommandError(
            f"The plan has no version {number}." if number else "Make a version of the plan first."
        )
    return found
