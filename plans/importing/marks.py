"""The marks of lists, as a reader sees them."""

from plans.richtext import list_letter

INDENT = "   "
# Deeper than eight is no list a person wrote.
DEEPEST = 8
_TENS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
ROMAN = (*_TENS, (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def roman(count: int) -> str:
    written = ""
    for worth, sign in ROMAN:
        while count >= worth and len(written) < 20:
            written += sign
            count -= worth
    return written


def counted_mark(form: str, count: int) -> str:
    """ "- ", "b. ", "(iv) " or "3. "."""
    if form == "bullet":
        return "- "
    if form == "letter":
        return f"{list_letter(max(0, count - 1))}. "
    return f"({roman(count)}) " if form == "roman" else f"{count}. "
