"""The form of a council's reports: one more row, and the newest counts."""

from collections.abc import Mapping

from django.db import transaction

from councils.access import access_of
from councils.actions.people import lock_council
from councils.models import Council, ReportTemplate, User
from councils.record.writer import recording
from councils.report_forms.layout import layout_of
from councils.roles import Right
from web.errors import Refused, StalePage


def choose_form(
    council: Council, *, by: User, seen: int, typed: Mapping[str, str], numbering: str
) -> ReportTemplate:
    """From now on reports are begun in this form; one that was begun goes on in its own."""
    layout_of(typed, numbering)
    return _keep(council, by=by, seen=seen, values={**typed, "numbering": numbering})


def choose_usual_form(council: Council, *, by: User, seen: int) -> ReportTemplate:
    """From now on reports are begun in the usual form."""
    values = dict.fromkeys(("front", "opening", "numbered", "numbering"), "")
    return _keep(council, by=by, seen=seen, values=values)


def newest_form(council: Council) -> ReportTemplate | None:
    """The council's own form of reports; None where it has the usual one. One query."""
    row = ReportTemplate.objects.filter(council=council).first()
    return row if row and row.numbering else None


def _keep(council: Council, *, by: User, seen: int, values: Mapping[str, str]) -> ReportTemplate:
    """`seen` is the key of the row that the page showed, 0 where there was none."""
    with transaction.atomic():
        actor = access_of(by, council).require(Right.SET_REPORT_FORM)
        lock_council(council)
        stands = council.report_templates.first()
        if seen != (stands.pk if stands else 0):
            raise StalePage()
        held = {name: getattr(stands, name) if stands else "" for name in values}
        if held == dict(values):
            raise Refused("Reports have this form already.")
        row = ReportTemplate(council=council, **values)
        with recording(council, actor=actor, verb="report_form_chosen", subject=council) as act:
            act.add(row)
    return row
