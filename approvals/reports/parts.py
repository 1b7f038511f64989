"""The parts of a report that the council's own form asks for: kept, and begun in the right form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from approvals.models import Report, ReportPart
from approvals.workflow.engine import RecordContext
from councils.actions.report_template import newest_form
from councils.models import ReportTemplate
from councils.report_forms.blocks import EXEMPT, EXEMPT_UNDER, EXEMPT_WHY
from plans.models import Plan
from web.errors import Refused, StalePage

# What an exempt part owes whoever may not read it: its paragraph, and why.
OWED = {
    EXEMPT_UNDER: "Enter the paragraph under which the part is exempt.",
    EXEMPT_WHY: "Enter why it is not in the public interest to publish the part.",
}
# Boxes of parts are named after them.
PART = "part_"


@dataclass(frozen=True)
class FormTyped:
    """What was typed in each part; `template` is the key of the form that the page showed, or 0."""

    template: int
    parts: Mapping[str, str]


def begun_in(plan: Plan, form: FormTyped | None) -> ReportTemplate | None:
    """The form that a new report has from now on; StalePage when the page showed another."""
    newest = newest_form(plan.council)
    if form is not None and form.template != (newest.pk if newest else 0):
        raise StalePage()
    return newest


def wrong_with_parts(parts: Mapping[str, str]) -> Iterator[Refused]:
    """An exempt part has its paragraph and reason; without one there is nothing to give them of."""
    exempt = parts.get(EXEMPT, "").strip()
    for code, why in OWED.items():
        if code not in parts:
            continue
        given = parts[code].strip()
        if exempt and not given:
            yield Refused(why, field=f"{PART}{code}")
        elif given and not exempt:
            yield Refused("Write the exempt part, or leave this empty.", field=f"{PART}{code}")


def write_parts(m: RecordContext, report: Report, form: FormTyped | None) -> bool:
    """Whether any is another than before; a part that the page did not show stays."""
    if form is None:
        return False
    for fault in wrong_with_parts(form.parts):
        raise fault
    held = {row.block: row for row in report.parts.all()}
    changed = False
    for code, text in form.parts.items():
        row = held.get(code)
        if row is None:
            if text:
                m.act.add(ReportPart(report=report, block=code, text=text))
                changed = True
        elif text:
            changed |= m.act.change(row, text=text)
        else:
            m.act.remove(row)
            changed = True
    return changed
