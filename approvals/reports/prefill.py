"""A report that says what can be said from the plan and the council's settings."""

from datetime import date

from approvals.models import Implication, Report
from councils.models import Council
from plans.commission import CommissionBrief
from plans.models import Plan
from web.dates import day_in_words


def prefilled_report(plan: Plan) -> Report:
    """A report that says what can be said from the plan and the council's settings; not saved."""
    asked, council = plan.asked, plan.council
    return Report(
        plan=plan,
        title=plan.title,
        summary=summary_of(asked),
        recommendation=recommendation_of(asked, council),
        reasons=reasons_of(asked),
        background=background_of(asked, plan),
        options=(
            "To submit no plan. The request is addressed to every council, so this is not "
            "recommended."
        ),
        risk_now=Report.Risk.MEDIUM,
        risk_now_why="Without a decision the council would not answer the request in time.",
        risk_after=Report.Risk.LOW,
        risk_after_why="If the plan is agreed, published and submitted by the deadline.",
    )


def prefilled_implication(report: Report, today: date) -> Implication:
    """One dated sentence for every heading, for the author to keep or to divide."""
    return Implication(
        report=report,
        place=1,
        headings=list(Implication.Heading.values),
        text="None arise from this report: the plan describes work already agreed.",
        none_on=today,
    )


def summary_of(asked: CommissionBrief) -> str:
    by = department_of(asked)
    due = f" by {day_in_words(asked.due)}" if asked.due else ""
    pages = f", in {asked.pages}" if asked.pages else ""
    by = by[:1].upper() + by[1:]
    return (
        f"{by} has asked councils for a plan in answer to “{asked.title}”{pages}. "
        f"The plan before members answers it and is to be submitted{due}."
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
    return "So that the council answers the request in time."


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
