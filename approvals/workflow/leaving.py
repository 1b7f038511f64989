"""What leaves the building: publish the plan, and submit it."""

import uuid
from dataclasses import replace
from datetime import date, datetime

from approvals import mail
from approvals.issuing import Covering, eml, imprint_of, page
from approvals.models import Decision, Publication, Submission
from approvals.workflow.clearance import newest_round
from approvals.workflow.decision import DECIDES, decision_of
from approvals.workflow.moving import Moving, Seen, london, moving
from councils.errors import Refused
from councils.models import User
from plans import document, pdf
from plans.actions import files
from plans.document import Document
from plans.models import Plan, Stage, StoredFile, Version

PUBLISH = {Stage.ENDORSED: "publish", Stage.MONITORING: "publish_again"}
SUBMIT = {
    Stage.DECISION: "submit_early",
    Stage.ENDORSED: "submit",
    Stage.MONITORING: "replace",
}


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


def submit(
    plan: Plan,
    *,
    by: User,
    seen: Seen,
    address: str,
    key: uuid.UUID,
    sent_at: datetime | None = None,
    standing: str = Submission.Standing.DECIDED,
    reason: str = "",
    officer_view: str = "",
) -> Submission:
    """Record that the prepared e-mail was sent, with exactly what it held; or send it now.

    `sent_at` is when its author sent it; None hands it to the product's own mail server, which is
    the last thing done before all of it is recorded. Sent words are the decided ones; subject to
    approval, the cleared ones; each exception and each late submission carries its reason. One
    `key` is one submission.
    """
    name = SUBMIT.get(Stage(plan.stage), "submit")
    with moving(name, plan, by=by, seen=seen, reason=reason or f"Sent to {address}") as m:
        version, decision = words_to_send(m, standing, officer_view, reason)
        m.check_words(seen.plan, version.digest)
        moment = sent_at or m.now
        check_moment(m, moment, decision, standing)
        check_in_time(moment, m.plan.due_at, reason)
        check_replaces(m.plan.submissions.first(), version)
        check_sent_once(key)
        covering = eml(m.plan, version, address=address)
        if sent_at is None:
            message = mail.composed(covering, address=address, by=by, key=key, at=m.now)
            covering = replace(covering, content=message.content)
        submission = as_sent(m, version, decision, covering)
        submission.address, submission.key = address, key
        submission.sent_at, submission.sent_here = moment, sent_at is None
        submission.standing, submission.reason = standing, reason
        submission.officer_view = officer_view
        m.act.add(submission)
        m.also["submitted_at"] = moment
        if sent_at is None:
            mail.send(message)
    return submission


def as_sent(
    m: Moving, version: Version, decision: Decision | None, covering: Covering
) -> Submission:
    """A submission with its e-mail and PDF as they were sent."""
    newest = m.plan.submissions.first()
    return Submission(
        plan=m.plan,
        number=newest.number + 1 if newest else 1,
        version=version,
        decision=decision,
        digest=version.digest,
        due=m.plan.due_at,
        email=files.store(m.plan.council, covering.content, covering.name),
        pdf=files.store(m.plan.council, covering.pdf, covering.pdf_name),
        recorded_at=m.now,
        recorded_by=m.act.by,
    )


def agreed_decision(plan: Plan) -> Decision:
    decision = decision_of(plan)
    if decision is None or decision.outcome not in DECIDES:
        raise Refused("The plan has not been endorsed.")
    return decision


def marking_on(decision: Decision, day: date) -> str:
    """What is printed on every page while call-in runs."""
    effective = decision.effective_from
    if decision.call_in_applies and effective and day < effective:
        return f"Subject to call-in: takes effect on {effective.day} {effective:%B %Y}"
    return ""


def words_to_send(
    m: Moving, standing: str, officer_view: str, reason: str
) -> tuple[Version, Decision | None]:
    """The version that may be sent with this standing, and the decision it rests on."""
    decision = decision_of(m.plan)
    if standing == Submission.Standing.SUBJECT:
        if decision is not None and decision.outcome in DECIDES:
            raise Refused("The plan is endorsed: submit it as that.", field="standing")
        if not reason.strip():
            raise Refused("Say why it is sent before it is approved.", field="reason")
        return newest_round(m.plan).version, None
    if standing == Submission.Standing.NOTED:
        if decision is None or decision.outcome != Decision.Outcome.NOTED:
            raise Refused("No meeting has noted the plan.", field="standing")
        if decision.step.round_id != newest_round(m.plan).pk:
            raise Refused(
                "The words that were noted have been sent for clearance again since.",
                field="standing",
            )
        if not officer_view.strip():
            raise Refused("Record the Monitoring Officer’s view.", field="officer_view")
        return decision.version, decision
    decision = agreed_decision(m.plan)
    return decision.version, decision


def check_moment(m: Moving, sent_at: datetime, decision: Decision | None, standing: str) -> None:
    """Sent in the past, after the decision, and after call-in unless it was exempt."""
    if sent_at > m.now:
        raise Refused("It cannot have been sent in the future.", field="sent_on")
    if decision is None:
        return
    day = london(sent_at)
    if day < decision.decided_on:
        raise Refused("The plan was decided after that day.", field="sent_on")
    if effective := waits_until(decision, day):
        raise Refused(
            f"The decision takes effect on {effective.day} {effective:%B %Y}. Send it then, "
            "or have the exemption from call-in recorded with the decision.",
            field="sent_on",
        )


def waits_until(decision: Decision | None, day: date) -> date | None:
    """The day a decision takes effect, when that is still to come and nothing waives it."""
    if decision is None or not decision.call_in_applies or decision.call_in_exempt_why.strip():
        return None
    effective = decision.effective_from
    return effective if effective and day < effective else None


def check_in_time(sent_at: datetime, due: datetime | None, reason: str) -> None:
    """A late submission is recorded all the same, with its reason."""
    if due and sent_at > due and not reason.strip():
        raise Refused("It was sent after the deadline: say why.", field="reason")


def check_sent_once(key: uuid.UUID) -> None:
    """The key of a page that was sent already brings nothing new, whatever it now says."""
    if Submission.objects.filter(key=key).exists():
        raise Refused("This page was sent already. Open it again to submit other words.")


def check_replaces(newest: Submission | None, version: Version) -> None:
    """A second submission replaces words that differ; the same words are not sent twice."""
    if newest is not None and newest.digest == version.digest:
        raise Refused(f"These words were submitted already on {newest.sent_at:%-d %B %Y}.")
