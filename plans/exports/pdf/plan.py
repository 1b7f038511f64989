"""How a plan is laid out on paper."""

from plans.blocks import Block
from plans.document import Document, Passage
from plans.exports.imprint import Imprint
from plans.exports.pdf.fonts import text_width
from plans.exports.pdf.linebreak import printable
from plans.exports.pdf.story import BODY, NOTE, Story
from plans.exports.tables import answers_line, evidence_list, identity_line, tables_of, theme_title
from plans.richtext import plain_text

NARROWEST, WIDEST = 22.0, 70.0
NUMBER_GAP = 8.0


def build_story(document: Document, imprint: Imprint, *, records: bool = True) -> Story:
    """The plan as a story: its title, its text, then the `records` that stand behind it."""
    story = Story()
    _open(story, document, imprint)
    indent = _indent(document)
    _passages(story, document.introduction, indent, level=2)
    story.put_notes()
    for theme in document.themes:
        story.heading(2, theme_title(theme))
        _passages(story, theme.passages, indent, level=3)
        story.put_notes()
    if records:
        _records(story, document)
    return story


def _open(story: Story, document: Document, imprint: Imprint) -> None:
    if document.council:
        story.paragraph(document.council, NOTE)
    story.heading(1, document.title)
    if imprint.endorsed:
        story.paragraph(imprint.endorsed)
    if answered := answers_line(document):
        story.paragraph(answered, NOTE)
    story.paragraph(identity_line(imprint), NOTE)
    story.rule()


def _passages(story: Story, passages: tuple[Passage, ...], indent: float, level: int) -> None:
    """Headings at `level`, text hanging beside its numbers; without numbers, at the margin."""
    indent = indent if any(passage.number for passage in passages) else 0.0
    for passage in passages:
        if passage.kind == "heading":
            story.heading(level, plain_text(passage.body))
        else:
            story.blocks(passage.body, number=passage.number, indent=indent)


def _indent(document: Document) -> float:
    """Room for the widest paragraph number; none where paragraphs have no numbers."""
    numbers = [passage.number for passage in document.passages if passage.number]
    if not numbers:
        return 0.0
    widest = max(text_width(printable(number), bold=False) for number in numbers)
    return min(WIDEST, max(NARROWEST, widest * BODY.size / 1000 + NUMBER_GAP))


def _records(story: Story, document: Document) -> None:
    for table in tables_of(document):
        story.heading(2, table.title)
        story.table(table.columns, table.rows)
    if pieces := evidence_list(document):
        story.heading(2, "Evidence")
        items = tuple((Block("paragraph", runs=runs),) for runs in pieces)
        story.blocks((Block("bullets", items=items),))
