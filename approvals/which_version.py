"""Which words: those before a meeting and its members, decided, made public, sent and filed.

What a page offers and what its action allows are one function here, so that they cannot differ.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from approvals.decisions.leave import About, LeaveLimb, leave_for, why_stopped
from approvals.decisions.queries import WITH_ITS_POWER, newest_decision, why_held
from approvals.decisions.steps import deciding_step, waiting_step
from approvals.models import Decision, DecisionStep, Submission
from plans.models import Plan, Stage, Version
from web.compiled_queries import prepared
from web.dates import day_in_words

Outcome = Decision.Outcome
Basis = Submission.Basis


def version_for_decision(step: DecisionStep) -> Version:
    """The words a step decides on: those cleared; from an older record, those decided.

    What such a record had decided, and a call-in brought back, is decided again in its own words.
    """
    if step.round is not None:
        return step.round.version
    if hasattr(step, "decision") or step.reconsiders is None:
        return step.decision.words
    return step.reconsiders.decision.words


def version_for_members(step: DecisionStep) -> Version:
    """The words a member signs: those decided, once they are; until then those put."""
    decision: Decision | None = getattr(step, "decision", None)
    if decision is not None and decision.endorses:
        return decision.words
    return version_for_decision(step)


def version_for_archive(plan: Plan) -> Version | None:
    """The words decided on; before there are any, the newest version's."""
    decision = newest_decision(plan)
    return decision.words if decision else plan.newest_version


@dataclass(frozen=True)
class Standing:
    """What has been decided of a version's words: by which `decision`, or before which `step`.

    `cleared` says that they were sent for clearance; without any of these they are a draft.
    """

    decision: Decision | None = None
    step: DecisionStep | None = None
    cleared: bool = False

    def mark(self, basis: str = "") -> str:
        """What is printed on whatever leaves the building with these words; "" once endorsed.

        `basis` is what they are submitted as: then the mark says that too.
        """
        if basis == Basis.SUBJECT:
            return f"Submitted subject to approval by {self.body}{self.meeting_in_words}"
        if self.step:
            what = "decision by" if self.step.decides else "advice by"
            return f"Draft for {what} {self.step.body}{self.step.on_its_day}"
        if self.decision is None:
            return "Not yet decided" if self.cleared else "Draft"
        return mark_of_decision(self.decision)

    @property
    def endorsed(self) -> str:
        return endorsed_in_words(self.decision)

    @property
    def body(self) -> str:
        """Who decides, or decided last, what is subject to approval."""
        step = self.step or (self.decision and self.decision.step)
        return deciding_step(step).body if step else "the council"

    @property
    def meeting_in_words(self) -> str:
        return self.step.on_its_day if self.step and self.step.decides else ""


def endorsed_in_words(decision: Decision | None) -> str:
    """The first line of a plan: who endorsed it, when and in which minute, as far as recorded.

    "" of a decision that did not endorse its words: then their marking says what it did.
    """
    if decision is None or not decision.endorses:
        return ""
    if decision.step.under is None:
        return f"Endorsed{by_whom(decision)}."
    gave = decision.step.under.decision
    if gave.endorses:
        used = f"{decision.step.body}{decision.on_its_day}"
        return f"Endorsed{by_whom(gave)}. Changed by {used}, under the power it gave."
    return f"Endorsed{by_whom(decision)}, under the power given by {gave.step.body}."


def by_whom(decision: Decision) -> str:
    """ " with amendments by Cabinet on 9 July 2024, minute 26", as far as recorded."""
    amended = " with amendments" if decision.outcome == Outcome.AMENDED else ""
    minute = f", minute {decision.minute}" if decision.minute else ""
    return f"{amended} by {decision.step.body}{decision.on_its_day}{minute}"


def mark_of_decision(decision: Decision) -> str:
    """What a decision makes of its words: nothing once it agreed them."""
    if decision.endorses:
        return ""
    by = f"by {decision.step.body}{decision.on_its_day}"
    if decision.outcome == Outcome.NOTED:
        return f"Noted, not endorsed, {by}"
    if decision.outcome == Outcome.REFUSED:
        return f"Refused {by}"
    if decision.outcome == Outcome.DELEGATED:
        return f"Not yet decided: left to somebody else {by}"
    if decision.outcome == Outcome.NONE:
        return f"Not yet decided {by}"
    return f"Not yet decided: {decision.get_outcome_display().lower()} {by}"


def standing_of(version: Version) -> Standing:
    """How a version's words stand now, from the decisions taken on them and what waits."""
    decision = next(iter(last_taken_on(version.pk)), None)
    if decision is not None:
        decision.version = version
        if decision.endorses:
            return Standing(decision)
    plan = version.plan
    step = waiting_step(plan) if plan.stage == Stage.DECISION else None
    if step is not None and version_for_decision(step).pk == version.pk:
        return Standing(decision, step)
    return Standing(decision, cleared=version.rounds.exists())


@prepared
def last_taken_on(version: int) -> QuerySet[Decision]:
    """The last decision taken on a version's words; advice is none."""
    taken = Decision.objects.filter(version=version).exclude(outcome__in=Decision.ADVICE)
    return taken.select_related(*WITH_ITS_POWER).order_by("-step__place")[:1]


@dataclass(frozen=True)
class Publishable:
    """The words that may become public now: those of a `decision`, or a draft put to a `step`.

    A decision may have only noted them, and what is published of them says so. `leave` is what was
    resolved last about publishing them.
    """

    version: Version
    decision: Decision | None = None
    step: DecisionStep | None = None
    leave: LeaveLimb | None = None

    @property
    def why_stopped(self) -> str:
        """Why they are not published, by what was resolved; "" while nothing stops it."""
        return why_stopped(self.leave)

    @property
    def is_draft(self) -> bool:
        return self.step is not None

    @property
    def is_noted(self) -> bool:
        return self.decision is not None and not self.decision.endorses

    def marking_on(self, on: date) -> str:
        """What is printed on every page of words published on a day."""
        if mark := Standing(self.decision, self.step).mark():
            return mark
        return marking_on(self.decision, on) if self.decision else ""

    @property
    def endorsed(self) -> str:
        return endorsed_in_words(self.decision)

    def unmarked_from(self, on: date) -> date | None:
        """The first day without the marking of a day; None when it stays, or there is none."""
        ends = self.decision and not self.is_noted and marking_on(self.decision, on)
        return self.decision.waits_until(on) if self.decision and ends else None


def marking_on(decision: Decision, on: date) -> str:
    """What is printed on every page until the decision takes effect."""
    effective = decision.waits_until(on)
    if decision.waits_for_a_notice:
        return "Subject to call-in, which begins with the decision notice"
    if not effective:
        return ""
    day = day_in_words(effective)
    if decision.is_called_in_until_then:
        return f"Subject to call-in: takes effect on {day}"
    return f"Takes effect on {day}"


def version_for_publication(plan: Plan) -> Publishable | None:
    """What the plan's stage lets become public; None when no meeting decided or is to decide.

    Whether a resolution stops it, the words themselves say (`Publishable.why_stopped`).
    """
    words = words_to_publish(plan)
    if words is None:
        return None
    leave = leave_for(plan, About.PUBLICATION, words.version, words.decision)
    return replace(words, leave=leave)


def words_to_publish(plan: Plan) -> Publishable | None:
    if plan.stage == Stage.DECISION and (step := waiting_step(plan)):
        return Publishable(version_for_decision(step), step=step)
    decision = newest_decision(plan)
    if decision is None or decision.is_held:
        return None
    return Publishable(decision.words, decision=decision)


@dataclass(frozen=True)
class SubmissionOptions:
    """The words that may be sent now, and as what: `bases`, the most usual first.

    `decision` is the one the words rest on, if a meeting has taken one; `leave` is what was
    resolved last about submitting them.
    """

    version: Version
    bases: tuple[Basis, ...]
    decision: Decision | None = None
    step: DecisionStep | None = None
    leave: LeaveLimb | None = None

    @property
    def why_stopped(self) -> str:
        """Why they are not submitted, by what was resolved; "" while nothing stops it."""
        return why_stopped(self.leave)

    @property
    def by_resolution(self) -> LeaveLimb | None:
        """By which resolution words that were only noted are submitted, if by any."""
        return self.leave if self.leave and self.leave.allows and self.is_noted else None

    @property
    def is_noted(self) -> bool:
        return self.decision is not None and not self.decision.endorses

    def mark_for(self, basis: str) -> str:
        """What e-mail and PDF say of the words when they are sent as this; "" of endorsed ones."""
        if basis == Basis.NOTED and self.by_resolution:
            whose = self.by_resolution.whose
            return f"Noted, not endorsed. Submitted by resolution of {whose}"
        return Standing(self.decision, self.step).mark("" if basis == Basis.DECIDED else basis)

    def endorsed_for(self, basis: str) -> str:
        """The first line of what is sent as this."""
        return endorsed_in_words(self.decision_for(basis))

    def decision_for(self, basis: str) -> Decision | None:
        """What a submission rests on; what is subject to approval rests on no decision."""
        return None if basis == Basis.SUBJECT else self.decision


def version_for_submission(plan: Plan) -> SubmissionOptions | None:
    """What the plan's stage lets be sent; None when no words may go, or a call-in holds them.

    Words that were only noted go as that alone where a resolution approves their submission.
    """
    found = words_to_submit(plan)
    if found is None:
        return None
    leave = leave_for(plan, About.SUBMISSION, found.version, found.decision)
    options = replace(found, leave=leave)
    return replace(options, bases=(Basis.NOTED,)) if options.by_resolution else options


def words_to_submit(plan: Plan) -> SubmissionOptions | None:
    decision = newest_decision(plan)
    if decision is not None and decision.is_held:
        return None
    if plan.stage == Stage.DECISION:
        cleared = plan.rounds.select_related("version", "report").first()
        if cleared is None:
            return noted_from_the_record(decision)
        # Words that a meeting noted, and that were not sent for clearance again since.
        if decision is not None and decision.step.round_id == cleared.pk:
            return SubmissionOptions(decision.words, (Basis.NOTED, Basis.SUBJECT), decision)
        return SubmissionOptions(cleared.version, (Basis.SUBJECT,), step=waiting_step(plan))
    if decision is None or plan.stage not in (Stage.ENDORSED, Stage.MONITORING):
        return None
    basis = Basis.DECIDED if decision.endorses else Basis.NOTED
    return SubmissionOptions(decision.words, (basis,), decision)


def noted_from_the_record(decision: Decision | None) -> SubmissionOptions | None:
    """Words that an older record shows noted, and that were never sent for clearance here."""
    if decision is None:
        return None
    return SubmissionOptions(decision.words, (Basis.NOTED,), decision)


def why_not_sent_any_more(submission: Submission) -> str:
    """Why what was queued may not go now; "" while its words may, as what they were queued as."""
    options = version_for_submission(submission.plan)
    if options is None or options.version.digest != submission.digest:
        return "The plan has moved on since it was queued."
    if why := options.why_stopped:
        return why
    # A meeting put off since makes the e-mail's own first line untrue.
    says_so = submission.marking == options.mark_for(submission.basis)
    if submission.basis in options.bases and says_so:
        return ""
    return "The plan has moved on since it was queued."


def why_not_sent_as(plan: Plan, basis: str) -> str:
    """Why the words are not sent as something that `version_for_submission` does not offer."""
    decision = newest_decision(plan)
    if why := why_held(decision):
        return why
    if basis == Basis.DECIDED:
        return "The plan has not been endorsed."
    if basis == Basis.SUBJECT:
        endorsed = decision is not None and decision.endorses
        return f"The plan is {'endorsed' if endorsed else 'noted'}: submit it as that."
    if decision is None or decision.endorses:
        return "No meeting has noted the plan."
    return "The words that were noted have been sent for clearance again since."
