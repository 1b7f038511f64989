"""Clearance: send plan and report together, withdraw, put to decision."""

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import Any

from django.db import transaction

from approvals.clearance.carrying import carry, sent_in, to_be_carried
from approvals.clearance.in_spite import Reasons, check_nothing_waits, record_in_spite
from approvals.clearance.meeting_notice import record_late_item
from approvals.clearance.notifications import (
    notify_of_meeting_ahead,
    notify_of_sending_again,
    notify_officers,
)
from approvals.clearance.terms import ClearanceTerms, check_can_be_sent, turn_of
from approvals.models import ClearanceRequest, ClearanceRound, ReportVersion
from approvals.reports.actions import freeze_report, saved_report, write_report
from approvals.reports.implications import ImplicationTyped, check_every_heading_is_said
from approvals.workflow.engine import PageState, TransitionContext, transition
from councils.models import User
from councils.roles import Office
from plans.models import Plan
from plans.versions import freeze


def send_for_clearance(
    plan: Plan,
    *,
    by: User,
    seen: PageState,
    clear: Mapping[Office, User],
    terms: ClearanceTerms,
    report: Mapping[str, Any] | None = None,
    implications: Iterable[ImplicationTyped] = (),
    reason: str = "",
    revision: int | None = None,
    in_spite: Reasons | None = None,
) -> ClearanceRound:
    """Freeze plan and report together and ask the officers in `clear`, by their office.

    The plan's words are those the page showed (`seen.plan`), and so is the report it began from
    (`revision`); where none is given, the one that is saved is sent as it stands. Refused while a
    theme has no text, or a heading of the report nobody's words; and while words of the plan are
    still to come, without a reason `in_spite` of each such finding. An answer that the council's
    rules carry to these words stands, and its office is not asked again.
    """
    with transaction.atomic():
        with transition("send", plan, by=by, seen=seen, reason=reason) as m:
            if report is None:
                report, implications = saved_report(m.plan, revision)
            implications = list(implications)
            check_can_be_sent(m, clear, terms)
            check_every_heading_is_said(implications)
            words = m.words_shown(seen)
            reasons = check_nothing_waits(words, in_spite or {})
            version = freeze(words, plan=m.plan, act=m.act)
            working = write_report(m, report, implications, revision)
            frozen = freeze_report(m, working, version, terms.body)
            before = m.plan.rounds.first()
            round_ = start_round(m, frozen, terms)
            record_in_spite(m, round_, words, reasons)
            record_late_item(m, round_, terms.notice)
            carried = to_be_carried(m.plan, partial(sent_in, round_), clear, sender=by)
            ask_officers(m, round_, clear, carried)
            notify_of_sending_again(m, before)
            notify_of_meeting_ahead(m, round_)
        carry(round_, carried, by=by)
    return round_


def ask_officers(
    m: TransitionContext,
    round_: ClearanceRound,
    clear: Mapping[Office, User],
    carried: Collection[Office],
) -> None:
    """Every office is part of the round; whose answer is carried there is not asked again.

    In the council's order, who comes later hears of it once those before have answered.
    """
    turns = {office: turn_of(office.role, m.plan.council) for office in clear}
    for office, person in clear.items():
        facts = {"role": office.role, "title": office.title, "turn": turns[office]}
        m.act.add(ClearanceRequest(round=round_, person=person, **facts))
    waiting = [office for office in clear if office not in carried]
    first = min((turns[office] for office in waiting), default=1)
    asked = {office: clear[office] for office in waiting if turns[office] == first}
    notify_officers(m, round_, asked)


def start_round(
    m: TransitionContext, report: ReportVersion, terms: ClearanceTerms
) -> ClearanceRound:
    """The next round, in which this report is asked about together with its plan."""
    newest = m.plan.rounds.first()
    round_ = ClearanceRound(
        plan=m.plan,
        number=newest.number + 1 if newest else 1,
        version=report.version,
        report=report,
        sent_by=m.act.by,
        sent_at=m.now,
        due_on=terms.due_on,
        body=terms.body,
        meets_on=terms.meets_on,
        route=terms.route,
        then_put=terms.then_put and terms.meets_on is not None,
    )
    m.act.add(round_)
    return round_
