"""The typefaces: what they can print, what stands for what they cannot, how wide it comes out.

Source Sans prints nearly all; DejaVu Sans prints the letters and signs that it lacks. What neither
has is printed as its name or number, never as a box, and `unprintable` says which those are.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

# Regular, bold; what the first pair lacks is set in the second.
FACES = ("SourceSans3-Regular", "SourceSans3-Semibold")
FALLBACK = ("DejaVuSans", "DejaVuSans-Bold")
FOLDER = Path(__file__).parent / "fonts"
LONG = 80
# Past it the map from glyphs to text that reportlab writes is wrong, and words copied out too.
LAST = 0xFFFF
# What runs from right to left, or whose letters change beside each other, is not set by reportlab.
RIGHT_TO_LEFT = {"R", "AL", "AN"}
NOT_SET = ("HEBREW", "ARABIC", "SYRIAC", "NKO", "LAO")


@cache
def font(bold: bool, fallback: bool = False) -> TTFont:
    """A typeface in one weight, read once in the life of the process."""
    name = (FALLBACK if fallback else FACES)[bold]
    pdfmetrics.registerFont(TTFont(name, FOLDER / f"{name}.ttf"))
    return pdfmetrics.getFont(name)


def font_name(bold: bool) -> str:
    """What reportlab knows the font by."""
    return font(bold).fontName


def stretches(text: str, bold: bool) -> Iterator[tuple[str, str]]:
    """Printable `text` in the order it is set, each stretch with the name of its font."""
    if text.isascii():
        yield font_name(bold), text
        return
    for fallback, characters in groupby(text, key=lambda one: not _is_in(ord(one), False)):
        yield font(bold, fallback).fontName, "".join(characters)


def text_width(text: str, bold: bool) -> float:
    """How far `text` runs, in thousandths of its size."""
    return _width(text, bold) if len(text) < LONG else _measured(text, bold)


def glyph_widths(text: str, bold: bool) -> list[float]:
    """How far each character of `text` runs, in thousandths of its size."""
    face = font(bold).face
    if text.isascii():
        return [face.charWidths.get(ord(character), face.defaultWidth) for character in text]
    return [_glyph_width(ord(character), bold) for character in text]


def unprintable(text: str) -> tuple[str, ...]:
    """The characters of `text` that the PDF prints by name or number, each as often as it comes."""
    if text.isascii():
        return ()
    known = glyphs()
    composed = unicodedata.normalize("NFC", text)
    lacking = {one for one in set(composed) if known[ord(one)] == stand_in(ord(one))}
    return tuple(one for one in composed if one in lacking) if lacking else ()


def stand_in(code: int) -> str:
    """What is printed for a character without a glyph: a picture's name, else its number."""
    character = chr(code)
    name = unicodedata.name(character, "") if unicodedata.category(character) == "So" else ""
    return f"[{name.lower()}]" if name else f"[U+{code:04X}]"


@cache
def glyphs() -> "Glyphs":
    """The table `str.translate` prints by."""
    return Glyphs()


class Glyphs(dict[int, str | None]):
    """For each character what is printed in its place; worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        self[code] = _printed(code)
        return self[code]


def _printed(code: int) -> str | None:
    character = chr(code)
    category = unicodedata.category(character)
    if character == "\n" or category in ("Zl", "Zp"):
        return "\n"
    if character.isspace() and character not in "\u00a0\u202f":
        return " "
    if _is_silent(code, category):
        return None
    if _is_set(code):
        return character
    parts = unicodedata.normalize("NFD", character)
    return parts if all(_is_set(ord(part)) for part in parts) else stand_in(code)


def _is_silent(code: int, category: str) -> bool:
    """Controls, joiners, variation selectors and skin tones: nothing of their own to print."""
    if category == "Cf":
        # Some signs of Arabic and its kin are of this category and are seen.
        return unicodedata.bidirectional(chr(code)) != "AN" and not 0x13430 <= code <= 0x1343F
    chooses = 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
    return category in ("Cc", "Cs") or chooses or 0x1F3FB <= code <= 0x1F3FF


def _is_set(code: int) -> bool:
    """Whether a character can be drawn as itself."""
    if code > LAST or unicodedata.category(chr(code)) == "Co":
        return False
    return _is_in(code, False) or _is_in_fallback(code)


def _is_in_fallback(code: int) -> bool:
    character = chr(code)
    turned = unicodedata.bidirectional(character) in RIGHT_TO_LEFT
    if turned or unicodedata.name(character, "").startswith(NOT_SET):
        return False
    return _is_in(code, True)


@lru_cache(maxsize=20_000)
def _is_in(code: int, fallback: bool) -> bool:
    return all(font(bold, fallback).face.charToGlyph.get(code) for bold in (False, True))


@lru_cache(maxsize=20_000)
def _glyph_width(code: int, bold: bool) -> float:
    face = font(bold, not _is_in(code, False)).face
    return face.charWidths.get(code, face.defaultWidth)


@lru_cache(maxsize=20_000)
def _width(text: str, bold: bool) -> float:
    return _measured(text, bold)


def _measured(text: str, bold: bool) -> float:
    return sum(glyph_widths(text, bold))
