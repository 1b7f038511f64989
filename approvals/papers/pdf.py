"""A paper as a tagged PDF: the same paper gives the same bytes."""

from approvals.papers.paper import Paper, Section
from plans.blocks import Run
from plans.exports.pdf.footer import footer
from plans.exports.pdf.renderer import render_story
from plans.exports.pdf.story import NOTE, Story

LIMB_INDENT = 22.0


def render_paper(paper: Paper) -> bytes:
    story = Story()
    story.paragraph(f"{paper.council} · {paper.kind}", NOTE)
    story.heading(1, paper.title)
    story.paragraph(paper.identity, NOTE)
    if paper.opening:
        story.paragraph(paper.opening)
    story.rule()
    for section in paper.sections:
        _tell(story, section)
    return render_story(
        story,
        title=paper.heading,
        author=paper.council,
        footer=lambda page, pages: footer(paper.foot, f"Page {page} of {pages}"),
    )


def _tell(story: Story, section: Section) -> None:
    story.heading(section.level, section.title)
    for label, value in section.facts:
        story.paragraph((Run(f"{label}: ", bold=True), Run(value)))
    if section.text:
        story.blocks(section.blocks)
    for number, blocks in section.limbs:
        story.blocks(blocks, number=number, indent=LIMB_INDENT)
    if section.table:
        story.table(section.table.columns, section.table.rows)
