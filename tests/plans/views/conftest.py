"""What the tests of the drafting room's pages share."""

from tests.fixtures import *  # noqa: F403 (pytest finds fixtures here)
