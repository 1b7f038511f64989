"""Plans with four pages of text, written through the same actions as the pages use."""

from bench.pdf import paragraphs
from councils.models import Council, User
from plans.actions import commissions, passages, plans
from plans.models import Plan

COMMISSION = "productivity-2024"


def write(council: Council, author: User, title: str) -> Plan:
    """A plan of the shipped commission; each of its paragraphs answers a question."""
    commission = commissions.version_for(council, COMMISSION)
    plan = plans.start_plan(council, by=author, title=title, commission=commission)
    for theme in plan.themes.all():
        asked = plan.asked.theme(theme.answers)
        assert asked
        for body, question in zip(paragraphs(), asked.questions, strict=False):
            passages.add_passage(
                plan,
                by=author,
                theme=theme,
                kind="paragraph",
                body=body,
                questions=[question.key],
                writer=author,
            )
    return plan
