"""That somebody's role is over, in words; `councils.duties` asks for the day."""

from datetime import date

from web.dates import day_in_words

# Of somebody who may do it no more, and of whose role no last day is known.
NO_DAY = date.min


def ended_in_words(ended: date | None) -> str:
    """ "whose role ended on 3 July 2024"; nothing of somebody whose role goes on."""
    if ended is None:
        return ""
    if ended == NO_DAY:
        return "who has no role in this now"
    return f"whose role ended on {day_in_words(ended)}"


def named_with_end(name: str, ended: date | None) -> str:
    """ "A Person (whose role ended on 3 July 2024)", or the name alone."""
    said = ended_in_words(ended)
    return f"{name} ({said})" if said else name
