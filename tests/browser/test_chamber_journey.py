"""From a draft to a closed plan by every role and every move, in a real browser."""

import json
from pathlib import Path

import pytest

import plans
from approvals.workflow.transitions import TRANSITIONS
from councils.roles import Role
from tests.browser.chamber import COUNCIL, Chamber

EXAMPLE = Path(plans.__file__).parent / "example" / f"{COUNCIL}.json"


@pytest.fixture
def chamber(journey_through_the_chamber: Chamber) -> Chamber:
    return journey_through_the_chamber


def test_every_move_was_made_from_each_stage_it_begins_in(chamber):
    every = {(move.name, stage) for move in TRANSITIONS for stage in move.sources}
    assert sorted(every - chamber.moves) == []


def test_every_move_refuses_an_empty_form_and_leads_to_its_boxes(chamber):
    assert len(chamber.refused) >= 15, sorted(chamber.refused)


def test_everybody_had_a_part(chamber):
    came = {f"{role}@{COUNCIL}.example" for role in chamber.people}
    people = json.loads(EXAMPLE.read_text())["people"]
    held = {
        Role(one["role"])
        for person in people
        if person["email"] in came
        for one in person["appointments"]
    }
    assert held == set(Role)


def test_the_browsers_complained_of_nothing(chamber):
    assert chamber.complaints == []
