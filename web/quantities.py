"""Numbers as people write them: £1,250,000, £96.4m, 0.35%, −20, 65 agency workers.

What this reads is at least what `web.values` and `plans.figures` print.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

SCALES = {
    "": Decimal(1),
    **dict.fromkeys(("k", "thousand"), Decimal(10**3)),
    **dict.fromkeys(("m", "mn", "million", "millions"), Decimal(10**6)),
    **dict.fromkeys(("b", "bn", "billion", "billions"), Decimal(10**9)),
}
PERCENT = ("%", "per cent", "percent")
LONGEST = 200  # characters
MINUS = "-−–‒﹣－"
SYMBOLS = "£€$"
POUNDS = ("pounds", "pound", "gbp")

WRITTEN = re.compile(
    rf"""
    (?P<before>[{MINUS}+]?) \s* (?P<symbol>[{SYMBOLS}]?) \s* (?P<after>[{MINUS}+]?) \s*
    (?P<digits>\.?[0-9](?:[0-9.,'’\s]*[0-9])?\.?)
    \s* (?P<rest>.*)
    """,
    re.VERBOSE | re.DOTALL,
)
# Commas, or spaces, between thousands; a point before what is less than one.
ENGLISH = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)?(?:\.[0-9]*)?")
SCALE = re.compile(
    rf"(?P<scale>{'|'.join(sorted(filter(None, SCALES), key=len, reverse=True))})\b\.?"
    r"\s*(?P<words>.*)",
    re.IGNORECASE | re.DOTALL,
)


class Unreadable(ValueError):
    """A number that cannot be read, or in two ways; `str()` says what to write, if that helps."""


@dataclass(frozen=True)
class Quantity:
    """A number, what it is multiplied by as written, and what it is a number of.

    `symbol` is a currency's or "%"; `words` is what stands after it: "agency workers".
    """

    number: Decimal
    scale: Decimal = Decimal(1)
    symbol: str = ""
    words: str = ""

    @property
    def is_scaled(self) -> bool:
        return self.scale != 1

    @property
    def value(self) -> Decimal:
        return self.number * self.scale


def read_quantity(text: str) -> Quantity:
    """The number a text is; Unreadable when it is none, or could be two."""
    plain = unicodedata.normalize("NFKC", text).strip()
    in_brackets = re.fullmatch(r"\((.*)\)", plain)
    found = WRITTEN.fullmatch(in_brackets[1].strip() if in_brackets else plain)
    if found is None or (found["before"] and found["after"]):
        raise Unreadable
    number = read_digits(found["digits"])
    symbol, scale, words = read_rest(found["symbol"], found["rest"])
    signs = found["before"] + found["after"]
    below = bool(in_brackets) != bool(signs and signs in MINUS)
    return Quantity(-number if below else number, scale, symbol, words)


def read_digits(digits: str) -> Decimal:
    """12,345.6 as it is written in English; one that another country reads otherwise is asked."""
    digits = re.sub(r"\s", " ", digits)
    if ENGLISH.fullmatch(digits) and digits != ".":
        return Decimal(digits.replace(",", "").replace(" ", ""))
    raise Unreadable(f"“{digits}” can be read in more than one way. {suggestion(digits)}")


def suggestion(digits: str) -> str:
    """The two numbers that digits with odd marks might be: "Write 1,250 or 1.25."."""
    *whole, last = re.split(r"[^0-9]+", digits)
    if not whole or not last:
        return "Write it with commas between thousands, like 12,345.6."
    together = f"{int(''.join([*whole, last])):,}"
    parted = f"{int(''.join(whole) or 0):,}.{last}"
    return f"Write {parted} or {together}."


def read_rest(symbol: str, rest: str) -> tuple[str, Decimal, str]:
    """What stands around the digits, as (symbol, scale, words)."""
    scale, words = Decimal(1), rest.strip()
    if found := SCALE.fullmatch(words):
        scale, words = SCALES[found["scale"].lower()], found["words"].strip()
    if symbol:
        return symbol, scale, words
    if words.casefold() in POUNDS:
        return "£", scale, ""
    if percent := next((one for one in PERCENT if words.casefold().startswith(one)), ""):
        return "%", scale, words[len(percent) :].strip()
    return "", scale, words


def unit_of(unit: str) -> Quantity:
    """What a unit makes of a number: "£m", "million pounds", "%", "days" or nothing."""
    try:
        return read_quantity(
            f"{unit[0]}1{unit[1:]}" if unit and unit[0] in SYMBOLS else f"1 {unit}"
        )
    except Unreadable:
        return Quantity(Decimal(1), words=unit)


def number_in(text: str, unit: str = "", words: str = "") -> Decimal:
    """The number that a text is in a unit: of "£96.4m" in "£m" it is 96.4, in "£" 96,400,000.

    The unit and the `words` that are printed after it may stand in the text. Unreadable when it is
    of another kind than the unit, or does not say which scale it means.
    """
    if len(text) > LONGEST:
        raise Unreadable
    typed = read_quantity(without_end(without_end(text, words), unit))
    wanted = unit_of(unit)
    if typed.symbol not in ("", wanted.symbol) or typed.words not in ("", wanted.words):
        raise Unreadable(f"This does not go with {in_quotes(unit)}. Write the number alone.")
    if not typed.is_scaled:
        if typed.symbol and wanted.is_scaled:
            raise Unreadable(which_scale(typed, wanted, unit))
        return typed.number
    if wanted.symbol == "%":
        raise Unreadable("A percentage has no thousands or millions. Write the number alone.")
    return without_noughts(typed.value / wanted.scale)


def without_end(text: str, end: str) -> str:
    """A text without the words at its end, if it has them."""
    text, end = text.strip(), end.strip()
    ends = end and text.casefold().endswith(end.casefold())
    return text[: -len(end)].strip() if ends else text


def without_noughts(number: Decimal) -> Decimal:
    return Decimal(f"{number.normalize():f}")


def which_scale(typed: Quantity, wanted: Quantity, unit: str) -> str:
    """£1,250,000 where the unit is £m: that many pounds, or that many millions?"""
    scaled = without_noughts(typed.number / wanted.scale)
    return (
        f"The unit is {unit}: write {scaled:,f} for {typed.symbol}{typed.number:,f}, "
        f"or {typed.number:,f} without the {typed.symbol} for that many {unit}."
    )


def in_quotes(unit: str) -> str:
    return f"the unit “{unit}”" if unit else "a number without a unit"
