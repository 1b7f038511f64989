"""Which passwords are refused: what repeats, runs along the keyboard, names the council, is common.

One measure serves all: how many signs are left once what a guesser tries first has been taken out.
There is a validator for each kind, so that its message says what to do.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from councils.models import Appointment

if TYPE_CHECKING:
    from councils.models import User

# So many signs have to be left, of so many looked at.
FEWEST, MOST = 8, 128
PRODUCT = "clearday"
OF_ANY_COUNCIL = ("council", "borough", "district", "county", "city", "metropolitan", "london")
SHORTEST_NAME = 4
# Taken as rings, forwards and backwards.
ROWS = (
    *("abcdefghijklmnopqrstuvwxyz", "1234567890", "0123456789"),
    *("qwertyuiop", "asdfghjkl", "zxcvbnm", "1q2w3e4r5t6y7u8i9o0p", "!@#$%^&*()", '!"£$%^&*()'),
    *("1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujm"),
)
REPEATS = re.compile(r"(.+?)\1+", re.DOTALL)
# Signs that stand for letters in a common word: "p@ssw0rd".
AS_LETTERS = str.maketrans("@$!013457", "asioleast")


def folded(password: str) -> str:
    """Case and accents make no difference to a guesser."""
    plain = unicodedata.normalize("NFKD", password[:MOST]).casefold()
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


@cache
def runs() -> frozenset[str]:
    """Every three signs that follow each other in a row, and a sign three times."""
    return frozenset(
        "".join(three)
        for row in ROWS
        for way in (row, row[::-1])
        for three in zip(way, way[1:] + way[:1], way[2:] + way[:2], strict=True)
    )


def beginning(text: str) -> str:
    """What the whole text repeats, cut off anywhere; the text itself where it repeats nothing."""
    lengths = range(1, len(text) // 2 + 1)
    return next((text[:n] for n in lengths if text[n:] == text[:-n]), text)


def left_over(text: str) -> int:
    """How many signs are left where each run counts as its first two and repeats count once."""
    text = REPEATS.sub(r"\1", beginning(text))
    kept = "".join(
        sign for at, sign in enumerate(text) if at < 2 or text[at - 2 : at + 1] not in runs()
    )
    return len(REPEATS.sub(r"\1", kept))


@cache
def common() -> frozenset[str]:
    """Django's list, all of it: most of its words are short, and come with digits behind them."""
    return frozenset(folded(one) for one in CommonPasswordValidator().passwords)


def without_common_word(text: str) -> str:
    """What is left of a text around a word of the list; the text itself where it has none."""
    for whole in (text, text.translate(AS_LETTERS)):
        if whole in common():
            return ""
        word = whole.strip("".join({sign for sign in whole if not sign.isalpha()}))
        once = REPEATS.sub(r"\1", word) if word not in common() else word
        for found in (word, once):
            if len(found) > 2 and found in common():
                at = whole.index(word)
                return text[:at] + text[at + len(word) :]
        begun = re.sub(r"[^a-z]+$", "", text)
        if len(begun) > 2 and begun in common():
            return text[len(begun) :]
    return text


def names_around(person: "User | None") -> Iterator[str]:
    """The product, and the councils in which somebody has a role; of others nobody learns."""
    yield PRODUCT
    yield from OF_ANY_COUNCIL
    if person is None or person.pk is None:
        return
    held = Appointment.objects.filter(person=person).order_by()
    for name, slug in held.values_list("council__name", "council__slug").distinct():
        yield from re.findall(r"\w+", folded(f"{name} {slug}"))
        yield "".join(re.findall(r"\w+", folded(name)))


def without_names(text: str, person: "User | None") -> str:
    names = {name for name in names_around(person) if len(name) >= SHORTEST_NAME}
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return text


class NotPatterned:
    """Refuses what repeats itself or runs along the alphabet or the keyboard."""

    def validate(self, password: str, user: "User | None" = None) -> None:
        if left_over(folded(password)) < FEWEST:
            raise ValidationError(
                "This password repeats itself or runs along the keyboard. Choose three or four "
                "words that do not belong together.",
                code="password_patterned",
            )

    def get_help_text(self) -> str:
        return "It may not repeat itself or run along the keyboard."


class NotNamed:
    """Refuses the council's name, or the product's, with little else."""

    def validate(self, password: str, user: "User | None" = None) -> None:
        text = folded(password)
        rest = without_names(text, user)
        if rest != text and left_over(re.sub(r"[\W_]", "", rest)) < FEWEST:
            raise ValidationError(
                "This password is little more than the name of the council or of Clearday. Choose "
                "three or four words that have nothing to do with either.",
                code="password_named",
            )

    def get_help_text(self) -> str:
        return "It may not be the name of the council or of Clearday with something behind it."


class NotCommon:
    """Refuses each password of the list, and each with digits or signs around it."""

    def validate(self, password: str, user: "User | None" = None) -> None:
        text = folded(password)
        rest = without_common_word(text)
        if rest != text and left_over(rest) < FEWEST:
            raise ValidationError(
                "This password is a common one, or a common one with something added. Choose "
                "three or four words that do not belong together.",
                code="password_too_common",
            )

    def get_help_text(self: Any) -> str:
        return "It may not be a common password, nor one with something added."
