"""Freeze the working copy as a numbered version that never changes."""

from councils.errors import Refused
from councils.models import User
from plans.models import Plan, Version
from plans.versions import freeze
from plans.working_copy import document_of
from plans.writing import writing


def make_version(plan: Plan, *, by: User, reason: str) -> Version:
    """Freeze the plan's words as they stand; refused when they are those of the newest version."""
    with writing(plan, by=by, verb="version_made", reason=reason or "A version was made") as w:
        document = document_of(w.plan)
        newest = w.plan.newest_version
        if newest and newest.digest == document.digest:
            raise Refused(f"Nothing has changed since {newest}.")
        version = freeze(document, plan=w.plan, act=w.act, reason=w.act.reason)
        w.act.subject = version
    return version
