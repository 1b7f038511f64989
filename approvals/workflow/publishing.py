"""Publish the words decided on or noted, or a draft that a meeting has before it."""

from dataclasses import dataclass
from datetime import date, datetime

from approvals.issuing import imprint_of, page
from approvals.models import Decision, Publication, Step
from approvals.workflow.decision import DECIDES, decision_of, version_put, waiting_step
from approvals.workflow.moving import Moving, Seen, london, moving
from councils.errors import Refused
from councils.models import User
from plans import document, pdf
from plans.actions import files
from plans.document import Document
from plans.models import Plan, Stage, StoredFile, Version
from plans.printed import day


@dataclass(frozen=True)
class Publishable:
    """The words that may become public now: those of a `decision`, or a draft put to a `step`.

    A decision may have only noted them, and what is published of them says so.
    """

    version: Version
    decision: Decision | None = None
    step: Step | None = None

    @property
    def is_draft(self) -> bool:
        return self.step is not None

    @property
    def is_noted(self) -> bool:
        return self.decision is not None and self.decision.outcome not in DECIDES

    def marking_on(self, on: date) -> str:
        """What is printed on every page of words published on a day."""
        if self.step:
            return f"Draft for decision by {self.step.body} on {day(self.step.meets_on)}"
        if self.decision and self.is_noted:
            return f"Noted by {self.decision.step.body} on {day(self.decision.decided_on)}"
        return marking_on(self.decision, on) if self.decision else ""

    def unmarked_from(self, on: date) -> date | None:
        """The first day without the marking of a day; None when it stays, or there is none."""
        ends = self.decision and not self.is_noted and marking_on(self.decision, on)
        return self.decision.effective_from if self.decision and ends else None


def publishable_of(plan: Plan) -> Publishable | None:
    """What the plan's stage lets become public; None when no meeting decided or is to decide."""
    if plan.stage == Stage.DECISION and (step := waiting_step(plan)):
        return Publishable(version_put(step), step=step)
    decision = decision_of(plan)
    return Publishable(decision.version, decision=decision) if decision else None


def publish(
    plan: Plan, *, by: User, seen: Seen, published_at: datetime, address: str = ""
) -> Publication:
    """Make words public on our page; `address` is theirs on the council's site, or the agenda's.

    A draft is published with the agenda of the meeting that decides on it, and the address of that
    agenda is what its publication rests on.
    """
    name = "publish_early" if plan.stage == Stage.DECISION else "publish"
    reason = address.strip() or "On the council’s page"
    with moving(name, plan, by=by, seen=seen, reason=reason) as m:
        words = publishable_of(m.plan)
        if words is None:
            raise Refused("No meeting has decided on the plan, and none is to decide on it.")
        if words.is_noted and m.plan.stage == Stage.DECISION:
            m.become("publish_noted")
        m.check_words(seen.plan, words.version.digest)
        check_moment(m, words, published_at)
        check_agenda(words, address)
        publication = published(m, words, address, published_at)
        m.act.add(publication)
    return publication


def check_moment(m: Moving, words: Publishable, published_at: datetime) -> None:
    """In the past; decided words after their decision, a draft until the day of its meeting."""
    on, wrong = london(published_at), ""
    if published_at > m.now:
        wrong = "It cannot have been published in the future."
    elif words.decision and on < words.decision.decided_on:
        wrong = "The plan was decided after that day."
    elif words.step and on < london(words.version.made_at):
        wrong = "These words were not written yet on that day."
    elif words.step and on > words.step.meets_on:
        wrong = f"The meeting was on {day(words.step.meets_on)}. Record first what it decided."
    if wrong:
        raise Refused(wrong, field="published_on")


def check_agenda(words: Publishable, address: str) -> None:
    if words.is_draft and not address.strip():
        raise Refused("Enter the address of the agenda.", field="address")


def published(m: Moving, words: Publishable, address: str, published_at: datetime) -> Publication:
    """The words as they are made public: page and PDF, kept as they are now.

    A marking for call-in ends, so there is a PDF with it and one without; that of a draft and of
    noted words stays, on their only PDF.
    """
    version, newest = words.version, m.plan.publications.first()
    frozen = document.read(version.document)
    on = london(published_at)
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
        body=page(frozen),
        pdf=paper_of(m.plan, version, frozen, "" if ends_on else marking),
        marking=marking,
        unmarked_on=ends_on,
        marked_pdf=paper_of(m.plan, version, frozen, marking) if ends_on else None,
        stated_at=published_at,
        recorded_at=m.now,
        recorded_by=m.act.by,
    )


def paper_of(plan: Plan, version: Version, frozen: Document, marking: str = "") -> StoredFile:
    paper = pdf.draw(frozen, imprint=imprint_of(version, marking))
    return files.store(plan.council, paper, f"{plan.slug}.pdf")


def marking_on(decision: Decision, on: date) -> str:
    """What is printed on every page while call-in runs."""
    effective = decision.effective_from
    if decision.call_in_applies and effective and on < effective:
        return f"Subject to call-in: takes effect on {day(effective)}"
    return ""
