"""A report that says what the commission, the plan and the council's settings say already.

It states no finding: what the decision means, which options there were and what is at risk are
empty until somebody writes them.
"""

from approvals.models import Report
from councils.models import Council
from plans.commission import CommissionBrief
from plans.models import Plan
from web.dates import day_in_words


def prefilled_report(plan: Plan) -> Report:
    """A report that says what stands elsewhere already; not saved."""
    asked, council = plan.asked, plan.council
    return Report(
        plan=plan,
        title=plan.title,
        summary=summary_of(asked),
        recommendation=recommendation_of(asked, council),
        reasons=reasons_of(asked),
        background=background_of(asked, plan),
    )


def summary_of(asked: CommissionBrief) -> str:
    by = department_of(asked)
    due = f" by {day_in_words(asked.due)}" if asked.due else ""
    pages = f", in {asked.pages}" if asked.pages else ""
    by = by[:1].upper() + by[1:]
    return (
        f"{by} has asked councils for a plan in answer to “{asked.title}”{pages}. "
        f"The plan before members is written in answer to it, to be submitted{due}."
    )


def recommendation_of(asked: CommissionBrief, council: Council) -> str:
    by = department_of(asked)
    due = f" by {day_in_words(asked.due)}" if asked.due else ""
    return "\n".join(
        (
            f"That {council.cabinet_word} endorses the plan and agrees to its publication.",
            f"That the plan is submitted to {by}{due}.",
        )
    )


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
