"""Days and moments that somebody stated: what was recorded only afterwards shows it.

A model that holds one is a `StatedRow`, and every page that tells the time tells
`stated_afterwards` beside it.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from web.dates import london_day, moment_in_words


def is_stated_afterwards(stated: date | datetime | None, recorded_at: datetime | None) -> bool:
    """Whether something was recorded later than it is said to have happened.

    A moment is stated by its minute, so what was recorded within that minute was not; a day by
    its name in London.
    """
    if stated is None or recorded_at is None:
        return False
    if isinstance(stated, datetime):
        return stated.replace(second=0, microsecond=0) < recorded_at.replace(
            second=0, microsecond=0
        )
    return stated < london_day(recorded_at)


def stated_in_words(
    stated: date | datetime | None, recorded_at: datetime | None, by: str = ""
) -> str:
    """ "Stated afterwards: recorded on 22 July 2024, 9:14am by Jo"; "" of what was not."""
    if not is_stated_afterwards(stated, recorded_at):
        return ""
    who = f" by {by}" if by else ""
    return f"Stated afterwards: recorded on {moment_in_words(recorded_at)}{who}"


class StatedRow:
    """A row with a time that somebody stated (`stated_field`), and who recorded it when."""

    stated_field: ClassVar[str]
    recorded_at: Any
    recorded_by: Any

    @property
    def stated(self) -> date | datetime | None:
        """What was stated: a moment, or the day alone where nobody said at what time."""
        found: date | datetime | None = getattr(self, self.stated_field)
        return found

    @property
    def stated_afterwards(self) -> str:
        return stated_in_words(self.stated, self.recorded_at, self.recorded_by.name)

    @property
    def stated_afterwards_publicly(self) -> str:
        """The same for residents: without whoever recorded it."""
        return stated_in_words(self.stated, self.recorded_at)
