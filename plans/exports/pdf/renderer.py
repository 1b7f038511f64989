"""A story drawn on A4: the same story and names give the same bytes, in any process, on any day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from math import ceil

from django.utils.encoding import iri_to_uri
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from plans.exports.pdf.figures import WIDTH
from plans.exports.pdf.fonts import font_name, stretches
from plans.exports.pdf.layout import LayoutBox, LayoutRow, PlacedRow, Rule, TextRun, close, paginate
from plans.exports.pdf.linebreak import RAISED, TO_MARK, TO_NOTE, Piece
from plans.exports.pdf.story import Story
from plans.exports.pdf.tag_tree import finish
from plans.exports.pdf.tagging import Annotation, Content, Element, PageTags
from plans.richtext import safe_link
from web.text import clean

LEFT = (A4[0] - WIDTH) / 2
TOP = A4[1] - 50.0
BOTTOM = 62.0
FOOT = 44.0
ROOM = TOP - BOTTOM
# Of sums of heights, so that a full page is no more than full.
ROUNDING = 1e-6
# How far the mark of a note stands above its line, of the size of the words.
RISE = 0.36
# Of a place that is come to from elsewhere, how much of the page above it is seen.
PLACE_ABOVE = 24.0
Colour = tuple[float, float, float]
RULE_COLOUR: Colour = (0.69, 0.71, 0.72)
LINK_COLOUR: Colour = (0.11, 0.31, 0.57)

# As much of a footer as has room beneath the text; a taller one takes its room from the page.
FOOT_ROOM = 24.0

# What stands at the foot of a page, given its number and how many there are.
Footer = Callable[[int, int], LayoutRow]


def render_story(story: Story, *, title: str, author: str, footer: Footer) -> bytes:
    """The story as a tagged PDF (PDF/UA-1); `title` and `author` are its metadata."""
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=A4,
        invariant=1,
        pageCompression=1,
        initialFontName=font_name(bold=False),
    )
    pages, top = _pages(story, footer), FOOT + _taller(footer)
    tags = []
    for number, page in enumerate(pages, start=1):
        story.go_on()
        pen = _Pen(canvas, number - 1)
        for placed in page:
            pen.draw(placed, TOP)
            if placed.strip.figure:
                placed.strip.figure.bounds = _bounds(placed)
        pen.draw(PlacedRow(footer(number, len(pages)), 0, again=True), top)
        tags.append(pen.finish())
        canvas.showPage()
    canvas.save()
    return finish(out.getvalue(), story.root, tags, title=title, author=author)


def count_tenths(story: Story, footer: Footer) -> int:
    """Tenths of a page the story would take, without drawing them; the last is rounded up.

    So a full page ends in 0, and a line on one more page counts as a tenth of it.
    """
    pages = _pages(story, footer)
    last = pages[-1]
    filled = (last[-1].y + last[-1].strip.height) / _room(footer) if last else 0
    return 10 * (len(pages) - 1) + min(10, max(1, ceil(10 * filled - ROUNDING)))


def _pages(story: Story, footer: Footer) -> list[list[PlacedRow]]:
    story.put_notes()
    return paginate(close(story.strips), _room(footer))


def _room(footer: Footer) -> float:
    return ROOM - _taller(footer)


def _taller(footer: Footer) -> float:
    """How much more than its room a footer takes; the widest number of a page leaves it least."""
    return max(0.0, footer(999, 999).height - FOOT_ROOM)


def _bounds(placed: PlacedRow) -> tuple[float, float, float, float]:
    """Where on the page a picture lies: left, bottom, right, top."""
    top = TOP - placed.y
    return (round(LEFT, 2), round(top - placed.strip.height, 2), round(LEFT + WIDTH, 2), top)


@dataclass(slots=True)
class _Pen:
    """Draws on one page and keeps whose words it wrote; what is nobody's is marked an artifact."""

    canvas: Canvas
    page: int
    tags: PageTags = field(default_factory=PageTags)
    writing: PDFTextObject | None = None
    element: Element | None = None
    rules: list[tuple[Colour, float, float, float]] = field(default_factory=list)

    def draw(self, placed: PlacedRow, top: float) -> None:
        y = top - placed.y
        for mark in placed.strip.marks:
            if isinstance(mark, Rule):
                self.rules.append((RULE_COLOUR, LEFT + mark.x, y - mark.y, mark.width))
            elif isinstance(mark, LayoutBox):
                self._fill(mark, LEFT + mark.x, y - mark.y - mark.height)
            else:
                self._write(mark, LEFT + mark.x, y - mark.y, silent=placed.again)

    def finish(self) -> PageTags:
        """Draw the rules, none of them part of the text, and say what is on the page."""
        self._lift()
        self.canvas.addLiteral("/Artifact BMC")
        self.canvas.setLineWidth(0.6)
        for colour, x, y, width in self.rules:
            self.canvas.setStrokeColorRGB(*colour)
            self.canvas.line(x, y, x + width, y)
        self.canvas.addLiteral("EMC")
        return self.tags

    def _write(self, words: TextRun, x: float, y: float, *, silent: bool) -> None:
        style = words.style
        for piece in words.line:
            width = piece.width * style.size / 1000
            element = None if silent else words.element
            size, baseline = style.size, y
            if piece.raised:
                size, baseline = RAISED * style.size, y + RISE * style.size
            link = safe_link(piece.link) if piece.link else ""
            if piece.link.startswith((TO_NOTE, TO_MARK)):
                element = element and self._between(element, piece, (x, y - 2, x + width, y + size))
            elif element and link:
                element = self._link(element, piece.link, piece.text)
                self._make_live(element, link, (x, y - 2, x + width, y + style.size))
            if link:
                # Colour alone does not tell a link from words beside it.
                self.rules.append((LINK_COLOUR, x, y - 1.6, width))
            text = self._text_of(element)
            text.setFillColor(LINK_COLOUR if piece.link and element else style.colour)
            text.setTextOrigin(x, baseline)
            for name, part in stretches(piece.text, piece.bold):
                text.setFont(name, size)
                text.textOut(part)
            x += width

    def _fill(self, box: LayoutBox, x: float, y: float) -> None:
        """Part of a picture, drawn at once, under the words that come later."""
        self._lift()
        self._begin(box.element)
        self.canvas.setFillColorRGB(*box.colour)
        self.canvas.rect(x, y, box.width, box.height, stroke=0, fill=1)
        self.canvas.addLiteral("EMC")

    def _begin(self, element: Element) -> None:
        """Open a marked stretch that belongs to this element."""
        number = len(self.tags.contents)
        self.tags.contents.append(element)
        element.kids.append(Content(self.page, number))
        self.canvas.addLiteral(f"/{element.kind} <</MCID {number}>> BDC")

    def _text_of(self, element: Element | None) -> PDFTextObject:
        """The pen set down for this element's words, lifted from another's if it was."""
        if self.writing is None or element is not self.element:
            self._lift()
            if element:
                self._begin(element)
            else:
                self.canvas.addLiteral("/Artifact BMC")
            self.writing = self.canvas.beginText()
            self.element = element
        return self.writing

    def _lift(self) -> None:
        if self.writing is not None:
            self.canvas.drawText(self.writing)
            self.canvas.addLiteral("EMC")
        self.writing = None

    def _link(self, owner: Element, address: str, text: str) -> Element:
        """The link these words belong to: the one being written, or a new one."""
        link = owner.kids[-1] if owner.kids else None
        if not isinstance(link, Element) or link.target != address:
            link = owner.add("Link")
            link.target = address
        link.description += text
        return link

    def _between(
        self, owner: Element, piece: Piece, area: tuple[float, float, float, float]
    ) -> Element:
        """A link between the mark of a note and the note, each of which is a place to come to."""
        if piece.raised:
            owner, here = owner.add("Reference"), piece.link.replace(TO_NOTE, TO_MARK)
        else:
            here = piece.link.replace(TO_MARK, TO_NOTE)
        link = self._link(owner, piece.link, piece.text)
        self.canvas.bookmarkPage(here, fit="XYZ", left=area[0], top=area[3] + PLACE_ABOVE)
        self.tags.annotations.append(link)
        self.canvas.linkRect("", piece.link, area, relative=0, thickness=0)
        link.kids.append(Annotation(self.page, len(self.tags.annotations) - 1))
        return link

    def _make_live(
        self, link: Element, address: str, area: tuple[float, float, float, float]
    ) -> None:
        position = len(self.tags.annotations)
        self.tags.annotations.append(link)
        self.canvas.linkURL(iri_to_uri(clean(address)), area, relative=0, thickness=0)
        link.kids.append(Annotation(self.page, position))
