"""A plan as a Word file, written from the document alone, that opens without repair.

Open `plan.py` first: what stands in which order. `styles.py` has every look by name, and
`base.py` the empty file, where a council's own template would begin.
"""

from datetime import datetime

from plans.document import Document
from plans.exports.imprint import Imprint
from plans.exports.word.base import open_base
from plans.exports.word.package import as_bytes, tell
from plans.exports.word.plan import write_plan

__all__ = ["render_word"]


def render_word(document: Document, *, imprint: Imprint, made: datetime | None = None) -> bytes:
    """The plan as .docx; `made` is when its version was, None of words that are no version.

    The same document, imprint and day give the same bytes.
    """
    file = open_base()
    write_plan(file, document, imprint)
    tell(file, document, imprint, made)
    return as_bytes(file)
