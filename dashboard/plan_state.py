"""Where a plan stands, with all that decides what comes next: plain facts, whoever asks."""

from dataclasses import dataclass
from datetime import date

from approvals.clearance.queries import ClearanceSummary, OfficeClearance
from approvals.clearance.rules import NOBODYS, Authorship, why_may_not_clear
from approvals.decisions.leave import About, leave_given, why_stopped
from approvals.decisions.recorders import why_may_not_record
from approvals.decisions.to_do import Task
from approvals.models import Amendment, Decision, DecisionStep, Submission
from approvals.models.call_in import CalledIn
from approvals.submission.actions import waits_until
from councils.access import Access
from dashboard.working_copies import WorkingCopy
from plans.models import Plan, Stage, Version

DECIDED = (Stage.ENDORSED, Stage.MONITORING)


@dataclass(frozen=True, slots=True)
class Text:
    """What is written so far: the themes in order, and those with text (None: the introduction).

    `writers` are the names of those who have not said that their paragraphs are ready; `frozen`
    whether a version was ever made of it.
    """

    themes: tuple[int, ...]
    written: frozenset[int | None]
    writers: tuple[str, ...]
    frozen: bool

    @property
    def empty_theme(self) -> tuple[int, int] | None:
        """The first theme without text: its number and its key."""
        numbered = enumerate(self.themes, start=1)
        return next(((n, key) for n, key in numbered if key not in self.written), None)


@dataclass(frozen=True, slots=True)
class Published:
    """The newest publication; without a decision it is a draft that a meeting has before it."""

    decision: int | None
    digest: str = ""
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Submitted:
    """The newest submission that went or is on its way: its words, and as what they go.

    `went` is False while it waits for the mail server; `basis` is one of `Submission.Basis`.
    """

    digest: str
    basis: str
    went: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an older record shows of a submission: as what, and whether it settles the matter."""

    basis: str
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Emailed:
    """An answer recorded from an e-mail, of which its officer has not said whether it is theirs."""

    answer: int
    officer: int
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment, whether it has ended, and the day it was last reported on for."""

    start: date | None
    due: date | None
    ended: bool
    told_on: date | None

    def wants_report(self, today: date) -> bool:
        """Begun, and nothing said of it yet; or past its day, and nothing said since."""
        if self.ended:
            return False
        if self.told_on is None:
            return self.start is None or self.start <= today
        return self.due is not None and self.told_on <= self.due < today


@dataclass(frozen=True, slots=True)
class PlanState:
    """One plan as the rules of what comes next see it; `states_of` says what is told when.

    `step` is the newest, with its decision; `working` what the words are now. `wrote` says
    in which roles people wrote the plan; `to_do` what its decisions left and nobody has done yet,
    the soonest due first.
    """

    plan: Plan
    text: Text | None = None
    version: Version | None = None
    working: WorkingCopy | None = None
    clearing: ClearanceSummary | None = None
    wrote: Authorship = NOBODYS
    step: DecisionStep | None = None
    publication: Published | None = None
    submission: Submitted | None = None
    earlier: Earlier | None = None
    promises: tuple[Promise, ...] = ()
    emailed: tuple[Emailed, ...] = ()
    to_do: tuple[Task, ...] = ()

    @property
    def stage(self) -> str:
        return self.plan.stage

    # The words.

    @property
    def words_changed(self) -> bool:
        """Whether the working copy has other words than the newest version."""
        if self.version is None or self.working is None:
            return False
        return self.working.plan != self.version.digest

    @property
    def differs_from_endorsed(self) -> bool:
        """Whether the working copy has other words than those that were endorsed last."""
        decided = self.decision if self.stage in DECIDED else None
        if decided is None or self.working is None:
            return False
        return decided.endorses and self.working.plan != decided.digest

    @property
    def is_being_written(self) -> bool:
        """False once the words are those that were sent: no part of them waits for anybody then."""
        return self.stage == Stage.DRAFTING or self.words_changed

    # Clearance.

    @property
    def changed_since_sent(self) -> bool:
        """Whether plan or report have other words than those sent for clearance."""
        return self.clearing is not None and self.clearing.has_earlier_words

    @property
    def sent_back(self) -> OfficeClearance | None:
        """Who sent it back, while nobody has sent it anew."""
        came_back = self.stage == Stage.DRAFTING and self.clearing
        return self.clearing.sent_back if self.clearing and came_back else None

    @property
    def is_answered(self) -> bool:
        """Whether everybody has answered the newest clearance."""
        return self.clearing is not None and not self.clearing.waiting

    def asks(self, access: Access) -> bool:
        """Whether the newest clearance asks this person, answered or not, and they may answer."""
        clearances = self.clearing.clearances if self.clearing else ()
        return any(self.may_answer(one, access) for one in clearances)

    def asked_of(self, access: Access) -> OfficeClearance | None:
        """What waits for an answer of this person's, who may give it."""
        waiting = self.clearing.waiting if self.clearing else ()
        return next((one for one in waiting if self.may_answer(one, access)), None)

    def may_answer(self, asked: OfficeClearance, access: Access) -> bool:
        assert self.clearing is not None
        sent_by, plan = self.clearing.round.sent_by_id, self.plan.pk
        return not asked.after and not why_may_not_clear(
            access, asked.office, plan=plan, sent_by=sent_by, wrote=self.wrote
        )

    def emailed_of(self, access: Access) -> Emailed | None:
        """What was recorded as this person's answer, while they have said nothing of it."""
        return next((one for one in self.emailed if one.officer == access.person.pk), None)

    # The decision.

    @property
    def decision(self) -> Decision | None:
        """What the newest step decided."""
        return getattr(self.step, "decision", None)

    @property
    def open_step(self) -> DecisionStep | None:
        """The meeting that has the plan before it; a plan withdrawn leaves its step behind."""
        waits = self.stage == Stage.DECISION and self.decision is None
        return self.step if waits else None

    def may_record(self, access: Access) -> bool:
        """Whether this person may record what is decided on it: nobody does on their own plan."""
        return not why_may_not_record(access, self.plan.pk, self.wrote)

    @property
    def held(self) -> str:
        """`CalledIn` while a call-in keeps what was decided from being carried out; else ""."""
        if self.step is not None and self.step.reconsiders_id and self.decision is None:
            return CalledIn.OPEN
        return self.decision.called_in if self.decision and self.decision.is_held else ""

    @property
    def is_to_be_heard(self) -> bool:
        """Whether a valid call-in waits to be looked at, before anybody decides again."""
        here = self.stage == Stage.DECISION and self.open_step is None
        return here and self.held == CalledIn.OPEN

    @property
    def may_be_corrected(self) -> bool:
        """Whether a body's decision is recorded that no call-in holds; not the use of a power."""
        step = self.step
        if step is None or self.held or (step.under and step.under.decision.endorses):
            return False
        # What somebody signed here is theirs to sign otherwise; an older record has no round.
        signed = step.is_signed and step.round_id is not None
        return not signed and (self.decision is not None or step.place > 1)

    @property
    def is_before_somebody(self) -> bool:
        """Whether it waits for a body's decision, or for what comes of a call-in."""
        return self.open_step is not None or self.is_to_be_heard

    @property
    def is_refused(self) -> bool:
        """Whether members refused the words that were sent last."""
        if self.stage != Stage.DRAFTING or self.step is None or self.decision is None:
            return False
        refused = self.decision.outcome == Decision.Outcome.REFUSED
        return refused and self.clearing is not None and self.step.round == self.clearing.round

    @property
    def is_noted(self) -> bool:
        """Whether a meeting only noted the plan, and no other is to decide on it."""
        outcome = self.decision.outcome if self.decision else ""
        return self.stage == Stage.DECISION and outcome == Decision.Outcome.NOTED

    @property
    def to_draft(self) -> tuple[Amendment, ...]:
        """The amendments of what was decided that are still to be drafted, as they are told."""
        told = self.step.drafting if self.step and self.stage in DECIDED else ()
        parts = ("place", "words", "drafted_by")
        return tuple(Amendment(**{name: one[name] for name in parts}) for one in told)

    @property
    def is_drafted(self) -> bool:
        """Whether words for an amendment may stand in the plan, and somebody has a power to say."""
        may_be = self.differs_from_endorsed and bool(self.to_draft)
        return may_be and self.step is not None and self.step.is_changeable

    @property
    def awaits_notice(self) -> bool:
        """Whether call-in is still to begin, with the notice of what somebody decided alone."""
        return self.decision is not None and self.decision.waits_for_a_notice

    def takes_effect(self, today: date) -> date | None:
        """The day the decision takes effect, while that is still to come."""
        return waits_until(self.decision, today)

    # What leaves the building.

    @property
    def is_published(self) -> bool:
        """Whether the words decided, or noted, are public as that, also where it was corrected."""
        public, decided = self.publication, self.decision
        if public is None or decided is None or public.decision is None:
            return False
        same = (public.digest, public.outcome) == (decided.digest, decided.outcome)
        return public.decision == decided.pk or (same and public.decision == decided.corrects_id)

    @property
    def has_words_to_leave(self) -> bool:
        """Whether a meeting has words before it, noted them, or decided on them."""
        if self.stage != Stage.DECISION:
            return not self.held
        return self.open_step is not None or self.is_noted

    @property
    def leaving(self) -> str:
        """The digest of the words that may be sent now; "" while none may."""
        if self.stage == Stage.DECISION and self.step:
            return self.step.put_digest
        return self.decision.digest if self.decision else ""

    def stopped(self, about: str) -> str:
        """Why a resolution keeps the words from being submitted or published; "" if none does."""
        step, decided = self.step, self.decision
        if step is None:
            return ""
        told = [decided, step.under.decision if step.under else None]
        rests_on = {one.pk for one in told if one}
        words = (decided.digest if decided else "") or self.leaving
        return why_stopped(leave_given(about, step.leave, words=words, rests_on=rests_on))

    @property
    def is_sent(self) -> bool:
        """Whether the words that may be sent now are sent already: none are to replace them."""
        return self.submission is not None and self.submission.digest == self.leaving

    @property
    def is_settled(self) -> bool:
        """Whether nothing is to be sent still, here or by what an older record shows."""
        earlier = self.submission is None and self.earlier is not None and self.earlier.is_settled
        return self.is_sent or earlier

    def may_be_sent(self, today: date) -> bool:
        """Whether an author may send these words today: they are new, and call-in is over."""
        waits = self.held or self.awaits_notice or waits_until(self.decision, today)
        return not (self.is_settled or waits or self.stopped(About.SUBMISSION))

    @property
    def may_be_monitored(self) -> bool:
        """Whether it is submitted, as decided by nobody else still."""
        if self.submission is None and self.earlier:
            as_noted = self.earlier.basis == Submission.Basis.NOTED
            return self.stage == Stage.ENDORSED or (self.is_noted and as_noted)
        if self.submission is None or not self.submission.went:
            return False
        as_noted = self.submission.basis == Submission.Basis.NOTED
        return self.stage == Stage.ENDORSED or (self.is_noted and as_noted)

    # Delivery.

    @property
    def has_ended(self) -> bool:
        """Whether it is said of every commitment what became of it; there is one at least."""
        return bool(self.promises) and all(one.ended for one in self.promises)

    def unreported(self, today: date) -> int:
        """How many commitments wait for a report."""
        return sum(one.wants_report(today) for one in self.promises)
