"""An equation of Word's on one line: (a + b)/c, x^2, √(y)."""

from xml.etree import ElementTree as ET

from plans.importing.word_xml import value

SIMPLE = {"r", "m_r", "m_t", "t"}
# What parts the elements of a matrix’s row, and the lines of an array.
BESIDE = {"m_m": ", ", "m_eqArr": "; "}
LEFT_OUT = {"m_ctrlPr", "m_rPr", "rPr", "m_fPr", "m_radPr", "m_naryPr", "m_dPr", "m_degHide"}


def on_one_line(element: ET.Element) -> str:
    """The equation's letters in order, with signs for what stood above and below."""
    if element.tag in ("m_t", "t"):
        return element.text or ""
    if element.tag == "m_f":
        over = "; " if value(element, "m_fPr/m_type") == "noBar" else "/"
        return f"{_grouped(element, 'm_num')}{over}{_grouped(element, 'm_den')}"
    if element.tag == "m_rad":
        return f"{_inside(element, 'm_deg')}√{_grouped(element, 'm_e')}"
    if element.tag in ("m_sSup", "m_sSub", "m_sSubSup", "m_nary", "m_sPre"):
        return _with_scripts(element)
    if element.tag == "m_d":
        opens, ends = _sign(element, "m_begChr", "("), _sign(element, "m_endChr", ")")
        return f"{opens}{', '.join(_all(each) for each in element.findall('m_e'))}{ends}"
    if element.tag in ("m_m", "m_eqArr"):
        rows = element.findall("m_mr") if element.tag == "m_m" else [element]
        return "; ".join(BESIDE[element.tag].join(map(_all, row.findall("m_e"))) for row in rows)
    if element.tag == "m_func":
        return f"{_inside(element, 'm_fName')} {_inside(element, 'm_e')}"
    if element.tag in ("m_limLow", "m_limUpp"):
        return f"{_inside(element, 'm_e')}_{_grouped(element, 'm_lim')}"
    if element.tag in LEFT_OUT or element.tag in ("del", "moveFrom"):
        return ""
    return _all(element)


def _with_scripts(element: ET.Element) -> str:
    sign = ""
    if element.tag == "m_nary":
        found = element.find("m_naryPr/m_chr")
        sign = "∫" if found is None else found.get("val", "")
    low, high = _inside(element, "m_sub"), _inside(element, "m_sup")
    scripts = (f"_{_bracketed(low)}" if low else "") + (f"^{_bracketed(high)}" if high else "")
    words = _inside(element, "m_e")
    return f"{sign}{scripts} {words}" if element.tag == "m_nary" else words + scripts


def _sign(element: ET.Element, name: str, otherwise: str) -> str:
    """The bracket on one side, which may be none."""
    found = element.find(f"m_dPr/{name}")
    return otherwise if found is None else found.get("val", "")


def _all(element: ET.Element) -> str:
    """One after the other; a space parts what would read as one word: a^2 b, 2π r^2."""
    written, simple = "", True
    for child in element:
        words = on_one_line(child)
        joins = words[:1].isalnum() and written[-1:].isalnum()
        written += f" {words}" if joins and not (simple and child.tag in SIMPLE) else words
        simple = child.tag in SIMPLE if words else simple
    return written


def _inside(element: ET.Element, name: str) -> str:
    found = element.find(name)
    return "" if found is None else _all(found)


def _grouped(element: ET.Element, name: str) -> str:
    return _bracketed(_inside(element, name))


def _bracketed(text: str) -> str:
    return text if text.replace(".", "").replace(",", "").isalnum() else f"({text})"
