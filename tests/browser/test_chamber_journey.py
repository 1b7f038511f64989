"""From a draft to a closed plan by every role and every move, in a real browser."""

import pytest

from approvals.moves import MOVES
from tests.browser.chamber import Chamber


@pytest.fixture
def chamber(journey_through_the_chamber: Chamber) -> Chamber:
    return journey_through_the_chamber


def test_every_move_was_made(chamber):
    assert sorted({move.name for move in MOVES} - chamber.moves) == []


def test_every_move_refuses_an_empty_form_and_leads_to_its_boxes(chamber):
    assert len(chamber.refused) >= 15, sorted(chamber.refused)


def test_everybody_had_a_part(chamber):
    assert len(chamber.people) >= 9


def test_the_browsers_complained_of_nothing(chamber):
    assert chamber.complaints == []
