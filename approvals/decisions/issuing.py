"""The record of a decision, and the report that was decided on, issued to the public.

Both are kept as they were on that day, as a page and as a PDF; parts that are not for publication
are in neither. The day it is issued is that of the decision notice, from which call-in is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.template.loader import render_to_string

from approvals.decisions.duty import duty_of
from approvals.decisions.notice import CORRECTED, RECORD_SHOWN, decision_notice
from approvals.decisions.queries import COUNTED
from approvals.decisions.recorders import check_may_record, check_may_send_out
from approvals.decisions.report_paper import DISOWNED, issued_report
from approvals.decisions.step_papers import count_call_in
from approvals.models import Decision, DecisionStep, StepPaper
from approvals.papers.duties import Duty
from approvals.papers.paper import Paper, Section
from approvals.papers.pdf import render_paper
from approvals.workflow.engine import RecordContext, record_fact
from councils.models import User
from councils.roles import Right
from plans.actions.files import store_file
from web.dates import day_in_words, london_day
from web.errors import Refused, StalePage
from web.frozen import sha256_of_text

# How an answer came to be recorded, what whoever entered an older record noted, and what members
# said on their own page, is the council's own affair.
NOT_FOR_ANYBODY = {"Clearances by e-mail", DISOWNED, RECORD_SHOWN, CORRECTED}
NOT_PUBLIC = "Not for publication"
KNOWN = (
    *("step__plan__council", "step__round__version", "step__round__report", "version"),
    *("step__under__decision__step", COUNTED),
)


@dataclass(frozen=True)
class IssueData:
    """What is said when it is issued; `withheld` names parts as `choices_of` does."""

    made_by: str
    contact: str
    call_in_by: str = ""
    route: str = DecisionStep.Route.NOT_KNOWN
    withheld: Sequence[str] = ()
    withheld_under: str = ""
    withheld_why: str = ""
    nothing_withheld: bool = False


def issue_statement(decision: Decision, *, by: User, seen: int, said: IssueData) -> StepPaper:
    """Make public what was decided, with the report; `seen` is how many papers its page knew."""
    with record_fact(
        decision.step.plan, by=by, right=Right.RECORD_DECISIONS, verb="statement_issued"
    ) as m:
        decision = Decision.objects.select_related(*KNOWN).get(pk=decision.pk)
        if decision.step.papers.count() != seen:
            raise StalePage()
        check_may_record(m)
        check_may_send_out(m, decision)
        duty = duty_of(decision, route=DecisionStep.Route(said.route))
        check_issue(decision, duty, said)
        count_call_in(m, decision, london_day(m.now))
        row = keep(m, decision, said, "statement", statement_of(m, decision, duty, said))
        if decision.step.round:
            keep(m, decision, said, "report", issued_report(decision.step, for_anybody=True))
    return row


def check_issue(decision: Decision, duty: Duty, said: IssueData) -> None:
    if not duty.is_owed:
        raise Refused(f"{duty.why_none} There is nothing to issue.")
    if not duty.is_known:
        raise Refused(duty.asks, field="route")
    if not said.made_by.strip() or not said.contact.strip():
        raise Refused("Say who made the record, and whom to ask about it.", field="made_by")
    called_in = decision.call_in_applies and not decision.call_in_exempt_why.strip()
    if called_in and not said.call_in_by.strip():
        raise Refused("Say who may call it in, and how.", field="call_in_by")
    check_withheld(decision, said)


def check_withheld(decision: Decision, said: IssueData) -> None:
    """What is left out has its paragraph and reason; of exempt information somebody says where."""
    if said.withheld and said.nothing_withheld:
        raise Refused("Either leave parts out, or say that none is.", field="nothing_withheld")
    if decision.exempt_information and not (said.withheld or said.nothing_withheld):
        why = "Part of it was exempt information: say which parts are left out, or that none is."
        raise Refused(why, field="withheld")
    known = bool(said.withheld_under.strip()), bool(said.withheld_why.strip())
    if said.withheld and not all(known):
        raise Refused(
            "Say under which paragraph they are left out, and why.", field="withheld_under"
        )
    if not said.withheld and any(known):
        raise Refused("Say which parts are left out.", field="withheld")


def statement_of(m: RecordContext, decision: Decision, duty: Duty, said: IssueData) -> Paper:
    """The record with the day it was issued, who made it, who may call it in, and whom to ask."""
    paper = decision_notice(decision, duty)
    on = day_in_words(london_day(m.now))
    opening = f"Issued on {on} ({duty.law}). Made by {said.made_by}. {paper.opening}".strip()
    more = [("Who may call it in", said.call_in_by), ("Whom to ask", said.contact)]
    told = (Section(title, text=words) for title, words in more if words.strip())
    return replace(paper, opening=opening, sections=(*public_sections(paper), *told))


def choices_of(decision: Decision) -> list[tuple[str, str]]:
    """Each part of both papers that may be left out, as (name, words)."""
    papers = {"statement": decision_notice(decision)}
    if decision.step.round:
        papers["report"] = issued_report(decision.step)
    return [
        (f"{which}:{section.key}", f"{which.capitalize()}: {section.title}")
        for which, paper in papers.items()
        for section in public_sections(paper)
    ]


def as_made_public(paper: Paper) -> Paper:
    """A record without what is the council's own affair."""
    return replace(paper, sections=tuple(public_sections(paper)))


def public_sections(paper: Paper) -> list[Section]:
    return [one for one in paper.sections if one.title not in NOT_FOR_ANYBODY]


def without_withheld(paper: Paper, which: str, said: IssueData) -> Paper:
    """The paper with nothing of what is left out but that it is, and under which paragraph."""
    why = f"Not for publication under {said.withheld_under}: {said.withheld_why}"
    sections = tuple(
        Section(NOT_PUBLIC, text=why, level=one.level)
        if f"{which}:{one.key}" in said.withheld
        else one
        for one in public_sections(paper)
    )
    return replace(paper, sections=sections)


def keep(
    m: RecordContext, decision: Decision, said: IssueData, which: str, paper: Paper
) -> StepPaper:
    """A paper as it is made public: its page and its PDF, without what is left out."""
    paper = without_withheld(paper, which, said)
    body = render_to_string("approvals/papers/issued.html", {"paper": paper})
    is_statement, step = which == "statement", decision.step
    name = f"{step.plan.slug}-{'decision' if is_statement else 'report'}-{step.place}.pdf"
    row = StepPaper(
        step=step,
        kind=StepPaper.Kind.DECISION_NOTICE if is_statement else StepPaper.Kind.REPORT,
        published_on=london_day(m.now),
        file=store_file(m.plan.council, render_paper(paper), name),
        name=paper.kind[:200],
        made_by=said.made_by if is_statement else "",
        contact=said.contact,
        call_in_by=said.call_in_by if is_statement else "",
        withheld_under=said.withheld_under if said.withheld else "",
        withheld_why=said.withheld_why if said.withheld else "",
        body=body,
        body_digest=sha256_of_text(body),
        recorded_at=m.now,
        recorded_by=m.act.by,
    )
    m.act.add(row)
    return row
