"""Write the table of moves as a page for people, with a picture of the stages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from approvals.workflow.transitions import TRANSITIONS, Transition
from councils.roles import MAY
from plans.models import Stage

PUBLISHED = Path(settings.BASE_DIR) / "docs" / "moves.md"

OPENING = """# The moves

How a plan goes from its first draft to its end. `manage.py write_moves` writes this page from the
table in `approvals/workflow/transitions.py`, from which the buttons are drawn too; do not edit it
here.
"""


def moves_page() -> str:
    return "\n".join([OPENING, *picture(), "", *moves_table()]) + "\n"


def picture() -> Iterator[str]:
    """The stages, and what leads from one to another; moves that stay in a stage are left out."""
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {Stage.DRAFTING}"
    ways: dict[tuple[str, str], list[str]] = {}
    for move in TRANSITIONS:
        for source, label in move.buttons.items():
            if (target := move.target_from(source)) != source:
                ways.setdefault((source, target), []).append(label)
    for (begins, ends), labels in ways.items():
        yield f"    {begins} --> {ends}: {' / '.join(dict.fromkeys(labels))}"
    yield f"    {Stage.CLOSED} --> [*]"
    yield "```"


def moves_table() -> Iterator[str]:
    yield "| From | To | Move | Button | Who may |"
    yield "| --- | --- | --- | --- | --- |"
    for move in TRANSITIONS:
        yield f"| {' | '.join(cells_of(move))} |"


def cells_of(move: Transition) -> tuple[str, ...]:
    """A row of the table; each source with its own words for the button, where they differ."""
    sources = ", ".join(source.label for source in move.sources)
    target = move.target.label if move.target else "stays there"
    buttons = " / ".join(dict.fromkeys(move.buttons.values()))
    return sources, target, f"`{move.name}`", buttons, who_may(move)


def who_may(move: Transition) -> str:
    roles = dict.fromkeys(role for right in move.rights for role in MAY[right])
    return ", ".join(role.label for role in roles)


class Command(BaseCommand):
    help = "Write docs/moves.md anew, after a change of the table of moves."

    def handle(self, *args: Any, **options: Any) -> None:
        PUBLISHED.write_text(moves_page(), "utf-8")
        self.stdout.write(f"Wrote {PUBLISHED.name}.")
