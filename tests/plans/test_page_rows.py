"""Rows of the page to write on are kept by all that they show, so none is ever out of date."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from plans.figures import printed_html
from plans.page_rows import PassageRow, RowsPlace, drawn

PLACE = RowsPlace("northmoor", "plan", may_write=True, reads_record=True)
ROW = PassageRow(
    place=PLACE,
    part="theme 2",
    counter=3,
    pk=41,
    theme_id=7,
    kind="paragraph",
    body="We saved {figure:saved} and **more**.",
    figures=(("saved", "£96.4m"),),
    number="12",
    joins=False,
    ready=False,
    writer="A contributor",
    writer_ended=None,
    open_comments=0,
    unsaved=False,
)
OTHERS: dict[str, Any] = {
    "place": replace(PLACE, may_write=False),
    "part": "the introduction",
    "counter": 4,
    "pk": 42,
    "theme_id": 8,
    "kind": "heading",
    "body": "We saved {figure:saved}.",
    "figures": (("saved", "£97m"),),
    "number": "13",
    "joins": True,
    "ready": True,
    "writer": "Somebody else",
    "writer_ended": date(2026, 3, 1),
    "open_comments": 1,
    "unsaved": True,
}
OTHER_PLACES: dict[str, Any] = {
    "council": "eastmoor",
    "plan": "another",
    "may_write": False,
    "reads_record": False,
}


def test_a_row_is_another_once_anything_that_it_shows_is():
    assert {one.name for one in fields(ROW)} == OTHERS.keys()
    assert {one.name for one in fields(PLACE)} == OTHER_PLACES.keys()
    others = [replace(ROW, **{name: other}) for name, other in OTHERS.items()]
    places = [replace(PLACE, **{name: other}) for name, other in OTHER_PLACES.items()]
    others += [replace(ROW, place=place) for place in places]

    assert [other for other in others if drawn(other) == drawn(ROW)] == []


def test_a_row_that_is_kept_is_the_row_as_it_is_drawn():
    assert drawn(ROW) is drawn(replace(ROW))
    assert drawn(ROW) == drawn.__wrapped__(ROW)
    assert printed_html(ROW.body, lambda name: "£96.4m") in drawn(ROW)


def test_words_are_escaped_as_on_any_page():
    shown = drawn(replace(ROW, kind="heading", body="<b>1 < 2</b>", writer="<i>", part="<u>"))
    assert "&lt;b&gt;1 &lt; 2&lt;/b&gt;" in shown
    assert not any(mark in shown for mark in ("<b>", "<i>", "<u>"))
