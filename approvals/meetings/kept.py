"""How a page carries the meetings of a file to the one that brings them in."""

import msgspec

from approvals.meetings.entry import LONGEST_BODY, LONGEST_UID, LONGEST_WHY, MOST, Entry
from councils.models import Meeting
from plans.importing.errors import Unreadable
from web.dates import EARLIEST, LATEST
from web.text import one_line

LOST = "Choose the file again: this page has lost it."


def kept(entries: list[Entry]) -> str:
    """As a hidden field carries them from the page that shows what would change."""
    return msgspec.json.encode(entries).decode()


def entries_from(words: str) -> list[Entry]:
    """What `kept` wrote; Unreadable for anything else."""
    try:
        found = msgspec.json.decode(words, type=list[Entry])
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        raise Unreadable(LOST) from None
    if len(found) > MOST or not all(map(may_be_kept, found)):
        raise Unreadable(LOST)
    return found


def may_be_kept(entry: Entry) -> bool:
    """Whether it is what a file could say: a hidden field is in nobody's hands but its sender's."""
    words = entry.body, entry.why
    return (
        all(one_line(one) == one for one in words)
        and 0 < len(entry.body) <= LONGEST_BODY
        and len(entry.why) <= LONGEST_WHY
        and len(entry.uid) <= LONGEST_UID
        and (not entry.uid or entry.uid.isprintable())
        and EARLIEST <= entry.on <= LATEST
        and (entry.starts_at is None or entry.starts_at.tzinfo is None)
        and entry.kind in (None, *Meeting.Kind.values)
        and (not entry.why or bool(entry.is_cancelled))
    )
