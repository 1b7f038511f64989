"""How a plan is laid out in Word: as it is on paper, with contents to go by."""

from collections.abc import Sequence
from datetime import datetime

from plans.document import Barrier, Commitment, Document, Metric, Passage
from plans.exports.imprint import Imprint
from plans.exports.tables import (
    BARRIERS,
    COMMITMENTS,
    METRICS,
    answers_line,
    evidence_list,
    foot_line,
    identity_line,
    tables_of,
    theme_title,
)
from plans.exports.word.about import About
from plans.exports.word.story import Story
from plans.richtext import Block, plain_text
from plans.word_marks import PARTICULARS, PLAN_AT_TITLE, RECORDS, ROUND_AT_TITLE, Marks, Part


def write_plan(
    story: Story, document: Document, imprint: Imprint, marks: Marks | None = None
) -> None:
    """The plan's title, contents and text, then the records that stand behind it.

    With `marks` each part says invisibly which it is, for whoever reads the file back.
    """
    marked = marks is not None
    if marked:
        story.figures = {figure.name: figure.id for figure in document.figures}
    _open(story, document, imprint, marks)
    opened = len(story.content)
    _passages(story, document.introduction, level=1, marked=marked)
    for theme in document.themes:
        story.heading(1, theme_title(theme))
        if marked:
            story.mark("theme", theme.id, len(story.content) - 1)
        _passages(story, theme.passages, level=2, marked=marked)
    _records(story, document, marked=marked)
    if (contents := story.contents()) is not None:
        story.content.insert(opened, contents)


def about_plan(document: Document, imprint: Imprint, made: datetime | None) -> About:
    return About(
        title=document.title,
        council=document.council,
        foot=foot_line(document, imprint),
        name=imprint.name,
        reference=imprint.reference,
        subject=answers_line(document),
        marking=imprint.marking,
        made=made,
    )


def _open(story: Story, document: Document, imprint: Imprint, marks: Marks | None) -> None:
    if document.council:
        story.paragraph(document.council, "Imprint")
        story.put_apart(PARTICULARS, "Whose plan it is", 0)
    story.paragraph(document.title, "Title")
    if marks:
        story.name(f"{PLAN_AT_TITLE}{marks.plan}")
        story.name(f"{ROUND_AT_TITLE}{marks.round}")
    begins = len(story.content)
    if imprint.endorsed:
        story.paragraph(imprint.endorsed)
    if answered := answers_line(document):
        story.paragraph(answered, "Imprint")
    story.paragraph(identity_line(imprint), "Imprint")
    story.put_apart(PARTICULARS, "Which words these are", begins)


def _passages(story: Story, passages: tuple[Passage, ...], level: int, *, marked: bool) -> None:
    for passage in passages:
        begins = len(story.content)
        if passage.kind == "heading":
            story.heading(level, plain_text(passage.body))
        else:
            story.blocks(passage.body, number=passage.number)
        if marked:
            story.mark("passage", passage.id, begins)


def _records(story: Story, document: Document, *, marked: bool) -> None:
    begins = len(story.content)
    rows: dict[str, tuple[Part, Sequence[Commitment | Metric | Barrier]]] = {
        COMMITMENTS: ("commitment", document.commitments),
        METRICS: ("metric", document.metrics),
        BARRIERS: ("barrier", document.barriers),
    }
    for table in tables_of(document):
        story.heading(1, table.title)
        story.table(table)
        if marked and table.title in rows:
            part, records = rows[table.title]
            story.mark_rows(part, [each.id for each in records])
    if pieces := evidence_list(document):
        story.heading(1, "Evidence")
        items = tuple((Block("paragraph", runs=runs),) for runs in pieces)
        story.blocks((Block("bullets", items=items),))
    if len(story.content) > begins:
        story.put_apart(RECORDS, "From the plan’s records", begins)
