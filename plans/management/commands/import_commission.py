"""Read a department's letter into a commission of a council's own."""

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from councils.models import Appointment, Council, User
from councils.roles import MAY, Right
from plans.actions.commissions import make_commission
from plans.commission import brief_to_json
from plans.forms.commissions import asked_from
from plans.importing.errors import Unreadable
from plans.importing.letter import read_letter
from plans.importing.letter_pdf import is_pdf, source_of
from plans.importing.source import Source, read_source
from web.errors import Refused


class Command(BaseCommand):
    help = "Read a letter's text: its themes and questions, dates and address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--council", required=True, help="the council's slug")
        parser.add_argument("--slug", required=True, help="the commission's part of addresses")
        parser.add_argument(
            "--by", default="", help="e-mail of who imports it; else the administrator"
        )
        parser.add_argument("--json", action="store_true", help="print what was found as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            council = Council.objects.get(slug=options["council"])
            by = person(council, options["by"])
            letter = read_letter(read(options["file"]))
            asked = asked_from(letter, options["slug"])
            make_commission(council, by=by, asked=asked)
        except Council.DoesNotExist as missing:
            raise CommandError(f"There is no council “{options['council']}”.") from missing
        except User.DoesNotExist as missing:
            raise CommandError(f"Nobody signs in as {options['by']}.") from missing
        except (Unreadable, Refused, PermissionDenied, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        unsure = list(letter.unsure)
        if options["json"]:
            told = brief_to_json(asked) | {"unsure": unsure}
            self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))
            return
        for theme in asked.themes:
            self.stdout.write(f"{theme.key}. {theme.title}: {len(theme.questions)} questions")
        self.stdout.write(f"Letter of {asked.letter_date}, due {asked.due}, to {asked.address}")
        for sentence in unsure:
            self.stdout.write(f"To settle: {sentence}")


def read(file: Path) -> Source:
    data = file.read_bytes()
    return source_of(data) if is_pdf(data) else read_source(file.name, data)


def person(council: Council, email: str) -> User:
    """Who imports: the person named, else the council's longest-standing administrator."""
    if email:
        return User.objects.get(email=email.lower())
    held = (
        Appointment.objects.current(timezone.localdate())
        .filter(council=council, role__in=MAY[Right.MANAGE_COMMISSIONS][-1:])
        .order_by("starts_on", "pk")
        .select_related("person")
        .first()
    )
    if held is None:
        raise Refused("The council has no administrator. Say who imports it with --by.")
    return held.person
