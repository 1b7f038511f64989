"""Write the rooms into docs/architecture.md: their paragraphs, and pictures of their imports."""

from collections.abc import Iterator
from importlib import import_module
from inspect import getdoc
from pathlib import Path

import grimp

PAGE = Path(__file__).resolve().parent.parent / "docs" / "architecture.md"
BEGIN, END = "<!-- rooms: written by scripts/write_rooms.py -->", "<!-- end of rooms -->"

# From the top floor down, as a reader meets them; the rooms of approvals as a plan does.
ROOMS = (
    "config",
    "dashboard",
    "dashboard.history",
    "dashboard.timetable",
    "public",
    "delivery",
    "approvals",
    "approvals.workflow",
    "approvals.reports",
    "approvals.clearance",
    "approvals.decisions",
    "approvals.papers",
    "approvals.timetable",
    "approvals.amendments",
    "approvals.members",
    "approvals.alone",
    "approvals.publication",
    "approvals.submission",
    "approvals.closing",
    "plans",
    "plans.actions",
    "plans.importing",
    "plans.compare",
    "plans.returned",
    "plans.exports",
    "accounts",
    "councils",
    "councils.actions",
    "councils.record",
    "web",
    "web.forms",
    "web.govuk",
)
# Everything leans on models, and nothing on the others: their arrows would tell nothing.
UNDRAWN = ("apps", "management", "migrations", "models", "urls")

Arrow = tuple[str, str]


def page_with_rooms() -> str:
    """The page, with its rooms as the imports have them now."""
    before, rest = PAGE.read_text("utf-8").split(BEGIN)
    after = rest.split(END)[1]
    return "".join([before, BEGIN, "\n\n", "\n".join(rooms()), "\n", END, after])


def rooms() -> Iterator[str]:
    floors = sorted({room.split(".")[0] for room in ROOMS})
    graph = grimp.build_graph(*floors, exclude_type_checking_imports=True, cache_dir=None)
    for room in ROOMS:
        yield f"### `{room}`\n"
        yield f"{getdoc(import_module(room))}\n"
        yield from picture(graph, room)
        stands_on = ", ".join(f"`{other}`" for other in rooms_beneath(graph, room))
        yield f"Stands on {stands_on or 'nothing of ours'}.\n"


def picture(graph: grimp.ImportGraph, room: str) -> Iterator[str]:
    """What is in a room, a package as one thing, and which of it leans on which.

    An arrow that follows from others is left out: where views import actions, and actions the lock,
    nobody learns from an arrow that views import the lock too.
    """
    drawn = {part_of(module, room) for module in modules_in(graph, room)} - {*UNDRAWN}
    arrows = {
        (part_of(importer, room), part_of(imported, room))
        for importer, imported in imports_from(graph, room)
        if is_in(imported, room)
    }
    arrows = {(one, other) for one, other in arrows if one != other and {one, other} <= drawn}
    yield "```mermaid"
    yield "flowchart LR"
    for alone in sorted(drawn - {part for arrow in arrows for part in arrow} - {own_name(room)}):
        yield f"  {alone}"
    for importer, imported in sorted(fewest(arrows)):
        yield f"  {importer} --> {imported}"
    yield "```\n"


def fewest(arrows: set[Arrow]) -> set[Arrow]:
    """The arrows less those whose end the others reach as well."""
    kept = set(arrows)
    for one, other in sorted(arrows):
        if other in reached_from(one, kept - {(one, other)}):
            kept.remove((one, other))
    return kept


def reached_from(start: str, arrows: set[Arrow]) -> set[str]:
    reached, waiting = set[str](), [start]
    while waiting:
        here = waiting.pop()
        beyond = {other for one, other in arrows if one == here} - reached
        reached |= beyond
        waiting += beyond
    return reached


def rooms_beneath(graph: grimp.ImportGraph, room: str) -> list[str]:
    """The other rooms of which anything in this one imports something, in the page's order."""
    imported = {room_of(imported) for _, imported in imports_from(graph, room)}
    return [other for other in ROOMS if other in imported and not is_in(other, room)]


def imports_from(graph: grimp.ImportGraph, room: str) -> Iterator[Arrow]:
    for importer in modules_in(graph, room):
        for imported in graph.find_modules_directly_imported_by(importer):
            yield importer, imported


def modules_in(graph: grimp.ImportGraph, room: str) -> list[str]:
    return [module for module in graph.modules if is_in(module, room)]


def is_in(module: str, room: str) -> bool:
    return f"{module}.".startswith(f"{room}.")


def room_of(module: str) -> str:
    """The innermost room a module lies in."""
    return max((room for room in ROOMS if is_in(module, room)), key=len)


def part_of(module: str, room: str) -> str:
    """A module as its room's picture has it; what the package itself says goes by its name."""
    return module.removeprefix(room).strip(".").split(".")[0] or own_name(room)


def own_name(room: str) -> str:
    return room.split(".")[-1]


if __name__ == "__main__":
    PAGE.write_text(page_with_rooms(), "utf-8")
