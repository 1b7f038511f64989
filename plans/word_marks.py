"""The invisible marks by which a plan's own Word file is known when it comes back.

Whoever writes the file and whoever reads it take the names from here.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """Of which plan a file is, and in which round it was sent; each is one opaque word."""

    plan: str
    round: str
