"""Characters that Word draws from symbol fonts, as the characters every font has."""

GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
SYMBOL = {
    **{ord("a") + place: letter for place, letter in enumerate(GREEK)},
    **{ord("A") + place: letter.upper() for place, letter in enumerate(GREEK)},
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°",
    0xB7: "•", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xA5: "∞", 0xE5: "∑", 0xD6: "√",
    0xD2: "®", 0xD3: "©", 0xD4: "™", 0xA0: "€",
}  # fmt: skip
WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x71: "□", 0x6F: "□", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0x76: "❖",
    0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xE0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓",
    0xF0: "→", 0xF3: "↔", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x28: "☎", 0x2A: "✉", 0x46: "☞",
    0x52: "☼", 0xAB: "★", 0x21: "✏", 0x22: "✂", 0x32: "📄",
}  # fmt: skip
FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS}


def symbol(font: str, code: str) -> str:
    """The character a symbol font draws for a code; "" where it is none we know."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    known = FONTS.get(font.lower())
    private = 0xF000 <= number <= 0xF0FF
    if known is not None:
        return known.get(number & 0xFF, chr(number & 0xFF) if 0x20 <= number & 0xFF < 0x41 else "")
    if private:
        return ""
    return chr(number) if 0x20 <= number < 0xD800 else ""


def readable(text: str, font: str) -> str:
    """Words typed in a symbol font; what is not known stays as it is."""
    if font.lower() not in FONTS:
        return text
    return "".join(
        symbol(font, f"{ord(each):x}") or each if 0xF000 <= ord(each) <= 0xF0FF else each
        for each in text
    )
