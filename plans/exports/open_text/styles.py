"""The looks of an OpenDocument text: those of the Word file, under the same names."""

from collections.abc import Iterable, Iterator

from plans.exports.open_text.nodes import Node, node
from plans.exports.word.base import WIDTH
from plans.exports.word.styles import FONT, LINE, LINK, NUMBERED, STEP, Style, paragraph_styles

LEVELS = 10
BULLETS, LETTERS = "Bullets", "Letters"
BOLD, LINKED = "Bold", "Link"
NOTE, RAISED = "FootnoteText", "FootnoteReference"
IN_CONTENTS = "ContentsLink"
TABLE, ROW, CELL = "PlanTable", "Row", "Cell"


def points(twips: int) -> str:
    """A length as OpenDocument says it."""
    return f"{twips / 20:g}pt"


def every_style() -> Node:
    """The defaults, then each style of paragraphs, of letters and of lists."""
    return node(
        "office:styles",
        _defaults(),
        node("style:style", style__name="Normal", style__family="paragraph"),
        *(_paragraph(style) for style in paragraph_styles(WIDTH)),
        _letters(BOLD, fo__font_weight="bold"),
        _letters(LINKED, fo__color=f"#{LINK}", style__text_underline_style="solid"),
        _letters(RAISED, style__text_position="super 58%"),
        _letters(IN_CONTENTS, fo__color="#000000", style__text_underline_style="none"),
        _list(BULLETS, (_bullet(level) for level in range(1, LEVELS + 1))),
        _list(LETTERS, (_letter(level) for level in range(1, LEVELS + 1))),
        _notes(),
    )


def number_style(name: str, before: str, after: str) -> Node:
    """A list whose items are counted in figures between two fixed words."""
    place = _place(left=NUMBERED, hanging=NUMBERED)
    level = node("text:list-level-style-number", place, text__level=1, style__num_format="1")
    if before:
        level.set("style:num-prefix", before)
    if after:
        level.set("style:num-suffix", after)
    return _list(name, [level])


def _defaults() -> Node:
    letters = node(
        "style:text-properties",
        fo__font_family=FONT,
        fo__font_size="11pt",
        fo__language="en",
        fo__country="GB",
    )
    lines = node("style:paragraph-properties", fo__line_height="115%", fo__orphans=2, fo__widows=2)
    return node("style:default-style", lines, letters, style__family="paragraph")


def _paragraph(style: Style) -> Node:
    lines = node(
        "style:paragraph-properties",
        fo__margin_top=points(style.before),
        fo__margin_bottom=points(style.after),
    )
    if style.left:
        lines.set("fo:margin-left", points(style.left))
        lines.set("fo:text-indent", points(-style.hanging))
    if style.kept:
        lines.set("fo:keep-with-next", "always")
        lines.set("fo:keep-together", "always")
    if style.right_tab:
        stop = node("style:tab-stop", style__position=points(style.right_tab), style__type="right")
        lines.append(node("style:tab-stops", stop))
    letters = node("style:text-properties")
    if style.bold:
        letters.set("fo:font-weight", "bold")
    if style.colour:
        letters.set("fo:color", f"#{style.colour}")
    if style.size:
        letters.set("fo:font-size", f"{style.size / 2:g}pt")
    made = node(
        "style:style",
        lines,
        letters,
        style__name=style.key,
        style__display_name=style.name[:1].upper() + style.name[1:],
        style__family="paragraph",
        style__parent_style_name=style.based,
    )
    if style.following:
        made.set("style:next-style-name", style.following)
    if style.outline is not None:
        made.set("style:default-outline-level", str(style.outline + 1))
    return made


def _notes() -> Node:
    """A note's number is raised at its mark; beside the note a space parts it from the words.

    Programs put nothing between the two by themselves.
    """
    return node(
        "text:notes-configuration",
        text__note_class="footnote",
        text__default_style_name=NOTE,
        text__citation_body_style_name=RAISED,
        style__num_format="1",
        style__num_suffix=" ",
    )


def _letters(name: str, **looks: str) -> Node:
    said = node("style:text-properties", **looks)
    return node("style:style", said, style__name=name, style__family="text")


def _list(name: str, levels: Iterable[Node]) -> Node:
    return node("text:list-style", *levels, style__name=name)


def _bullet(level: int) -> Node:
    return node(
        "text:list-level-style-bullet", _item_place(level), text__level=level, text__bullet_char="•"
    )


def _letter(level: int) -> Node:
    """After z comes aa, then ab, as on paper."""
    return node(
        "text:list-level-style-number",
        _item_place(level),
        text__level=level,
        style__num_format="a",
        style__num_suffix=".",
    )


def _item_place(level: int) -> Node:
    return _place(left=NUMBERED + STEP * level, hanging=STEP)


def _place(*, left: int, hanging: int) -> Node:
    label = node(
        "style:list-level-label-alignment",
        text__label_followed_by="listtab",
        text__list_tab_stop_position=points(left),
        fo__margin_left=points(left),
        fo__text_indent=points(-hanging),
    )
    mode = "text:list-level-position-and-space-mode"
    made = node("style:list-level-properties", label)
    made.set(mode, "label-alignment")
    return made


def table_styles() -> Iterator[Node]:
    """Looks of tables that stand with the text: lines between rows, as on paper."""
    width = node("style:table-properties", style__width=points(WIDTH), table__align="left")
    yield _of_table(TABLE, "table", width)
    yield _of_table(
        ROW, "table-row", node("style:table-row-properties", fo__keep_together="always")
    )
    lines = {"fo__border": "none", "fo__border_bottom": f"0.5pt solid #{LINE}"}
    yield _of_table(
        CELL, "table-cell", node("style:table-cell-properties", fo__padding="3pt", **lines)
    )
    for kind in ("Text", "Heading"):
        right = node("style:paragraph-properties", fo__text_align="end")
        made = _of_table(f"Number{kind}", "paragraph", right)
        made.set("style:parent-style-name", f"Table{kind}")
        yield made


def _of_table(name: str, family: str, look: Node) -> Node:
    return node("style:style", look, style__name=name, style__family=family)
