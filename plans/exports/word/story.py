"""What a document says, block by block, as Word has it: paragraphs, lists, tables, contents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.encoding import iri_to_uri
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE as KIND

from plans.blocks import Block, Cell, Run
from plans.blocks import Table as Grid
from plans.exports.pdf.grid import columns_for
from plans.exports.tables import Column, Table
from plans.exports.word.nodes import (
    WORD,
    Node,
    bookmark,
    enclose,
    first_paragraphs,
    node,
    paragraph,
    referring,
    run,
    set_apart,
    text_node,
)
from plans.exports.word.numbering import Numbering
from plans.exports.word.styles import BODY, DEEPEST, TABLE, TABLE_CONTINUED, TABLE_SIZE
from plans.exports.word.tables import cell_node, row_node, table_facts, table_node, widths_of
from plans.richtext import safe_link
from plans.word_marks import Part, TableMark, apart_name, part_name, table_name
from web.text import visible

# Those of headings are numbered from 1, others from here.
FURTHER_BOOKMARKS = 100_000
CONTENTS_FIELD = ' TOC \\o "1-2" \\h \\z \\u '


@dataclass
class Story:
    """Blocks in the order they are read; `headings` are those of the contents, by level.

    `figures` are keys by their names, where each mention is to bear a mark.
    """

    file: WordFile
    content: list[Node] = field(default_factory=list)
    numbering: Numbering = field(default_factory=Numbering)
    headings: list[tuple[int, str]] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    apart: int = 0
    bookmarks: int = 0
    figures: dict[str, int] = field(default_factory=dict)

    def paragraph(self, text: str, style: str = BODY) -> None:
        self.content.append(paragraph(style, run(text)))

    def words(self, *runs: Run) -> None:
        """A paragraph of stretches, each in its own look."""
        self._words(BODY, runs)

    def heading(self, level: int, text: str) -> None:
        """A heading, which the contents lead to."""
        self.headings.append((level, text))
        key = len(self.headings)
        start, end = bookmark(key, _place(key))
        self.content.append(paragraph(f"Heading{level}", start, run(text), end))

    def blocks(self, blocks: Sequence[Block], number: str = "") -> None:
        """Rich text, `number` beside its first line; lists and tables keep what leads to them."""
        if number and (not blocks or blocks[0].kind != "paragraph"):
            blocks = (Block("paragraph"), *blocks)
        goes_on = "NumberedParagraphContinued" if number else "BodyTextContinued"
        for place, block in enumerate(blocks):
            leads = any(then.kind != "paragraph" for then in blocks[place + 1 : place + 2])
            if block.table:
                self._grid(block.table, TABLE_CONTINUED if place else TABLE)
            elif block.kind != "paragraph":
                self._list(block, 0)
            elif number and not place:
                self._numbered(block, number, leads)
            else:
                self._words(goes_on if place else BODY, block.runs, leads=leads)

    def mark(self, part: Part, key: int, since: int) -> None:
        """What was added from `since` on bears an invisible mark in each of its paragraphs."""
        for place, block in enumerate(self.content[since:], start=1):
            held = next(first_paragraphs(block))
            self._bookmark(held, part_name(part, key, place if part == "passage" else 0))

    def name(self, name: str) -> None:
        """The paragraph that was added last bears this invisible name."""
        self._bookmark(self.content[-1], name)

    def mark_rows(self, part: Part, keys: Sequence[int]) -> None:
        """The same for the rows of the table that was added last, but for its head."""
        _, *rows = first_paragraphs(self.content[-1])
        for held, key in zip(rows, keys, strict=True):
            self._bookmark(held, part_name(part, key))

    def table(self, table: Table) -> None:
        """Records, with their caption above them and their head on every page they run over."""
        self.content.append(paragraph("Caption", run(table.caption)))
        says_more = table.caption if table.caption != table.title else ""
        facts = table_facts(TABLE, table.title, says_more)
        heads = [(Run(column.title),) for column in table.columns]
        self.content.append(self._table(facts, table.columns, heads, table.rows))

    def put_apart(self, kind: str, title: str, since: int) -> None:
        """What was added from `since` on, told from the plan's text: by a frame, and by bookmarks
        for programs that drop frames."""
        self.apart += 1
        for block in self.content[since:]:
            for held in first_paragraphs(block):
                self._bookmark(held, apart_name(kind, self.bookmarks + 1))
        self.content[since:] = [set_apart(kind, title, self.apart, *self.content[since:])]

    def _bookmark(self, held: Node, name: str) -> None:
        """An invisible name for the words of a paragraph; the names count the bookmarks."""
        self.bookmarks += 1
        enclose(held, *bookmark(FURTHER_BOOKMARKS + self.bookmarks, name))

    def put_down(self) -> None:
        """The whole story into its file, with the lists it counts by."""
        page = self.file.sections[0]._sectPr
        for block in self.content:
            page.addprevious(block)
        self.file.part.numbering_part.element.extend(self.numbering.nodes())

    def contents(self) -> Node | None:
        """The headings, which lead to their places; Word adds the pages once it is asked to."""
        if not self.headings:
            return None
        lines = [self._line(key, *each) for key, each in enumerate(self.headings, start=1)]
        opens = [*_field_at("begin"), node("r", text_node("instrText", CONTENTS_FIELD))]
        for place, mark in enumerate([*opens, *_field_at("separate")], start=1):
            lines[0].insert(place, mark)
        lines[-1].extend(_field_at("end"))
        gallery = node("docPartGallery", val="Table of Contents")
        self.apart += 1
        facts = node("id", val=self.apart), node("docPartObj", gallery, node("docPartUnique"))
        head = paragraph("TOCHeading", run("Contents"))
        return node("sdt", node("sdtPr", *facts), node("sdtContent", head, *lines))

    def _line(self, key: int, level: int, text: str) -> Node:
        link = node("hyperlink", run(text), anchor=_place(key), history=1)
        return paragraph(f"TOC{level}", link)

    def _numbered(self, block: Block, number: str, leads: bool) -> None:
        """A number that no counting gives is typed, as it was."""
        counted = self.numbering.of_paragraph(number)
        typed = () if counted is not None else (run(f"{number}\t"),)
        self._words("NumberedParagraph", block.runs, *typed, mark=counted, leads=leads)

    def _words(
        self,
        style: str,
        runs: Sequence[Run],
        *first: Node,
        mark: Node | None = None,
        leads: bool = False,
    ) -> None:
        facts = (*([node("keepNext")] if leads else []), *([] if mark is None else [mark]))
        self.content.append(paragraph(style, *first, *self._runs(runs), facts=facts))

    def _list(self, block: Block, depth: int) -> None:
        key = self.numbering.begin(block.kind, depth)
        style = "ListBullet" if block.kind == "bullets" else "ListNumber"
        for position, item in enumerate(block.items):
            if not item or item[0].kind != "paragraph":
                item = (Block("paragraph"), *item)
            first, *rest = item
            mark = self.numbering.of_item(key, depth, position)
            self._words(_at(style, depth), first.runs, mark=mark)
            for each in rest:
                if each.kind == "paragraph":
                    self._words(_at("ListContinue", depth), each.runs)
                else:
                    self._list(each, depth + 1)

    def _runs(self, runs: Sequence[Run]) -> Iterator[Node]:
        for each in runs:
            if each.figure in self.figures:
                self.bookmarks += 1
                name = part_name("figure", self.figures[each.figure], self.bookmarks)
                start, end = bookmark(FURTHER_BOOKMARKS + self.bookmarks, name)
                yield from (start, *self._run(each), end)
            else:
                yield from self._run(each)

    def _run(self, each: Run) -> Iterator[Node]:
        look = (node("b"), node("bCs")) if each.bold else ()
        address = safe_link(each.link) if each.link else ""
        if address:
            words = run(each.text, node("rStyle", val="Hyperlink"), *look)
            link = node("hyperlink", words, history=1)
            yield referring(link, self._relation(address))
        elif each.text:
            yield run(each.text, *look)

    def _relation(self, address: str) -> str:
        if address not in self.links:
            target = iri_to_uri(visible(address))
            self.links[address] = self.file.part.relate_to(target, KIND.HYPERLINK, is_external=True)
        return self.links[address]

    def _grid(self, table: Grid, style: str) -> None:
        """A table of the text. Word makes one of two that touch, so words or a line part them."""
        if table.caption:
            self._words("Caption", table.caption, leads=True)
        elif self.content and self.content[-1].tag == f"{WORD}tbl":
            self.content.append(paragraph(BODY))
        facts = table_facts(
            style, table.title, header_row=table.header_row, header_column=table.header_column
        )
        columns = columns_for(table, TABLE_SIZE / 2)
        made = self._table(facts, columns, table.head, table.body)
        mark = TableMark(table.header_row, table.header_column, style == TABLE_CONTINUED)
        self._bookmark(next(first_paragraphs(made)), table_name(self.bookmarks + 1, mark))
        self.content.append(made)

    def _table(
        self,
        facts: Node,
        columns: Sequence[Column],
        head: Sequence[Cell],
        body: Sequence[Sequence[Cell]],
    ) -> Node:
        widths = widths_of(columns)
        rights = [column.numbers for column in columns]

        def row(cells: Sequence[Cell], style: str) -> Iterator[Node]:
            for cell, width, right in zip(cells, widths, rights, strict=True):
                yield cell_node(style, width, *self._runs(cell), right=right)

        heads = [row_node(*row(head, "TableHeading"), repeated=True)] if head else []
        rows = (row_node(*row(cells, "TableText")) for cells in body)
        return table_node(facts, widths, *heads, *rows)


def _field_at(kind: str) -> list[Node]:
    return [node("r", node("fldChar", fldCharType=kind))]


def _at(style: str, depth: int) -> str:
    """The style of a list so deep; there are five."""
    level = min(depth, DEEPEST - 1)
    return f"{style}{level + 1}" if level else style


def _place(key: int) -> str:
    return f"_Toc{key:08}"
