"""One paragraph of a Word file while it is read: its words, what was left out, its text boxes."""

from dataclasses import dataclass, field

from plans.importing.marks import INDENT
from plans.importing.page_line import PageLine
from plans.importing.raised import lowered, raised
from plans.importing.to_markup import Markup, dialect, noted
from plans.importing.word_styles import Look

PLAIN = Look()


@dataclass
class Paragraph:
    """`rows` are its lines, as forced line breaks part them; `aside` by why it was left out.

    Notes and what stands in brackets come on a line `apart` where the paragraph is a heading.
    """

    rows: list[list[Markup]] = field(default_factory=lambda: [[]])
    aside: list[list[str]] = field(default_factory=list)
    boxes: list[PageLine] = field(default_factory=list)
    apart: bool = False
    held: list[Markup] = field(default_factory=list)
    length: int = 0
    goes_on: bool = False

    @property
    def last(self) -> str:
        """The character that stands before what comes next."""
        return self.rows[-1][-1].text[-1:] if self.rows[-1] else ""

    def add(self, text: str, look: Look = PLAIN, link: str = "") -> None:
        if look.raised:
            text = raised(text, self.last)
        elif look.lowered:
            text = lowered(text, self.last)
        if self.held and text:
            text = self._after_word(text, look, link)
        self._put(text, look, link)

    def _put(self, text: str, look: Look, link: str) -> None:
        if text:
            self.goes_on = False
            self.length += len(text)
            self.rows[-1].append(Markup(text, look.bold, link))

    def _after_word(self, text: str, look: Look, link: str) -> str:
        """What stood inside a word comes in brackets after the word; the rest of the text."""
        end = next((place for place, each in enumerate(text) if not each.isalnum()), len(text))
        end = end if self.last.isalnum() else 0
        self._put(text[:end], look, link)
        if end == len(text):
            return ""
        self._put_held()
        return f" {text[end:]}" if text[end].isalnum() else text[end:]

    def _put_held(self) -> None:
        if self.held:
            self._put("" if self.last in ("", " ") else " ", PLAIN, "")
            self.rows[-1] += self.held
            self.held = []

    def bracket(self, words: list[Markup]) -> None:
        """Words that say what stood here, a space apart from the word before them."""
        words = [Markup("["), *words, Markup("]")]
        if self.apart:
            self.boxes.append(PageLine(dialect(words), gap=1))
        else:
            self.held += words

    def note(self, words: list[Markup]) -> None:
        """A note where its mark stands; a heading has none, so its note comes on a line apart."""
        if self.apart:
            self.bracket([Markup("Note: "), *words])
            return
        self._put_held()
        self.goes_on = False
        self.length += sum(len(each.text) for each in words)
        self.rows[-1].append(noted(words))

    def new_row(self) -> None:
        self._put_held()
        self.rows.append([])

    def leave_out(self, why: str, text: str) -> None:
        """Words of one kind are told together; a sign parts them where words that stay do."""
        if self.aside and self.aside[-1][0] == why:
            parted = text.strip() and not self.goes_on and self.aside[-1][1].strip()
            self.aside[-1][1] += f" … {text}" if parted else text
        else:
            self.aside.append([why, text])
        self.goes_on = self.goes_on or bool(text.strip())

    def lines(self, mark: str = "", heading: int = 0, part: str = "") -> list[PageLine]:
        """Its own lines, then what was left out of it, then its text boxes."""
        self._put_held()
        found: list[PageLine] = []
        within = len(mark) - len(mark.lstrip()) if mark.strip() else 0
        for words in (dialect(row) for row in self.rows):
            if not words.strip():
                continue
            if heading:
                text = f"{'#' * heading} {mark}{words.replace('**', '').strip()}"
            elif found and mark:
                text = " " * within + INDENT + words.lstrip()
            else:
                text = mark + _indented(words)
            found.append(PageLine(text, part, 0 if found else 1))
        found += [
            PageLine(" ".join(words.split()), why, 1) for why, words in self.aside if words.strip()
        ]
        return found + self.boxes


def _indented(text: str) -> str:
    """Hard spaces before the first word are how Word indents a line."""
    words = text.lstrip("\u00a0 ")
    return " " * (len(text) - len(words)) + words


def numbered(lines: list[PageLine], number: str | None) -> list[PageLine]:
    """The lines with the number of the paragraph they came from, where a reader of changes gave it.

    What stands in a box has numbers of its own.
    """
    if number is None:
        return lines
    came = (int(number),)
    return [line if line.paragraphs else line._replace(paragraphs=came) for line in lines]
