"""Raised and lowered characters written so that the number before them stays itself: 10², £5m¹."""

import re

RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
# "5th", "1st" and a trade mark mean the same on the line.
ORDINAL = re.compile(r"(?:st|nd|rd|th|TM|SM|er|re)\.?", re.IGNORECASE)
HAS_RAISED = re.compile(r"[0-9+\-−=()]+|[ni]")


def raised(text: str, before: str) -> str:
    """The words of a superscript after the character `before` them."""
    core = text.strip()
    if not core or not (before[-1:].isalnum() or before[-1:] in ")]%.,"):
        return text
    if ORDINAL.fullmatch(core) or not any(each.isalnum() for each in core):
        return text
    if HAS_RAISED.fullmatch(core):
        written = core.translate(RAISED)
    elif core.startswith(("[", "(")):
        written = f" {core}"
    else:
        written = f"^{core}" if len(core.split()) == 1 else f"^({core})"
    return text.replace(core, written, 1)


def lowered(text: str, before: str) -> str:
    """A subscript joins a letter (CO2), but not a number."""
    core = text.strip()
    if not before[-1:].isdigit() or not core or not core[0].isalnum():
        return text
    all_low = all(each in "0123456789+-−=()" for each in core)
    return text.replace(core, core.translate(LOWERED) if all_low else f"_{core}", 1)
