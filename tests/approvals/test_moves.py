"""The table of moves: its pages, its buttons, and the page of the docs written from it."""

import pytest
from django.urls import reverse

from approvals.management.commands.write_moves import PUBLISHED, as_published, cells_of
from approvals.moves import MOVES, open_from, ways_from
from councils.models import Appointment, Council, User
from councils.roles import Role, Standing
from plans.models import Stage


def standing_as(*roles: Role) -> Standing:
    held = tuple(Appointment(role=role) for role in roles)
    return Standing(User(), Council(), held)


def test_the_page_of_the_docs_is_the_table_as_it_is():
    assert PUBLISHED.read_text("utf-8") == as_published(), "run manage.py write_moves"


def test_each_row_of_the_table_is_on_the_page_of_the_docs():
    for move in MOVES:
        assert f"| {' | '.join(cells_of(move))} |" in as_published()
        assert all(stage.label in cells_of(move)[0] for stage in move.sources)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_each_row_has_its_page(move):
    assert reverse(f"move_{move.page}", args=["northmoor", "a-plan"])


def test_no_two_rows_have_one_name():
    assert len({move.name for move in MOVES}) == len(MOVES)


def test_no_two_rows_differ_only_in_their_source():
    told = [(move.target, move.rights, move.verb, move.page) for move in MOVES]
    assert len(told) == len(set(told))


def test_a_page_is_offered_once_however_many_rows_lie_behind_it():
    for stage in Stage:
        pages = [way.page for way in ways_from(stage, standing_as(*Role))]
        assert len(pages) == len(set(pages))


def test_the_six_outcomes_of_a_meeting_are_one_button():
    ways = ways_from(Stage.DECISION, standing_as(Role.DEMOCRATIC_SERVICES))

    rows = open_from(Stage.DECISION, standing_as(Role.DEMOCRATIC_SERVICES))
    assert [way.label for way in ways if way.page == "decide"] == ["Record the decision"]
    assert len([row for row in rows if row.page == "decide"]) == 6


def test_an_auditor_is_offered_no_way_on():
    assert not any(ways_from(stage, standing_as(Role.AUDITOR)) for stage in Stage)


def test_a_closed_plan_has_no_way_on():
    assert not open_from(Stage.CLOSED, standing_as(*Role))
