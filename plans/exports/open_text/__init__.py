"""A plan, or a paper of the council, as OpenDocument text (.odt).

The story is the one that the Word file tells, under the same names of styles. Open `story.py`
first; `styles.py` has every look, `about.py` the edges of the page and the properties.
"""

from collections.abc import Callable
from datetime import datetime

from plans.document import Document
from plans.exports.imprint import Imprint
from plans.exports.open_text.about import meta_of, page_of
from plans.exports.open_text.package import as_bytes
from plans.exports.open_text.story import Story
from plans.exports.open_text.styles import every_style
from plans.exports.telling import Telling
from plans.exports.word.about import About
from plans.exports.word.plan import about_plan, write_plan

__all__ = ["render_open_story", "render_open_text"]


def render_open_text(
    document: Document, *, imprint: Imprint, made: datetime | None = None
) -> bytes:
    """The plan as .odt; `made` is when its version was, None of words that are no version."""

    def write(story: Telling) -> None:
        write_plan(story, document, imprint)

    return render_open_story(write, about=about_plan(document, imprint, made))


def render_open_story(write: Callable[[Telling], None], *, about: About) -> bytes:
    """What `write` tells, as .odt; the same story about the same gives the same bytes."""
    story = Story()
    write(story)
    looks, master = page_of(about)
    return as_bytes(
        content=story.document(),
        styles=(every_style(), looks, master),
        meta=meta_of(about),
    )
