"""Letters drawn as PDFs, as word processors set them: wrapped, with marks apart, over pages."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, Paragraph, SimpleDocTemplate, Spacer

from plans.exports.pdf.fonts import font_name

FONT, BOLD, SIZE, LEADING = font_name(False), font_name(True), 11, 14
HEAD = ParagraphStyle("head", fontName=BOLD, fontSize=15, leading=20, spaceBefore=12)
TEXT = ParagraphStyle("text", fontName=FONT, fontSize=SIZE, leading=LEADING, spaceBefore=9)


def letter_pdf(*blocks: str | list[str], head: str = "", foot: str = "") -> bytes:
    """Paragraphs, headings ("# …") and lists; edges may name their page as {page}."""
    story: list = []
    for block in blocks:
        if isinstance(block, list):
            items = [Paragraph(each, TEXT) for each in block]
            story.append(
                ListFlowable(
                    items, bulletType="bullet", start="•", bulletFontName=FONT, leftIndent=24
                )
            )
        elif block.startswith("# "):
            story.append(Paragraph(block[2:], HEAD))
        else:
            story.append(Paragraph(block, TEXT))
    out = BytesIO()

    def edges(canvas: Canvas, made: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(72, A4[1] - 36, head.format(page=made.page))
        canvas.drawString(72, 30, foot.format(page=made.page))

    made = SimpleDocTemplate(out, pagesize=A4)
    made.build([*story, Spacer(1, 1)], onFirstPage=edges, onLaterPages=edges)
    return out.getvalue()


def lines_pdf(*pages: Sequence[tuple[float, float, str]]) -> bytes:
    """Words where they are said to stand, in points from the left and from the foot."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in pages:
        canvas.setFont(FONT, SIZE)
        for left, bottom, words in page:
            canvas.drawString(left, bottom, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def typed_pdf(text: str) -> bytes:
    """A text as it is, its lines wrapped to the page, an empty one between paragraphs."""
    return lines_pdf(*_pages(text))


def _pages(text: str) -> Iterator[list[tuple[float, float, str]]]:
    page: list[tuple[float, float, str]] = []
    bottom = 780.0
    for line in text.split("\n"):
        for words in simpleSplit(line, FONT, SIZE, 450) or [""]:
            if bottom < 60:
                yield page
                page, bottom = [], 780.0
            if words:
                page.append((72, bottom, words))
            bottom -= LEADING if words else LEADING * 0.8
    yield page
