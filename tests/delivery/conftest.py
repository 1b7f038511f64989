"""Delivery stands on the council chamber, and its tests on the same chamber."""

from tests.approvals.conftest import *  # noqa: F403 (pytest finds fixtures here)
