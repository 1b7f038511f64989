"""Whose words the sentences of a report are; frozen, it keeps only a commitment to the name."""

from collections.abc import Mapping

from approvals.reports.document import ImplicationSaid, ReportDocument
from councils.record.models import Identity
from web.dates import day_in_words

Authors = Mapping[str, str]
UNKNOWN = "somebody whose name is not kept"


def authors_of(report: ReportDocument) -> Authors:
    """Who wrote its sentences, by the commitment that the report keeps; at most one query."""
    said = [one for one in report.implications if isinstance(one, ImplicationSaid)]
    wanted = {one.written_by for one in said if one.written_by}
    if not wanted:
        return {}
    return {who.commitment: str(who) for who in Identity.objects.filter(commitment__in=wanted)}


def written_by(said: object, authors: Authors) -> str:
    """ "Written by …, on …", in a line; nothing for a report frozen before this was kept."""
    if not isinstance(said, ImplicationSaid) or not said.written_by:
        return ""
    on = f", {day_in_words(said.written_on)}" if said.written_on else ""
    return f"Written by {authors.get(said.written_by, UNKNOWN)}{on}."
