"""What a commission asks, fact by fact, as its form has it and as two people compare it."""

from typing import Any

from councils.differences import shown
from councils.errors import Difference
from plans.commission import REQUIREMENTS, Asked, AskedTheme

LABELS = {
    "title": "Title",
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


def differences(mine: Asked, theirs: Asked) -> tuple[Difference, ...]:
    """The facts in which two people’s words of a commission differ."""
    typed, standing = facts_of(mine), facts_of(theirs)
    return tuple(
        Difference(label, shown(None, typed[name]), shown(None, standing[name]))
        for name, label in LABELS.items()
        if typed[name] != standing[name]
    )


def facts_of(asked: Asked) -> dict[str, Any]:
    facts = {name: getattr(asked, name) for name in LABELS}
    return facts | {
        "requires": [REQUIREMENTS.get(key, key) for key in asked.requires],
        "themes": write_themes(asked.themes),
    }


def write_themes(themes: tuple[AskedTheme, ...]) -> str:
    """Themes and questions as the form's box has them."""
    lines: list[str] = []
    for theme in themes:
        lines += ["", f"{theme.key}. {theme.title}"]
        lines += [f"> {theme.hint}"] if theme.hint else []
        for question in theme.questions:
            lines.append(f"- {question.text}")
            lines += [f"> {question.hint}"] if question.hint else []
    return "\n".join(lines).strip()
