"""A paper as a Word file or an OpenDocument text: the same paper gives the same bytes."""

from approvals.papers.paper import Paper, Section
from plans.exports.open_text import render_open_story
from plans.exports.telling import Telling
from plans.exports.word import About, render_story
from plans.richtext import Run, safe_link


def paper_as_word(paper: Paper, look: str = "") -> bytes:
    """What its page and its PDF say, in Word's own styles and numbers; `look` is the council's."""
    return render_story(lambda story: _write(story, paper), about=_about(paper), look=look)


def paper_as_open_text(paper: Paper) -> bytes:
    """The same story, for whoever has another office program."""
    return render_open_story(lambda story: _write(story, paper), about=_about(paper))


def _write(story: Telling, paper: Paper) -> None:
    story.paragraph(f"{paper.council} · {paper.kind}", "Imprint")
    story.paragraph(paper.title, "Title")
    story.paragraph(paper.identity, "Imprint")
    if paper.opening:
        story.paragraph(paper.opening)
    for section in paper.sections:
        _tell(story, section)


def _about(paper: Paper) -> About:
    return About(
        title=paper.heading,
        council=paper.council,
        foot=paper.foot,
        name=paper.name,
        reference=paper.reference,
        subject=paper.identity,
    )


def _tell(story: Telling, section: Section) -> None:
    # The title of the paper is a style of its own: its parts begin with the first heading.
    story.heading(section.level - 1, section.title)
    for label, value in section.facts:
        story.words(Run(f"{label}: ", bold=True), _live(value))
    story.blocks(section.blocks)
    for number, blocks in section.limbs:
        story.blocks(blocks, number=number)
    if section.table:
        story.table(section.table)


def _live(value: str) -> Run:
    """An address leads to where it says."""
    return Run(value, link="" if len(value.split()) > 1 else safe_link(value))
