"""What is drawn in an OpenDocument text: boxes with words, pictures, charts, equations."""

from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

from plans.importing.open_text.xml import made, worded

# The content of an object, and the name under which a chart of it is kept.
Read = Callable[[ET.Element], tuple[str, ET.Element]]
Told = Callable[[ET.Element, str], ET.Element]

FRACTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "math_mfrac": ("m_f", ("m_num", "m_den")),
    "math_msup": ("m_sSup", ("m_e", "m_sup")),
    "math_msub": ("m_sSub", ("m_e", "m_sub")),
    "math_msubsup": ("m_sSubSup", ("m_e", "m_sub", "m_sup")),
    "math_mroot": ("m_rad", ("m_e", "m_deg")),
}
HELD = ("draw_text-box", "draw_image", "draw_object", "draw_object-ole", "draw_plugin")


def drawing(element: ET.Element, read: Read, told: Told) -> Iterator[ET.Element]:
    """The things drawn in an element, as Word has them, each with what its author says of it."""
    if element.tag == "draw_g":
        for child in element:
            yield from drawing(child, read, told)
        return
    said = (element.findtext("svg_title"), element.findtext("svg_desc"))
    alt = "; ".join(dict.fromkeys(each.strip() for each in said if each and each.strip()))
    description = [made("wp_docPr", descr=alt)] if alt else []
    if element.tag != "draw_frame":
        box = told(element, "txbxContent")
        yield made("drawing", *description, *([box] if len(box) else []))
        return
    held = [each for each in element if each.tag in HELD]
    # A picture beside an object is only how the object looks.
    objects = [each for each in held if each.tag != "draw_image"]
    for each in objects or held[:1]:
        yield from _held(each, description, read, told)


def _held(
    element: ET.Element, description: list[ET.Element], read: Read, told: Told
) -> Iterator[ET.Element]:
    if element.tag == "draw_text-box":
        yield made("drawing", *description, told(element, "txbxContent"))
    elif element.tag == "draw_image":
        yield made("drawing", *description, made("pic_pic"))
    else:
        name, root = read(element)
        inside = element.find("math_math")
        equation = root if root.tag == "math_math" else inside
        if equation is not None:
            yield made("m_oMath", *_equation(equation))
        elif name:
            yield made("drawing", *description, made("c_chart", id=name))
        else:
            yield made("drawing", *description, made("OLEObject"))


def _equation(element: ET.Element) -> Iterator[ET.Element]:
    if element.tag == "math_annotation":
        return
    if element.tag in FRACTIONS:
        tag, parts = FRACTIONS[element.tag]
        inner = (
            made(part, *_equation(made("row", each)))
            for part, each in zip(parts, element, strict=False)
        )
        yield made(tag, *inner)
    elif element.tag == "math_msqrt":
        yield made("m_rad", made("m_e", *_inside(element)))
    elif len(element):
        yield from _inside(element)
    elif element.text and element.text.strip():
        yield made("m_r", worded("m_t", element.text.strip()))


def _inside(element: ET.Element) -> Iterator[ET.Element]:
    for child in element:
        yield from _equation(child)


def chart_of(root: ET.Element) -> ET.Element | None:
    """A chart's titles and figures as Word has them; None of an object that is no chart."""
    chart = next(root.iter("chart_chart"), None)
    if chart is None:
        return None
    found = made("c_chartSpace")
    for title in chart.iter("chart_title"):
        within = title in chart.findall("chart_title")
        words = made("a_p", worded("a_t", "".join(title.itertext())))
        found.append(made("c_title", words) if within else words)
    rows = [
        [" ".join("".join(cell.itertext()).split()) for cell in row.iter("table_table-cell")]
        for row in chart.iter("table_table-row")
    ]
    found.extend(_series(rows))
    return found


def _series(rows: list[list[str]]) -> Iterator[ET.Element]:
    """A column for each series, named by its first row; the first column has what each is of."""
    if not rows:
        return
    for place, name in enumerate(rows[0][1:], start=1):
        given = [row for row in rows[1:] if len(row) > place]
        yield made(
            "c_ser",
            made("c_tx", worded("c_v", name)),
            made("c_cat", *(_point(row[0], at) for at, row in enumerate(given))),
            made("c_val", *(_point(row[place], at) for at, row in enumerate(given))),
        )


def _point(words: str, at: int) -> ET.Element:
    return made("c_pt", worded("c_v", words), idx=str(at))
