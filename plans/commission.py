"""What a commission asks, as plain data: one shape in a shipped file and in a version's row."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import rfc8785

SHIPPED = Path(__file__).parent / "commissions"

REQUIREMENTS = {
    "endorsement": "Members endorse the plan before it is submitted",
    "publication": "The plan is published on the council’s website",
    "metrics": "The plan has relevant metrics and indicators",
    "progress": "Progress is reported regularly",
}


@dataclass(frozen=True)
class BriefQuestion:
    key: str
    text: str
    hint: str = ""


@dataclass(frozen=True)
class BriefTheme:
    key: str
    title: str
    questions: tuple[BriefQuestion, ...]
    hint: str = ""


@dataclass(frozen=True)
class PageGuidance:
    least: int
    most: int

    def __str__(self) -> str:
        return f"{self.least} to {self.most} pages"


@dataclass(frozen=True)
class CommissionBrief:
    """A commission's content; `due` has its offset, `requires` holds keys of REQUIREMENTS.

    `plan_title` is what one council's plan is called, in the singular: "Productivity Plan".
    """

    slug: str
    title: str
    themes: tuple[BriefTheme, ...]
    department: str = ""
    department_later: str = ""
    letter_date: date | None = None
    reference: str = ""
    due: datetime | None = None
    address: str = ""
    pages: PageGuidance | None = None
    requires: tuple[str, ...] = field(default=())
    plan_title: str = ""

    @property
    def questions(self) -> Iterator[BriefQuestion]:
        for theme in self.themes:
            yield from theme.questions

    @property
    def question_keys(self) -> frozenset[str]:
        return frozenset(question.key for question in self.questions)

    def theme(self, key: str) -> BriefTheme | None:
        return next((theme for theme in self.themes if theme.key == key), None)


def brief_from_json(content: Any) -> CommissionBrief:
    """A commission from JSON; content of another shape is a ValueError that says where."""
    return msgspec.convert(content, CommissionBrief)


def brief_to_json(asked: CommissionBrief) -> dict[str, Any]:
    """The JSON a version keeps; words from before plans had a title by it stay as they were."""
    content = msgspec.to_builtins(asked)
    return content if asked.plan_title else {k: v for k, v in content.items() if k != "plan_title"}


def brief_digest(asked: CommissionBrief) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(rfc8785.dumps(brief_to_json(asked))).hexdigest()


@cache
def shipped_briefs() -> dict[str, CommissionBrief]:
    """The commissions that come with the product, by slug."""
    found = (
        brief_from_json(json.loads(path.read_text("utf-8")))
        for path in sorted(SHIPPED.glob("*.json"))
    )
    return {asked.slug: asked for asked in found}
