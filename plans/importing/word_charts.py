"""The words and figures of a chart, a line for each of its series."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from plans.importing.word_package import Package
from plans.importing.word_xml import whole

SERIES = ("c_ser", "other_series", "other_data")
POINTS = ("c_pt", "other_pt")
VALUES = ("c_v", "other_v")


def chart_lines(package: Package, part: str) -> Iterator[str]:
    """Its titles and what is written on it, then each series: “Vans: Q1 180; Q2 200”."""
    root = package.root(part)
    within = {each for series in root.iter() if series.tag in SERIES for each in series.iter()}
    around = [words for words in _texts(root) if words[0] not in within]
    if around:
        yield "; ".join(text for _, text in around)
    for series in root.iter():
        if series.tag in SERIES and (words := _series(series)):
            yield words
    for name in package.related(part, "chartUserShapes"):
        if drawn := [text for _, text in _texts(package.root(name))]:
            yield "; ".join(drawn)


def figure(text: str) -> str:
    """A chart keeps 0.35 as 0.34999999999999998; no program shows more than 15 digits."""
    try:
        return f"{float(text):.15g}" if "." in text else text.strip()
    except ValueError:
        return text.strip()


def _texts(element: ET.Element) -> Iterator[tuple[ET.Element, str]]:
    """Each text beneath with the element it stands in: a paragraph, a point or a bare value."""
    for child in element:
        if child.tag == "a_p" or child.tag in POINTS or child.tag in VALUES:
            if text := _text(child):
                yield child, text
        else:
            yield from _texts(child)


def _text(element: ET.Element) -> str:
    named = ("a_t", "other_pt", *VALUES)
    pieces = (
        "\n" if each.tag == "a_br" else (each.text or "") * (each.tag in named)
        for each in element.iter()
    )
    return figure(" ".join("".join(pieces).split()))


def _series(series: ET.Element) -> str:
    """The name, then the points, each with what it is of; what else is written on it after them."""
    columns: dict[int, list[str]] = {}
    name = ""
    rest: list[str] = []
    for child in series:
        if child.tag in ("c_tx", "other_tx"):
            name = " ".join(text for _, text in _texts(child))
            continue
        points = [each for each in child.iter() if each.tag in POINTS]
        for place, point in enumerate(points):
            at = point.get("idx", str(place))
            columns.setdefault(whole(at), []).append(_text(point))
        if not points:
            rest += [text for _, text in _texts(child)]
    pairs = [" ".join(filter(None, texts)) for _, texts in sorted(columns.items())]
    words = "; ".join(filter(None, [*pairs, *rest]))
    return f"{name}: {words}" if name and words else name or words
