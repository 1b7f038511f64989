"""What an OpenDocument file says of itself: in its properties, and at the edges of each page."""

from datetime import UTC

from plans.exports.open_text.nodes import Node, node, paragraph, worded
from plans.exports.open_text.styles import points
from plans.exports.word.about import About
from plans.exports.word.base import EDGE, MARGIN, PAGE_HEIGHT, PAGE_WIDTH
from plans.exports.word.styles import LANGUAGE

# Between the text and what stands at the edge of the page.
GAP = "12pt"


def page_of(about: About) -> tuple[Node, Node]:
    """The page and its layout: the title above, below it which words these are, and the number."""
    sides = {f"fo__margin_{side}": points(MARGIN) for side in ("left", "right")}
    ends = {f"fo__margin_{side}": points(EDGE) for side in ("top", "bottom")}
    size = {"fo__page_width": points(PAGE_WIDTH), "fo__page_height": points(PAGE_HEIGHT)}
    facts = node("style:page-layout-properties", **size, **sides, **ends)
    room = points(MARGIN - EDGE)
    layout = node(
        "style:page-layout",
        facts,
        _edge_room("style:header-style", fo__min_height=room, fo__margin_bottom=GAP),
        _edge_room("style:footer-style", fo__min_height=room, fo__margin_top=GAP),
        style__name="Page",
    )
    master = node(
        "style:master-page",
        node("style:header", paragraph("Header", about.title)),
        node("style:footer", _foot(about)),
        style__name="Standard",
        style__page_layout_name="Page",
    )
    return node("office:automatic-styles", layout), node("office:master-styles", master)


def _edge_room(tag: str, **facts: str) -> Node:
    return node(tag, node("style:header-footer-properties", **facts))


def _foot(about: About) -> Node:
    made = paragraph("Footer", f"{about.foot}\tPage ")
    made.append(_field("text:page-number", text__select_page="current"))
    worded(made, " of ")
    made.append(_field("text:page-count"))
    return made


def _field(tag: str, **facts: str) -> Node:
    made = node(tag, **facts)
    made.text = "1"
    return made


def meta_of(about: About) -> Node:
    """The file's properties; of days it has only that on which these words were made."""
    said = {
        "dc:title": about.title,
        "dc:subject": about.subject,
        "meta:initial-creator": about.council,
        "dc:creator": about.council,
        "dc:language": LANGUAGE,
        "meta:generator": "Clearday",
    }
    if about.made:
        day = about.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        said |= {"meta:creation-date": day, "dc:date": day}
    made = node("office:meta", *(_said(tag, words) for tag, words in said.items() if words))
    for name, words in (
        ("Version", about.name),
        ("Reference", about.reference),
        ("Status", about.marking),
    ):
        if words:
            made.append(worded(node("meta:user-defined", meta__name=name), words))
    return made


def _said(tag: str, words: str) -> Node:
    return worded(node(tag), words)
