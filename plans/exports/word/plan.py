"""How a plan is laid out in Word: as it is on paper, with contents to go by."""

from datetime import datetime

from plans.document import Document, Passage
from plans.exports.imprint import Imprint
from plans.exports.tables import (
    answers_line,
    evidence_list,
    foot_line,
    identity_line,
    tables_of,
    theme_title,
)
from plans.exports.telling import Telling
from plans.exports.word.about import About
from plans.exports.word.marker import Marker
from plans.richtext import Block, plain_text
from plans.word_marks import PARTICULARS, RECORDS


def write_plan(
    story: Telling, document: Document, imprint: Imprint, marker: Marker | None = None
) -> None:
    """The plan's title, contents and text, then the records that stand behind it.

    With a `marker` each part says invisibly which it is, for whoever reads the file back.
    """
    _open(story, document, imprint, marker)
    opened = len(story.content)
    _passages(story, document.introduction, 1, marker)
    for theme in document.themes:
        story.heading(1, theme_title(theme))
        if marker:
            marker.theme(theme.id)
        _passages(story, theme.passages, 2, marker)
    _records(story, document, marker)
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


def _open(story: Telling, document: Document, imprint: Imprint, marker: Marker | None) -> None:
    if document.council:
        story.paragraph(document.council, "Imprint")
        story.put_apart(PARTICULARS, "Whose plan it is", 0)
    story.paragraph(document.title, "Title")
    if marker:
        marker.title()
    begins = len(story.content)
    if imprint.endorsed:
        story.paragraph(imprint.endorsed)
    if answered := answers_line(document):
        story.paragraph(answered, "Imprint")
    story.paragraph(identity_line(imprint), "Imprint")
    story.put_apart(PARTICULARS, "Which words these are", begins)


def _passages(
    story: Telling, passages: tuple[Passage, ...], level: int, marker: Marker | None
) -> None:
    for passage in passages:
        begins = len(story.content)
        if passage.kind == "heading":
            story.heading(level, plain_text(passage.body))
        else:
            story.blocks(passage.body, number=passage.number)
        if marker:
            marker.passage(passage.id, begins)


def _records(story: Telling, document: Document, marker: Marker | None) -> None:
    begins = len(story.content)
    for table in tables_of(document):
        story.heading(1, table.title)
        story.table(table)
        if marker:
            marker.records(table.title)
    if pieces := evidence_list(document):
        story.heading(1, "Evidence")
        items = tuple((Block("paragraph", runs=runs),) for runs in pieces)
        story.blocks((Block("bullets", items=items),))
    if len(story.content) > begins:
        story.put_apart(RECORDS, "From the plan’s records", begins)
