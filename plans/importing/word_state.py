"""What is known of a Word file while it is read: its parts, what is open, where words go."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from xml.etree import ElementTree as ET

from plans.importing.numbering import Lists
from plans.importing.page_line import PageLine
from plans.importing.word_fields import Fields
from plans.importing.word_frames import is_ours, reframe
from plans.importing.word_graphics import Graphics
from plans.importing.word_notes import Notes
from plans.importing.word_package import Package
from plans.importing.word_styles import Styles
from plans.importing.word_xml import letters

# Of a part that is a document itself, its lines; what else is in it is added to the counts.
Reader = Callable[[Package, str, Counter[str]], tuple[PageLine, ...]]


class WordState:
    """`counts` says what was met besides words; `aside` why words are no part of the text."""

    def __init__(
        self, package: Package, root: ET.Element, name: str, read: Reader | None = None
    ) -> None:
        self.package = package
        self.root = root
        self.read = read
        self.counts: Counter[str] = Counter()
        self.styles = Styles(self._part("styles"))
        self.lists = Lists(self._part("numbering"), self.styles)
        self.graphics = Graphics(package, self.counts)
        self.graphics.relations = package.relations(name)
        self.fields = Fields()
        self.notes = Notes(package, name)
        self.moved_here = "".join(letters(each, "t", "delText") for each in root.iter("moveTo"))
        reframe(root)
        self.ours = self.lists.ours = is_ours(root)
        self.aside = ""
        self.link = ""
        self.between = " "
        self.length = 0

    @property
    def relations(self) -> dict[str, tuple[str, str]]:
        """What the part that is being read refers to."""
        return self.graphics.relations

    @contextmanager
    def inside(self, part: str) -> Iterator[None]:
        """While words of another part are read: its links, fields and pictures are its own."""
        held = self.graphics.relations, self.link, self.fields
        self.graphics.relations, self.link, self.fields = self.package.relations(part), "", Fields()
        yield
        self.graphics.relations, self.link, self.fields = held

    def _part(self, kind: str) -> ET.Element:
        """Styles and numbers are the whole file's, whichever part is read."""
        names = self.package.related(self.package.main, kind)
        return self.package.root(names[0]) if names else ET.Element("none")

    @contextmanager
    def parted_by(self, sign: str) -> Iterator[None]:
        """While blocks become one line, with a sign between them."""
        held, self.between = self.between, sign
        yield
        self.between = held

    @contextmanager
    def left_aside(self, why: str) -> Iterator[None]:
        """While what is read is no part of the text; the outermost reason counts."""
        held = self.aside
        self.aside = held or why
        yield
        self.aside = held
