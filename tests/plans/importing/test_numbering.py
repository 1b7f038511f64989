"""The lettered lists of our own files are counted by their styles."""

from hypothesis import given
from hypothesis import strategies as st

from plans.importing.numbering import OwnLists


def counted(*styles: str) -> list[int | None]:
    own = OwnLists()
    return [own.count([style]) for style in styles]


def test_a_list_goes_on_over_what_stands_in_its_items() -> None:
    assert counted(
        *("List Number", "List Continue", "List Number 2", "List Continue 2", "List Number 2"),
        *("List Bullet 3", "List Continue 3", "List Number 2", "List Number"),
    ) == [1, None, 1, None, 2, None, None, 3, 2]


def test_a_list_is_at_an_end_where_something_stands_in_no_item_of_it() -> None:
    assert counted("List Number", "Body Text Continued", "List Number") == [1, None, 1]
    assert counted("List Number 2", "List Number", "List Number 2") == [1, 1, 1]
    assert counted("List Number", "List Bullet", "List Number") == [1, None, 1]


@given(st.lists(st.sampled_from(["Bullet", "Number", "Continue"]), max_size=8))
def test_what_is_deeper_changes_no_count_of_a_list(kinds: list[str]) -> None:
    deeper = [f"List {kind} 2" for kind in kinds]

    found = counted("List Number", *deeper, "List Number")

    assert (found[0], found[-1]) == (1, 2)
