"""What the tests of the council chamber share."""

from tests.fixtures import *  # noqa: F403 (pytest finds fixtures here)
