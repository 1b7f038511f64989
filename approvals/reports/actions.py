"""The decision report: keep it as typed, freeze it beside a version of its plan."""

from collections.abc import Iterable, Mapping
from typing import Any

from approvals.models import Report, ReportVersion
from approvals.reports.document import build_report
from approvals.reports.implications import ImplicationTyped, write_implications, wrong_with
from approvals.reports.parts import FormTyped, begun_in, write_parts
from approvals.reports.saved import implications_of, words_of
from approvals.workflow.engine import (
    PageState,
    RecordContext,
    check_page_current,
    record_fact,
    wrong_stage,
)
from councils.models import User
from councils.record.changes import changes_of
from councils.roles import Right
from plans.models import Plan, Stage, Version
from web.dates import london_day
from web.diffs import differences_of
from web.errors import Refused, StalePage

WRITTEN_IN = (Stage.DRAFTING, Stage.CLEARANCE)


def save_report(
    plan: Plan,
    *,
    by: User,
    report: Mapping[str, Any],
    implications: Iterable[ImplicationTyped],
    revision: int | None = None,
    seen: PageState | None = None,
    form: FormTyped | None = None,
) -> Report:
    """Keep the report without sending it; what was sent before stays as it was.

    `form` is what was typed in the parts of the council's own form; None leaves them as they are.
    `seen` is what the page showed, where one did: StalePage when the plan has moved on since.
    """
    with record_fact(
        plan,
        by=by,
        right=Right.WRITE_PLANS,
        verb="report_written",
    ) as m:
        if seen:
            check_page_current(m.plan, seen)
        if m.plan.stage not in WRITTEN_IN:
            raise wrong_stage(m.plan)
        return write_report(m, report, implications, revision, form)


def write_report(
    m: RecordContext,
    typed: Mapping[str, Any],
    implications: Iterable[ImplicationTyped],
    revision: int | None = None,
    form: FormTyped | None = None,
) -> Report:
    """Keep the report as typed, with its implications; it begins in the form that the council has.

    `revision` is that of the report the page showed, 0 where none was saved yet: StalePage when
    another stands by now.
    """
    implications = list(implications)
    for fault in wrong_with(implications, today=london_day(m.now)):
        raise fault
    report = Report.objects.filter(plan=m.plan).first()
    if report is None:
        report = Report(plan=m.plan, template=begun_in(m.plan, form), **typed)
        m.act.add(report)
        write_implications(m, report, implications)
        write_parts(m, report, form)
        return report
    if revision is not None and revision != report.revision:
        changes = changes_of(report, revision__gt=revision)
        found = differences_of(report, dict(typed))
        raise StalePage(found, now=report.revision, changes=changes)
    report.plan = m.plan
    changed = m.act.change(report, **typed)
    others = write_implications(m, report, implications) | write_parts(m, report, form)
    if others and not changed:
        # They are part of the report: a page that shows earlier ones is out of date.
        m.act.change(report, revision=report.revision + 1)
    return report


def saved_report(
    plan: Plan, revision: int | None
) -> tuple[Mapping[str, Any], list[ImplicationTyped]]:
    """What the report of a locked plan says as it is saved, in `write_report`'s terms.

    Refused where none is; StalePage when it was saved since the page showed it at `revision`.
    """
    report = Report.objects.filter(plan=plan).first()
    if report is None:
        raise Refused("Write the report first.")
    if report.revision != revision:
        raise StalePage(changes=changes_of(report, revision__gt=revision or 0))
    return words_of(report), implications_of(report)


def freeze_report(m: RecordContext, report: Report, version: Version, body: str) -> ReportVersion:
    """The report with these words beside this version of the plan, under the next number."""
    document = build_report(report, plan_digest=version.digest, body=body)
    newest = m.plan.report_versions.first()
    frozen = ReportVersion(
        plan=m.plan,
        version=version,
        number=newest.number + 1 if newest else 1,
        document=document.canonical.decode(),
        digest=document.digest,
        made_at=m.now,
    )
    m.act.add(frozen)
    return frozen
