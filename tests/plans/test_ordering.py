"""Order: whatever is moved wherever, nothing is lost, nothing stands twice, and all agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.actions.passages import move_passage
from plans.models import Passage
from plans.ordering import evenly_spaced, last_place, place_at
from tests.plan_makers import make_paragraph

# (which of those present, to which position)
MOVES = st.lists(st.tuples(st.integers(0, 5), st.integers(-2, 8)), max_size=60)


def moved(things: list[tuple[int, int]], which: int, position: int) -> list[tuple[int, int]]:
    """(thing, place) pairs in order, after one move as the actions make it."""
    thing = things[which]
    others = [one for one in things if one is not thing]
    place = place_at([place for _, place in others], position)
    if place is None:
        spaced = evenly_spaced(len(others))
        others = [(name, place) for (name, _), place in zip(others, spaced, strict=True)]
        place = place_at([place for _, place in others], position)
    assert place is not None
    return sorted([*others, (thing[0], place)], key=lambda one: one[1])


@given(MOVES)
def test_any_moves_keep_every_thing_once_and_put_each_where_it_was_asked_for(moves):
    things = list(enumerate(evenly_spaced(6)))
    expected = list(range(6))
    for which, position in moves:
        thing = things[which][0]
        things = moved(things, which, position)
        expected.remove(thing)
        expected.insert(max(0, min(position, 5)), thing)

        assert [name for name, _ in things] == expected
        assert len({place for _, place in things}) == 6


@given(st.lists(st.integers(-(2**20), 2**20), unique=True).map(sorted), st.integers(-3, 30))
def test_a_free_place_lies_between_its_neighbours(places, position):
    place = place_at(places, position)
    position = max(0, min(position, len(places)))
    if place is None:
        assert places[position] - places[position - 1] == 1
    else:
        assert sorted([*places, place]).index(place) == position
        assert place not in places


@given(st.lists(st.integers(-(2**20), 2**20)))
def test_the_last_place_is_after_all(places):
    assert all(last_place(places) > place for place in places)


def test_a_crowded_order_is_spaced_out_by_the_move_that_finds_no_room(plan, author, theme):
    """Twelve moves between the same two neighbours are more than the gap between them allows."""
    first, second, third = (make_paragraph(plan, author, f"{n}.", theme) for n in range(3))
    order = [first.pk, second.pk, third.pk]
    for _ in range(24):
        last = Passage.objects.get(pk=order[-1])
        assert move_passage(last, by=author, seen=last.revision, theme=theme, position=1)
        order.insert(1, order.pop())
        assert list(theme.passages.values_list("pk", flat=True)) == order


@pytest.mark.parametrize("position", [-5, 0, 1, 2, 99])
def test_a_position_beyond_the_ends_is_the_end(plan, author, theme, position):
    one, other = (make_paragraph(plan, author, f"{n}.", theme) for n in range(2))
    move_passage(one, by=author, seen=1, theme=theme, position=position)
    expected = [one, other] if position <= 0 else [other, one]
    assert list(theme.passages.all()) == expected
