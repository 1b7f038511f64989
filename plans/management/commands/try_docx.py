"""Read every .docx and .odt of a folder as an import would, and say what became of each word."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from plans.importing.accounting import FATES, Account, account_of, words_refused
from plans.importing.errors import Unreadable

ENDINGS = (".docx", ".odt", ".fodt")
COLUMNS = ("in the file", *FATES, "lost")


class Command(BaseCommand):
    help = "Say of each .docx and .odt in FOLDER how many words were placed, left over or lost."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        files = sorted(each for each in folder.rglob("*") if each.suffix.lower() in ENDINGS)
        if not files:
            raise CommandError(f"There is no .docx or .odt in {folder}.")
        total = Account()
        told = []
        for file in files:
            row, account = self.tried(file)
            told.append({"file": str(file.relative_to(folder)), **row})
            total.add(account)
        if options["json"]:
            kinds = _as_data(total)
            self.stdout.write(
                json.dumps({"files": told, "kinds": kinds}, indent=2, ensure_ascii=False)
            )
        else:
            self.say(told, total)

    def tried(self, file: Path) -> tuple[dict[str, Any], Account]:
        """What is told of one file, and its account, which is empty where it was refused."""
        data = file.read_bytes()
        try:
            account = account_of(file.name, data)
        except Unreadable as refusal:
            return {"refused": str(refusal), "words": words_refused(data)}, Account()
        return {"refused": "", "kinds": _as_data(account)}, account

    def say(self, told: list[dict[str, Any]], total: Account) -> None:
        for row in told:
            if row["refused"]:
                words = "words not counted" if row["words"] is None else f"{row['words']:,} words"
                self.stdout.write(f"{row['file']}: refused, {words}. {row['refused']}")
                continue
            for kind, counts in row["kinds"].items():
                if counts["lost"]:
                    words = ", ".join(counts["words lost"])
                    self.stdout.write(f"{row['file']}: {counts['lost']} of {kind} lost: {words}")
        self.stdout.write("")
        self.stdout.write(
            f"{'Words by where they stand':28}" + "".join(f"{c:>19}" for c in COLUMNS)
        )
        sums: Counter[str] = Counter()
        for kind, counts in sorted(total.kinds.items()):
            sums.update(counts)
            self.stdout.write(_row(kind, counts))
        self.stdout.write(_row(f"{len(told)} files", sums))


def _row(name: str, counts: Counter[str]) -> str:
    return f"{name:28}" + "".join(f"{counts[column]:>19,}" for column in COLUMNS)


def _as_data(account: Account) -> dict[str, Any]:
    """JSON of an account: for each kind its counts, and the words that were lost."""
    return {
        kind: {
            **{column: counts[column] for column in COLUMNS},
            "words lost": sorted(account.lost.get(kind, Counter()).elements()),
        }
        for kind, counts in sorted(account.kinds.items())
    }
