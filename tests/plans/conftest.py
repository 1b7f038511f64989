"""How properties are searched for in the tests of plans, and what these tests share."""

from hypothesis import settings

from tests.fixtures import *  # noqa: F403 (pytest finds fixtures here)

# A busy machine is not a fault: only what a test says of time counts.
settings.register_profile("plans", deadline=None, max_examples=80)
settings.load_profile("plans")
