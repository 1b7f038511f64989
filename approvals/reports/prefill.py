"""A report that says what the commission, the plan and the council's settings say already.

It states no finding: what the decision means, which options there were and what is at risk are
empty until somebody writes them.
"""

from datetime import datetime

from approvals.models import Report, Resolution
from councils.meetings import body_deciding_on
from plans.commission import CommissionBrief
from plans.models import Plan
from web.dates import day_in_words, is_late


def prefilled_report(plan: Plan, *, now: datetime) -> Report:
    """A report that says what stands elsewhere already; not saved.

    A deadline that has passed by `now` is told of as one, and recommended to nobody.
    """
    asked, council = plan.asked, plan.council
    body, due = body_deciding_on(council, plan.meets_on), plan.due_at
    to_come = None if is_late(now, due) else due
    return Report(
        plan=plan,
        title=plan.title,
        summary=summary_of(asked, due, to_come),
        recommendation=recommendation_of(asked, body, to_come),
        reasons=reasons_of(asked),
        background=background_of(asked, plan),
    )


def summary_of(asked: CommissionBrief, due: datetime | None, to_come: datetime | None) -> str:
    by = department_of(asked)
    when = f", to be submitted by {day_in_words(to_come)}." if to_come else ", to be submitted."
    if due and not to_come:
        when = f". It was due by {day_in_words(due)}."
    pages = f", in {asked.pages}" if asked.pages else ""
    by = by[:1].upper() + by[1:]
    return (
        f"{by} has asked councils for a plan in answer to “{asked.title}”{pages}. "
        f"The plan before members is written in answer to it{when}"
    )


# How the recommendations begin that are written here, and what each is about.
ENDORSES, SUBMITS = (
    " endorses the plan and agrees to its publication.",
    "That the plan is submitted to ",
)


def recommendation_of(asked: CommissionBrief, body: str, to_come: datetime | None) -> str:
    by = department_of(asked)
    due = f" by {day_in_words(to_come)}" if to_come else ""
    return f"That {body}{ENDORSES}\n{SUBMITS}{by}{due}."


def about_prefilled(words: str) -> str:
    """What a recommendation is about that stands as it was written here; "" of any other."""
    if words.startswith("That ") and words.endswith(ENDORSES):
        return Resolution.About.PLAN
    return Resolution.About.SUBMISSION if words.startswith(SUBMITS) else ""


def reasons_of(asked: CommissionBrief) -> str:
    if "endorsement" in asked.requires:
        return "The request asks that members endorse the plan before it is submitted."
    return ""


def background_of(asked: CommissionBrief, plan: Plan) -> str:
    themes = "; ".join(theme.title for theme in asked.themes)
    names = f"names these themes: {themes}." if themes else "leaves the themes to councils."
    if not asked.letter_date:
        return f"The request {names}"
    return f"The request came in a letter of {day_in_words(asked.letter_date)}. It {names}"


def department_of(asked: CommissionBrief) -> str:
    """The department inside a sentence: "the Ministry of …"."""
    name = asked.department_later or asked.department or "department"
    return name if name.lower().startswith("the ") else f"the {name}"
