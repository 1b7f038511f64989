"""What each exception would buy for a decision, and who must agree to it, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from approvals.timetable.rows import REGS_2012, Way
from councils.calendar.backwards import Bought, LastDays, Rules
from web.dates import day_in_words


@dataclass(frozen=True, slots=True)
class Remedy:
    """What one exception changes, and who must agree to it; `is_open` while it can be had."""

    name: str
    buys: str
    who: str
    source: str
    is_open: bool = True


def exceptions_of(
    way: Way, rules: Rules, days: LastDays, found: Bought, today: date
) -> Iterator[Remedy]:
    """Those that this way to a decision knows, in the order in which they come."""
    on, is_to_come = day_in_words(found.on), found.on >= today
    if rules.key and days.key and found.general_exception:
        yield Remedy(
            "General exception",
            f"A key decision on {on} with notice of it out by "
            f"{day_in_words(found.general_exception)}, instead of by {day_in_words(days.key)}.",
            "Nobody agrees: the chair of scrutiny is told in writing, and the reasons are public.",
            f"{REGS_2012} 10",
            found.general_exception >= today,
        )
        yield Remedy(
            "Special urgency",
            f"A key decision on {on} without any days of notice.",
            "The chair of scrutiny; where there is none, the chair of the council or their deputy.",
            f"{REGS_2012} 11",
            is_to_come,
        )
    if rules.agenda and days.agenda:
        yield late_item(way, days.agenda, on, is_open=is_to_come)
    if rules.call_in and found.without_call_in:
        yield Remedy(
            "Exemption from call-in",
            f"A decision until {day_in_words(found.without_call_in)}, instead of "
            f"{day_in_words(days.decision)}: it takes effect at once.",
            "Whom the council’s own rules name, often the chair of the council or of scrutiny.",
            "The council’s constitution",
            found.without_call_in >= today,
        )
    yield Remedy(
        "An extension", extended(rules, days, found), "The department that asked for the plan.", ""
    )


def extended(rules: Rules, days: LastDays, found: Bought) -> str:
    on = day_in_words(found.on)
    notice = " with its notice in time" if rules.begins_with_notice else ""
    if found.extension <= days.submitted:
        return f"Nothing is needed for a decision on {on}{notice}: it meets the deadline."
    by = day_in_words(found.extension)
    return f"A deadline of {by} or later is met by a decision on {on}{notice}."


def late_item(way: Way, agenda: date, on: str, *, is_open: bool) -> Remedy:
    buys = f"The plan on the agenda of {on} after {day_in_words(agenda)}."
    if way.is_executive:
        who = "Nobody agrees: an amended agenda is public once members have it, and says why."
        return Remedy("A late item", buys, who, f"{REGS_2012} 7", is_open)
    who = "Whoever is in the chair, for special circumstances that the minutes name."
    return Remedy("A late item", buys, who, "Local Government Act 1972, s 100B", is_open)
