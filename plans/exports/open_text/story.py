"""What a document says, block by block, as OpenDocument has it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.encoding import iri_to_uri

from plans.blocks import Block, Cell, Run
from plans.blocks import Table as Grid
from plans.exports.open_text.nodes import Node, node, paragraph, root, worded
from plans.exports.open_text.styles import (
    BOLD,
    BULLETS,
    CELL,
    IN_CONTENTS,
    LETTERS,
    LINKED,
    NOTE,
    ROW,
    TABLE,
    number_style,
    points,
    table_styles,
)
from plans.exports.pdf.grid import columns_for
from plans.exports.tables import Column, Table
from plans.exports.word.numbering import COUNTED
from plans.exports.word.styles import BODY, DEEPEST, TABLE_SIZE
from plans.exports.word.tables import widths_of
from plans.richtext import safe_link
from plans.word_marks import TableMark, table_name
from web.text import visible


@dataclass
class Story:
    """Blocks in the order they are read; `looks` are those of this text alone."""

    content: list[Node] = field(default_factory=list)
    looks: list[Node] = field(default_factory=lambda: list(table_styles()))
    headings: list[tuple[int, str]] = field(default_factory=list)
    patterns: dict[str, str] = field(default_factory=dict)
    widths: dict[int, str] = field(default_factory=dict)
    before: tuple[str, int, str] = ("", 0, "")
    lists: int = 0
    tables: int = 0
    apart: int = 0

    def paragraph(self, text: str, style: str = BODY) -> None:
        self.content.append(paragraph(style, text))

    def words(self, *runs: Run) -> None:
        """A paragraph of stretches, each in its own look."""
        self.content.append(_worded(BODY, runs))

    def heading(self, level: int, text: str) -> None:
        """A heading, which the contents lead to."""
        self.headings.append((level, text))
        made = node("text:h", text__style_name=f"Heading{level}", text__outline_level=level)
        made.append(node("text:bookmark", text__name=_place(len(self.headings))))
        self.content.append(worded(made, text))

    def blocks(self, blocks: Sequence[Block], number: str = "") -> None:
        """Rich text, `number` beside its first line."""
        if number and (not blocks or blocks[0].kind != "paragraph"):
            blocks = (Block("paragraph"), *blocks)
        goes_on = "NumberedParagraphContinued" if number else "BodyTextContinued"
        for place, block in enumerate(blocks):
            if block.table:
                self._grid(block.table, goes_on=bool(place))
            elif block.kind != "paragraph":
                self.content.append(self._list(block, 0))
            elif number and not place:
                self.content.append(self._numbered(block, number))
            else:
                self.content.append(_worded(goes_on if place else BODY, block.runs))

    def table(self, table: Table) -> None:
        """Records, with their caption above them and their head on every page they run over."""
        self.content.append(paragraph("Caption", table.caption))
        heads = [(Run(column.title),) for column in table.columns]
        self.content.append(self._table(table.title, table.columns, heads, table.rows, titled=True))

    def put_apart(self, kind: str, title: str, since: int) -> None:
        """What was added from `since` on, in a section of its own name."""
        self.apart += 1
        name = f"{kind} {self.apart}"
        self.content[since:] = [node("text:section", *self.content[since:], text__name=name)]

    def contents(self) -> Node | None:
        """The headings, which lead to their places; pages are added when it is updated."""
        if not self.headings:
            return None
        source = node("text:table-of-content-source", text__outline_level=2)
        head = node("text:index-title", paragraph("TOCHeading", "Contents"), text__name="Contents")
        lines = (self._line(key, *each) for key, each in enumerate(self.headings, start=1))
        body = node("text:index-body", head, *lines)
        return node("text:table-of-content", source, body, text__name="Table of contents")

    def document(self) -> Node:
        """The whole story, with the looks that are its own."""
        text = node("office:text", *self.content)
        for number, mark in enumerate(text.iter("text:note-citation"), start=1):
            mark.text = str(number)
        return root(
            "office:document-content",
            node("office:automatic-styles", *self.looks),
            node("office:body", text),
        )

    def _line(self, key: int, level: int, text: str) -> Node:
        made = paragraph(f"TOC{level}")
        link = _link(f"#{_place(key)}", IN_CONTENTS)
        made.append(worded(link, text))
        return made

    def _numbered(self, block: Block, number: str) -> Node:
        """Counted by the list it is in; a number that no counting gives is typed, with a tab."""
        found = COUNTED.fullmatch(number)
        if found is None:
            return _worded("NumberedParagraph", (Run(f"{number}\t"), *block.runs))
        pattern, count = f"{found[1]}%1{found[3]}", int(found[2])
        if pattern not in self.patterns:
            self.patterns[pattern] = f"Numbers{len(self.patterns) + 1}"
            self.looks.append(number_style(self.patterns[pattern], found[1], found[3]))
        item = node("text:list-item", _worded("NumberedParagraph", block.runs))
        made = self._begin(self.patterns[pattern], item)
        held, last, key = self.before
        if key and (pattern, count) == (held, last + 1):
            made.set("text:continue-list", key)
        else:
            item.set("text:start-value", str(count))
        self.before = (pattern, count, made.get("xml:id", ""))
        return made

    def _begin(self, style: str, *items: Node) -> Node:
        self.lists += 1
        made = node("text:list", *items, text__style_name=style)
        made.set("xml:id", f"list{self.lists}")
        return made

    def _list(self, block: Block, depth: int) -> Node:
        style = "ListBullet" if block.kind == "bullets" else "ListNumber"
        items = (node("text:list-item", *self._item(item, style, depth)) for item in block.items)
        return self._begin(BULLETS if block.kind == "bullets" else LETTERS, *items)

    def _item(self, item: Sequence[Block], style: str, depth: int) -> Iterator[Node]:
        """An item has its words first, whatever else is in it."""
        if not item or item[0].kind != "paragraph":
            item = (Block("paragraph"), *item)
        for place, each in enumerate(item):
            if each.kind == "paragraph":
                yield _worded(_at("ListContinue" if place else style, depth), each.runs)
            else:
                yield self._list(each, depth + 1)

    def _grid(self, table: Grid, *, goes_on: bool) -> None:
        """A table of the text; words or a line part it from one before it.

        A bookmark says what an import needs to know of it, as in the Word file.
        """
        if table.caption:
            self.content.append(_worded("Caption", table.caption))
        elif self.content and self.content[-1].tag == "table:table":
            self.content.append(paragraph(BODY))
        columns = columns_for(table, TABLE_SIZE / 2)
        made = self._table("", columns, table.head, table.body, titled=table.header_column)
        name = table_name(self.tables, TableMark(table.header_row, table.header_column, goes_on))
        next(made.iter("text:p")).insert(0, node("text:bookmark", text__name=name))
        self.content.append(made)

    def _table(
        self,
        title: str,
        columns: Sequence[Column],
        head: Sequence[Cell],
        body: Sequence[Sequence[Cell]],
        *,
        titled: bool,
    ) -> Node:
        self.tables += 1
        made = node("table:table", table__name=f"Table {self.tables}", table__style_name=TABLE)
        if title:
            made.append(worded(node("table:title"), title))
        widths = [
            node("table:table-column", table__style_name=self._width(width))
            for width in widths_of(columns)
        ]
        made.extend([node("table:table-header-columns", widths.pop(0))] if titled else [])
        made.extend(widths)
        if head:
            made.append(node("table:table-header-rows", _row(columns, head, "Heading")))
        made.extend(_row(columns, cells, "Text") for cells in body)
        return made

    def _width(self, width: int) -> str:
        if width not in self.widths:
            name = self.widths[width] = f"Width{width}"
            facts = node("style:table-column-properties", style__column_width=points(width))
            look = node("style:style", facts, style__name=name, style__family="table-column")
            self.looks.append(look)
        return self.widths[width]


def _row(columns: Sequence[Column], cells: Sequence[Cell], kind: str) -> Node:
    return node(
        "table:table-row",
        *(
            node(
                "table:table-cell",
                _worded(f"{'Number' if column.numbers else 'Table'}{kind}", cell),
                table__style_name=CELL,
                office__value_type="string",
            )
            for column, cell in zip(columns, cells, strict=True)
        ),
        table__style_name=ROW,
    )


def _worded(style: str, runs: Sequence[Run]) -> Node:
    made = node("text:p", text__style_name=style)
    for each in runs:
        if each.note:
            made.append(_note(each.note))
            continue
        address = safe_link(each.link) if each.link else ""
        if address:
            link = _link(iri_to_uri(visible(address)), LINKED)
            link.append(_look(each)) if each.bold else worded(link, each.text)
            made.append(link)
        elif each.bold and each.text:
            made.append(_look(each))
        else:
            worded(made, each.text)
    return made


def _note(runs: Sequence[Run]) -> Node:
    """A footnote; which number it has is known once all is told."""
    body = node("text:note-body", _worded(NOTE, runs))
    return node("text:note", node("text:note-citation"), body, text__note_class="footnote")


def _link(address: str, look: str) -> Node:
    """A link, in one look whether somebody followed it or not."""
    looks = {"text__style_name": look, "text__visited_style_name": look}
    return node("text:a", xlink__type="simple", xlink__href=address, **looks)


def _look(run: Run) -> Node:
    return worded(node("text:span", text__style_name=BOLD), run.text)


def _at(style: str, depth: int) -> str:
    """The style of a list so deep; there are five."""
    level = min(depth, DEEPEST - 1)
    return f"{style}{level + 1}" if level else style


def _place(key: int) -> str:
    return f"_Toc{key:08}"
