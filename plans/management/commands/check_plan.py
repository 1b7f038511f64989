"""Say what a careful colleague would notice in a plan; exit with 1 where something stops it."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from plans.checking import findings_in_plan, findings_in_version
from plans.checks.findings import Finding
from plans.models import Plan


class Command(BaseCommand):
    help = (
        "Check a plan's words before it is sent: what is still to come, what differs, what is "
        "missing. PLAN is council/plan, as in addresses. Exits with 1 where something stops it."
    )

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        # Django's own --version says which Django this is; here it is the plan's version.
        return super().create_parser(*args, conflict_handler="resolve", **options)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("plan", help="for example northmoor/productivity-plan-2024")
        parser.add_argument("--version", dest="number", type=int, help="else the working copy")
        parser.add_argument("--json", action="store_true", help="print the findings as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = plan_named(options["plan"])
        findings = findings_of(plan, options["number"])
        if options["json"]:
            told = [asdict(one) for one in findings]
            self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))
        else:
            self.say(findings)
        if any(one.stops for one in findings):
            raise SystemExit(1)

    def say(self, findings: list[Finding]) -> None:
        for one in findings:
            self.stdout.write(f"{'STOPS' if one.stops else 'tells'}  {one.words}")
            if one.quote:
                self.stdout.write(f"       {one.quote}")
        stop = sum(one.stops for one in findings)
        self.stdout.write(f"{len(findings)} found, of which {stop} stop the plan.")


def plan_named(address: str) -> Plan:
    council, _, slug = address.strip("/").replace("/plans/", "/").partition("/")
    rows = Plan.objects.filter(council__slug=council, slug=slug)
    if plan := rows.select_related("council", "commission").first():
        return plan
    raise CommandError(f"There is no plan “{address}”. Give it as council/plan.")


def findings_of(plan: Plan, number: int | None) -> list[Finding]:
    if number is None:
        return findings_in_plan(plan)
    version = plan.versions.filter(number=number).first()
    if version is None:
        raise CommandError(f"The plan has no version {number}.")
    return findings_in_version(version)
