"""What somebody sees around what they were given to write: its theme, and no other part."""

from dataclasses import dataclass, replace
from datetime import date

from plans.assignments import Given, day_of, part_named, questions_in
from plans.commission import BriefQuestion
from plans.figures import figure_formatter, printed_html
from plans.models import Passage, Plan, QuestionAssignment, Theme


@dataclass(frozen=True)
class Around:
    """What is asked of them and by when, and the theme's title, questions and words in order.

    `question` is the one it is written on, "" where it is for the theme. `passages` hold the one
    they write too, each with its words as HTML (`as_html`).
    """

    title: str
    question: str
    wanted: date | None
    asked_for: str
    questions: tuple[BriefQuestion, ...]
    passages: tuple[Passage, ...]

    def asking(self, wanted: date, asked_for: str) -> "Around":
        """The same, with what was asked of somebody to whom nothing of it is given to write."""
        return replace(self, wanted=wanted, asked_for=asked_for)


def around(plan: Plan, theme: Theme | None, given: Given | None) -> Around:
    """Two queries; without a theme, the introduction."""
    printed = figure_formatter(plan.figures.all())
    passages = list(plan.passages.filter(theme=theme).order_by("place"))
    for one in passages:
        one.as_html = printed_html(one.body, printed)
    return Around(
        theme.title if theme else "Introduction",
        part_named(given, plan) if isinstance(given, QuestionAssignment) else "",
        day_of(given, plan) if given else None,
        given.asked_for if given else "",
        questions_in(plan.asked, theme),
        tuple(passages),
    )
