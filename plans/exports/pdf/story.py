"""What a document says, piece by piece: each an element of its structure and its strips."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from time import thread_time

from plans.blocks import Block, Run, Table
from plans.exports.charts import Picture
from plans.exports.pdf.figures import WIDTH, picture_strip
from plans.exports.pdf.grid import Grid, columns_for
from plans.exports.pdf.layout import LayoutRow, Rule, Style, TextRun, keep_together
from plans.exports.pdf.linebreak import TO_MARK, TO_NOTE, break_lines
from plans.exports.pdf.tagging import Element
from plans.exports.tables import Column, narrowed
from plans.richtext import list_letter
from web.errors import Refused

MUTED = (0.31, 0.35, 0.37)
BODY = Style(size=10.5, leading=14, before=6)
SMALL = Style(size=9, leading=12, before=4)
CAPTION = replace(SMALL, bold=True)
NOTE = replace(SMALL, colour=MUTED)
HEADINGS = {
    1: Style(size=21, leading=25, before=4, bold=True),
    2: Style(size=14.5, leading=18, before=15, bold=True),
    3: Style(size=11.5, leading=15, before=10, bold=True),
}
LIST_INDENT = 17.0
# Above the notes of a part a short line; beside each its number.
NOTES_RULE, NOTES_INDENT = 90.0, 22.0
# Some five hundred pages: a plan has four, and its longest with all its tables has sixty.
MOST_ROWS = 20_000
# Of the processor, for one drawing: the longest plan takes a few. The clock of a busy machine goes
# on and this does not, so nobody's paper is refused for what others do.
MOST_SECONDS = 30

Cell = str | Sequence[Run]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where text goes: in which element, how far from the left, and with which mark before it."""

    element: Element
    indent: float
    mark: TextRun | None = None


class TooLongToDraw(Refused):
    """A story that would take more lines than any paper of a council has."""

    def __init__(self) -> None:
        super().__init__(
            f"This is too long to be drawn as a PDF: it would have more than {MOST_ROWS:,} lines. "
            "Shorten it, or take out line breaks."
        )


class TookTooLong(TooLongToDraw):
    """A drawing that used up its time of the processor, and was stopped where it was."""

    def __init__(self) -> None:
        Refused.__init__(
            self, "This takes too long to be drawn as a PDF. Shorten it, or take out line breaks."
        )


def time_is_up() -> float:
    return thread_time() + MOST_SECONDS


@dataclass(slots=True)
class Story:
    """Pieces in the order they are read. A story is drawn once, and has an end: `TooLongToDraw`.

    Notes are numbered through it; those whose marks were met wait in `notes` to be put down.
    """

    root: Element = field(default_factory=lambda: Element("Document"))
    strips: list[LayoutRow] = field(default_factory=list)
    ends: float = field(default_factory=time_is_up)
    notes: list[tuple[int, Sequence[Run]]] = field(default_factory=list)
    noted: int = 0

    def add(self, strips: Sequence[LayoutRow]) -> None:
        """Every line comes this way, so no story takes longer to draw than its bound."""
        if len(self.strips) + len(strips) > MOST_ROWS:
            raise TooLongToDraw
        self.go_on()
        self.strips += strips

    def go_on(self) -> None:
        """Asked at each piece and each page: a drawing whose time is up uses no more of it."""
        if thread_time() > self.ends:
            raise TookTooLong

    def heading(self, level: int, text: str) -> None:
        """A heading, on the page of what it heads."""
        style = HEADINGS[level]
        element = self.root.add(f"H{level}")
        strips = _text_strips([Run(text)], element, style)
        self.add([replace(strip, glued=True) for strip in strips])

    def paragraph(self, words: Cell, style: Style = BODY) -> None:
        """One paragraph of plain words or of runs."""
        self.add(keep_together(_text_strips(_runs(words), self.root.add("P"), style)))

    def blocks(self, blocks: Sequence[Block], number: str = "", indent: float = 0.0) -> None:
        """Rich text, `indent` from the left, with `number` hanging beside its first line."""
        if number and (not blocks or blocks[0].kind != "paragraph"):
            blocks = (Block("paragraph"), *blocks)
        if number and text_run(0, number, BODY, None).width > indent:
            first, *rest = blocks
            blocks = (replace(first, runs=(Run(f"{number} "), *first.runs)), *rest)
            number = ""
        for block in blocks:
            if block.kind == "paragraph":
                self._paragraph(block.runs, _Place(self.root.add("P"), indent), number)
            else:
                self._lead_in(block, blocks)
                self._apart(block, self.root, indent)
            number = ""

    def put_notes(self) -> None:
        """The notes that wait, each beside its number, from which one comes back to its mark."""
        if not self.notes:
            return
        rule = Rule(0, 0.5, NOTES_RULE)
        self.add([LayoutRow(height=1, marks=(rule,), before=12, glued=True)])
        waiting, self.notes = self.notes, []
        for number, note in waiting:
            element = self.root.add("Note")
            element.key = f"note-{number}"
            strips = _text_strips(note, element.add("P"), SMALL, NOTES_INDENT)
            back = Run(str(number), link=f"{TO_MARK}{number}")
            line, *_ = break_lines([back], WIDTH, SMALL.size)
            label = TextRun(0, SMALL.baseline, line, SMALL, Element("Lbl"))
            assert label.element
            element.kids.insert(0, label.element)
            self.add(keep_together([_with_mark(strips, label, SMALL), *strips[1:]]))

    def _marked(self, runs: Sequence[Run]) -> Sequence[Run]:
        """The words with a number for each note among them, which waits from now on."""
        shown = []
        for run in runs:
            if run.note:
                self.noted += 1
                self.notes.append((self.noted, run.note))
                run = Run(str(self.noted), link=f"{TO_NOTE}{self.noted}")
            shown.append(run)
        return shown

    def rule(self) -> None:
        """A line across the page, which nobody hears."""
        self.add([LayoutRow(height=1, marks=(Rule(0, 0.5, WIDTH),), before=8)])

    def picture(self, picture: Picture) -> None:
        """A picture, whole on one page; what it says is heard in its place."""
        element = self.root.add("Figure")
        element.description = picture.alternative
        self.add([picture_strip(picture, element)])

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        """A table with its head on every page it runs over; each row's first cell is its title.

        A column that is empty in every row is left out.
        """
        columns, rows = narrowed(columns, rows)
        grid = Grid(self.root.add("Table"), columns, SMALL)
        self._fill(grid, [column.title for column in columns], rows)

    def _grid(self, table: Table, parent: Element, indent: float) -> None:
        """A table of the text, its caption heard as part of it."""
        element = parent.add("Table")
        if table.caption:
            caption = self._marked(table.caption)
            strips = _text_strips(caption, element.add("Caption"), CAPTION, indent)
            self.add([replace(strip, glued=True) for strip in strips])
        columns = columns_for(table, SMALL.size)
        grid = Grid(element, columns, SMALL, left=indent, titled=table.header_column)
        head = [self._marked(cell) for cell in table.head]
        self._fill(grid, head, [[self._marked(cell) for cell in row] for row in table.body])

    def _fill(self, grid: Grid, head: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> None:
        """A head of one strip comes again on each page its rows run over; a taller one does not."""
        heads = grid.head(head) if head else []
        running = tuple(heads) if len(heads) == 1 else ()
        before = SMALL.before
        for strip in heads:
            self.add([replace(strip, before=before or strip.before, glued=True)])
            before = 0.0
        for row in rows:
            first, *rest = grid.row(row)
            strips = [replace(first, before=before or first.before), *rest]
            self.add([replace(strip, running=running) for strip in strips])
            before = 0.0

    def _lead_in(self, block: Block, blocks: Sequence[Block]) -> None:
        """The words that lead into a list stay on the page where it begins."""
        if self.strips and block is not blocks[0]:
            self.strips[-1] = replace(self.strips[-1], glued=True)

    def _paragraph(self, runs: Sequence[Run], place: _Place, number: str) -> None:
        strips = _text_strips(self._marked(runs), place.element, BODY, place.indent)
        if number:
            numbered = text_run(0, number, BODY, place.element)
            strips = [_with_mark(strips, numbered, BODY), *strips[1:]]
        self.add(keep_together(strips))

    def _apart(self, block: Block, parent: Element, indent: float) -> None:
        """A list or a table."""
        if block.table:
            self._grid(block.table, parent, indent)
        else:
            self._list(block, parent, indent)

    def _list(self, block: Block, parent: Element, indent: float) -> None:
        numbering = "LowerAlpha" if block.kind == "letters" else "Disc"
        element = parent.add("L", ("O", "List"), ("ListNumbering", numbering))
        for position, item in enumerate(block.items):
            entry = element.add("LI")
            mark = f"{list_letter(position)}." if block.kind == "letters" else "•"
            label = text_run(indent, mark, BODY, entry.add("Lbl"))
            self._item(item, _Place(entry.add("LBody"), indent + LIST_INDENT, label))

    def _item(self, item: Sequence[Block], place: _Place) -> None:
        style = replace(BODY, before=3)
        label = place.mark
        if not item or item[0].kind != "paragraph":
            item = (Block("paragraph"), *item)
        for block in item:
            if block.kind != "paragraph":
                self._apart(block, place.element, place.indent)
                continue
            element = place.element.add("P") if block.runs else place.element
            strips = _text_strips(self._marked(block.runs), element, style, place.indent)
            if label:
                strips = [_with_mark(strips, label, style), *strips[1:]]
                label = None
            self.add(keep_together(strips))


def _text_strips(
    runs: Sequence[Run], element: Element, style: Style, indent: float = 0.0
) -> list[LayoutRow]:
    """One strip for each line; none for no words."""
    broken = break_lines(runs, WIDTH - indent, style.size, style.bold)
    return [
        LayoutRow(
            height=style.leading,
            marks=(TextRun(indent, style.baseline, line, style, element),),
            before=0 if place else style.before,
        )
        for place, line in enumerate(broken)
    ]


def _with_mark(strips: Sequence[LayoutRow], mark: TextRun, style: Style) -> LayoutRow:
    """The first strip with a number or a list's mark before it, or that alone."""
    if not strips:
        return LayoutRow(height=style.leading, marks=(mark,), before=style.before)
    return replace(strips[0], marks=(mark, *strips[0].marks))


def text_run(x: float, text: str, style: Style, element: Element | None) -> TextRun:
    """Words known to be short, on one line."""
    line, *_ = break_lines([Run(text)], WIDTH, style.size) or [()]
    return TextRun(x, style.baseline, line, style, element)


def _runs(words: Cell) -> Sequence[Run]:
    return [Run(words)] if isinstance(words, str) else words
