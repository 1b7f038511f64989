"""Which of a council's settings are guards, and what loosens each.

A setting is a guard or it is not, and this says which: a test asks it of every one. Whoever clears
or decides is told at once of a guard that is loosened (`councils.actions.council`).
"""

from collections.abc import Callable, Mapping
from datetime import time
from typing import Any

from councils.models.council import Council


def turned_on(before: bool, after: bool) -> bool:
    return after and not before


def turned_off(before: bool, after: bool) -> bool:
    return before and not after


def fewer(before: Any, after: Any) -> bool:
    return bool(after < before)


def more(before: Any, after: Any) -> bool:
    return bool(after > before)


def more_needed(before: int | None, after: int | None) -> bool:
    """Of how many have to act together; none is any number."""
    return (after or 0) > (before or 0)


def earlier(before: time | None, after: time | None) -> bool:
    """Of two times of a day; none is its end."""
    return (after or time.max) < (before or time.max)


def left_out(before: list[str], after: list[str]) -> bool:
    return not set(before) <= set(after)


def fewer_asked(before: list[str], after: list[str]) -> bool:
    """Of those who are asked again; an empty list asks everybody."""
    return bool(after) and not (before and set(before) <= set(after))


def away_from(value: str) -> Callable[[str, str], bool]:
    return lambda before, after: before == value != after


# By setting: whether a change of it lets through what was stopped before.
LOOSENED_BY: Mapping[str, Callable[[Any, Any], bool]] = {
    "grant_delay_days": fewer,
    "second_factor_roles": left_out,
    "idle_minutes": more,
    "clearing_roles": left_out,
    "contributors_may_clear": turned_on,
    "authors_may_record": turned_on,
    "collects_sign_offs": turned_off,
    "asked_on_figures": fewer_asked,
    "asked_on_powers": fewer_asked,
    "asked_on_words": fewer_asked,
    "key_notice_days": away_from(Council.Days.WORKING),
    "call_in_applies": turned_off,
    "call_in_length": fewer,
    "call_in_days": away_from(Council.Days.WORKING),
    "call_in_start": away_from(Council.CallInStart.PUBLICATION),
    "call_in_closes_at": earlier,
    "call_in_effect": away_from(Council.TakesEffect.WORKING),
    "call_in_members": more_needed,
}
# How the pages look, what things are called, in which order a plan is cleared, and what timetables
# count by beside the law's days.
NO_GUARDS = frozenset(
    {
        *("name", "colour", "cabinet_word"),
        *("asked_second", "asked_last"),
        *("clearing_days", "despatch_days", "decision_notice_days", "amendment_days"),
    }
)


def loosened(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The guards that a change of settings loosened."""
    return [name for name, looser in LOOSENED_BY.items() if looser(before[name], after[name])]
