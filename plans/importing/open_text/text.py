"""The text of an OpenDocument file, block by block, told as Word's paragraphs and tables."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from plans.importing.open_text.changes import BEGINS, ENDS, STANDS, Region, regions_in
from plans.importing.open_text.controls import controls_in
from plans.importing.open_text.counting import Counting, Place
from plans.importing.open_text.drawings import Read, drawing
from plans.importing.open_text.looks import Looks
from plans.importing.open_text.tables import cells_of, row_of, rows_of, table_of
from plans.importing.open_text.words import DRAWN, NO_WORDS, Words
from plans.importing.open_text.xml import made
from plans.importing.word_xml import whole
from plans.word_marks import PARTICULARS, RECORDS

PARAGRAPHS = ("text_p", "text_h")
LISTS = ("text_list", "text_numbered-paragraph")
BLOCKS = (*PARAGRAPHS, *LISTS, "table_table")
INDEXES = {
    "text_table-of-content",
    "text_illustration-index",
    "text_table-index",
    "text_object-index",
}
INLINE = {BEGINS, ENDS, STANDS, "office_annotation", "office_annotation-end"}


class Text(Words):
    """One file while it is told; `read` opens what is drawn in it."""

    def __init__(self, content: ET.Element, looks: Looks, counting: Counting, read: Read) -> None:
        marked = {each.get("office_name", "") for each in content.iter("office_annotation-end")}
        super().__init__(looks, regions_in(content), marked)
        self.counting = counting
        self.read = read
        self.controls = controls_in(content)

    def told(self, container: ET.Element, tag: str) -> ET.Element:
        """An element of Word's that holds what stands in a container."""
        found = made(tag)
        with self.elsewhere(found):
            self.blocks(container)
        return found

    def blocks(self, container: ET.Element) -> None:
        for child in container:
            self._block(child)

    def _block(self, element: ET.Element) -> None:
        tag = element.tag
        if tag in NO_WORDS or tag.endswith("-source"):
            return
        if tag in PARAGRAPHS:
            self._paragraph(element, None)
        elif tag in LISTS:
            self._list(element, None)
        elif tag == "table_table":
            self._table(element)
        elif tag in INDEXES:
            gallery = made("docPartObj", made("docPartGallery", val="Table of Contents"))
            self._framed(element, gallery)
        elif tag == "text_section":
            self._section(element)
        elif tag in INLINE:
            self._between(element)
        elif tag not in DRAWN and any(each.tag in BLOCKS for each in element.iter()):
            self.blocks(element)
        else:
            # A drawing that is tied to a page, or words where no paragraph is.
            self._begin(None, "")
            self.inline(made("words", element))
            self._end()

    def _section(self, element: ET.Element) -> None:
        name = element.get("text_name", "")
        kind = next((each for each in (PARTICULARS, RECORDS) if name.startswith(f"{each} ")), "")
        hidden = {"vanish": "true"} if element.get("text_display") == "none" else {}
        with self.looking(hidden):
            if kind:
                self._framed(element, made("tag", val=kind))
            else:
                self.blocks(element)

    def _framed(self, element: ET.Element, said: ET.Element) -> None:
        content = made("sdtContent")
        self.into.append(made("sdt", made("sdtPr", said), content))
        held, self.into = self.into, content
        self.blocks(element)
        self.into = held

    def _list(self, element: ET.Element, around: Place | None) -> None:
        place = self.counting.begin(element, around)
        if element.tag == "text_numbered-paragraph":
            depth = max(0, whole(element.get("text_level", "1")) - 1)
            self._item(element, Place(place.chain, place.style, depth))
            return
        for item in element:
            if item.tag == "text_list-header":
                self._item(item, place, counts=False)
            elif item.tag == "text_list-item":
                self._item(item, place)
            else:
                self._block(item)

    def _item(self, item: ET.Element, place: Place, *, counts: bool = True) -> None:
        """The first paragraph of an item has its number; an item that opens with a list, none."""
        for child in item:
            if child.tag in PARAGRAPHS:
                self._paragraph(child, self.counting.count(place, item) if counts else None)
            elif child.tag in LISTS:
                self._list(child, place)
            else:
                self._block(child)
            counts = counts and child.tag not in (*PARAGRAPHS, *LISTS)

    def _paragraph(self, element: ET.Element, listed: ET.Element | None) -> None:
        hidden = element.get("text_is-hidden") == "true"
        named = self._begin(listed, element.get("text_style-name", ""), element)
        with self.looking({**named, **({"vanish": "true"} if hidden else {})}):
            self.inline(element)
        self._end()

    def _begin(
        self, listed: ET.Element | None, style: str, element: ET.Element | None = None
    ) -> dict[str, str]:
        """A paragraph begins; what was set by hand for its words."""
        name, look = self.looks.paragraph(style)
        facts = made("pPr", made("pStyle", val=name))
        if listed is not None:
            facts.append(listed)
        if element is not None and element.tag == "text_h":
            level = whole(element.get("text_outline-level", "1")) or 1
            facts.append(made("outlineLvl", val=str(level - 1)))
        self.paragraph = self.at = made("p", facts)
        self.into.append(self.paragraph)
        self.spaced = True
        return look

    def _end(self) -> None:
        if said := self.ended():
            self.paragraph[0].append(made("rPr", *said))

    def take_out(self, region: Region) -> None:
        """Words that somebody took out stand again where they stood, and so do paragraphs' ends."""
        self.out = region
        for number, (element, listed) in enumerate(self._gone(region.content, None)):
            if element.tag == "table_table":
                self._table(element)
                self._begin(None, "")
                continue
            if number:
                self._end()
                self._begin(listed, element.get("text_style-name", ""), element)
            self.spaced = True
            self.inline(element)
        self.out = None
        self.spaced = False

    def _gone(
        self, container: ET.Element | None, place: Place | None
    ) -> Iterator[tuple[ET.Element, ET.Element | None]]:
        """The paragraphs of what was taken out, with the list each stood in, and the tables."""
        for child in () if container is None else container:
            if child.tag in (*PARAGRAPHS, "table_table"):
                yield child, self.counting.same(place) if place else None
            elif child.tag == "text_list":
                yield from self._gone(child, self.counting.begin(child, place))
            elif child.tag not in NO_WORDS and child.tag != "office_change-info":
                yield from self._gone(child, place)

    def _between(self, element: ET.Element) -> None:
        """A mark that stands between two blocks."""
        if element.tag in (BEGINS, ENDS):
            self.change(element)
            return
        self._begin(None, "")
        self.inline(made("words", element))
        region = self.regions.get(element.get("text_change-id", ""))
        said = region.said() if region else []
        if said:
            # Nothing of its own stands here, so the end of what was taken out is gone as well.
            self.paragraph[0].append(made("rPr", *said))

    def _table(self, element: ET.Element) -> None:
        found = table_of(element)
        self.into.append(found)
        said = self.ended()
        for row, headed in rows_of(element):
            told = row_of(said, headed=headed)
            found.append(told)
            for properties, held in cells_of(row):
                cell = made("tc", properties)
                told.append(cell)
                # What is open in the text goes on in its tables.
                kept = self.into, self.at, self.paragraph, self.spaced
                self.into = cell
                for each in held:
                    self.blocks(each)
                self.into, self.at, self.paragraph, self.spaced = kept

    def drawn(self, element: ET.Element) -> None:
        """What is drawn, with its boxes; what is open in the text does not go on in them."""
        if element.tag == "draw_control":
            self.text(self.controls.get(element.get("draw_control", ""), ""))
        for found in drawing(element, self.read, self.told):
            self.run(found)
