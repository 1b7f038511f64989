"""Load the worked example once, and say how to sign in to it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config import demo_data
from config.demo_data import load_example, sign_in_password


class Command(BaseCommand):
    help = "Load the worked example (two councils), once. With --show, print its sign-ins."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--show", action="store_true", help="print the example's sign-ins")

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_example()
        if loaded or not options["show"]:
            self.stdout.write("The worked example is loaded." if loaded else "Already loaded.")
        if options["show"]:
            self.stdout.write(f"Password for all of them: {sign_in_password()}")
            council = ""
            for one in demo_data.sign_ins():
                if one.council != council:
                    council = one.council
                    self.stdout.write(f"\n{council}")
                self.stdout.write(f"  {one.role:<30} {one.email}")
