"""Submit the plan: record the e-mail that was sent, or send it."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime

from approvals import mail
from approvals.issuing import Covering, eml
from approvals.models import Decision, Submission
from approvals.workflow.clearance import newest_round
from approvals.workflow.decision import DECIDES, agreed_decision, decision_of
from approvals.workflow.moving import Moving, Seen, london, moving
from councils.errors import Refused
from councils.models import User
from plans.actions import files
from plans.models import Plan, Version


@dataclass(frozen=True)
class Sending:
    """What an author says of a submission.

    `sent_at` is when they sent it themselves; None hands it to the product's own mail server. One
    `key` is one submission.
    """

    address: str
    key: uuid.UUID
    sent_at: datetime | None = None
    standing: str = Submission.Standing.DECIDED
    reason: str = ""
    officer_view: str = ""


def submit(plan: Plan, *, by: User, seen: Seen, sending: Sending) -> Submission:
    """Record that the prepared e-mail was sent, with exactly what it held; or send it now.

    Sent words are the decided ones; subject to approval, the cleared ones; each exception and each
    late submission carries its reason. To send is the last thing done before all is recorded.
    """
    reason = sending.reason.strip() or f"Sent to {sending.address}"
    with moving("submit", plan, by=by, seen=seen, reason=reason) as m:
        version, decision = words_to_send(m, sending)
        m.check_words(seen.plan, version.digest)
        moment = sending.sent_at or m.now
        check_moment(m, moment, decision)
        check_in_time(moment, m.plan.due_at, sending.reason)
        check_replaces(m.plan.submissions.first(), version)
        check_sent_once(sending.key)
        covering, message = composed(m, version, sending)
        submission = as_sent(m, version, decision, sending, covering)
        m.act.add(submission)
        m.also["submitted_at"] = moment
        if message:
            mail.send(message)
    return submission


def composed(
    m: Moving, version: Version, sending: Sending
) -> tuple[Covering, mail.Composed | None]:
    """The e-mail as it goes, and what is left to be sent of it from here."""
    covering = eml(m.plan, version, address=sending.address)
    if sending.sent_at:
        return covering, None
    message = mail.composed(
        covering, address=sending.address, by=m.act.by, key=sending.key, at=m.now
    )
    return replace(covering, content=message.content), message


def as_sent(
    m: Moving,
    version: Version,
    decision: Decision | None,
    sending: Sending,
    covering: Covering,
) -> Submission:
    """A submission with its e-mail and PDF as they were sent."""
    newest = m.plan.submissions.first()
    return Submission(
        plan=m.plan,
        number=newest.number + 1 if newest else 1,
        version=version,
        decision=decision,
        digest=version.digest,
        standing=sending.standing,
        address=sending.address,
        due=m.plan.due_at,
        reason=sending.reason,
        officer_view=sending.officer_view,
        email=files.store(m.plan.council, covering.content, covering.name),
        pdf=files.store(m.plan.council, covering.pdf, covering.pdf_name),
        sent_here=sending.sent_at is None,
        sent_at=sending.sent_at or m.now,
        recorded_at=m.now,
        recorded_by=m.act.by,
        key=sending.key,
    )


def words_to_send(m: Moving, sending: Sending) -> tuple[Version, Decision | None]:
    """The version that may be sent with this standing, and the decision it rests on."""
    decision = decision_of(m.plan)
    if sending.standing == Submission.Standing.SUBJECT:
        if decision is not None and decision.outcome in DECIDES:
            raise Refused("The plan is endorsed: submit it as that.", field="standing")
        if not sending.reason.strip():
            raise Refused("Say why it is sent before it is approved.", field="reason")
        return newest_round(m.plan).version, None
    if sending.standing == Submission.Standing.NOTED:
        if decision is None or decision.outcome != Decision.Outcome.NOTED:
            raise Refused("No meeting has noted the plan.", field="standing")
        if decision.step.round_id != newest_round(m.plan).pk:
            raise Refused(
                "The words that were noted have been sent for clearance again since.",
                field="standing",
            )
        if not sending.officer_view.strip():
            raise Refused("Record the Monitoring Officer’s view.", field="officer_view")
        return decision.version, decision
    decision = agreed_decision(m.plan)
    return decision.version, decision


def check_moment(m: Moving, sent_at: datetime, decision: Decision | None) -> None:
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
