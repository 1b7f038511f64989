"""The rooms in docs/architecture.md are drawn from the imports, and so cannot lie."""

import grimp
from django.conf import settings

from scripts import write_rooms


def test_the_page_has_the_rooms_as_they_are():
    written = write_rooms.PAGE.read_text("utf-8")
    assert written == write_rooms.page_with_rooms(), "Run .venv/bin/python -m scripts.write_rooms"


def test_every_floor_is_drawn():
    beside = {"bench", "scripts", "tests"}
    packages = {path.parent.name for path in settings.BASE_DIR.glob("*/__init__.py")}
    assert {room.split(".")[0] for room in write_rooms.ROOMS} == packages - beside


def test_another_import_is_another_picture():
    graph = rooms_of("web.text", "web.dates")
    before = list(write_rooms.picture(graph, "web"))
    graph.add_import(importer="web.text", imported="web.dates")
    assert "  text --> dates" in set(write_rooms.picture(graph, "web")) - set(before)


def test_an_arrow_that_follows_from_others_is_left_out():
    graph = rooms_of("web.text", "web.dates", "web.files")
    for importer, imported in (("text", "dates"), ("dates", "files"), ("text", "files")):
        graph.add_import(importer=f"web.{importer}", imported=f"web.{imported}")
    arrows = [line.strip() for line in write_rooms.picture(graph, "web") if "-->" in line]
    assert arrows == ["dates --> files", "text --> dates"]


def test_a_room_says_on_which_others_it_stands():
    graph = rooms_of("plans.edits", "councils.record.writer")
    graph.add_import(importer="plans.edits", imported="councils.record.writer")
    assert write_rooms.rooms_beneath(graph, "plans") == ["councils.record"]


def rooms_of(*modules: str) -> grimp.ImportGraph:
    graph = grimp.ImportGraph()
    for module in modules:
        graph.add_module(module)
    return graph
