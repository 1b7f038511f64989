"""What the tests of plans share."""

from tests.fixtures import *  # noqa: F403 (pytest finds fixtures here)
