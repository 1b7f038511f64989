"""Run worked date cases from a file, and say which give something else than they should."""

import json
from argparse import FileType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from councils.calendar.cases import CaseResult, run_cases


class Command(BaseCommand):
    help = "Run the date cases of a JSON file; fails when one of them does."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=FileType(encoding="utf-8"), help="cases as JSON")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        with options["file"] as file:
            results = run_cases(cases_in(file.read()))
        failing = [one for one in results if not one.passes]
        if options["json"]:
            facts = {"cases": len(results), "failing": [as_json(one) for one in failing]}
            self.stdout.write(json.dumps(facts, indent=1))
        else:
            for one in failing:
                self.stdout.write(in_words(one))
            self.stdout.write(f"{len(results) - len(failing)} of {len(results)} cases pass.")
        if failing:
            raise CommandError(f"{len(failing)} of {len(results)} cases fail.")


def cases_in(text: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(text)["cases"]
    except (ValueError, KeyError, TypeError) as wrong:
        raise CommandError("This is no file of date cases: it needs a list “cases”.") from wrong
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise CommandError("This is no file of date cases: “cases” is a list of objects.")
    return found


def in_words(result: CaseResult) -> str:
    lines = [f"{result.id}: {result.title}"]
    if result.problem:
        lines.append(f"  {result.problem}")
    for name, (wanted, has) in result.differs.items():
        lines.append(f"  {name}: expected {wanted}, counted {has}")
    return "\n".join(lines)


def as_json(result: CaseResult) -> dict[str, Any]:
    differs = {
        name: {"expected": wanted, "counted": has} for name, (wanted, has) in result.differs.items()
    }
    return {"id": result.id, "title": result.title, "problem": result.problem, "differs": differs}
