"""One meeting as a file says it. Nothing of Django: a stranger's calendar is read without it."""

from datetime import date, time

import msgspec

# Some years of a council's meetings.
MOST = 1_000
LONGEST_BODY, LONGEST_WHY, LONGEST_UID = 80, 500, 255


class Entry(msgspec.Struct, frozen=True):
    """`where` is its row or its place in the calendar; `uid` is "" where the file gives none.

    `kind`, `starts_at` and `is_cancelled` are None, and `why` is "", where the file does not say.
    """

    where: int
    body: str
    on: date
    kind: str | None = None
    starts_at: time | None = None
    is_cancelled: bool | None = None
    why: str = ""
    uid: str = ""
