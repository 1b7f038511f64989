"""What stands in a paragraph without being words: pictures, charts, diagrams, text boxes."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from plans.importing.word_package import Package
from plans.importing.word_xml import letters

# What makes one of two renderings of the same thing the one to read.
WORDS_IN = {"t", "m_t", "a_t", "c_chart", "other_chart", "dgm_relIds", "pic_pic", "v_imagedata"}
MOST_WORDS = 1_000
AUTOMATIC = re.compile(
    r"\s*Description (?:automatically|generated).*|\S+\.(?:png|jpe?g|gif|emf|wmf)", re.I | re.S
)


def chosen(alternatives: ET.Element) -> ET.Element:
    """Word keeps a newer and an older form of one thing: the newer, where it says anything."""
    choice, fallback = alternatives.find("mc_Choice"), alternatives.find("mc_Fallback")
    if choice is not None and (fallback is None or any(e.tag in WORDS_IN for e in choice.iter())):
        return choice
    return ET.Element("none") if fallback is None else fallback


class Graphics:
    """Reads one drawing after another; `counts` says what was met."""

    def __init__(self, package: Package, counts: Counter[str]) -> None:
        self.package = package
        self.counts = counts
        self.relations = package.relations(package.main)

    def boxes(self, element: ET.Element) -> Iterator[ET.Element]:
        """Each text box within, outermost first, in one rendering."""
        if element.tag in ("txbxContent", "a_txBody", "wps_txBody", "other_txBody"):
            yield element
            return
        for child in chosen(element) if element.tag == "mc_AlternateContent" else element:
            yield from self.boxes(child)

    def brackets(self, element: ET.Element) -> list[str]:
        """What to put in brackets for what is drawn; things without a word are only counted."""
        alt = _alt_text(element)
        found = []
        for each in self._things(element):
            if each.tag in ("c_chart", "other_chart"):
                self.counts["chart"] += 1
                title = alt or self._words(each.get("id", ""), "c_title") or "no title"
                found.append(f"Chart: {title}")
            elif each.tag == "dgm_relIds":
                self.counts["diagram"] += 1
                words = self._words(each.get("dm", ""), "dgm_pt")
                found.append(f"Diagram: {words or alt or 'no words'}")
            elif each.tag == "v_textpath":
                found.append(each.get("string", "").strip())
            elif each.tag == "OLEObject" or each.tag.endswith("_OLEObject"):
                self.counts["object"] += 1
            else:
                self.counts["described picture" if alt else "picture"] += 1
                found += [f"Picture: {alt}"] if alt else []
            alt = ""
        if alt and not any(True for _ in self.boxes(element)):
            self.counts["described picture"] += 1
            found.append(f"Picture: {alt}")
        return [words for words in found if words]

    def _things(self, element: ET.Element) -> Iterator[ET.Element]:
        if element.tag in ("txbxContent", "a_txBody", "wps_txBody", "other_txBody"):
            return
        thing = ("c_chart", "other_chart", "dgm_relIds", "pic_pic", "v_imagedata", "v_textpath")
        if element.tag in thing or element.tag.endswith("OLEObject"):
            yield element
            return
        for child in chosen(element) if element.tag == "mc_AlternateContent" else element:
            yield from self._things(child)

    def _words(self, reference: str, name: str) -> str:
        """The words of a chart's title or of a diagram's boxes, from their own part."""
        _, part = self.relations.get(reference, ("", ""))
        root = self.package.root(part)
        texts = (" ".join(letters(each, "a_t", "c_v").split()) for each in root.iter(name))
        return "; ".join(text for text in texts if text)[:MOST_WORDS]


def _alt_text(element: ET.Element) -> str:
    for each in element.iter():
        if each.tag in ("wp_docPr", "v_shape", "v_rect"):
            said = each.get("descr") or each.get("alt") or each.get("title") or ""
            if text := " ".join(AUTOMATIC.sub("", said).split()):
                return text
    return ""
