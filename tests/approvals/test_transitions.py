"""The table of moves: its pages, its buttons, and the page of the docs written from it."""

import pytest
from django.urls import reverse

from approvals.management.commands.write_moves import PUBLISHED, cells_of, moves_page
from approvals.workflow.transitions import TRANSITIONS, links_from, transitions_from
from councils.access import Access
from councils.models import Appointment, Council, User
from councils.roles import Role
from plans.models import Stage


def access_as(*roles: Role) -> Access:
    held = tuple(Appointment(role=role) for role in roles)
    return Access(User(), Council(), held)


def test_the_page_of_the_docs_is_the_table_as_it_is():
    assert PUBLISHED.read_text("utf-8") == moves_page(), "run manage.py write_moves"


def test_each_row_of_the_table_is_on_the_page_of_the_docs():
    for move in TRANSITIONS:
        assert f"| {' | '.join(cells_of(move))} |" in moves_page()
        assert all(stage.label in cells_of(move)[0] for stage in move.sources)


@pytest.mark.parametrize("move", TRANSITIONS, ids=lambda move: move.name)
def test_each_row_has_its_page(move):
    assert reverse(f"move_{move.page}", args=["northmoor", "a-plan"])


def test_no_two_rows_have_one_name():
    assert len({move.name for move in TRANSITIONS}) == len(TRANSITIONS)


def test_no_two_rows_differ_only_in_their_source():
    told = [(move.target, move.rights, move.verb, move.page) for move in TRANSITIONS]
    assert len(told) == len(set(told))


def test_a_page_is_offered_once_however_many_rows_lie_behind_it():
    for stage in Stage:
        pages = [way.page for way in links_from(stage, access_as(*Role))]
        assert len(pages) == len(set(pages))


def test_the_eight_outcomes_of_a_meeting_are_one_button():
    ways = links_from(Stage.DECISION, access_as(Role.DEMOCRATIC_SERVICES))

    rows = transitions_from(Stage.DECISION, access_as(Role.DEMOCRATIC_SERVICES))
    assert [way.label for way in ways if way.page == "decide"] == ["Record the decision"]
    assert len([row for row in rows if row.page == "decide"]) == 8


def test_an_auditor_is_offered_no_way_on():
    assert not any(links_from(stage, access_as(Role.AUDITOR)) for stage in Stage)


def test_a_closed_plan_has_no_way_on():
    assert not transitions_from(Stage.CLOSED, access_as(*Role))
