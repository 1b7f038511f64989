"""The PDF of a four-page plan beside reportlab's own Platypus on the same words."""

from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from io import BytesIO
from time import process_time

from reportlab.lib.fonts import addMapping
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from bench.pages import Spread
from bench.world import paragraphs
from plans import document as doc
from plans.blocks import Block, Run
from plans.document import Document
from plans.exports import pdf
from plans.exports.imprint import Imprint
from plans.exports.pdf.fonts import font_name
from plans.richtext import parse_richtext

ROUNDS = 9
Row = tuple[str, Spread, Spread]


def measure() -> list[Row]:
    """Name, seconds of processor time, and the baseline's, of alternating rounds."""
    plan = four_pages()
    imprint = Imprint(version=4, reference=plan.digest[:8])
    ours, theirs = alternating(
        lambda: pdf.render_plan(plan, imprint=imprint), lambda: platypus(plan), rounds=ROUNDS
    )
    counted, _ = alternating(lambda: pdf.count_plan_pages(plan), lambda: None, rounds=ROUNDS)
    return [("PDF, 4 pages", ours, theirs), ("PDF, pages counted", counted, theirs)]


@cache
def four_pages() -> Document:
    """A plan of about 2,100 words: four themes of five paragraphs, one of them with a list."""
    themes = tuple(
        doc.Theme(number, number, "How we make better use of resources", str(number), passages)
        for number in range(1, 5)
        if (passages := tuple(_passages(number)))
    )
    asked = doc.CommissionAsked("Productivity plans 2024", "Department", None, None, ())
    return Document(doc.FORM, "Northmoor", "Plan", asked, (), themes, (), (), (), (), ())


def _passages(theme: int) -> Iterator[doc.Passage]:
    for place, words in enumerate(paragraphs(5, sentences=4), start=1):
        yield doc.Passage(
            theme * 10 + place, "paragraph", f"{theme}.{place}", parse_richtext(words)
        )


def alternating(
    one: Callable[[], object], other: Callable[[], object], *, rounds: int
) -> tuple[Spread, Spread]:
    """Times of both, taken in turn so that a busy moment strikes each alike."""
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds + 1):
        for kept, work in zip(spent, (one, other), strict=True):
            began = process_time()
            work()
            kept.append(process_time() - began)
    # The first round reads the fonts.
    return Spread.of(spent[0][1:]), Spread.of(spent[1][1:])


def platypus(plan: Document) -> bytes:
    """As reportlab's manual shows: paragraphs with markup in a simple template, untagged."""
    regular, bold = font_name(bold=False), font_name(bold=True)
    for heavy, name in enumerate((regular, bold)):
        addMapping(regular, heavy, 0, name)
    body = ParagraphStyle("body", fontName=regular, fontSize=10.5, leading=14, spaceBefore=6)
    head = ParagraphStyle("head", fontName=bold, fontSize=14.5, leading=18, spaceBefore=15)
    story = []
    for theme in plan.themes:
        story.append(Paragraph(escape(theme.title), head))
        for passage in theme.passages:
            story += [Paragraph(markup, body) for markup in _markup(passage.body)]
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4, pageCompression=1).build(story)
    return out.getvalue()


def _markup(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if block.runs:
            yield "".join(_run(run) for run in block.runs)
        for item in block.items:
            yield from _markup(item)


def _run(run: Run) -> str:
    words = escape(run.text)
    if run.bold:
        words = f"<b>{words}</b>"
    return f'<a href="{escape(run.link)}">{words}</a>' if run.link else words
