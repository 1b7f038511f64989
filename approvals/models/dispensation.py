"""By whom members were let take part in spite of an interest."""

from datetime import date

from django.db import models

from web.dates import day_in_words


class Dispensation(models.TextChoices):
    """By whom a member was let take part in spite of an interest; empty is not known.

    Two things that are easily mixed up: the council's own lets somebody with a disclosable
    pecuniary interest take part (Localism Act 2011, section 33); that of the head of paid service
    is noted in the statement of an executive decision (SI 2012/2089, regulations 12 and 13).
    """

    NONE = "none", "Nobody: there was no dispensation"
    AUTHORITY = "authority", "The council (Localism Act 2011, section 33)"
    HEAD = "head", "The head of paid service (2012 Regulations)"

    @classmethod
    def given(cls) -> "tuple[Dispensation, ...]":
        return (cls.AUTHORITY, cls.HEAD)

    @classmethod
    def in_words(cls, by: str, on: date | None) -> str:
        """ "dispensation by the council (…), 3 July 2024"; "" where it is not known."""
        if by not in cls.given():
            return "no dispensation" if by == cls.NONE else ""
        label = cls(by).label
        day = f", {day_in_words(on)}" if on else ""
        return f"dispensation by {label[0].lower()}{label[1:]}{day}"
