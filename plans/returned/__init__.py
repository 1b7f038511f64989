"""A Word file of a plan that came back: what each person would have in it, against what was sent.

Pure: bytes and a version in, data out. A stranger's file is read apart (`limited.py`). `data.py`
is what comes out, `reader.py` how it is read; open them first. `reading.py` finds the passages,
`pairs.py` says which is which, `against.py` what became of each.
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
