"""What a Cabinet member reads first: what is asked, what the officers say, what has changed."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from approvals.amendments.rules import meeting_before, why_not_lodge
from approvals.amendments.shown import ShownAmendment, shown_amendments
from approvals.clearance.queries import OfficeClearance, disowned_in
from approvals.decisions.declarations import declaration_at, is_barred, with_withdrawn
from approvals.decisions.notice import NO_WORDS, when_it_takes_effect
from approvals.decisions.queries import COUNTED
from approvals.decisions.recorders import recorded_by_author
from approvals.decisions.report_paper import officers_advice, parts_of_clearers, wrote_in_words
from approvals.members.actions import TAKEN_IN, why_not_sign
from approvals.members.declaring import standing_declaration
from approvals.members.promised import promised
from approvals.models import (
    ClearanceRequest,
    ClearanceResponse,
    ClearanceRound,
    Decision,
    DecisionStep,
    MemberStatement,
)
from approvals.reports.document import ReportDocument, parse_report
from approvals.which_version import version_for_decision, version_for_members
from councils.access import Access
from councils.models import User
from councils.roles import Right
from plans.compare import Comparison, compare
from plans.document import Document, parse_document
from plans.models import Plan, Stage, Version

# About four lines on a page that is read on a phone.
SHORT = 360


@dataclass(frozen=True)
class MemberBriefing:
    """One step of a plan as its members see it; `said` is what this member declared and signed.

    What they asked stands among the `questions` of all members, with its answers. `earlier` are the
    steps before it, the newest first, without those whose decision was recorded wrongly.
    """

    step: DecisionStep
    earlier: tuple[DecisionStep, ...]
    version: Version
    words: Document
    report: ReportDocument | None
    advice: list[tuple[ClearanceRequest, ClearanceResponse]]
    changed: Comparison | None
    changed_since: str
    said: list[MemberStatement]
    questions: list[MemberStatement]
    answers_members: bool
    declared: MemberStatement | None
    standing: MemberStatement | None
    barred: bool
    may_speak: bool
    decides: bool
    why_not_sign: str
    amendments: int
    amendments_of_theirs: tuple[ShownAmendment, ...]
    may_lodge: bool

    @property
    def objections(self) -> list[tuple[ClearanceRequest, ClearanceResponse]]:
        """Beneath what they object to, and not again among the rest."""
        return [(asked, answer) for asked, answer in self.advice if answer.is_objection]

    @property
    def other_advice(self) -> list[tuple[ClearanceRequest, ClearanceResponse]]:
        return [(asked, answer) for asked, answer in self.advice if not answer.is_objection]

    @property
    def decision(self) -> Decision | None:
        return getattr(self.step, "decision", None)

    @cached_property
    def by_its_author(self) -> bool:
        return self.decision is not None and recorded_by_author(self.decision)

    @cached_property
    def disowned(self) -> tuple[OfficeClearance, ...]:
        """Answers in what is before them that were recorded and that nobody gave."""
        return disowned_in([self.step.round]) if self.step.round else ()

    @property
    def takes_answers(self) -> bool:
        """Whether questions are still answered: until the meeting's decision is recorded."""
        return self.decision is None and self.step.plan.stage == Stage.DECISION

    @property
    def may_answer(self) -> bool:
        return self.takes_answers and self.answers_members

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was before a meeting that did not decide on it, and is so no longer."""
        return self.decision is None and self.step.plan.stage != Stage.DECISION

    @property
    def signed_off(self) -> bool:
        """Whether they are content with these very words."""
        return any(one.plan_digest == self.version.digest for one in self.signed)

    @property
    def sign_off_lapsed(self) -> bool:
        """Whether they were content with earlier words alone."""
        return bool(self.signed) and not self.signed_off

    @property
    def signed(self) -> list[MemberStatement]:
        content = MemberStatement.Kind.CONTENT
        return [one for one in self.said if one.kind == content and not one.is_withdrawn]

    @property
    def declares_first(self) -> bool:
        """Whether a sign-off waits only for a declaration."""
        collected = self.step.plan.council.collects_sign_offs
        return collected and self.declared is None and not self.barred

    @cached_property
    def promised(self) -> tuple[str, ...]:
        return promised(self.words)

    @cached_property
    def resolutions(self) -> list[tuple[str, str]]:
        """What was resolved, each by its verb and its words."""
        if self.decision is None:
            return []
        limbs = self.decision.resolutions.all()
        return [(one.get_verb_display(), one.words or NO_WORDS) for one in limbs]

    @cached_property
    def takes_effect(self) -> str:
        return when_it_takes_effect(self.decision) if self.decision else ""

    @property
    def summary(self) -> str:
        return summarise(self.report.summary) if self.report else ""


def member_briefing(plan: Plan, access: Access) -> MemberBriefing | None:
    """The newest step of a plan for one member; None before its words were put to any."""
    known = plan.steps.select_related(
        *("round__version", "round__report", "decision__version", f"decision__{COUNTED}"),
        "decision__corrected_by",
    )
    every = list(known.order_by("-place"))
    steps = [one for one in every if one.had_words]
    if not steps:
        return None
    step, member = steps[0], access.person
    step.plan = plan
    version = version_for_members(step)
    earlier = earlier_words([version_for_decision(one) for one in steps], version)
    words = parse_document(version.document)
    return MemberBriefing(
        step=step,
        earlier=tuple(one for one in every if one.place < step.place and not one.was_corrected),
        version=version,
        words=words,
        report=parse_report(step.round.report.document) if step.round else None,
        advice=advice_with_authorship(step.round) if step.round else [],
        changed=compare(parse_document(earlier.document), words) if earlier else None,
        changed_since=str(earlier) if earlier else "",
        said=with_withdrawn(
            MemberStatement.objects.filter(step__plan=plan, member=member)
            .exclude(kind=MemberStatement.Kind.QUESTION)
            .select_related("member")
        ),
        questions=list(MemberStatement.objects.questions_of(plan)),
        answers_members=access.may(Right.ANSWER_MEMBERS),
        declared=declaration_at(step, member),
        standing=standing_declaration(step, member),
        barred=is_barred(plan, member),
        may_speak=access.may(Right.SIGN_OFF) and plan.stage in TAKEN_IN,
        decides=step.is_signed and access.may(Right.DECIDE) and is_named(step, member),
        why_not_sign=why_not_sign(step, member, version),
        **lodged_by(plan, access),
    )


def lodged_by(plan: Plan, access: Access) -> dict[str, Any]:
    """How many amendments were lodged, what became of the reader's own, whether they lodge one."""
    shown = shown_amendments(plan, access)
    why = why_not_lodge(meeting_before(plan), access, timezone.localdate())
    return {
        "amendments": len(shown),
        "amendments_of_theirs": tuple(one for one in shown if one.row.mover == access.person),
        "may_lodge": access.may(Right.SIGN_OFF) and not why,
    }


def is_named(step: DecisionStep, person: User) -> bool:
    return step.deciders.filter(person=person).exists()


def advice_with_authorship(
    round_: ClearanceRound,
) -> list[tuple[ClearanceRequest, ClearanceResponse]]:
    """What the officers say, each with what they had written of the plan."""
    given = officers_advice(round_)
    wrote = parts_of_clearers(round_, given)
    for _, answer in given:
        answer.wrote_in_words = wrote_in_words(answer, wrote).removeprefix(". ")
    return given


def earlier_words(put: list[Version], now: Version) -> Version | None:
    """The newest other words that were put to members, whose changes they want to see."""
    return next((one for one in put if one.digest != now.digest), None)


def summarise(text: str) -> str:
    """The first sentences, as many as four lines hold; at least one."""
    taken = ""
    for sentence in text.replace("\n", " ").split(". "):
        longer = f"{taken}. {sentence}" if taken else sentence
        if taken and len(longer) > SHORT:
            return f"{taken}."
        taken = longer
    return taken
