"""The marks that a returned file still bears: whose plan, which round, which part is which."""

from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from plans.importing.word_package import Package
from plans.word_marks import (
    PLAN_AT_TITLE,
    PLAN_PROPERTY,
    ROUND_AT_TITLE,
    ROUND_PROPERTY,
    part_of,
)

# What a package calls the part with the properties that somebody made up, in its two dialects.
PROPERTIES = ("custom-properties", "customProperties")


def marks_of(package: Package) -> tuple[str, str]:
    """The plan's and the round's mark, from the properties or else from the title."""
    said: dict[str, str] = {}
    for name in (each for kind in PROPERTIES for each in package.related("", kind)):
        for each in package.root(name):
            said.setdefault(each.get("name", ""), "".join(each.itertext()).strip())
    names = [each.get("name", "") for each in package.body().iter("bookmarkStart")]
    return tuple(  # type: ignore[return-value]
        said.get(key, "") or next((one[len(at) :] for one in names if one.startswith(at)), "")
        for key, at in ((PLAN_PROPERTY, PLAN_AT_TITLE), (ROUND_PROPERTY, ROUND_AT_TITLE))
    )


@dataclass(slots=True)
class Marked:
    """The marks that begin in one paragraph, each with its words there.

    Of passages the key and which of its paragraphs it was; of figures the key and what stands now.
    """

    passages: list[tuple[int, int]] = field(default_factory=list)
    figures: list[tuple[int, str]] = field(default_factory=list)
    themes: list[int] = field(default_factory=list)


def marked(paragraph: ET.Element) -> Marked:
    """A mark whose words were all taken out is none, unless nothing stands in its paragraph."""
    found = Marked()
    words: defaultdict[str, str] = defaultdict(str)
    open_marks: dict[str, str] = {}
    every = ""
    for element in paragraph.iter():
        if element.tag == "bookmarkStart":
            open_marks[element.get("id", "")] = element.get("name", "")
            words[element.get("name", "")] += ""
        elif element.tag == "bookmarkEnd":
            open_marks.pop(element.get("id", ""), None)
        elif element.tag in ("t", "delText") and element.text:
            every += element.text
            for name in open_marks.values():
                words[name] += element.text
    for name, said in words.items():
        part = part_of(name)
        if part is None or bool(every.strip()) != bool(said.strip()):
            continue
        kind, key, place = part
        if kind == "passage":
            found.passages.append((key, place))
        elif kind == "theme":
            found.themes.append(key)
        elif kind == "figure":
            found.figures.append((key, said.strip()))
    return found
