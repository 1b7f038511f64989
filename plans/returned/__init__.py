"""A Word file of a plan that came back: what each person would have in it, against what was sent.

Pure: bytes and a version in, data out. `data.py` is what comes out; open it first.
"""

from plans.returned.data import (
    FigureChange,
    ItemChange,
    Proposal,
    Recognised,
    Returned,
    ReturnedComment,
    Sent,
)

__all__ = [
    "FigureChange",
    "ItemChange",
    "Proposal",
    "Recognised",
    "Returned",
    "ReturnedComment",
    "Sent",
]
