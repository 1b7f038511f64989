"""What stands in a paragraph without being words: pictures, charts, diagrams, text boxes."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from plans.importing.page_line import BOX_DESCRIBED, CHART, PageLine
from plans.importing.word_charts import chart_lines
from plans.importing.word_package import Package

# What makes one of two renderings of the same thing the one to read.
WORDS_IN = {"t", "m_t", "a_t", "c_chart", "other_chart", "dgm_relIds", "pic_pic", "v_imagedata"}
BOXES = ("txbxContent", "a_txBody", "wps_txBody", "other_txBody")
AUTOMATIC = re.compile(
    r"\s*Description (?:automatically|generated).*|\S+\.(?:png|jpe?g|gif|emf|wmf)", re.I | re.S
)


def chosen(alternatives: ET.Element) -> ET.Element:
    """Word keeps a newer and an older form of one thing: the newer, where it says anything."""
    choices, fallback = alternatives.findall("mc_Choice"), alternatives.find("mc_Fallback")
    for choice in choices:
        if any(each.tag in WORDS_IN for each in choice.iter()):
            return choice
    if fallback is not None:
        return fallback
    return choices[0] if choices else ET.Element("none")


class Graphics:
    """Reads one drawing after another; `counts` says what was met."""

    def __init__(self, package: Package, counts: Counter[str]) -> None:
        self.package = package
        self.counts = counts
        self.relations = package.relations(package.main)
        self.beside: list[PageLine] = []

    def boxes(self, element: ET.Element) -> Iterator[ET.Element]:
        """Each text box within, outermost first, in one rendering."""
        if element.tag in BOXES:
            yield element
            return
        for child in chosen(element) if element.tag == "mc_AlternateContent" else element:
            yield from self.boxes(child)

    def brackets(self, element: ET.Element) -> list[str]:
        """What to put in brackets for what is drawn; things without a word are only counted."""
        alt = "; ".join(dict.fromkeys(_alt_texts(element)))
        found = []
        for each in self._things(element):
            if each.tag in ("c_chart", "other_chart"):
                self.counts["chart"] += 1
                titles = self._charted(each.get("id", ""))
                found.append(f"Chart: {alt or titles or 'no title'}")
            elif each.tag == "dgm_relIds":
                self.counts["diagram"] += 1
                words = self._words(each.get("dm", ""), "dgm_pt")
                found.append(f"Diagram: {'; '.join(filter(None, (alt, words))) or 'no words'}")
            elif each.tag == "v_textpath":
                found.append(each.get("string", "").strip())
            elif each.tag == "OLEObject" or each.tag.endswith("_OLEObject"):
                self.counts["object"] += 1
            else:
                self.counts["described picture" if alt else "picture"] += 1
                found += [f"Picture: {alt}"] if alt else []
            alt = ""
        if alt and any(True for _ in self.boxes(element)):
            self.beside.append(PageLine(alt, BOX_DESCRIBED, 1))
        elif alt:
            self.counts["described picture"] += 1
            found.append(f"Picture: {alt}")
        return [words for words in found if words]

    def _things(self, element: ET.Element) -> Iterator[ET.Element]:
        if element.tag in BOXES:
            return
        thing = ("c_chart", "other_chart", "dgm_relIds", "pic_pic", "v_imagedata", "v_textpath")
        if element.tag in thing or element.tag.endswith("OLEObject"):
            yield element
            return
        for child in chosen(element) if element.tag == "mc_AlternateContent" else element:
            yield from self._things(child)

    def _charted(self, reference: str) -> str:
        """A chart's titles; its figures are put beside the text."""
        _, part = self.relations.get(reference, ("", ""))
        self.beside += [PageLine(line, CHART, 1) for line in chart_lines(self.package, part)]
        return self._words(reference, "c_title")

    def _words(self, reference: str, name: str) -> str:
        """The words of a chart's titles or of a diagram's boxes, from their own part."""
        _, part = self.relations.get(reference, ("", ""))
        texts = (_text_of(each) for each in self.package.root(part).iter(name))
        return "; ".join(text for text in texts if text)


def _text_of(element: ET.Element) -> str:
    """Paragraphs and lines within a space apart."""
    named = (each for each in element.iter() if each.tag in ("a_t", "c_v", "a_p", "a_br"))
    pieces = ((each.text or "") if each.tag == "a_t" else f" {each.text or ''}" for each in named)
    return " ".join("".join(pieces).split())


def _alt_texts(element: ET.Element) -> Iterator[str]:
    """What people wrote of it, not what a program made up; a box's own pictures say theirs."""
    if element.tag in BOXES:
        return
    if element.tag in ("wp_docPr", "v_shape", "v_rect"):
        said = element.get("descr") or element.get("alt") or element.get("title") or ""
        if text := " ".join(AUTOMATIC.sub("", said).split()):
            yield text
    for child in chosen(element) if element.tag == "mc_AlternateContent" else element:
        yield from _alt_texts(child)
