"""Submit a plan, and see to a submission that the mail server has not taken."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from approvals.decisions.recorders import check_may_send_out
from approvals.models import Decision, Submission, SubmissionDispatch
from approvals.submission.dispatch import outcome_of, queue_submission
from approvals.submission.email import covering_email, email_from_here
from approvals.which_version import (
    SubmissionOptions,
    endorsed_in_words,
    version_for_submission,
    why_not_sent_any_more,
    why_not_sent_as,
)
from approvals.workflow.engine import PageState, TransitionContext, record_fact, transition
from councils import outbox
from councils.models import User
from councils.outbox import message_id, stop_sending
from councils.record.changes import changes_to_plan
from councils.roles import Right
from plans.models import Plan, StoredFile, Version
from plans.versions import pdf_of
from web.dates import day_in_words, is_late, london_day
from web.errors import Difference, Refused, StalePage

State = Submission.State


def send_submission_again(submission: Submission, *, by: User) -> SubmissionDispatch:
    """Queue anew what the mail server did not take: the same e-mail under its one Message-ID."""
    with record_fact(
        submission.plan,
        by=by,
        right=Right.SUBMIT,
        verb="submission_queued_again",
    ) as m:
        newest = m.plan.submissions.with_dispatches().first()
        if newest != submission or not newest.is_over:
            raise Refused("There is nothing to send again: this is not what failed last.")
        newest.plan = m.plan
        if why := why_not_sent_again(newest, m.now):
            raise Refused(f"{why} Send it another way.")
        row = SubmissionDispatch(submission=newest, state=State.QUEUED, at=m.now)
        m.act.add(row)
        outbox.requeue(newest.key)
    return row


def why_not_sent_again(submission: Submission, now: datetime) -> str:
    """Why the same e-mail cannot go once more: other words may go now, or it is late by now."""
    if why := why_not_sent_any_more(submission):
        return why
    if is_late(now, submission.plan.due_at) and not submission.reason.strip():
        return "It would be late by now, and does not say why."
    return ""


def stop_submission(submission: Submission, *, by: User) -> SubmissionDispatch:
    """Take a submission that waits out of the outbox, so that its author can send it themselves."""
    with record_fact(
        submission.plan,
        by=by,
        right=Right.SUBMIT,
        verb="submission_stopped",
    ) as m:
        said = f"Stopped by {by.name}."
        stopped = stop_sending(submission.key, said=said)
        if stopped is None:
            raise Refused("It is no longer waiting: it was sent, has failed, or is being sent now.")
        state = outcome_of(stopped)
        row = SubmissionDispatch(submission=submission, state=state, said=said, at=m.now)
        m.act.add(row)
    return row


@dataclass(frozen=True)
class SubmissionData:
    """What an author says of a submission.

    `sent_at` is when they sent it themselves; None has it sent from here. One `key` is one
    submission. `shown_address` is what the page said that the commission names, "" for none.
    """

    address: str
    key: uuid.UUID
    sent_at: datetime | None = None
    shown_address: str = field(kw_only=True)
    basis: str = Submission.Basis.DECIDED
    reason: str = ""
    officer_view: str = ""


def submit_plan(plan: Plan, *, by: User, seen: PageState, sending: SubmissionData) -> Submission:
    """Record that the prepared e-mail was sent, with exactly what it held; or queue it.

    Sent words are the decided ones; subject to approval, the cleared ones; each exception and each
    late submission carries its reason. What is queued counts as sent once the mail server took it.
    """
    with transition("submit", plan, by=by, seen=seen, reason=sending.reason) as m:
        check_address(m.plan.pk, m.plan.asked.address, sending.shown_address)
        options = options_for(m.plan, sending)
        version, decision = options.version, options.decision_for(sending.basis)
        check_may_send_out(m, decision)
        m.check_words(seen.plan, version.digest)
        moment = sending.sent_at or m.now
        check_sent_moment(m, moment, decision)
        check_in_time(moment, m.plan.due_at, sending.reason)
        check_replaces(m.plan.submissions.with_dispatches().first(), version)
        check_sent_once(sending.key)
        submission = as_submitted(m, options, sending)
        m.act.add(submission)
        if submission.sent_here:
            queue_submission(submission)
        else:
            m.also |= {"submitted_at": submission.sent_at, "submission_recorded_at": m.now}
    return submission


def check_address(plan: int, known: str, shown: str) -> None:
    """StalePage when the plan answers another version of its commission since, sent elsewhere."""
    if known != shown:
        goes = Difference("Where it goes", shown or "none", known or "none")
        raise StalePage((goes,), changes=changes_to_plan(plan))


def options_for(plan: Plan, sending: SubmissionData) -> SubmissionOptions:
    """What may be sent now, which has to include what is asked, explained."""
    options = version_for_submission(plan)
    if options is None or sending.basis not in options.bases:
        raise Refused(why_not_sent_as(plan, sending.basis), field="basis")
    if why := options.why_stopped:
        raise Refused(why)
    if sending.basis == Submission.Basis.SUBJECT and not sending.reason.strip():
        raise Refused("Say why it is sent before it is approved.", field="reason")
    noted = sending.basis == Submission.Basis.NOTED and not options.by_resolution
    if noted and not sending.officer_view.strip():
        raise Refused("Record the Monitoring Officer’s view.", field="officer_view")
    options.version.plan = plan
    return options


def as_submitted(
    m: TransitionContext, options: SubmissionOptions, sending: SubmissionData
) -> Submission:
    """A submission with the e-mail and PDF that were sent, or are to be."""
    version, decision = options.version, options.decision_for(sending.basis)
    marking, leave = options.mark_for(sending.basis), options.by_resolution
    newest = m.plan.submissions.first()
    return Submission(
        plan=m.plan,
        number=newest.number + 1 if newest else 1,
        version=version,
        decision=decision,
        resolution_id=leave.key if leave else None,
        digest=version.digest,
        basis=sending.basis,
        marking=marking,
        address=sending.address,
        due=m.plan.due_at,
        reason=sending.reason,
        officer_view=sending.officer_view,
        email=email_of(m, version, sending, marking, endorsed_in_words(decision)),
        pdf=pdf_of(version, marking, endorsed_in_words(decision)),
        sent_here=sending.sent_at is None,
        sent_at=sending.sent_at,
        recorded_at=m.now,
        recorded_by=m.act.by,
        recorded_as=m.act.actor,
        key=sending.key,
    )


def email_of(
    m: TransitionContext, version: Version, sending: SubmissionData, marking: str, endorsed: str
) -> StoredFile:
    """The very file that the page let its reader download, or the one to be sent from here."""
    if sending.sent_at:
        return covering_email(version, m.plan.asked.address, marking, endorsed)
    return email_from_here(
        version,
        address=sending.address,
        by=m.act.by,
        message_id=message_id(sending.key),
        at=m.now,
        marking=marking,
        endorsed=endorsed,
    )


AWAITS_NOTICE = (
    "The decision can be called in from the day of its notice, which is not recorded yet. Send it "
    "once call-in is over."
)


def check_sent_moment(m: TransitionContext, sent_at: datetime, decision: Decision | None) -> None:
    """Sent in the past, after the decision, and after call-in unless it was exempt."""
    if sent_at > m.now:
        raise Refused("It cannot have been sent in the future.", field="sent_on")
    if decision is None:
        return
    on = london_day(sent_at)
    if decision.decided_on and on < decision.decided_on:
        raise Refused("The plan was decided after that day.", field="sent_on")
    if why := why_it_awaits_notice(decision):
        raise Refused(why, field="sent_on")
    if effective := waits_until(decision, on):
        raise Refused(
            f"The decision takes effect on {day_in_words(effective)}. Send it then, "
            "or have the exemption from call-in recorded with the decision.",
            field="sent_on",
        )


def why_it_awaits_notice(decision: Decision | None) -> str:
    """Why it is not sent while call-in is still to begin; "" otherwise."""
    return AWAITS_NOTICE if decision and decision.waits_for_a_notice else ""


def waits_until(decision: Decision | None, on: date) -> date | None:
    """The day a decision takes effect, when that is still to come and nothing waives it."""
    return decision.waits_until(on) if decision else None


def check_in_time(sent_at: datetime, due: datetime | None, reason: str) -> None:
    """A late submission is recorded all the same, with its reason."""
    if is_late(sent_at, due) and not reason.strip():
        raise Refused("It was sent after the deadline: say why.", field="reason")


def check_sent_once(key: uuid.UUID) -> None:
    """The key of a page that was sent already brings nothing new, whatever it now says."""
    if Submission.objects.filter(key=key).exists():
        raise Refused("This page was sent already. Open it again to submit other words.")


def check_replaces(newest: Submission | None, version: Version) -> None:
    if newest and (why := why_not_replaced(newest, version)):
        raise Refused(why)


def why_not_replaced(newest: Submission, version: Version) -> str:
    """Why nothing can be sent after `newest`: it still waits, or had these very words."""
    if newest.is_queued:
        return f"The e-mail of {newest} still waits to be sent, and can be stopped."
    if newest.went_at and newest.digest == version.digest:
        return f"These words were submitted already on {day_in_words(london_day(newest.went_at))}."
    return ""
