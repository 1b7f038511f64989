"""What a commission asks, fact by fact, as its form has it and as two people compare it."""

from typing import Any

from plans.commission import REQUIREMENTS, BriefTheme, CommissionBrief
from web.diffs import value_or_nothing
from web.errors import Difference

LABELS = {
    "title": "Title",
    "plan_title": "What one council’s plan is called",
    "department": "Department",
    "department_later": "The department’s later name",
    "letter_date": "Date of the letter",
    "reference": "Reference or subject",
    "due": "Due by the end of",
    "address": "E-mail address it is sent to",
    "pages": "Length",
    "requires": "What it requires",
    "themes": "Themes and questions",
}


def commission_differences(
    mine: CommissionBrief, theirs: CommissionBrief
) -> tuple[Difference, ...]:
    """The facts in which two people’s words of a commission differ."""
    typed, stands = commission_facts(mine), commission_facts(theirs)
    return tuple(
        Difference(
            label,
            value_or_nothing(None, typed[name]),
            value_or_nothing(None, stands[name]),
            field=name,
        )
        for name, label in LABELS.items()
        if typed[name] != stands[name]
    )


def commission_facts(asked: CommissionBrief) -> dict[str, Any]:
    facts = {name: getattr(asked, name) for name in LABELS}
    return facts | {
        "requires": [REQUIREMENTS.get(key, key) for key in asked.requires],
        "themes": write_themes(asked.themes),
    }


def write_themes(themes: tuple[BriefTheme, ...]) -> str:
    """Themes and questions as the form's box has them."""
    lines: list[str] = []
    for theme in themes:
        lines += ["", f"{theme.key}. {theme.title}"]
        lines += [f"> {theme.hint}"] if theme.hint else []
        for question in theme.questions:
            lines.append(f"- {question.text}")
            lines += [f"> {question.hint}"] if question.hint else []
    return "\n".join(lines).strip()
