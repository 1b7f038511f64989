"""Publish the words decided on or noted, or a draft that a meeting has before it."""

from datetime import date, datetime

from approvals.decisions.queries import newest_decision, why_held
from approvals.decisions.recorders import check_may_send_out
from approvals.models import Publication
from approvals.which_version import Publishable, version_for_publication
from approvals.workflow.engine import PageState, TransitionContext, transition
from councils.models import User
from plans.document import parse_document
from plans.exports import html
from plans.models import Plan, Stage
from plans.versions import pdf_of
from web.dates import day_in_words, london_day, noon
from web.errors import Refused
from web.frozen import sha256_of_text


def publish_plan(
    plan: Plan, *, by: User, seen: PageState, published_at: datetime | date, address: str = ""
) -> Publication:
    """Make words public on our page; `address` is theirs on the council's site, or the agenda's.

    `published_at` is the moment, or the day alone where its time is not known.

    A draft is published with the agenda of the meeting that decides on it, and the address of that
    agenda is what its publication rests on.
    """
    name = "publish_early" if plan.stage == Stage.DECISION else "publish"
    with transition(name, plan, by=by, seen=seen) as m:
        words = version_for_publication(m.plan)
        if words is None:
            if why := why_held(newest_decision(m.plan)):
                raise Refused(why)
            raise Refused("No meeting has decided on the plan, and none is to decide on it.")
        if words.why_stopped:
            raise Refused(words.why_stopped)
        if words.is_noted and m.plan.stage == Stage.DECISION:
            m.become("publish_noted")
        check_may_send_out(m, words.decision)
        m.check_words(seen.plan, words.version.digest)
        check_published_moment(m, words, published_at)
        check_agenda(words, address)
        publication = create_publication(m, words, address, published_at)
        m.act.add(publication)
    return publication


def check_published_moment(
    m: TransitionContext, words: Publishable, published_at: datetime | date
) -> None:
    """In the past; decided words after their decision, a draft until the day of its meeting."""
    on, wrong = day_of(published_at), ""
    if is_to_come(published_at, m.now):
        wrong = "It cannot have been published in the future."
    elif words.decision and words.decision.decided_on and on < words.decision.decided_on:
        wrong = "The plan was decided after that day."
    elif words.step and on < london_day(words.version.made_at):
        wrong = "These words were not written yet on that day."
    elif words.step and words.step.meets_on and on > words.step.meets_on:
        wrong = (
            f"The meeting was on {day_in_words(words.step.meets_on)}. Record first what it decided."
        )
    if wrong:
        raise Refused(wrong, field="published_on")


def check_agenda(words: Publishable, address: str) -> None:
    if words.is_draft and not address.strip():
        raise Refused("Enter the address of the agenda.", field="address")


def create_publication(
    m: TransitionContext, words: Publishable, address: str, published_at: datetime | date
) -> Publication:
    """The words as they are made public: page and PDF, kept as they are now.

    A marking for call-in ends, so there is a PDF with it and one without; that of a draft and of
    noted words stays, on their only PDF.
    """
    version, newest = words.version, m.plan.publications.first()
    version.plan = m.plan
    frozen = parse_document(version.document)
    on, body = day_of(published_at), html.page_body(frozen)
    marking, ends_on = words.marking_on(on), words.unmarked_from(on)
    return Publication(
        plan=m.plan,
        number=newest.number + 1 if newest else 1,
        version=version,
        decision=words.decision,
        step=words.step,
        digest=version.digest,
        address=address,
        title=frozen.title,
        body=body,
        body_digest=sha256_of_text(body),
        pdf=pdf_of(version, "" if ends_on else marking, words.endorsed),
        marking=marking,
        unmarked_on=ends_on,
        marked_pdf=pdf_of(version, marking, words.endorsed) if ends_on else None,
        stated_at=moment_of(published_at, m.now),
        is_moment_stated=isinstance(published_at, datetime),
        recorded_at=m.now,
        recorded_by=m.act.by,
    )


def day_of(stated: datetime | date) -> date:
    return london_day(stated) if isinstance(stated, datetime) else stated


def moment_of(stated: datetime | date, now: datetime) -> datetime:
    """The moment stated; for a day its noon, or now where that is still to come."""
    return stated if isinstance(stated, datetime) else min(noon(stated), now)


def is_to_come(stated: datetime | date, now: datetime) -> bool:
    return stated > now if isinstance(stated, datetime) else stated > london_day(now)
