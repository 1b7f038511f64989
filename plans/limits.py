"""How long a plan may be, as a whole: its words and all that it lists.

A plan is three to four pages, some 15,000 characters; the longest report of a council that was
looked at has 60,000. The limit is far above both, and below what takes long to compare or to draw.
"""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from django.db import connection, models

from plans.models import Barrier, Commitment, Evidence, Figure, Metric, Passage, Plan, Theme
from web.errors import Refused

# Characters of all texts, and paragraphs, headings, themes and entries of lists with every line
# that is begun within them.
MOST_CHARACTERS = 200_000
MOST_LINES = 10_000
# From here on pages say how full the plan is.
NEARLY_FULL = 0.8

# What a plan is drawn from.
COUNTED: tuple[type[models.Model], ...] = (
    *(Theme, Passage, Figure, Metric, Commitment, Barrier, Evidence),
)


COUNTED_KINDS = {model.record_kind for model in COUNTED}  # type: ignore[attr-defined]


@dataclass(frozen=True)
class PlanSize:
    """How many characters a plan has, and how many lines those who wrote it began."""

    characters: int
    lines: int

    most_characters: ClassVar[int] = MOST_CHARACTERS
    most_lines: ClassVar[int] = MOST_LINES

    @property
    def left(self) -> int:
        return max(0, MOST_CHARACTERS - self.characters)

    @property
    def is_nearly_full(self) -> bool:
        share = max(self.characters / MOST_CHARACTERS, self.lines / MOST_LINES)
        return share >= NEARLY_FULL

    def check(self) -> None:
        """Refuse a size beyond the limit, with how much is too much."""
        if (over := self.characters - MOST_CHARACTERS) > 0:
            raise Refused(
                f"The plan would be {counted(over, 'character')} over what a plan may have, "
                f"{MOST_CHARACTERS:,} in all. Nothing was saved. Shorten this text, or another.",
                field="body",
            )
        if (over := self.lines - MOST_LINES) > 0:
            raise Refused(
                f"The plan would have {counted(over, 'line')} too many: its paragraphs, lists and "
                f"line breaks may come to {MOST_LINES:,}. Nothing was saved. Shorten this text, or "
                "another.",
                field="body",
            )


# A plan that is about to be started.
EMPTY = PlanSize(0, 0)


def counted(number: int, noun: str) -> str:
    """12,340 characters"""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def size_of(plan: Plan) -> PlanSize:
    """How long a plan is now; one query."""
    sql, times = size_query()
    with connection.cursor() as cursor:
        cursor.execute(sql, [plan.pk] * times)
        [(characters, lines)] = cursor.fetchall()
    return PlanSize(int(characters), int(lines))


def texts_of(model: type[models.Model]) -> list[str]:
    """The columns of a model in which people write, and not choose."""
    return [
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    ]


@cache
def size_query() -> tuple[str, int]:
    """The sum over each table, in one statement, and how often it asks for the plan."""
    parts = []
    for model in COUNTED:
        texts = " || ".join(texts_of(model))
        lines = f"1 + char_length({texts}) - char_length(replace({texts}, E'\\n', ''))"
        sums = f"sum(char_length({texts})) AS characters, sum({lines}) AS lines"
        # Names of tables and columns, no values.
        parts.append(f"SELECT {sums} FROM {model._meta.db_table} WHERE plan_id = %s")  # noqa: S608
    sums = "coalesce(sum(characters), 0), coalesce(sum(lines), 0)"
    return f"SELECT {sums} FROM ({' UNION ALL '.join(parts)}) AS counted", len(parts)  # noqa: S608
