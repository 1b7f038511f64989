"""The styles of a plan in Word: Word's own names where it has one, so that a template restyles it.

Nothing in the text is set by hand: indents, spaces and sizes are those of a style. Lengths are in
twips (twentieths of a point), sizes in half points.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plans.exports.word.nodes import Node, node

FONT = "Arial"
LANGUAGE = "en-GB"
MUTED, LINK, LINE = "505A5F", "1D4F91", "B1B4B6"
# Where the words beside a paragraph's number begin, and how much further each list is set in.
NUMBERED, STEP = 720, 360
DEEPEST = 5
TABLE, TABLE_CONTINUED = "PlanTable", "PlanTableContinued"
TABLE_SIZE = 18
# The lists every file has, by the numbers under which the styles refer to them.
BULLETS, LETTERS = 1, 2


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; what it does not say is that of the style it is `based` on."""

    key: str
    name: str
    based: str = "Normal"
    following: str = ""
    size: int = 0
    bold: bool = False
    colour: str = ""
    before: int = 0
    after: int = 0
    left: int = 0
    hanging: int = 0
    kept: bool = False
    outline: int | None = None
    listed: tuple[int, int] | None = None
    right_tab: int = 0

    def node(self) -> Node:
        own = {"customStyle": 1} if self.key in CUSTOM else {}
        made = node("style", type="paragraph", styleId=self.key, **own)
        made.append(node("name", val=self.name))
        made.append(node("basedOn", val=self.based))
        if self.following:
            made.append(node("next", val=self.following))
        made.extend([node("qFormat"), node("pPr", *self._paragraph())])
        if looks := list(self._letters()):
            made.append(node("rPr", *looks))
        return made

    def _paragraph(self) -> Iterator[Node]:
        if self.kept:
            yield from (node("keepNext"), node("keepLines"))
        if self.listed:
            number, level = self.listed
            yield node("numPr", node("ilvl", val=level), node("numId", val=number))
        if self.right_tab:
            yield node("tabs", node("tab", val="right", pos=self.right_tab))
        yield node("spacing", before=self.before, after=self.after)
        if self.left:
            yield node("ind", left=self.left, hanging=self.hanging)
        if self.outline is not None:
            yield node("outlineLvl", val=self.outline)

    def _letters(self) -> Iterator[Node]:
        if self.bold:
            yield from (node("b"), node("bCs"))
        if self.colour:
            yield node("color", val=self.colour)
        if self.size:
            yield from (node("sz", val=self.size), node("szCs", val=self.size))


# Those that Word has no name for.
CUSTOM = (
    *("Imprint", "BodyTextContinued", "NumberedParagraph", "NumberedParagraphContinued"),
    *("TableText", "TableHeading"),
)
BODY = "BodyText"


def paragraph_styles(width: int) -> Iterator[Style]:
    """Every style a plan uses; `width` is that of the text."""
    yield Style(
        "Title", "Title", following=BODY, size=42, bold=True, before=80, after=120, kept=True
    )
    yield _heading(1, size=29, before=320)
    yield _heading(2, size=24, before=220)
    yield _heading(3, size=22, before=180)
    yield Style(BODY, "Body Text", before=120)
    yield Style("BodyTextContinued", "Body Text Continued", BODY, before=120)
    name = "Numbered Paragraph"
    yield Style("NumberedParagraph", name, BODY, before=120, left=NUMBERED, hanging=NUMBERED)
    name = "Numbered Paragraph Continued"
    yield Style("NumberedParagraphContinued", name, BODY, before=120, left=NUMBERED)
    for depth in range(DEEPEST):
        more, left = (f" {depth + 1}" if depth else ""), NUMBERED + STEP * (depth + 1)
        for number, name in ((BULLETS, "Bullet"), (LETTERS, "Number")):
            yield Style(
                f"List{name}{more.strip()}",
                f"List {name}{more}",
                BODY,
                before=60,
                left=left,
                hanging=STEP,
                listed=(number, depth),
            )
        yield Style(
            f"ListContinue{more.strip()}", f"List Continue{more}", BODY, before=60, left=left
        )
    yield Style("Imprint", "Imprint", size=18, colour=MUTED, before=60)
    yield Style("Caption", "caption", following=BODY, size=18, colour=MUTED, after=80, kept=True)
    size = TABLE_SIZE
    yield Style("TableText", "Table Text", size=size, before=40, after=40)
    yield Style(
        "TableHeading", "Table Heading", "TableText", size=size, bold=True, before=40, after=40
    )
    yield Style(
        "TOCHeading", "TOC Heading", following=BODY, size=24, bold=True, before=320, kept=True
    )
    yield Style("TOC1", "toc 1", before=40, right_tab=width)
    yield Style("TOC2", "toc 2", before=20, left=STEP, right_tab=width)
    yield Style("FootnoteText", "footnote text", size=18, before=40)
    yield Style("Header", "header", size=18, colour=MUTED)
    yield Style("Footer", "footer", size=18, colour=MUTED, right_tab=width)


def _heading(level: int, *, size: int, before: int) -> Style:
    """A heading is bold, on the page of what it heads, and in the file's outline."""
    return Style(
        f"Heading{level}",
        f"heading {level}",
        following=BODY,
        size=size,
        bold=True,
        before=before,
        after=80 if level == 1 else 60,
        kept=True,
        outline=level - 1,
    )


def every_style(width: int) -> Iterator[Node]:
    """The defaults, then each style, as `w:styles` has them."""
    fonts = node("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    language = node("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
    letters = node("rPr", fonts, node("sz", val=22), node("szCs", val=22), language)
    lines = node("pPr", node("spacing", line=276, lineRule="auto"))
    yield node("docDefaults", node("rPrDefault", letters), node("pPrDefault", lines))
    yield _named("paragraph", "Normal", "Normal", node("qFormat"), default=1)
    yield _named("character", "DefaultParagraphFont", "Default Paragraph Font", default=1)
    margins = node("tblCellMar", *(node(side, w=w, type="dxa") for side, w in MARGINS))
    plain = node("tblPr", node("tblInd", w=0, type="dxa"), margins)
    yield _named("table", "TableNormal", "Normal Table", plain, default=1)
    yield _named("numbering", "NoList", "No List", default=1)
    yield from (style.node() for style in paragraph_styles(width))
    look = node("rPr", node("color", val=LINK), node("u", val="single"))
    yield _named("character", "Hyperlink", "Hyperlink", look)
    look = node("rPr", node("vertAlign", val="superscript"))
    yield _named("character", "FootnoteReference", "footnote reference", look)
    yield _table()
    based = node("basedOn", val=TABLE)
    yield _named("table", TABLE_CONTINUED, "Plan Table Continued", based, customStyle=1)


MARGINS = (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))


def _named(kind: str, key: str, name: str, *rest: Node, **facts: int) -> Node:
    return node("style", node("name", val=name), *rest, type=kind, styleId=key, **facts)


def _table() -> Node:
    """Lines between rows, as on paper; what heads a column or a row is told from the rest."""
    sides = (node(side, val="single", sz=4, space=0, color=LINE) for side in ("bottom", "insideH"))
    head = node("tblStylePr", node("rPr", node("b"), node("bCs")), type="firstRow")
    facts = node("tblPr", node("tblBorders", *sides))
    based = node("basedOn", val="TableNormal")
    return _named("table", TABLE, "Plan Table", based, facts, head, customStyle=1)
