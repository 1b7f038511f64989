"""Plans that are sent, cleared and decided, by the same moves as the pages make."""

import uuid
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from approvals.alone.signing import SignedData, sign_decision
from approvals.amendments.actions import (
    lodge_amendment,
    order_amendments,
    say_of_amendment,
    withdraw_amendment,
)
from approvals.amendments.rules import meeting_before
from approvals.clearance.actions import send_for_clearance
from approvals.clearance.answers import respond, respond_by_email
from approvals.clearance.disowning import confirm_answer
from approvals.clearance.in_spite import still_to_come
from approvals.clearance.terms import ClearanceTerms
from approvals.clearance.to_authors import write_to_authors
from approvals.decisions.actions import enter_from_record, record_decision
from approvals.decisions.amendments import AmendmentData, amendments_to_draft
from approvals.decisions.call_ins import (
    CallInData,
    HeardData,
    hear_call_in,
    receive_call_in,
    rule_on_call_in,
)
from approvals.decisions.declarations import declaration_at
from approvals.decisions.delegations import DelegationData, powers_to_change
from approvals.decisions.finalising import PowerUse, change_under_power, who_may_use
from approvals.decisions.follow_ups import (
    FollowUpData,
    discharge,
    record_follow_ups,
    say_by_when,
    take_back_discharge,
    withdraw_follow_up,
)
from approvals.decisions.interests import DeclarationData
from approvals.decisions.issuing import IssueData, issue_statement
from approvals.decisions.lodged import as_taken
from approvals.decisions.minute import MinuteData, ResolutionData
from approvals.decisions.queries import newest_decision
from approvals.decisions.reviewing import ReviewData, record_review
from approvals.decisions.routes import Way
from approvals.decisions.step_papers import PaperData, record_paper
from approvals.decisions.steps import put_to_decision
from approvals.decisions.to_do import still_to_do
from approvals.decisions.votes import VotingData
from approvals.members.actions import (
    add_member_statement,
    correct_declaration,
    withdraw_interest,
)
from approvals.members.answers import answer_member
from approvals.members.declaring import DeclaredInterest, standing_declaration
from approvals.models import (
    CallIn,
    CallInOutcome,
    ClearanceComment,
    ClearanceRequest,
    ClearanceResponse,
    ClearanceRound,
    Decision,
    DecisionStep,
    EarlierSubmission,
    FollowUp,
    FollowUpDischarge,
    Implication,
    LodgedAmendment,
    MemberAnswer,
    MemberStatement,
    Publication,
    Report,
    StepPaper,
    Submission,
)
from approvals.models.routes import ALONE
from approvals.papers.notices import NoticeData
from approvals.publication.actions import publish_plan
from approvals.reports.actions import save_report
from approvals.reports.implications import ImplicationTyped
from approvals.reports.parts import FormTyped
from approvals.reports.prefill import prefilled_report
from approvals.submission.actions import SubmissionData, submit_plan
from approvals.submission.correspondence import ExtensionData, record_extension, record_receipt
from approvals.submission.earlier import EarlierData, record_earlier
from approvals.submission.email import covering_email
from approvals.which_version import version_for_decision, version_for_members
from approvals.workflow.engine import PageState
from councils.actions.council import change_settings
from councils.actions.report_template import choose_form
from councils.models import Council, ReportTemplate, User
from councils.outbox import send_waiting
from councils.report_forms.examples import EXAMPLES
from councils.report_forms.layout import PLACES
from councils.roles import Office, Role
from delivery.actions import end_commitment, start_monitoring, update_commitment
from plans.actions.comments import reopen_comment, reply_to_comment, resolve_comment
from plans.actions.files import FileData
from plans.actions.passages import remove_passage
from plans.actions.savings import confirm_savings
from plans.actions.splitting import join_passages
from plans.actions.suggestions import accept_suggestion, refuse_suggestion
from plans.assemble import build_document
from plans.checking import findings_in_plan
from plans.checks.findings import Finding
from plans.document import parse_document
from plans.models import Comment, Commitment, Plan, Saving
from plans.versions import newest_digest
from tests.makers import administrator_of, free_name, make_council, make_governed, make_person
from tests.plan_makers import (
    an_email,
    give_saving,
    make_comment,
    make_commitment,
    make_ended_round,
    make_paragraph,
    make_plan,
    make_suggestion,
)

TERMS = {one.name for one in fields(ClearanceTerms)}
REPORT_FIELDS = (
    "title",
    "summary",
    "recommendation",
    "reasons",
    "background",
    "options",
    "risk_now",
    "risk_now_why",
    "risk_after",
    "risk_after_why",
)

FOUND = {
    "reasons": "So that the council answers the request in time.",
    "options": "To submit no plan.",
    "risk_now": "medium",
    "risk_now_why": "The council would not answer in time.",
    "risk_after": "low",
    "risk_after_why": "If it is submitted by the deadline.",
}


# Meetings in tests are near: the chair lets the plan in late.
LATE_ITEM = NoticeData(
    late_agreed_by="The chair of the meeting", late_why="The department’s letter came late."
)


@dataclass
class Chamber:
    """A council with one person in each role that a plan meets, and a plan with text in it."""

    council: Council = field(default_factory=lambda: make_council(collects_sign_offs=True))

    def __post_init__(self) -> None:
        person = {role: make_person(self.council, role) for role in Role}
        self.person = person
        self.author = person[Role.AUTHOR]
        self.clerk = person[Role.DEMOCRATIC_SERVICES]
        self.member = person[Role.CABINET_MEMBER]
        self.plan = make_plan(self.council, self.author)
        for theme in self.plan.themes.all():
            make_paragraph(self.plan, self.author, f"What we do about {theme}.", theme)


def seen_of(plan: Plan) -> PageState:
    """What a page shows of a plan's working copy now."""
    plan.refresh_from_db()
    return PageState(plan.moves, build_document(plan).digest)


def seen_in(round_: ClearanceRound) -> PageState:
    """What a page shows of a plan in clearance: the frozen words of plan and report."""
    round_.plan.refresh_from_db()
    return PageState(round_.plan.moves, round_.version.digest, round_.report.digest)


def seen_newest(plan: Plan) -> PageState:
    """What a page shows that is about the newest frozen words."""
    plan.refresh_from_db()
    return PageState(plan.moves, newest_digest(plan))


def report_of(plan: Plan) -> dict[str, Any]:
    """The report, with what its author found."""
    filled = prefilled_report(plan, now=timezone.now())
    return {name: getattr(filled, name) for name in REPORT_FIELDS} | FOUND


def make_report(chamber: Chamber) -> Report:
    """The report, saved with somebody's words under each heading, and not sent."""
    said = {"report": report_of(chamber.plan), "implications": implications_of()}
    return save_report(chamber.plan, by=chamber.author, **said)


def make_own_form(council: Council, example: str = "opening") -> ReportTemplate:
    """The council's reports have a form of their own from now on, one of the examples."""
    chosen = EXAMPLES[example]
    newest = council.report_templates.first()
    return choose_form(
        council,
        by=administrator_of(council),
        seen=newest.pk if newest else 0,
        typed={place: getattr(chosen, place) for place in PLACES},
        numbering=chosen.numbering,
    )


def make_own_report(chamber: Chamber, example: str = "opening", **parts: str) -> Report:
    """A report in the council's own form, with words in these parts, and not sent."""
    form = FormTyped(make_own_form(chamber.council, example).pk, parts)
    said = {"report": report_of(chamber.plan), "implications": implications_of(), "form": form}
    return save_report(chamber.plan, by=chamber.author, **said)


def implications_of(**words: str) -> list[ImplicationTyped]:
    """What an author found for every heading; in other `words` where a test has some."""
    looked = {"looked_by": "The equality officer", "looked_on": timezone.localdate()}
    return [
        ImplicationTyped(
            heading,
            words.get(heading, f"Looked into: nothing new for {heading}."),
            **(looked if heading == "equalities" else {}),
        )
        for heading in Implication.Heading.values
    ]


def implications_typed() -> dict[str, Any]:
    """The same, in the boxes of the form."""
    on = timezone.localdate()
    looked = {"looked_on_day": on.day, "looked_on_month": on.month, "looked_on_year": on.year}
    found = {f"said_{one.heading}": one.text for one in implications_of()}
    return found | looked | {"looked_by": "The equality officer"}


def clearers_of(chamber: Chamber) -> dict[Office, User]:
    """One person for each role of the council's list; the other clearing officer's is equality."""
    people = [chamber.person[Role(role)] for role in chamber.council.clearing_roles]
    return {office_of(person): person for person in people}


def office_of(person: User) -> Office:
    """The first office of somebody's."""
    held = person.appointments.order_by("pk").first()
    assert held is not None
    return held.office


def make_sent(chamber: Chamber, **details: Any) -> ClearanceRound:
    """The plan in clearance, for a meeting today."""
    facts = {
        "report": report_of(chamber.plan),
        "implications": implications_of(),
        "clear": clearers_of(chamber),
        "meets_on": timezone.localdate(),
        "then_put": True,
    }
    sent = with_terms(facts | details)
    return send_for_clearance(chamber.plan, by=chamber.author, seen=seen_of(chamber.plan), **sent)


def in_spite_of(plan: Plan, why: str) -> dict[Finding, str]:
    """One reason for each place in which words are still to come."""
    return dict.fromkeys(still_to_come(findings_in_plan(plan)), why)


def with_terms(facts: dict[str, Any]) -> dict[str, Any]:
    """What a plan is sent with, its terms gathered; before Cabinet unless told, as a late item."""
    rest = {name: value for name, value in facts.items() if name not in TERMS}
    told = {name: value for name, value in facts.items() if name in TERMS}
    if told.get("meets_on") and told.get("route") not in ALONE:
        told = {"notice": LATE_ITEM} | told
    return {**rest, "terms": ClearanceTerms(**{"body": "Cabinet"} | told)}


def make_officer(chamber: Chamber, title: str, **details: Any) -> User:
    """Somebody who clears what `title` says."""
    details = {"name": free_name(f"{title} officer, Northmoor"), "title": title} | details
    return make_person(chamber.council, Role.CLEARING_OFFICER, **details)


def make_answer(
    chamber: Chamber, round_: ClearanceRound, role: Role, outcome: str = "content", **said: Any
) -> ClearanceResponse:
    """One role answers."""
    asked = round_.asked.get(role=role)
    by = chamber.person[role]
    return respond(asked, by=by, seen=seen_in(round_), outcome=outcome, **said)


def ask_again(council: Council, **rules: list[Role]) -> None:
    """Set the rules by which an answer is carried to words that do not concern its role."""
    council.refresh_from_db()
    change_settings(council, by=administrator_of(council), seen=council.revision, **rules)
    council.refresh_from_db()


def make_answered(
    chamber: Chamber, round_: ClearanceRound, outcome: str = "content", **said: Any
) -> None:
    """Every role that was asked, and had no answer carried, answers alike."""
    for asked in round_.asked.filter(carried=None):
        by = asked.person or chamber.person[Role(asked.role)]
        respond(asked, by=by, seen=seen_in(round_), outcome=outcome, **said)
    chamber.plan.refresh_from_db()


def make_emailed(
    chamber: Chamber, round_: ClearanceRound, asked: ClearanceRequest | None = None, **said: Any
) -> ClearanceResponse:
    """Who was asked, the first unless told, answers by e-mail, which the author records."""
    return respond_by_email(
        asked or round_.asked.first(),
        by=chamber.author,
        seen=seen_in(round_),
        stated_at=timezone.now(),
        email=an_email(),
        **{"outcome": "content"} | said,
    )


def make_put(chamber: Chamber, **details: Any) -> DecisionStep:
    """The plan before its meeting, cleared by everybody who was asked."""
    make_answered(chamber, make_sent(chamber, **details))
    return chamber.plan.steps.get()


def put_alone(
    chamber: Chamber,
    *people: User,
    route: str = "members",
    sent: dict[str, Any] | None = None,
    **meeting: Any,
) -> Any:
    """The plan before people who decide it alone: the one who holds that role, unless told.

    `sent` says more of how it was sent for clearance.
    """
    deciders = people or (chamber.person[Role.DECISION_MAKER],)
    way = Way(route, deciders if route in ALONE else people)
    make_answered(chamber, make_sent(chamber, then_put=False, **sent or {}))
    on = {"body": "Cabinet", "meets_on": timezone.localdate()} | meeting
    on = on if route in ALONE else {"notice": LATE_ITEM} | on
    step = put_to_decision(
        chamber.plan, by=chamber.clerk, seen=seen_newest(chamber.plan), way=way, **on
    )
    chamber.plan.refresh_from_db()
    return step


def declare(plan: Plan, person: User, kind: str = "no_interest", words: str = "") -> Any:
    """What somebody declares of the words before them."""
    step = plan.steps.last()
    return declare_as(person, step, kind, words, seen=seen_newest(plan))


def signed_data(outcome: str = "agreed", **said: Any) -> SignedData:
    if outcome == "deferred":
        said = {"next_meets_on": timezone.localdate() + timedelta(7)} | said
    told = {"reasons": "It answers the request.", "options_rejected": "To send none."}
    return SignedData(outcome, **told | said)


def sign_only(chamber: Chamber, by: User, outcome: str = "agreed", **said: Any) -> Any:
    """Somebody signs, whatever they declared."""
    said, seen = signed_data(outcome, **said), seen_newest(chamber.plan)
    made = sign_decision(chamber.plan, by=by, seen=seen, said=said)
    chamber.plan.refresh_from_db()
    return made


def sign(chamber: Chamber, person: User | None = None, outcome: str = "agreed", **said: Any) -> Any:
    """Somebody declares that they have no interest, unless they have declared, and signs."""
    by = person or chamber.person[Role.DECISION_MAKER]
    if declaration_at(chamber.plan.steps.last(), by) is None:
        declare(chamber.plan, by)
    return sign_only(chamber, by, outcome, **said)


def resolved(verb: str, words: str = "", about: str = "plan") -> ResolutionData:
    """One resolution, about the plan unless told."""
    return ResolutionData(verb, words or f"That the plan be {verb}.", about)


def moved(words: str, **said: Any) -> AmendmentData:
    """One amendment of the plan, in its very words unless told."""
    return AmendmentData(words, **{"wording": "exact"} | said)


def to_draft(words: str = "Say what the saving pays for.", **said: Any) -> AmendmentData:
    """One of the plan that the chief executive is still to draft."""
    drafted = {"wording": "to_draft", "drafted_by": "Chief Executive", "place": "theme 1"}
    return moved(words, **drafted | said)


def with_power(**terms: Any) -> dict[str, Any]:
    """The facts of a minute that endorses the plan and lets the Leader amend it."""
    said = {"scope": ["amend"], "consulting": "Chief Executive"} | terms
    limbs = [resolved("endorsed"), resolved("delegated", "That the Leader may amend it.")]
    return {"resolutions": limbs, "delegation": DelegationData(["Leader"], **said)}


def callable_facts() -> dict[str, Any]:
    """The facts of a minute of a decision that can be called in from today."""
    return {"call_in_applies": True, "notice_on": timezone.localdate()}


# The verb by which a meeting makes each of the plan; those of the same name are left out.
VERBS = {"agreed": "endorsed", "amended": "endorsed"}


def minute_of(outcome: str = "agreed", **facts: Any) -> MinuteData:
    """A meeting's minute, today, whose one resolution has this outcome; nothing declared."""
    whole = {
        "decided_on": timezone.localdate(),
        "minute": "26",
        "nothing_declared": True,
        "resolutions": [resolved(VERBS.get(outcome, outcome))],
    }
    if outcome == "delegated":
        whole["delegation"] = DelegationData(["Chief Executive"], ["approve", "submit"])
    if outcome == "amended":
        whole["amendments"] = [moved("Add the paragraph that members asked for.")]
    if "effective_from" in facts and facts.get("call_in_applies"):
        whole["effective_why"] = "Members asked for it."
    return MinuteData(**whole | facts)


def make_decided(chamber: Chamber, outcome: str = "agreed", **facts: Any) -> Decision:
    """The plan decided at its meeting, by Cabinet's resolution."""
    step = chamber.plan.steps.last() or make_put(chamber)
    assert step.round is not None
    chamber.plan.refresh_from_db()
    decision = record_decision(
        chamber.plan,
        by=chamber.clerk,
        seen=PageState(chamber.plan.moves, step.round.version.digest),
        minute=minute_of(outcome, **facts),
    )
    chamber.plan.refresh_from_db()
    return decision


def make_empowered(chamber: Chamber) -> Decision:
    """Endorsed with a power to amend it and an amendment to draft; since amended in the plan."""
    decision = make_decided(chamber, **with_power(), amendments=[to_draft()])
    make_paragraph(chamber.plan, chamber.author, "As the guidance asks.", reason="New guidance")
    return decision


def make_drafted(chamber: Chamber, **facts: Any) -> Decision:
    """What was to be drafted stands in the plan, as whoever has the power decided today."""
    make_paragraph(chamber.plan, chamber.author, "The saving pays for it.", reason="As resolved")
    power = powers_to_change(chamber.plan, timezone.localdate())[0]
    told = {
        "by_whom": who_may_use(power)[0],
        "decided_on": timezone.localdate(),
        "changed": "What the saving pays for is said.",
        "consulted": "The chief executive had nothing to add.",
        "minute": "Officer decision 7",
        "nothing_declared": True,
        "settles": [one.pk for one in amendments_to_draft(chamber.plan)],
    }
    use = PowerUse(**told | facts)
    seen = seen_of(chamber.plan)
    made = change_under_power(chamber.plan, by=chamber.clerk, seen=seen, power=power.pk, use=use)
    chamber.plan.refresh_from_db()
    return made


def make_callable(chamber: Chamber) -> Decision:
    """Endorsed today, and open to call-in."""
    return make_decided(chamber, **callable_facts())


def make_received(chamber: Chamber) -> CallIn:
    """A call-in of it was received; nobody has said whether it is valid."""
    make_callable(chamber)
    said = CallInData("Cllr Ash\nCllr Birch", timezone.now(), "Not consulted upon.", "Scrutiny")
    seen = seen_newest(chamber.plan)
    asked = receive_call_in(chamber.plan, by=chamber.clerk, seen=seen, said=said)
    chamber.plan.refresh_from_db()
    return asked


def make_called_in(chamber: Chamber) -> CallIn:
    """And it is valid."""
    asked = make_received(chamber)
    rule_on_call_in(
        chamber.plan,
        by=chamber.clerk,
        seen=seen_newest(chamber.plan),
        valid=True,
        decided_by="Monitoring Officer",
        why="It keeps to the rules.",
    )
    chamber.plan.refresh_from_db()
    return asked


def make_upheld(chamber: Chamber) -> CallInOutcome:
    """What was called in is decided again, today."""
    today = timezone.localdate()
    heard = HeardData("upheld", today, "Members were told too little.", "7", next_meets_on=today)
    seen = seen_newest(chamber.plan)
    found = hear_call_in(chamber.plan, by=chamber.clerk, seen=seen, heard=heard)
    chamber.plan.refresh_from_db()
    return found


def make_recorded(
    chamber: Chamber, decided_on: date, body: str = "Cabinet", **facts: Any
) -> Decision:
    """A decision of an earlier day, entered from the record."""
    decision = enter_from_record(
        chamber.plan,
        by=chamber.clerk,
        seen=seen_of(chamber.plan),
        body=body,
        minute=minute_of(decided_on=decided_on, **facts),
    )
    chamber.plan.refresh_from_db()
    return decision


def seen_leaving(plan: Plan) -> PageState:
    """What the pages that publish and submit show: the words decided on, else those cleared."""
    plan.refresh_from_db()
    decision, round_ = newest_decision(plan), plan.rounds.first()
    version = decision.version if decision else round_ and round_.version
    return PageState(plan.moves, version.digest if version else "")


def make_published(chamber: Chamber, **facts: Any) -> Publication:
    told = {"by": chamber.clerk, "published_at": timezone.now()} | facts
    publication = publish_plan(chamber.plan, seen=seen_leaving(chamber.plan), **told)
    chamber.plan.refresh_from_db()
    return publication


def make_submitted(chamber: Chamber, **facts: Any) -> Submission:
    """The plan submitted as decided; today is after the shipped request's deadline, so late."""
    told = {
        "sent_at": timezone.now(),
        "address": "plans@department.example",
        "shown_address": chamber.plan.asked.address,
        "key": uuid.uuid4(),
        "reason": "The meeting was put off.",
    }
    by, seen = facts.pop("by", chamber.author), facts.pop("seen", None)
    submission = submit_plan(
        chamber.plan,
        by=by,
        seen=seen or seen_leaving(chamber.plan),
        sending=SubmissionData(**told | facts),
    )
    chamber.plan.refresh_from_db()
    return submission


def make_queued(chamber: Chamber) -> Submission:
    """The plan decided today and submitted from here, before its e-mail left."""
    make_recorded(chamber, timezone.localdate())
    return make_submitted(chamber, sent_at=None)


def make_monitored(chamber: Chamber, **decided: Any) -> Plan:
    """The plan decided today, submitted, and reported on from now on."""
    make_recorded(chamber, timezone.localdate(), **decided)
    make_submitted(chamber)
    start_monitoring(chamber.plan, by=chamber.author, seen=seen_newest(chamber.plan))
    chamber.plan.refresh_from_db()
    return chamber.plan


def make_sent_out(chamber: Chamber) -> Submission:
    """The decided plan published and sent from here; a receipt and an extension, each a file."""
    make_published(chamber)
    submission = make_submitted(chamber, sent_at=None)
    covering_email(submission.version, chamber.plan.asked.address)
    send_waiting()
    letter = FileData("letter.eml", an_email("From the department").content)
    by, now = chamber.author, timezone.now()
    record_receipt(submission, by=by, received_at=now, file=letter)
    granted = ExtensionData(
        "The department", timezone.localdate(), event="after the election", file=letter
    )
    record_extension(chamber.plan, by=by, granted=granted)
    return submission


def make_confirmed(chamber: Chamber, commitment: Commitment) -> Saving:
    """Savings of this year, confirmed by the Section 151 officer."""
    year = timezone.localdate().year
    give_saving(commitment, by=chamber.author, year=year, planned=Decimal(1000))
    saving = commitment.savings.get()
    officer = chamber.person[Role.SECTION_151]
    confirm_savings(chamber.plan, by=officer, amounts={saving.pk: saving.revision})
    return saving


def make_asked(chamber: Chamber, words: str = "When is it done?") -> MemberStatement:
    """A question of a member's about the plan, which is put to its meeting where it is not yet."""
    step = chamber.plan.steps.order_by("-place").first() or make_put(chamber)
    assert step.round is not None
    seen = PageState(chamber.plan.moves, step.round.version.digest)
    return add_member_statement(step, by=chamber.member, kind="question", seen=seen, words=words)


def declare_as(
    member: User, step: DecisionStep, kind: str, words: str = "", seen: PageState | None = None
) -> MemberStatement:
    """What a member declares; of what stands before this meeting, a correction or withdrawal."""
    seen = seen or PageState(step.plan.moves, version_for_members(step).digest)
    stands = standing_declaration(step, member)
    if stands is None:
        return add_member_statement(step, by=member, kind=kind, seen=seen, words=words)
    if kind == "withdrawn":
        how = {"by": member, "words": words, "standing": stands.pk}
        return withdraw_interest(step, seen=seen, **how)
    said = DeclaredInterest(kind, words)
    return correct_declaration(step, by=member, said=said, standing=stands.pk, seen=seen)


def make_member_answer(
    chamber: Chamber, asked: MemberStatement, *, by: User | None = None, words: str = "In March."
) -> MemberAnswer:
    seen = PageState(chamber.plan.moves, asked.plan_digest)
    return answer_member(asked, by=by or chamber.author, seen=seen, words=words)


def make_lodged(
    chamber: Chamber, words: str = "", *, by: User | None = None, place: int = 0, **said: Any
) -> LodgedAmendment:
    """An amendment to the paragraph in a `place` of what is put to the meeting, by its member."""
    step = meeting_before(chamber.plan) or make_put(chamber)
    version = version_for_decision(step)
    passages = [one for one in parse_document(version.document).passages if one.number]
    return lodge_amendment(
        step,
        by=by or chamber.member,
        seen=PageState(chamber.plan.moves, version.digest),
        passage=passages[place].id,
        new_words=words or "We do more.",
        **said,
    )


def make_everything_lodged(chamber: Chamber) -> list[LodgedAmendment]:
    """One by a member and one for another, which are advised on and ordered, and one withdrawn."""
    first = make_lodged(chamber, "What we do first.", seconded_by="Cllr Birch")
    for_another = {"by": chamber.clerk, "place": 1, "moved_by": "Cllr Ash"}
    second = make_lodged(chamber, "What we do then.", **for_another)
    withdrawn = make_lodged(chamber, "We do nothing.")
    seen = PageState(chamber.plan.moves, first.version.digest)
    said = {"seen": seen, "words": "It costs nothing."}
    say_of_amendment(first, by=chamber.person[Role.SECTION_151], **said)
    order_amendments(chamber.plan, by=chamber.clerk, seen=seen, places={1: 2, 2: 1})
    withdraw_amendment(withdrawn, by=chamber.member, seen=seen, words="It was too much.")
    return [first, second, withdrawn]


def make_paper(chamber: Chamber, kind: str = "draft_minutes", **facts: Any) -> StepPaper:
    """A paper of the plan's newest step, published today, unless told."""
    step = chamber.plan.steps.latest("place")
    told = {"published_on": timezone.localdate(), "address": "https://council.example/"} | facts
    return record_paper(step, by=chamber.clerk, paper=PaperData(kind, **told))


def make_follow_up(chamber: Chamber, kind: str = "promise", **facts: Any) -> FollowUp:
    """Something that the plan's newest decision leaves to be done, by today unless told."""
    decision = Decision.objects.filter(step__plan=chamber.plan).latest("pk")
    recommended = kind == "recommendation"
    told: dict[str, Any] = {"words": "To write to the ward.", "owed_by": "Leader"}
    told |= {"received_on" if recommended else "due_on": timezone.localdate()}
    said = FollowUpData(kind, row=1, **told | facts)
    return record_follow_ups(decision, by=chamber.clerk, said=[said])[0]


def make_dated(chamber: Chamber, **days: Any) -> FollowUp:
    """By when what is due first is to be done, which was not known: today, unless told."""
    task = still_to_do(chamber.plan)[0]
    return say_by_when(task, by=chamber.clerk, **days or {"due_on": timezone.localdate()})


def make_done(chamber: Chamber, kind: str = "promise_note", **facts: Any) -> FollowUpDischarge:
    """What is due first is done, by a paper recorded for it."""
    paper = make_paper(chamber, kind, **facts)
    return discharge(paper, by=chamber.clerk, keys=[still_to_do(chamber.plan)[0].key])[0]


def make_everything_to_do(chamber: Chamber) -> None:
    """One done, one withdrawn, one done by mistake, and one that waits."""
    mistake = make_follow_up(chamber, words="To do nothing.")
    withdraw_follow_up(mistake, by=chamber.clerk, why="Nobody promised it.")
    make_follow_up(chamber, "recommendation", words="To publish more.", owed_to="Scrutiny")
    make_done(chamber, "response")
    make_follow_up(chamber, "report_back", words="To tell Cabinet.", owed_to="Cabinet")
    done = make_done(chamber, "report_back", words="What was done.")
    take_back_discharge(done, by=chamber.clerk, why="It was another report.")


def review_of(outcome: str = "noted", body: str = "Cabinet", **facts: Any) -> ReviewData:
    """A body's minute of a review, today, with one resolution about the plan."""
    return ReviewData(body, minute_of(outcome, **facts))


def make_reviewed(chamber: Chamber, outcome: str = "noted", **facts: Any) -> Decision:
    """The progress of a monitored plan, reviewed by Cabinet today."""
    chamber.plan.refresh_from_db()
    said, seen = review_of(outcome, **facts), seen_newest(chamber.plan)
    made = record_review(chamber.plan, by=chamber.clerk, seen=seen, said=said)
    chamber.plan.refresh_from_db()
    return made


def make_to_be_reviewed(chamber: Chamber) -> None:
    """Decided, submitted and monitored."""
    make_decided(chamber)
    make_submitted(chamber)
    start_monitoring(chamber.plan, by=chamber.author, seen=seen_newest(chamber.plan))
    chamber.plan.refresh_from_db()


def make_issued(chamber: Chamber, **said: Any) -> StepPaper:
    """The record of the newest decision, and its report, made public."""
    decision = Decision.objects.filter(step__plan=chamber.plan).latest("pk")
    told = {"made_by": "Proper officer", "contact": "Democratic services", "call_in_by": "Five"}
    seen = decision.step.papers.count()
    facts = IssueData(**told | said)
    return issue_statement(decision, by=chamber.clerk, seen=seen, said=facts)


def make_earlier(chamber: Chamber, **shown: Any) -> EarlierSubmission:
    """Scrutinised and submitted before it came here, as an older record shows."""
    enter_from_record(
        chamber.plan,
        by=chamber.clerk,
        seen=seen_of(chamber.plan),
        body="Scrutiny",
        kind="scrutiny",
        without_text=True,
        minute=minute_of("recommended"),
    )
    told = EarlierData(**{"timing": "by_deadline", "evidence": "Its e-mail"} | shown)
    row = record_earlier(chamber.plan, by=chamber.author, shown=told)
    chamber.plan.refresh_from_db()
    return row


def make_talked_over(chamber: Chamber) -> Comment:
    """A comment of an officer's with everything that may follow one; it is resolved in the end."""
    author, officer = chamber.author, chamber.person[Role.SECTION_151]
    passage = chamber.plan.passages.order_by("pk").first()
    facts = {"quote": passage.body[:5].strip(), "must_be_resolved": True, "tell": [author]}
    comment = make_comment(passage, officer, **facts)
    reply_to_comment(comment, by=author, words="It is.", tell=[officer])
    resolve_comment(comment, by=author, seen=1, words="It says so now.")
    reopen_comment(comment, by=officer, seen=2, words="Where does it?")
    resolve_comment(comment, by=author, seen=3, words="In its first words.")
    return comment


def make_gone_along(chamber: Chamber) -> None:
    """A comment that went along with its words into another paragraph, which is removed since."""
    plan, author = chamber.plan, chamber.author
    first, second = (make_paragraph(plan, author, words) for words in ("Said.", "Said then."))
    comment = make_comment(second, author)
    join_passages(first, by=author, seen=1, second=second.pk, second_seen=1)
    resolve_comment(comment, by=author, seen=0)
    remove_passage(first, by=author, seen=2)


def make_advised(chamber: Chamber) -> None:
    """A suggestion that was accepted, of an author's, and an officer's that was refused."""
    author, officer = chamber.author, chamber.person[Role.SECTION_151]
    passage = chamber.plan.passages.order_by("pk").first()
    refused = make_suggestion(passage, officer, "We saved little.", note="Nobody counted it.")
    refuse_suggestion(refused, by=author, reason="It was counted since.")
    taken = make_suggestion(passage, author, "We saved much.")
    facts = {"seen": passage.revision, "body": f"{passage.body} It was much."}
    accept_suggestion(taken, by=author, reason="It reads better.", **facts)


def make_carried(chamber: Chamber) -> None:
    """A round in which the portfolio holder's answer stands by a rule, which is then taken back."""
    ask_again(chamber.council, asked_on_words=[Role.MONITORING_OFFICER, Role.SECTION_151])
    make_sent(chamber, reason="Words were put right.")
    ask_again(chamber.council, asked_on_words=[])


def make_said_alone(chamber: Chamber) -> list[ClearanceComment]:
    """What an officer wrote to the report authors alone while it is cleared, and the reply."""
    officer, plan = chamber.person[Role.SECTION_151], chamber.plan
    asked = write_to_authors(plan, by=officer, words="Where is the sum from?")
    return [asked, write_to_authors(plan, by=chamber.author, to=officer, words="The outturn.")]


def make_whole_life(chamber: Chamber) -> Plan:
    """A plan from clearance to its end, with a row of everything a plan leaves on the way."""
    author, today = chamber.author, timezone.localdate()
    commitment = make_commitment(chamber.plan, author)
    make_gone_along(chamber)
    make_confirmed(chamber, commitment)
    make_earlier(chamber)
    make_talked_over(chamber)
    make_advised(chamber)
    waiting = make_paragraph(chamber.plan, author, "Its day is TBC.", reason="It was missing")
    put_alone(chamber, sent={"in_spite": in_spite_of(chamber.plan, "The day is set in June.")})
    sign(chamber, outcome="refused", consulted="The leader", call_in_exempt_why="")
    remove_passage(waiting, by=author, seen=1, reason="It was set")
    make_carried(chamber)
    round_ = make_sent(chamber, reason="The rule was tried.")
    make_said_alone(chamber)
    make_ended_round(chamber.plan, author, chamber.plan.passages.order_by("pk")[0])
    given = make_emailed(chamber, round_)
    confirm_answer(given, by=given.answered_by.person, seen=seen_in(round_))
    make_answered(chamber, round_)
    make_member_answer(chamber, make_asked(chamber))
    taken, lost, _ = make_everything_lodged(chamber)
    declared = [
        DeclarationData("A member", "Owns a share in it", "pecuniary", dispensed_by="authority")
    ]
    exempt = {"call_in_exempt_why": "Urgent", "notice_on": today, "call_in_applies": True}
    voted = VotingData(names=[("A member", "against")])
    said = {"nothing_declared": False, "declarations": declared, "vote": voted}
    make_called_in(chamber)
    make_upheld(chamber)
    told = {"reasons": "It answers.", "options_rejected": "None.", "consulted": "Nobody."}
    movers = {"moved_by": "Cllr Ash", "seconded_by": "Cllr Birch"}
    made = [to_draft(), moved("Thank the officers.", of="recommendation", **movers)]
    made.append(as_taken(taken, "What we do from May."))
    came = {"amendments": made, "not_taken": {lost.number: "lost"}}
    make_decided(chamber, **with_power(), **exempt, **said, **told, **came)
    minutes = FileData("minutes.txt", b"The minutes.")
    make_paper(chamber, file=minutes, words="As it was.", agreed_by="The chair")
    make_everything_to_do(chamber)
    make_governed(chamber.council)
    make_issued(chamber)
    make_drafted(chamber)
    make_sent_out(chamber)
    start_monitoring(chamber.plan, by=author, seen=seen_newest(chamber.plan))
    make_reviewed(chamber)
    said = {"status": "on_track", "narrative": "Going well."}
    update_commitment(commitment, by=author, as_at=today, **said)
    end_commitment(commitment, by=author, outcome="done")
    return chamber.plan
