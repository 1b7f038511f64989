"""An equation of Word's on one line: (a + b)/c, x^2, √(y)."""

from xml.etree import ElementTree as ET

SIMPLE = {"r", "m_r"}
LEFT_OUT = {"m_ctrlPr", "m_rPr", "rPr", "m_fPr", "m_radPr", "m_naryPr", "m_dPr", "m_degHide"}


def on_one_line(element: ET.Element) -> str:
    """The equation's letters in order, with signs for what stood above and below."""
    if element.tag in ("m_t", "t"):
        return element.text or ""
    if element.tag == "m_f":
        return f"{_grouped(element, 'm_num')}/{_grouped(element, 'm_den')}"
    if element.tag == "m_rad":
        return f"{_inside(element, 'm_deg')}√{_grouped(element, 'm_e')}"
    if element.tag in ("m_sSup", "m_sSub", "m_sSubSup", "m_nary", "m_sPre"):
        return _with_scripts(element)
    if element.tag == "m_d":
        return f"({', '.join(_all(each) for each in element.findall('m_e'))})"
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


def _all(element: ET.Element) -> str:
    return "".join(on_one_line(child) for child in element)


def _inside(element: ET.Element, name: str) -> str:
    found = element.find(name)
    return "" if found is None else _all(found)


def _grouped(element: ET.Element, name: str) -> str:
    return _bracketed(_inside(element, name))


def _bracketed(text: str) -> str:
    return text if text.replace(".", "").replace(",", "").isalnum() else f"({text})"
