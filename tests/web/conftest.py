"""A council and its people, as the tests of councils have them."""

from tests.councils.conftest import *  # noqa: F403 (pytest finds fixtures here)
