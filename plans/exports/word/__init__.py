"""A plan, or a paper of the council, as a Word file that opens without repair.

Open `plan.py` first: what of a plan stands in which order. `styles.py` has every look by name,
`about.py` what stands on each page and in the properties, `base.py` the empty file, and `look.py`
how a council's own template restyles it.
"""

from collections.abc import Callable
from datetime import datetime

from plans.document import Document
from plans.exports.imprint import Imprint
from plans.exports.word.about import About, set_edges, tell, tell_marks
from plans.exports.word.base import open_base
from plans.exports.word.indents import set_in
from plans.exports.word.look import dress, missing_from, read_look
from plans.exports.word.marker import Marker
from plans.exports.word.package import as_bytes
from plans.exports.word.plan import about_plan, write_plan
from plans.exports.word.story import Story
from plans.word_marks import Marks

__all__ = ["About", "Marks", "Story", "missing_from", "read_look", "render_story", "render_word"]


def render_word(
    document: Document,
    *,
    imprint: Imprint,
    made: datetime | None = None,
    look: str = "",
    marks: Marks | None = None,
) -> bytes:
    """The plan as .docx; `made` is when its version was, None of words that are no version.

    `look` is that of the council's own template, from `read_look`; "" is ours. With `marks` the
    file can be read back against these words. The same document, imprint, day, look and marks give
    the same bytes.
    """

    def write(story: Story) -> None:
        marker = Marker(story, document, marks) if marks else None
        write_plan(story, document, imprint, marker)
        if marks:
            tell_marks(story.file, marks)

    return render_story(write, about=about_plan(document, imprint, made), look=look)


def render_story(write: Callable[[Story], None], *, about: About, look: str = "") -> bytes:
    """What `write` tells, as .docx; the same story about the same gives the same bytes."""
    file = open_base()
    story = Story(file)
    write(story)
    # Word ends a file with a paragraph, whatever stands before it.
    story.paragraph("", "Imprint")
    story.put_down()
    set_edges(file, about)
    tell(file, about)
    if look:
        dress(file, look)
    set_in(file)
    return as_bytes(file)
