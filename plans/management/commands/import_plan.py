"""Bring a council's own text in as a new plan, and account for every line of it."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from councils.models import Council, User
from plans.access import plan_url
from plans.actions import commissions, imports
from plans.actions.imports import keep_import, place_import
from plans.actions.plans import start_plan
from plans.importing.errors import Unreadable
from plans.importing.plan import has_its_themes, read_plan
from plans.importing.report import plan_as_data
from plans.importing.source import read_source
from plans.models import Plan
from web.errors import Refused


class Command(BaseCommand):
    help = "Import a plan's text (text, Markdown, HTML or Word) as a new plan of a council."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--council", required=True, help="the council's slug")
        parser.add_argument("--commission", required=True, help="the commission's slug")
        parser.add_argument("--by", required=True, help="e-mail of the report author")
        parser.add_argument("--title", default="", help="else the council, its plan and the year")
        parser.add_argument(
            "--put-back",
            type=int,
            nargs="*",
            default=[],
            metavar="LINE",
            help="lines that belong to the plan though they look like the page's own",
        )
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            council = Council.objects.get(slug=options["council"])
            by = User.objects.get(email=options["by"].lower())
            source = read_source(options["file"].name, options["file"].read_bytes())
            told, plan = self.bring_in(council, by, source, options)
        except Council.DoesNotExist as missing:
            raise CommandError(f"There is no council “{options['council']}”.") from missing
        except User.DoesNotExist as missing:
            raise CommandError(f"Nobody signs in as {options['by']}.") from missing
        except (Unreadable, Refused, PermissionDenied, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(told | {"plan": plan.slug}, indent=2, ensure_ascii=False))
        else:
            self.say(told, plan)

    @transaction.atomic
    def bring_in(
        self, council: Council, by: User, source: Any, options: dict[str, Any]
    ) -> tuple[dict[str, Any], Plan]:
        version = commissions.version_for(council, options["commission"])
        plan = start_plan(council, by=by, title=options["title"], commission=version)
        imported = read_plan(source, imports.theme_titles(plan), options["put_back"])
        told = plan_as_data(imported)
        if imported.unplaced or not has_its_themes(imported):
            # Only a person knows where these belong: nothing is saved before they have said so.
            kept = keep_import(plan, by=by, name=options["file"].name, source=source)
            lines = urlencode([("line", number) for number in options["put_back"]])
            told["review"] = plan_url("import_review", plan, kept.pk) + (lines and f"?{lines}")
        else:
            place_import(plan, by=by, imported=imported, name=options["file"].name)
        return told, plan

    def say(self, told: dict[str, Any], plan: Plan) -> None:
        self.stdout.write(f"{plan} is at {plan.get_absolute_url()}")
        self.stdout.write(f"  Introduction: {told['introduction']['paragraphs']} paragraphs")
        for theme in told["themes"]:
            self.stdout.write(f"  {theme['title']}: {theme['paragraphs']} paragraphs")
        counts = told["report"]
        self.stdout.write(
            f"{counts['lines']} lines with words: {counts['placed']} placed, {counts['furniture']} "
            f"of the page itself, {counts['left_out']} left out, {counts['unplaced']} waiting"
        )
        for line in told["lines"]:
            if line["fate"] in ("furniture", "left out"):
                self.stdout.write(
                    f"Left aside: line {line['number']}, {line['where']}: "
                    f"{line['text'].strip()[:100]}"
                )
        for note in counts["notes"]:
            self.stdout.write(f"Note: {note}")
        for passage in told["unplaced"]["passages"]:
            self.stdout.write(f"Not placed: {passage['body'][:100]}")
        if "review" in told:
            self.stdout.write(f"Nothing is saved yet. Say where these belong at {told['review']}")
