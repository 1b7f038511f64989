"""Publish the plan on our page, and note its address on the council's site."""

from datetime import date, datetime

from approvals.issuing import imprint_of, page
from approvals.models import Decision, Publication
from approvals.workflow.decision import agreed_decision
from approvals.workflow.moving import Moving, Seen, london, moving
from councils.errors import Refused
from councils.models import User
from plans import document, pdf
from plans.actions import files
from plans.document import Document
from plans.models import Plan, Stage, StoredFile, Version

PUBLISH = {Stage.ENDORSED: "publish", Stage.MONITORING: "publish_again"}


def publish(
    plan: Plan, *, by: User, seen: Seen, published_at: datetime, address: str = ""
) -> Publication:
    """Make the decided version public on our page, and note its address on the council's site."""
    name = PUBLISH.get(Stage(plan.stage), "publish")
    with moving(name, plan, by=by, seen=seen, reason=address or "On the council’s page") as m:
        decision = agreed_decision(m.plan)
        m.check_words(seen.plan, decision.digest)
        if published_at > m.now:
            raise Refused("It cannot have been published in the future.", field="published_on")
        if london(published_at) < decision.decided_on:
            raise Refused("The plan was decided after that day.", field="published_on")
        publication = published(m, decision, address, published_at)
        m.act.add(publication)
    return publication


def published(m: Moving, decision: Decision, address: str, published_at: datetime) -> Publication:
    """The decided version as it is made public: page and PDF, kept as they are now."""
    version, newest = decision.version, m.plan.publications.first()
    frozen = document.read(version.document)
    marking = marking_on(decision, london(published_at))
    return Publication(
        plan=m.plan,
        number=newest.number + 1 if newest else 1,
        version=version,
        decision=decision,
        digest=decision.digest,
        address=address,
        title=frozen.title,
        body=page(frozen),
        pdf=paper_of(m.plan, version, frozen),
        marking=marking,
        unmarked_on=decision.effective_from if marking else None,
        marked_pdf=paper_of(m.plan, version, frozen, marking) if marking else None,
        stated_at=published_at,
        recorded_at=m.now,
        recorded_by=m.act.by,
    )


def paper_of(plan: Plan, version: Version, frozen: Document, marking: str = "") -> StoredFile:
    paper = pdf.draw(frozen, imprint=imprint_of(version, marking))
    return files.store(plan.council, paper, f"{plan.slug}.pdf")


def marking_on(decision: Decision, day: date) -> str:
    """What is printed on every page while call-in runs."""
    effective = decision.effective_from
    if decision.call_in_applies and effective and day < effective:
        return f"Subject to call-in: takes effect on {effective.day} {effective:%B %Y}"
    return ""
