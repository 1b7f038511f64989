"""Freeze the working copy as a numbered version that never changes."""

from councils.models import User
from plans.assemble import build_document
from plans.edits import editing
from plans.models import Plan, Version
from plans.versions import freeze
from web.errors import Refused


def make_version(plan: Plan, *, by: User, reason: str) -> Version:
    """Freeze the plan's words as they stand; refused when they are those of the newest version."""
    with editing(plan, by=by, verb="version_made", reason=reason) as w:
        document = build_document(w.plan)
        newest = w.plan.newest_version
        if newest and newest.digest == document.digest:
            raise Refused(f"Nothing has changed since {newest}.")
        version = freeze(document, plan=w.plan, act=w.act)
        w.act.subject = version
    return version
