"""The two weights of one open typeface: what they can print, and how wide it comes out."""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD = "SourceSans3-Regular", "SourceSans3-Semibold"
FOLDER = Path(__file__).parent / "fonts"
MISSING = "□"
LONG = 80


@cache
def font(bold: bool) -> TTFont:
    """The typeface in one weight, read once in the life of the process."""
    name = BOLD if bold else REGULAR
    pdfmetrics.registerFont(TTFont(name, FOLDER / f"{name}.ttf"))
    return pdfmetrics.getFont(name)


def font_name(bold: bool) -> str:
    """What reportlab knows the font by."""
    return font(bold).fontName


def text_width(text: str, bold: bool) -> float:
    """How far `text` runs, in thousandths of its size."""
    return _width(text, bold) if len(text) < LONG else _measured(text, bold)


def glyph_widths(text: str, bold: bool) -> list[float]:
    """How far each character of `text` runs, in thousandths of its size."""
    face = font(bold).face
    return [face.charWidths.get(ord(character), face.defaultWidth) for character in text]


@cache
def glyphs() -> "Glyphs":
    """The table `str.translate` prints by."""
    return Glyphs(font(bold=False).face.charToGlyph, font(bold=True).face.charToGlyph)


class Glyphs(dict[int, str | None]):
    """For each character what is printed in its place; worked out when it is first met."""

    def __init__(self, *known: dict[int, int]) -> None:
        super().__init__()
        self.known = known

    def __missing__(self, code: int) -> str | None:
        self[code] = self._printed(code)
        return self[code]

    def _printed(self, code: int) -> str | None:
        character = chr(code)
        category = unicodedata.category(character)
        if character == "\n" or category in ("Zl", "Zp"):
            return "\n"
        if character.isspace() and character not in "\u00a0\u202f":
            return " "
        if category in ("Cc", "Cf", "Cs") or _only_changes_the_one_before(code):
            return None
        if all(code in glyphs for glyphs in self.known):
            return character
        # A pictograph's name says what a box would hide.
        name = unicodedata.name(character, "") if category == "So" else ""
        return f"[{name.lower()}]" if name else MISSING


def _only_changes_the_one_before(code: int) -> bool:
    """Variation selectors and skin tones: nothing of their own to print."""
    return 0xFE00 <= code <= 0xFE0F or 0x1F3FB <= code <= 0x1F3FF


@lru_cache(maxsize=20_000)
def _width(text: str, bold: bool) -> float:
    return _measured(text, bold)


def _measured(text: str, bold: bool) -> float:
    return sum(glyph_widths(text, bold))
