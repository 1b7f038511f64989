"""The controls of a form in an OpenDocument text: the words that each of them shows."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

TICKED, NOT_TICKED = "☒", "☐"
# What says by itself whether it is ticked, and what says which of its lines is chosen.
BOXES = {
    "form_checkbox": ("current-state", "state"),
    "form_radio": ("current-selected", "selected"),
}
YES = ("checked", "true")
TYPED = {"form_text", "form_textarea", "form_formatted-text", "form_number", "form_combobox"}
TYPED |= {"form_date", "form_time", "form_file"}
LABELLED = {"form_checkbox", "form_radio", "form_button", "form_fixed-text", "form_frame"}


def controls_in(content: ET.Element) -> dict[str, str]:
    """What each control shows, by the name that the text draws it by."""
    found: dict[str, str] = {}
    for form in content.iter("office_forms"):
        for each in form.iter():
            name = each.get("form_id") or each.get("xml_id")
            if name:
                found[name] = " ".join(" ".join(_shown(each)).split())
    return found


def _shown(control: ET.Element) -> Iterator[str]:
    if control.tag in BOXES:
        said = (control.get(f"form_{name}") for name in BOXES[control.tag])
        yield TICKED if next((one for one in said if one), "") in YES else NOT_TICKED
    if control.tag == "form_listbox":
        yield from _chosen(control)
    if control.tag in LABELLED:
        yield control.get("form_label", "")
    if control.tag in TYPED:
        value = control.get("form_current-value")
        lines = ("".join(each.itertext()) for each in control.iter("text_p"))
        yield " ".join(lines) or control.get("form_value", "") if value is None else value


def _chosen(control: ET.Element) -> Iterator[str]:
    options = control.findall("form_option")
    now = [one for one in options if one.get("form_current-selected") == "true"]
    for one in now or [one for one in options if one.get("form_selected") == "true"]:
        yield one.get("form_label", "")
