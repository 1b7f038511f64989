"""A process that the tests start has their clock: Python reads this first (see `tests.one_day`)."""

import os
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta

# The library would bring pytest along, by which the settings know a run of the tests.
sys.modules["pytest"] = None  # type: ignore[assignment]
with suppress(ImportError):  # another interpreter, without our libraries
    import time_machine

    with time_machine.travel(0):
        pass  # the first time it reads its parts, and the clock would be late by that
    ahead = timedelta(seconds=float(os.environ["TESTS_CLOCK_AHEAD"]))
    time_machine.travel(datetime.now(UTC) + ahead, tick=True).start()
del sys.modules["pytest"]
