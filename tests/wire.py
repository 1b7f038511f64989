"""Statements as they cross the wire to the database, BEGIN, COMMIT and savepoints among them."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# libpq's trace: a line for each message, which a statement of several lines continues.
MESSAGE = re.compile(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.)", re.MULTILINE)
# With parameters of its own a statement is parsed, bound and executed; its text is in the first.
SENT = re.compile(r'^\S+ \S+\tF\t\d+\t(?:Query|Parse\t "")\s*(.*)', re.DOTALL)


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements this connection sends in the block, in their order.

    None is prepared meanwhile: of one that PostgreSQL knows only its name crosses the wire.
    """
    connection.ensure_connection()
    ours = connection.connection
    wire, prepares_after = ours.pgconn, ours.prepare_threshold
    ours.prepare_threshold = None
    sent: list[str] = []
    with tempfile.TemporaryFile("w+") as trace:
        wire.trace(trace.fileno())
        try:
            yield sent
        finally:
            wire.untrace()
            ours.prepare_threshold = prepares_after
            trace.seek(0)
            messages = MESSAGE.split(trace.read())
            sent.extend(found[1].strip() for one in messages if (found := SENT.match(one)))
